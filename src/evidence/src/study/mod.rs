//! The effect of a training, from the waves of a programme and the study that it declared: difference in differences or stepped wedge.
//!
//! Everything comes from the summaries of groups that [`SealedTable::results`] would release; a group that is withheld in a wave is
//! missing there, and is counted as missing.

mod answer;
mod cells;

pub use answer::{ArmEffect, MeasureEffect, StudyEffects, StudyWave, WaveUse};

use crate::change::{adjust_tests, comparable};
use crate::claim::{Claim, Declaration};
use crate::designs::{
    DesignError, Effect, FEW_CLUSTERS, PermutationBounds, difference_in_differences, difference_in_differences_test,
    stepped_wedge, stepped_wedge_test,
};
use crate::{EvidenceError, SealedTable};
use cells::Observed;
use chorus_questionnaire::{COMPARISON, Day, Study, StudyDesign};

/// A wave of a programme, by its day.
pub struct DatedWave<'a> {
    /// Its day.
    pub date: Day,
    /// What is sealed of it.
    pub table: &'a SealedTable,
}

/// The effect of the training on each measure, or why there is none. `waves` are in the order of their days; measures are scored
/// items and scales that all of them ask alike, those that the study names if none is.
///
/// # Errors
/// [`EvidenceError::NoComparison`] for a study without one, [`EvidenceError::FewWaves`] below two waves, and as
/// [`SealedTable::change`].
pub fn effects(study: &Study, waves: &[DatedWave<'_>], named: &[String]) -> Result<StudyEffects, EvidenceError> {
    let (Some(claim), Some(by)) = (Claim::of_effect(study), study.by.as_deref()) else {
        return Err(EvidenceError::NoComparison);
    };
    let [first, .., last] = waves else { return Err(EvidenceError::FewWaves) };
    let asked_for = !named.is_empty();
    let named = if asked_for { named } else { &study.outcomes };
    let mut measures = comparable(first.table, last.table, named)?;
    for wave in waves {
        measures = comparable(first.table, wave.table, &measures)?;
    }
    let uses: Vec<WaveUse> = waves.iter().map(|wave| wave_use(study, wave.date)).collect();
    let mut answers = Vec::new();
    for measure in &measures {
        match Observed::new(study, by, waves, measure) {
            // What was not asked for by name is passed over where it has no mean.
            Err(EvidenceError::NotScored { .. }) if !asked_for => {}
            observed => answers.push(of_measure(study, measure, &observed?, &uses)),
        }
    }
    let tests = answers.iter_mut().flat_map(|answer| &mut answer.effects).map(|effect| &mut effect.test);
    adjust_tests(tests.collect());
    Ok(StudyEffects {
        claim,
        k: waves.iter().map(|wave| wave.table.k()).max().unwrap_or_default(),
        by: by.to_owned(),
        waves: waves.iter().zip(uses).map(|(wave, used)| StudyWave { date: wave.date, used }).collect(),
        measures: answers,
    })
}

/// What a wave is in this study.
fn wave_use(study: &Study, date: Day) -> WaveUse {
    let starts = || study.rollout.iter().filter_map(|rollout| rollout.date);
    match study.design {
        StudyDesign::SteppedWedge => WaveUse::Period,
        _ if starts().all(|start| date < start) => WaveUse::Before,
        _ if starts().all(|start| date >= start) => WaveUse::After,
        _ => WaveUse::Between,
    }
}

fn of_measure(study: &Study, measure: &str, observed: &Observed, uses: &[WaveUse]) -> MeasureEffect {
    let (effects, reason) = match estimate(study, observed, uses) {
        Ok(effects) => (effects, None),
        Err(error) => (Vec::new(), Some(error.to_string())),
    };
    MeasureEffect {
        code: measure.to_owned(),
        declaration: Declaration::of(Some(study), measure),
        exchange: observed.exchange,
        n: observed.people(),
        groups: observed.groups(),
        few_groups: observed.groups() < FEW_CLUSTERS,
        missing: observed.missing,
        withheld_share: observed.withheld_share,
        effects,
        reason,
    }
}

fn estimate(study: &Study, observed: &Observed, uses: &[WaveUse]) -> Result<Vec<ArmEffect>, DesignError> {
    let bounds = PermutationBounds::default();
    match study.design {
        StudyDesign::SteppedWedge => {
            let (starts, cells) = observed.wedge(study);
            let effect = stepped_wedge(&starts, &cells)?;
            Ok(vec![ArmEffect::new("trained", effect, stepped_wedge_test(&starts, &cells, bounds).ok())])
        }
        _ => {
            let (arms, cells) = observed.arms(study, uses);
            let effects = difference_in_differences(&cells)?;
            let tested = |(at, effect): (usize, Effect)| {
                let test = difference_in_differences_test(&cells, at + 1, bounds).ok();
                ArmEffect::new(arms.get(at + 1).map_or(COMPARISON, String::as_str), effect, test)
            };
            Ok(effects.into_iter().enumerate().map(tested).collect())
        }
    }
}
