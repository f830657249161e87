//! Findings for people: what an organiser sets, and what whoever may see them is shown.

pub(super) mod page;
pub(super) mod settings;

use crate::EvaluatorError;
use chorus_questionnaire::WaveState;
use chorus_sealed::{PublishedState, SealedReader};
use uuid::Uuid;

/// The waves of a programme that have opened: at least one.
async fn waves(reader: &SealedReader, programme: Uuid) -> Result<Vec<PublishedState>, EvaluatorError> {
    let mut waves = reader.waves().await?;
    waves.retain(|wave| wave.published.manifest.programme.id == programme);
    if waves.is_empty() { Err(EvaluatorError::UnknownProgramme) } else { Ok(waves) }
}

/// Whether this wave is one of them, and closed.
fn is_closed(waves: &[PublishedState], id: Uuid) -> bool {
    waves.iter().any(|wave| wave.published.manifest.wave == id && wave.state == WaveState::Closed)
}
