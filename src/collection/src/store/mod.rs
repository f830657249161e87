//! Open waves, spent tokens and their ledgers, the inbox and the slips of panels in the collection database.

mod inbox;
mod inbox_row;
mod ledger;
mod slip;
mod slips;
mod spent_token;
mod wave;

use crate::CollectionError;
use chorus_database::Database;
use chorus_questionnaire::{PublishedWave, WaveState};
pub use inbox::{Batch, Inbox};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QuerySelect, TransactionTrait};
pub use slips::{Slip, Slips};
use uuid::Uuid;

/// The collection database.
#[derive(Clone)]
pub(crate) struct CollectionStore {
    database: Database,
}

/// What became of a redemption.
pub(crate) enum Redeemed {
    /// It was stored just now.
    Now,
    /// The same response stands already.
    SameBefore,
    /// Another response stands already.
    OtherBefore,
}

impl CollectionStore {
    pub(crate) fn new(database: Database) -> Self {
        Self { database }
    }

    fn connection(&self) -> &DatabaseConnection {
        self.database.connection()
    }

    pub(crate) async fn insert_wave(&self, wave: &PublishedWave) -> Result<(), CollectionError> {
        let published =
            serde_json::to_string(wave).map_err(|_| CollectionError::Corrupt("a wave cannot be written"))?;
        let row = wave::ActiveModel {
            id: Set(wave.manifest.wave),
            state: Set(WaveState::Open.as_str().to_owned()),
            published: Set(published),
        };
        let unless_known = OnConflict::column(wave::Column::Id).do_nothing().to_owned();
        wave::Entity::insert(row).on_conflict(unless_known).exec_without_returning(self.connection()).await?;
        Ok(())
    }

    pub(crate) async fn close_wave(&self, id: Uuid) -> Result<(), CollectionError> {
        wave::Entity::update_many()
            .col_expr(wave::Column::State, Expr::value(WaveState::Closed.as_str()))
            .filter(wave::Column::Id.eq(id))
            .filter(wave::Column::State.eq(WaveState::Open.as_str()))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    pub(crate) async fn state(&self, id: Uuid) -> Result<Option<WaveState>, CollectionError> {
        let query = wave::Entity::find_by_id(id).select_only().column(wave::Column::State);
        let word = query.into_tuple::<String>().one(self.connection()).await?;
        word.map(|word| WaveState::parse(&word).ok_or(CollectionError::Corrupt("a wave's state"))).transpose()
    }

    pub(crate) async fn published(&self, id: Uuid) -> Result<Option<PublishedWave>, CollectionError> {
        let row = wave::Entity::find_by_id(id).one(self.connection()).await?;
        let read = |row: wave::Model| serde_json::from_str(&row.published);
        row.map(read).transpose().map_err(|_| CollectionError::Corrupt("a published wave"))
    }

    /// Records the token as spent and puts the response in the inbox, in one transaction.
    pub(crate) async fn redeem(
        &self,
        wave_id: Uuid,
        token_hash: [u8; 32],
        body_tag: Vec<u8>,
        response: String,
    ) -> Result<Redeemed, CollectionError> {
        let transaction = self.connection().begin().await?;
        if let Some(spent) = spent_token::Entity::find_by_id(token_hash.to_vec()).one(&transaction).await? {
            return Ok(if spent.body_tag == body_tag { Redeemed::SameBefore } else { Redeemed::OtherBefore });
        }
        // Looked up again here: the wave may have closed since the request began, and its last batch been taken.
        let open = wave::Entity::find_by_id(wave_id).one(&transaction).await?;
        if open.is_none_or(|wave| wave.state != WaveState::Open.as_str()) {
            return Err(CollectionError::Closed);
        }
        let spent = spent_token::ActiveModel {
            token_hash: Set(token_hash.to_vec()),
            wave_id: Set(wave_id),
            body_tag: Set(body_tag),
        };
        spent_token::Entity::insert(spent).exec_without_returning(&transaction).await?;
        let row = inbox_row::ActiveModel {
            id: Set(Uuid::new_v4()),
            wave_id: Set(wave_id),
            batch: Set(None),
            response: Set(response),
        };
        inbox_row::Entity::insert(row).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        Ok(Redeemed::Now)
    }
}
