//! Linking the waves of a programme: slips that bear the same pseudonym become links between sealed rows, as far as the sealed
//! table allows, and the slips are erased. It knows no person, no answer and no token.

use crate::sealing::SealingError;
use chorus_collection::{Slip, Slips};
use chorus_problem::Problem;
use chorus_questionnaire::{Manifest, WaveState};
use chorus_sealed::SealedReader;
use std::collections::HashMap;
use uuid::Uuid;

/// What can go wrong when a panel ends.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PanelError {
    /// No wave of such a programme has a panel, or none has opened.
    #[error("the programme has no panel")]
    None,
    /// A wave of it takes pseudonyms.
    #[error("a wave of the panel is open")]
    Open,
    /// The process where pseudonyms wait did not do it.
    #[error("passing on the end of a panel failed: {0}")]
    Relay(String),
    /// A room failed.
    #[error(transparent)]
    Sealing(#[from] SealingError),
}

impl From<PanelError> for Problem {
    fn from(error: PanelError) -> Self {
        match error {
            PanelError::None => {
                Problem::not_found("No wave with a panel has opened in this programme. Check the address.")
            }
            PanelError::Open => Problem::conflict(
                "panel-open",
                "A wave of the panel is open",
                "People may still link their answers in it. Close the wave first, then end the panel.",
            ),
            PanelError::Relay(_) | PanelError::Sealing(_) => Problem::internal(&error),
        }
    }
}

/// The panels of all programmes.
#[derive(Clone)]
pub(crate) struct Panels {
    slips: Slips,
    sealed: chorus_sealed::Panels,
    reader: SealedReader,
}

impl Panels {
    pub(crate) fn new(slips: Slips, sealed: chorus_sealed::Panels, reader: SealedReader) -> Self {
        Self { slips, sealed, reader }
    }

    /// Links a wave whose responses are all sealed with the one before it in its programme, if it has a panel. Links and report
    /// are written at once, and only then the slips of the wave before are erased: so it may be cut off anywhere, and repeated.
    pub(crate) async fn link(&self, manifest: &Manifest) -> Result<(), SealingError> {
        if !manifest.panel {
            return Ok(());
        }
        let wave = manifest.wave;
        let earlier = match self.sealed.report(wave).await? {
            Some(report) => report.earlier,
            None => {
                let earlier = self.sealed.last(manifest.programme.id).await?;
                let candidates = match earlier {
                    Some(earlier) => pairs(self.slips.of(earlier).await?, self.slips.of(wave).await?),
                    None => Vec::new(),
                };
                self.sealed.link(wave, earlier, &candidates).await?;
                earlier
            }
        };
        if let Some(earlier) = earlier {
            self.slips.erase(earlier).await?;
        }
        Ok(())
    }

    /// Erases all slips of a programme. Links stay: they name nobody.
    pub(crate) async fn end(&self, programme: Uuid) -> Result<(), PanelError> {
        let mut waves = self.reader.waves().await.map_err(SealingError::from)?;
        waves.retain(|wave| wave.published.manifest.panel && wave.published.manifest.programme.id == programme);
        if waves.is_empty() {
            return Err(PanelError::None);
        }
        if waves.iter().any(|wave| wave.state == WaveState::Open) {
            return Err(PanelError::Open);
        }
        for wave in waves {
            self.slips.erase(wave.published.manifest.wave).await.map_err(SealingError::from)?;
        }
        Ok(())
    }
}

/// The rows of both waves that bear the same pseudonym. One that occurs twice in a wave is nobody's.
fn pairs(earlier: Vec<Slip>, later: Vec<Slip>) -> Vec<(Uuid, Uuid)> {
    let (earlier, later) = (once(earlier), once(later));
    earlier.into_iter().filter_map(|(pseudonym, row)| Some((row, *later.get(&pseudonym)?))).collect()
}

/// The rows by pseudonym, without those whose pseudonym occurs more than once.
fn once(slips: Vec<Slip>) -> HashMap<[u8; 32], Uuid> {
    let mut rows: HashMap<[u8; 32], Option<Uuid>> = HashMap::new();
    for Slip { row, pseudonym } in slips {
        rows.entry(pseudonym).and_modify(|found| *found = None).or_insert(Some(row));
    }
    rows.into_iter().filter_map(|(pseudonym, row)| Some((pseudonym, row?))).collect()
}
