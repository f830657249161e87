//! Open waves, spent tokens and their ledgers, the inbox and the slips of panels in the collection database.

mod inbox;
mod inbox_row;
mod ledger;
mod redeeming;
mod settled_token;
mod settling;
mod slip;
mod slips;
mod spent_token;
mod wave;

use crate::{CollectionDatabase, CollectionError};
use chorus_database::{Company, Database};
use chorus_questionnaire::{PublishedWave, WaveState};
pub use inbox::{Batch, Inbox};
pub(crate) use redeeming::{Redeemed, Redemption};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QuerySelect};
pub use slips::{Slip, Slips};
use uuid::Uuid;

/// The collection database.
#[derive(Clone)]
pub(crate) struct CollectionStore {
    pub(crate) database: Database,
    /// The file of the settled tokens, where it is another.
    pub(crate) settled: Option<Database>,
}

impl CollectionStore {
    pub(crate) fn new(CollectionDatabase { main, settled }: CollectionDatabase) -> Self {
        Self { database: main, settled }
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
        let transaction = self.database.begin(Company::Nobody).await?;
        wave::Entity::update_many()
            .col_expr(wave::Column::State, Expr::value(WaveState::Closed.as_str()))
            .filter(wave::Column::Id.eq(id))
            .filter(wave::Column::State.eq(WaveState::Open.as_str()))
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
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
}
