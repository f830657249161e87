//! Several waves of a programme at once, as tables that evidence compares.

use crate::tables::Kept;
use crate::{EvaluatorError, SealedTables};
use chorus_evidence::change::Pairs;
use chorus_questionnaire::{Day, Manifest, WaveState};
use std::sync::Arc;
use uuid::Uuid;

/// Two waves of a programme, and the links between them if the respondents offered some.
pub(crate) struct Two {
    pub(crate) earlier: Arc<Kept>,
    pub(crate) later: Arc<Kept>,
    pub(crate) pairs: Option<Pairs>,
}

impl Two {
    /// Reads both.
    pub(crate) async fn read(tables: &SealedTables, programme: Uuid, waves: [Uuid; 2]) -> Result<Self, EvaluatorError> {
        let [from, to] = waves;
        let (earlier, later) = (tables.table(from).await?, tables.table(to).await?);
        for (name, kept) in [("from", &earlier), ("to", &later)] {
            if kept.manifest().programme.id != programme {
                return Err(EvaluatorError::ForeignWave(name));
            }
        }
        if from == to {
            return Err(EvaluatorError::SameWave);
        }
        let pairs = tables.pairs(from, to).await?.map(|pairs| Pairs::new(pairs.links, pairs.k));
        Ok(Self { earlier, later, pairs })
    }

    /// The terms of the earlier one.
    pub(crate) fn from(&self) -> &Manifest {
        self.earlier.manifest()
    }

    /// The terms of the later one.
    pub(crate) fn to(&self) -> &Manifest {
        self.later.manifest()
    }
}

/// A wave that has a day.
pub(crate) type Dated = (Day, Arc<Kept>);

/// The closed waves of a programme that have a day, in the order of their days.
pub(crate) async fn dated(tables: &SealedTables, programme: Uuid) -> Result<Vec<Dated>, EvaluatorError> {
    let mut known = false;
    let mut waves = Vec::new();
    for state in tables.waves().await? {
        let manifest = &state.published.manifest;
        if manifest.programme.id != programme {
            continue;
        }
        known = true;
        if let Some(date) = manifest.date.filter(|_| state.state == WaveState::Closed) {
            waves.push((date, manifest.wave));
        }
    }
    if !known {
        return Err(EvaluatorError::UnknownProgramme);
    }
    waves.sort();
    let mut read = Vec::new();
    for (date, id) in waves {
        read.push((date, tables.table(id).await?));
    }
    Ok(read)
}
