//! Writing the sealed table: whole sealed batches, never single rows.

use crate::store::{arrived_batch, sealed_row, sealed_term, wave};
use crate::{Panels, SealedError};
use chorus_database::{Database, Turn};
use chorus_questionnaire::{Attribute, Choices, Manifest, PublishedWave, WaveState};
use chorus_seal::{KeptTerm, Row, Sealed};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, TransactionTrait};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many rows go into one INSERT: SQLite takes 32,766 parameters.
const ROWS_AN_INSERT: usize = 5_000;

/// What travels through the seal with a row's attribute values.
pub struct Entry {
    /// The row's id, drawn at random by whoever seals.
    pub row: Uuid,
    /// Category by variable.
    pub answers: Choices,
    /// The terms of comments by item. They are not stored with the row.
    pub terms: BTreeMap<String, Vec<String>>,
}

/// The seal's handle: it adds, and reads no row.
#[derive(Clone)]
pub struct SealedWriter {
    database: Database,
}

impl SealedWriter {
    pub(crate) fn new(database: Database) -> Self {
        Self { database }
    }

    /// The handle that links waves.
    pub fn panels(&self) -> Panels {
        Panels::new(self.database.clone())
    }

    /// Takes in a wave that has opened. May be repeated; a wave that is known stays as it is.
    pub async fn opened(&self, wave: &PublishedWave) -> Result<(), SealedError> {
        let published = serde_json::to_string(wave).map_err(|_| SealedError::Corrupt("a wave cannot be written"))?;
        let row = wave::ActiveModel {
            id: Set(wave.manifest.wave),
            state: Set(WaveState::Open.as_str().to_owned()),
            published: Set(published),
        };
        let unless_known = OnConflict::column(wave::Column::Id).do_nothing().to_owned();
        wave::Entity::insert(row).on_conflict(unless_known).exec_without_returning(self.database.connection()).await?;
        Ok(())
    }

    /// Notes that a wave is closed. May be repeated.
    pub async fn closed(&self, wave: Uuid) -> Result<(), SealedError> {
        wave::Entity::update_many()
            .col_expr(wave::Column::State, Expr::value(WaveState::Closed.as_str()))
            .filter(wave::Column::Id.eq(wave))
            .exec(self.database.connection())
            .await?;
        Ok(())
    }

    /// The public terms of a wave, which name its attributes and its k.
    pub async fn terms(&self, wave: Uuid) -> Result<PublishedWave, SealedError> {
        let row = wave::Entity::find_by_id(wave).one(self.database.connection()).await?;
        let row = row.ok_or(SealedError::UnknownWave)?;
        serde_json::from_str(&row.published).map_err(|_| SealedError::Corrupt("a published wave"))
    }

    /// Whether this batch is here already.
    pub async fn has_arrived(&self, batch: Uuid) -> Result<bool, SealedError> {
        Ok(arrived_batch::Entity::find_by_id(batch).one(self.database.connection()).await?.is_some())
    }

    /// Adds a sealed batch, all of it or nothing, under the random ids that it comes with. One sealed with a smaller k than the
    /// wave promises, or without the exchange of sensitive answers that it promises, is refused. A batch that is here already
    /// is not added again, and nothing is added once the turn at sealing is lost.
    pub async fn append(&self, turn: &Turn, batch: Uuid, wave: Uuid, sealed: Sealed<Entry>) -> Result<(), SealedError> {
        let Manifest { k, attributes, seal, .. } = self.terms(wave).await?.manifest;
        let exchanged = seal.exchange.as_ref().map(|exchange| exchange.share(sealed.rows().len()));
        if sealed.k() < usize::from(k) || sealed.exchanged() != exchanged {
            return Err(SealedError::Misfit);
        }
        let terms = |entry: &Entry| -> Vec<(String, String)> {
            let of_item = |(item, terms): (&String, &Vec<String>)| {
                terms.iter().map(|term| (item.clone(), term.clone())).collect::<Vec<_>>()
            };
            entry.terms.iter().flat_map(of_item).collect()
        };
        let terms: Vec<sealed_term::ActiveModel> =
            sealed.terms(terms).into_iter().map(|term| counted(wave, &attributes, term)).collect::<Result<_, _>>()?;
        let rows: Vec<sealed_row::ActiveModel> =
            sealed.into_rows().into_iter().map(|row| active(wave, &attributes, row)).collect::<Result<_, _>>()?;
        let transaction = self.database.connection().begin().await?;
        if arrived_batch::Entity::find_by_id(batch).one(&transaction).await?.is_some() {
            return Ok(());
        }
        for chunk in rows.chunks(ROWS_AN_INSERT) {
            sealed_row::Entity::insert_many(chunk.to_vec()).exec_without_returning(&transaction).await?;
        }
        for chunk in terms.chunks(ROWS_AN_INSERT) {
            sealed_term::Entity::insert_many(chunk.to_vec()).exec_without_returning(&transaction).await?;
        }
        let arrived = arrived_batch::ActiveModel { id: Set(batch) };
        arrived_batch::Entity::insert(arrived).exec_without_returning(&transaction).await?;
        // Whoever took over before now is found out here; whoever does so from now on finds the batch, or waits for this commit.
        turn.check().await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Forgets a batch's id once the batch is gone from the inbox, so that nothing tells which rows came together.
    pub async fn forget_batch(&self, batch: Uuid) -> Result<(), SealedError> {
        arrived_batch::Entity::delete_by_id(batch).exec(self.database.connection()).await?;
        Ok(())
    }

    /// Forgets all batch ids: for when the inbox holds no batch on its way.
    pub async fn forget_batches(&self) -> Result<(), SealedError> {
        // Emptying an empty table writes, too, and what was written has to be cleared.
        let connection = self.database.connection();
        if arrived_batch::Entity::find().limit(1).one(connection).await?.is_some() {
            arrived_batch::Entity::delete_many().exec(connection).await?;
        }
        Ok(())
    }
}

fn active(wave: Uuid, attributes: &[Attribute], row: Row<Entry>) -> Result<sealed_row::ActiveModel, SealedError> {
    if row.values.len() != attributes.len() {
        return Err(SealedError::Misfit);
    }
    Ok(sealed_row::ActiveModel {
        wave_id: Set(wave),
        id: Set(row.answers.row),
        attributes: Set(json(&kept(attributes, &row.values)?)?),
        answers: Set(json(&row.answers.answers)?),
    })
}

fn counted(
    wave: Uuid,
    attributes: &[Attribute],
    kept_term: KeptTerm<(String, String)>,
) -> Result<sealed_term::ActiveModel, SealedError> {
    let (item, term) = kept_term.term;
    Ok(sealed_term::ActiveModel {
        wave_id: Set(wave),
        id: Set(Uuid::new_v4()),
        item: Set(item),
        term: Set(term),
        attributes: Set(json(&kept(attributes, &kept_term.values)?)?),
        people: Set(i64::try_from(kept_term.rows).unwrap_or(i64::MAX)),
    })
}

/// The values that are kept, by the code of their attribute or level.
fn kept(attributes: &[Attribute], values: &[Option<u16>]) -> Result<Choices, SealedError> {
    let mut kept = Choices::new();
    for (attribute, value) in attributes.iter().zip(values) {
        if let Some(value) = value {
            let (list, value) = attribute.value(usize::from(*value)).ok_or(SealedError::Misfit)?;
            kept.insert(list.to_owned(), value.code.clone());
        }
    }
    Ok(kept)
}

fn json(choices: &Choices) -> Result<String, SealedError> {
    serde_json::to_string(choices).map_err(|_| SealedError::Corrupt("a row cannot be written"))
}
