//! Storing redemptions, many in one transaction: each is durable when its reply is sent, and one commit serves all that wait for it.
//!
//! Rows go in by the order of their random keys, so that not even within one commit is anything left of the order in which they came.

use super::{CollectionStore, inbox_row, spent_token, wave};
use chorus_database::{Company, Work};
use chorus_questionnaire::WaveState;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, InsertMany, QueryFilter, QuerySelect};
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

impl Work for CollectionStore {
    type Asked = Redemption;
    type Answer = Redeemed;

    /// Records the tokens as spent and puts the responses in the inbox.
    async fn all(&self, redemptions: &[Redemption]) -> Result<Vec<Redeemed>, DbErr> {
        // Nearly always all are new, and nothing need be looked up.
        if self.take_as_new(redemptions).await? {
            return Ok(vec![Redeemed::Now; redemptions.len()]);
        }
        self.decide(redemptions).await
    }
}

impl CollectionStore {
    /// Takes all, if every token is new and every wave open; otherwise nothing.
    async fn take_as_new(&self, redemptions: &[Redemption]) -> Result<bool, DbErr> {
        // In the company of other redemptions, but of no closing: it waits for those begun before it, and is seen by those after.
        let transaction = self.database.begin(Company::Others).await?;
        let open = open_waves(&transaction, redemptions).await?;
        if !redemptions.iter().all(|redemption| open.contains(&redemption.wave)) {
            return Ok(false);
        }
        // Also the second of two with the same token in here is one that is known.
        let inserted = match spend(redemptions.iter().collect(), true).exec_without_returning(&transaction).await {
            Err(DbErr::RecordNotInserted) => 0,
            inserted => inserted?,
        };
        if inserted != redemptions.len() as u64 {
            return Ok(false);
        }
        put(redemptions.iter().collect()).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Takes those that may be taken, and tells of the others why not.
    async fn decide(&self, redemptions: &[Redemption]) -> Result<Vec<Redeemed>, DbErr> {
        let transaction = self.database.begin(Company::Others).await?;
        let hashes = redemptions.iter().map(|redemption| redemption.token_hash.to_vec());
        let query = spent_token::Entity::find().filter(spent_token::Column::TokenHash.is_in(hashes));
        let known = query.all(&transaction).await?.into_iter().map(|spent| (spent.token_hash, spent.body_tag));
        let mut spent: HashMap<Vec<u8>, Vec<u8>> = known.collect();
        let open = open_waves(&transaction, redemptions).await?;

        let mut new = Vec::new();
        let mut decided = Vec::with_capacity(redemptions.len());
        for redemption in redemptions {
            decided.push(match spent.get(redemption.token_hash.as_slice()) {
                Some(tag) if *tag == redemption.body_tag => Redeemed::SameBefore,
                Some(_) => Redeemed::OtherBefore,
                None if !open.contains(&redemption.wave) => Redeemed::Closed,
                None => {
                    spent.insert(redemption.token_hash.to_vec(), redemption.body_tag.clone());
                    new.push(redemption);
                    Redeemed::Now
                }
            });
        }
        if !new.is_empty() {
            spend(new.clone(), false).exec_without_returning(&transaction).await?;
            put(new).exec_without_returning(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(decided)
    }
}

/// Which of their waves are open. Looked up each time: one may have closed since a request began, and its last batch been taken.
async fn open_waves(transaction: &DatabaseTransaction, of: &[Redemption]) -> Result<HashSet<Uuid>, DbErr> {
    let waves: HashSet<Uuid> = of.iter().map(|redemption| redemption.wave).collect();
    let query = wave::Entity::find().select_only().column(wave::Column::Id).filter(wave::Column::Id.is_in(waves));
    let query = query.filter(wave::Column::State.eq(WaveState::Open.as_str()));
    Ok(query.into_tuple().all(transaction).await?.into_iter().collect())
}

/// Records the tokens as spent, without those that are, if that may be.
fn spend(mut of: Vec<&Redemption>, unless_known: bool) -> InsertMany<spent_token::ActiveModel> {
    of.sort_unstable_by_key(|redemption| redemption.token_hash);
    let insert = spent_token::Entity::insert_many(of.into_iter().map(|redemption| spent_token::ActiveModel {
        token_hash: Set(redemption.token_hash.to_vec()),
        wave_id: Set(redemption.wave),
        body_tag: Set(redemption.body_tag.clone()),
    }));
    if unless_known {
        insert.on_conflict(OnConflict::column(spent_token::Column::TokenHash).do_nothing().to_owned())
    } else {
        insert
    }
}

/// Puts the responses in the inbox.
fn put(of: Vec<&Redemption>) -> InsertMany<inbox_row::ActiveModel> {
    let mut rows: Vec<(Uuid, &Redemption)> = of.into_iter().map(|redemption| (Uuid::new_v4(), redemption)).collect();
    rows.sort_unstable_by_key(|(id, _)| *id);
    inbox_row::Entity::insert_many(rows.into_iter().map(|(id, redemption)| inbox_row::ActiveModel {
        id: Set(id),
        wave_id: Set(redemption.wave),
        batch: Set(None),
        response: Set(redemption.response.clone()),
    }))
}
