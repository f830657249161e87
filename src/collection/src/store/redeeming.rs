//! Storing redemptions, many in one transaction: each is durable when its reply is sent, and one commit serves all that wait for it.
//!
//! Rows go in by the order of their random keys, so that not even within one commit is anything left of the order in which they came.

use super::{CollectionStore, inbox_row, settled_token, spent_token, wave};
use chorus_database::{Company, Work, is_passing};
use chorus_questionnaire::WaveState;
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, DatabaseTransaction, DbBackend, DbErr, EntityTrait, InsertMany, QueryFilter,
    QuerySelect, Statement, Value,
};
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
        match self.take_as_new(redemptions).await {
            Ok(true) => Ok(vec![Redeemed::Now; redemptions.len()]),
            Err(error) if is_passing(&error) => Err(error),
            // Whatever else it was: this tells.
            Ok(false) | Err(_) => self.decide(redemptions).await,
        }
    }
}

impl CollectionStore {
    /// Takes all, if every token is new and every wave open; otherwise it takes nothing, and says so or fails.
    async fn take_as_new(&self, redemptions: &[Redemption]) -> Result<bool, DbErr> {
        let mut spent: Vec<_> = redemptions.iter().map(|one| (one.token_hash, one.wave, &one.body_tag)).collect();
        spent.sort_unstable_by_key(|(token_hash, ..)| *token_hash);
        let spent =
            spent.into_iter().map(|(hash, wave, tag)| [hex::encode(hash), wave.simple().to_string(), hex::encode(tag)]);
        let mut responses: Vec<_> = redemptions.iter().map(|one| (Uuid::new_v4(), one)).collect();
        responses.sort_unstable_by_key(|(id, _)| *id);
        let responses = responses
            .iter()
            .map(|(id, one)| [id.simple().to_string(), one.wave.simple().to_string(), one.response.clone()]);
        let values =
            [spent.collect::<serde_json::Value>(), responses.collect()].map(|list| Value::from(list.to_string()));
        let connection = self.connection();
        let kind = connection.get_database_backend();
        // One statement, because each has to wait for its turn on the processors and on the wire. What it writes into are views: of
        // `REDEMPTIONS`, and of the migration `m0005_settled_tokens`.
        let view = if kind == DbBackend::Sqlite { "redemptions" } else { "redemption" };
        let sql = format!("INSERT INTO {view} (spent, responses) VALUES ($1, $2)");
        let done = connection.execute_raw(Statement::from_sql_and_values(kind, sql, values)).await?;
        // SQLite counts no row of a view; there, taking nothing is an error.
        Ok(kind == DbBackend::Sqlite || done.rows_affected() == 1)
    }

    /// Takes those that may be taken, and tells of the others why not.
    async fn decide(&self, redemptions: &[Redemption]) -> Result<Vec<Redeemed>, DbErr> {
        // In the company of other redemptions, but of no closing: it waits for those begun before it, and is seen by those after.
        let transaction = self.database.begin(Company::Others).await?;
        let hashes: Vec<Vec<u8>> = redemptions.iter().map(|redemption| redemption.token_hash.to_vec()).collect();
        let lately = spent_token::Entity::find().filter(spent_token::Column::TokenHash.is_in(hashes.clone()));
        let lately = lately.all(&transaction).await?.into_iter().map(|spent| (spent.token_hash, spent.body_tag));
        let waves: HashSet<Uuid> = redemptions.iter().map(|redemption| redemption.wave).collect();
        let settled = settled_token::Entity::find().filter(settled_token::Column::WaveId.is_in(waves));
        let settled = settled.filter(settled_token::Column::TokenHash.is_in(hashes));
        let settled = settled.all(&transaction).await?.into_iter().map(|spent| (spent.token_hash, spent.body_tag));
        let mut spent: HashMap<Vec<u8>, Vec<u8>> = lately.chain(settled).collect();
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
            spend(new.clone()).exec_without_returning(&transaction).await?;
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

/// Records the tokens as spent.
fn spend(mut of: Vec<&Redemption>) -> InsertMany<spent_token::ActiveModel> {
    of.sort_unstable_by_key(|redemption| redemption.token_hash);
    spent_token::Entity::insert_many(of.into_iter().map(|redemption| spent_token::ActiveModel {
        token_hash: Set(redemption.token_hash.to_vec()),
        wave_id: Set(redemption.wave),
        body_tag: Set(redemption.body_tag.clone()),
    }))
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
