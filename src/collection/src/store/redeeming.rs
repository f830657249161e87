//! Storing redemptions, many in one transaction: each is durable when its reply is sent, and one commit serves all that wait for it.
//!
//! Rows go in by the order of their random keys, so that not even within one commit is anything left of the order in which they came.

use super::{CollectionStore, inbox_row, spent_token, wave};
use crate::CollectionError;
use chorus_database::Company;
use chorus_questionnaire::WaveState;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A verified token and the response that it is redeemed for.
pub(crate) struct Redemption {
    pub(crate) wave: Uuid,
    /// SHA-256 of the token.
    pub(crate) token_hash: [u8; 32],
    /// HMAC-SHA256 of the response, keyed with the token.
    pub(crate) body_tag: Vec<u8>,
    /// Canonical JSON.
    pub(crate) response: String,
}

/// What became of a redemption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Redeemed {
    /// It is stored now.
    Now,
    /// The same response stood already.
    SameBefore,
    /// Another response stood already.
    OtherBefore,
    /// The wave takes no more responses.
    Closed,
}

impl CollectionStore {
    /// Records the tokens as spent and puts the responses in the inbox, all or none. Answers in the order of the question.
    pub(crate) async fn redeem(&self, redemptions: &[Redemption]) -> Result<Vec<Redeemed>, CollectionError> {
        // In the company of other redemptions, but of no closing: it waits for those begun before it, and is seen by those after.
        let transaction = self.database.begin(Company::Others).await?;
        let hashes = redemptions.iter().map(|redemption| redemption.token_hash.to_vec());
        let query = spent_token::Entity::find().filter(spent_token::Column::TokenHash.is_in(hashes));
        let known = query.all(&transaction).await?.into_iter().map(|spent| (spent.token_hash, spent.body_tag));
        let mut spent: HashMap<Vec<u8>, Vec<u8>> = known.collect();
        // Looked up here: a wave may have closed since a request began, and its last batch been taken.
        let waves: HashSet<Uuid> = redemptions.iter().map(|redemption| redemption.wave).collect();
        let query = wave::Entity::find().select_only().column(wave::Column::Id).filter(wave::Column::Id.is_in(waves));
        let query = query.filter(wave::Column::State.eq(WaveState::Open.as_str()));
        let open: HashSet<Uuid> = query.into_tuple().all(&transaction).await?.into_iter().collect();

        let (mut tokens, mut rows) = (Vec::new(), Vec::new());
        let mut decided = Vec::with_capacity(redemptions.len());
        for redemption in redemptions {
            decided.push(match spent.get(redemption.token_hash.as_slice()) {
                Some(tag) if *tag == redemption.body_tag => Redeemed::SameBefore,
                Some(_) => Redeemed::OtherBefore,
                None if !open.contains(&redemption.wave) => Redeemed::Closed,
                None => {
                    spent.insert(redemption.token_hash.to_vec(), redemption.body_tag.clone());
                    tokens.push(redemption);
                    rows.push((Uuid::new_v4(), redemption));
                    Redeemed::Now
                }
            });
        }
        if !tokens.is_empty() {
            tokens.sort_unstable_by_key(|redemption| redemption.token_hash);
            rows.sort_unstable_by_key(|(id, _)| *id);
            let tokens = tokens.into_iter().map(|redemption| spent_token::ActiveModel {
                token_hash: Set(redemption.token_hash.to_vec()),
                wave_id: Set(redemption.wave),
                body_tag: Set(redemption.body_tag.clone()),
            });
            spent_token::Entity::insert_many(tokens).exec_without_returning(&transaction).await?;
            let rows = rows.into_iter().map(|(id, redemption)| inbox_row::ActiveModel {
                id: Set(id),
                wave_id: Set(redemption.wave),
                batch: Set(None),
                response: Set(redemption.response.clone()),
            });
            inbox_row::Entity::insert_many(rows).exec_without_returning(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(decided)
    }
}
