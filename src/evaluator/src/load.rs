//! From sealed rows to the table that evidence computes on.

use crate::EvaluatorError;
use chorus_evidence::SealedTable;
use chorus_questionnaire::PublishedWave;
use chorus_sealed::{PublishedState, SealedReader, SealedRow};
use uuid::Uuid;

/// A wave's terms and its sealed rows.
pub(crate) async fn wave(
    reader: &SealedReader,
    wave: Uuid,
) -> Result<(PublishedState, Vec<SealedRow>), EvaluatorError> {
    Ok((reader.wave(wave).await?, reader.rows(wave).await?))
}

/// The rows as a table.
pub(crate) fn table(wave: &PublishedWave, rows: Vec<SealedRow>) -> Result<SealedTable, EvaluatorError> {
    let manifest = &wave.manifest;
    let exchange = manifest.seal.exchange.as_ref().map_or(0.0, |exchange| exchange.share(rows.len()));
    let table = SealedTable::new(manifest.k, &manifest.attributes, &wave.questionnaire);
    let mut table = table.with_exchange(exchange);
    for row in rows {
        table.push(&row.attributes, &row.answers)?;
    }
    Ok(table)
}
