//! From sealed rows to the table that evidence computes on.

use crate::EvaluatorError;
use chorus_evidence::SealedTable;
use chorus_sealed::{PublishedState, SealedReader};
use uuid::Uuid;

pub(crate) async fn table(reader: &SealedReader, wave: Uuid) -> Result<(PublishedState, SealedTable), EvaluatorError> {
    let state = reader.wave(wave).await?;
    let manifest = &state.published.manifest;
    let mut table = SealedTable::new(manifest.k, &manifest.attributes, &state.published.questionnaire);
    for row in reader.rows(wave).await? {
        table.push(&row.attributes, &row.answers)?;
    }
    Ok((state, table))
}
