//! Programmes and waves as an organiser sees them. Of invitations, only how many there are.

use super::WaveRecord;
use chorus_questionnaire::{ProgrammeDocument, Text, WaveState};
use serde::Serialize;
use uuid::Uuid;

/// A programme and its waves.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ProgrammeSummary {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub title: Text,
    /// Its languages, the first being complete.
    pub languages: Vec<String>,
    /// Its waves, in the order they were added.
    pub waves: Vec<WaveSummary>,
}

/// A wave, without its content.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct WaveSummary {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub title: Text,
    /// Where it stands.
    pub state: WaveState,
    /// The least number of people that anything shown may speak of.
    pub k: u16,
    /// How many people were invited. How many of them answered is not known here.
    pub invited: i64,
}

impl ProgrammeSummary {
    pub(super) fn new(id: Uuid, document: ProgrammeDocument, waves: &[WaveRecord]) -> Self {
        let waves = waves.iter().map(WaveRecord::summary).collect();
        Self { id, title: document.title, languages: document.languages, waves }
    }
}
