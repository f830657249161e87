//! Slips: which pseudonym a sealed row came with. They wait here for the next wave of their panel, and are gone after it.
//!
//! They lie apart from the sealed table, so that what lasts never holds a pseudonym. What is answered is not here.

use super::{CollectionStore, slip};
use crate::CollectionError;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, TransactionTrait};
use uuid::Uuid;

/// How many slips go into one INSERT: SQLite takes 32,766 parameters.
const SLIPS_AN_INSERT: usize = 5_000;

/// A sealed row and the pseudonym that it came with.
pub struct Slip {
    /// The sealed row's id.
    pub row: Uuid,
    /// The respondent's pseudonym in the programme.
    pub pseudonym: [u8; 32],
}

/// The slips.
#[derive(Clone)]
pub struct Slips {
    store: CollectionStore,
}

impl Slips {
    pub(crate) fn new(store: CollectionStore) -> Self {
        Self { store }
    }

    /// Notes the slips of a batch that has not arrived in the sealed table. What was noted of this batch before is replaced: it
    /// was sealed in vain.
    pub async fn note(&self, batch: Uuid, wave: Uuid, slips: Vec<Slip>) -> Result<(), CollectionError> {
        let transaction = self.store.connection().begin().await?;
        slip::Entity::delete_many().filter(slip::Column::Batch.eq(batch)).exec(&transaction).await?;
        let active = |Slip { row, pseudonym }: Slip| slip::ActiveModel {
            row_id: Set(row),
            wave_id: Set(wave),
            batch: Set(Some(batch)),
            pseudonym: Set(pseudonym.to_vec()),
        };
        let rows: Vec<slip::ActiveModel> = slips.into_iter().map(active).collect();
        for chunk in rows.chunks(SLIPS_AN_INSERT) {
            slip::Entity::insert_many(chunk.to_vec()).exec_without_returning(&transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// All slips of a wave.
    pub async fn of(&self, wave: Uuid) -> Result<Vec<Slip>, CollectionError> {
        let rows = slip::Entity::find().filter(slip::Column::WaveId.eq(wave)).all(self.store.connection()).await?;
        let read = |row: slip::Model| {
            let pseudonym = row.pseudonym.try_into().map_err(|_| CollectionError::Corrupt("a pseudonym"))?;
            Ok(Slip { row: row.row_id, pseudonym })
        };
        rows.into_iter().map(read).collect()
    }

    /// Erases the slips of a wave.
    pub async fn erase(&self, wave: Uuid) -> Result<(), CollectionError> {
        slip::Entity::delete_many().filter(slip::Column::WaveId.eq(wave)).exec(self.store.connection()).await?;
        Ok(())
    }
}
