//! From sealed rows to the table that evidence computes on.

use crate::EvaluatorError;
use chorus_evidence::SealedTable;
use chorus_questionnaire::PublishedWave;
use chorus_sealed::{PublishedState, SealedReader, SealedRow, SealedTerm};
use uuid::Uuid;

/// What is sealed of a wave.
pub(crate) struct Contents {
    rows: Vec<SealedRow>,
    terms: Vec<SealedTerm>,
}

/// A wave's terms and what is sealed of it.
pub(crate) async fn wave(reader: &SealedReader, wave: Uuid) -> Result<(PublishedState, Contents), EvaluatorError> {
    let state = reader.wave(wave).await?;
    Ok((state, Contents { rows: reader.rows(wave).await?, terms: reader.terms(wave).await? }))
}

/// The rows as a table.
pub(crate) fn table(wave: &PublishedWave, contents: Contents) -> Result<SealedTable, EvaluatorError> {
    let (manifest, Contents { rows, terms }) = (&wave.manifest, contents);
    let exchange = manifest.seal.exchange.as_ref().map_or(0.0, |exchange| exchange.share(rows.len()));
    let table = SealedTable::new(manifest.k, &manifest.attributes, &wave.questionnaire);
    let mut table = table.with_exchange(exchange);
    for row in rows {
        table.push(&row.attributes, &row.answers)?;
    }
    for term in terms {
        table.push_term(&term.attributes, &term.item, &term.term, term.people)?;
    }
    Ok(table)
}
