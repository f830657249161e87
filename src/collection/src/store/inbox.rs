//! The inbox as the seal sees it: batches go out, and are gone.
//!
//! A batch leaves in three steps, so that a crash neither loses nor doubles it: its rows are marked with a random batch id
//! ([`Inbox::take`]), the sealed table takes them in together with that id, and only then they are erased here
//! ([`Inbox::erase`]). After a crash [`Inbox::interrupted`] finds what was on its way.

use super::{CollectionStore, Slips, inbox_row, slip, wave};
use crate::CollectionError;
use chorus_database::{Company, Turns};
use chorus_questionnaire::{Response, WaveState};
use rand::seq::SliceRandom as _;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, TransactionTrait};
use uuid::Uuid;

/// How many ids go into one statement: SQLite takes 32,766 parameters.
const IDS_A_STATEMENT: usize = 10_000;

/// Responses on their way to the sealed table.
pub struct Batch {
    /// Random; known to both tables while the batch is between them, and to neither afterwards.
    pub id: Uuid,
    /// The wave that all of them belong to.
    pub wave: Uuid,
    /// The responses, in no order.
    pub responses: Vec<Response>,
}

/// The inbox.
#[derive(Clone)]
pub struct Inbox {
    store: CollectionStore,
}

impl Inbox {
    pub(crate) fn new(store: CollectionStore) -> Self {
        Self { store }
    }

    /// The turns at sealing.
    pub fn turns(&self) -> Turns {
        self.store.database.turns("sealing")
    }

    /// The slips of the rows that left.
    pub fn slips(&self) -> Slips {
        Slips::new(self.store.clone())
    }

    /// The open waves.
    pub async fn open_waves(&self) -> Result<Vec<Uuid>, CollectionError> {
        let query = wave::Entity::find().select_only().column(wave::Column::Id);
        let query = query.filter(wave::Column::State.eq(WaveState::Open.as_str()));
        Ok(query.into_tuple().all(self.store.connection()).await?)
    }

    /// How many responses of a wave wait here. For the seal alone: it must never reach a person.
    pub async fn waiting(&self, wave: Uuid) -> Result<usize, CollectionError> {
        let query = inbox_row::Entity::find().filter(inbox_row::Column::WaveId.eq(wave));
        let query = query.filter(inbox_row::Column::Batch.is_null());
        Ok(usize::try_from(query.count(self.store.connection()).await?).unwrap_or(usize::MAX))
    }

    /// Marks all waiting rows of a wave but `leave`, drawn at random, as one batch, and hands them out.
    pub async fn take(&self, wave: Uuid, leave: usize) -> Result<Batch, CollectionError> {
        let batch = Uuid::new_v4();
        let transaction = self.store.database.begin(Company::Nobody).await?;
        let query = inbox_row::Entity::find().select_only().column(inbox_row::Column::Id);
        let query = query.filter(inbox_row::Column::WaveId.eq(wave)).filter(inbox_row::Column::Batch.is_null());
        let mut ids: Vec<Uuid> = query.into_tuple().all(&transaction).await?;
        ids.shuffle(&mut rand::rng());
        ids.truncate(ids.len().saturating_sub(leave));
        for some in ids.chunks(IDS_A_STATEMENT) {
            inbox_row::Entity::update_many()
                .col_expr(inbox_row::Column::Batch, Expr::value(batch))
                .filter(inbox_row::Column::Id.is_in(some.iter().copied()))
                .exec(&transaction)
                .await?;
        }
        transaction.commit().await?;
        self.read(wave, batch).await
    }

    /// Batches that were marked and not erased.
    pub async fn interrupted(&self) -> Result<Vec<Batch>, CollectionError> {
        let query = inbox_row::Entity::find().select_only().distinct();
        let query = query.column(inbox_row::Column::WaveId).column(inbox_row::Column::Batch);
        let query = query.filter(inbox_row::Column::Batch.is_not_null());
        let marked: Vec<(Uuid, Uuid)> = query.into_tuple().all(self.store.connection()).await?;
        let mut batches = Vec::with_capacity(marked.len());
        for (wave, batch) in marked {
            batches.push(self.read(wave, batch).await?);
        }
        Ok(batches)
    }

    /// Erases a batch that has arrived in the sealed table, or one that may never be sealed, and forgets which slips were of it.
    pub async fn erase(&self, batch: Uuid) -> Result<(), CollectionError> {
        let transaction = self.store.connection().begin().await?;
        inbox_row::Entity::delete_many().filter(inbox_row::Column::Batch.eq(batch)).exec(&transaction).await?;
        slip::Entity::update_many()
            .col_expr(slip::Column::Batch, Expr::value(Option::<Uuid>::None))
            .filter(slip::Column::Batch.eq(batch))
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    async fn read(&self, wave: Uuid, id: Uuid) -> Result<Batch, CollectionError> {
        let query = inbox_row::Entity::find().filter(inbox_row::Column::Batch.eq(id));
        let rows = query.all(self.store.connection()).await?;
        let read = |row: inbox_row::Model| serde_json::from_str(&row.response);
        let responses = rows.into_iter().map(read).collect::<Result<_, _>>();
        Ok(Batch { id, wave, responses: responses.map_err(|_| CollectionError::Corrupt("an inbox row"))? })
    }
}
