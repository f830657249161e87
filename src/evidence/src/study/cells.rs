//! The summaries of a study's groups in its waves, as the designs take them.

use super::{DatedWave, WaveUse};
use crate::change::Side;
use crate::designs::{Aggregate, DesignCell, WedgeCell};
use crate::{EvidenceError, Query};
use chorus_questionnaire::{COMPARISON, Day, Study};
use std::collections::BTreeMap;

/// What the groups of a rollout scored, wave by wave.
pub(super) struct Observed {
    days: Vec<Day>,
    /// By group and wave; what is withheld is absent.
    cells: BTreeMap<(String, usize), Aggregate>,
    /// How many groups of the rollout are not shown in how many waves, together.
    pub(super) missing: usize,
    /// The greatest share of a wave's responses that stand in no group shown; `None` if one may not be told.
    pub(super) withheld_share: Option<f64>,
    /// The greatest share of sensitive answers exchanged.
    pub(super) exchange: Option<f64>,
}

impl Observed {
    pub(super) fn new(study: &Study, by: &str, waves: &[DatedWave<'_>], measure: &str) -> Result<Self, EvidenceError> {
        let query = Query { measures: vec![measure.to_owned()], by: vec![by.to_owned()], filters: Vec::new() };
        let mut observed = Observed {
            days: waves.iter().map(|wave| wave.date).collect(),
            cells: BTreeMap::new(),
            missing: 0,
            withheld_share: Some(0.0),
            exchange: None,
        };
        let k = waves.iter().map(|wave| u64::from(wave.table.k())).max().unwrap_or_default();
        for (at, wave) in waves.iter().enumerate() {
            let side = Side::new(wave.table, &query)?;
            let Some(subject) = side.plan.subjects.first() else { continue };
            let (told, mut summaries) = side.summaries(subject);
            if !told.scored {
                return Err(EvidenceError::NotScored { name: measure.to_owned() });
            }
            observed.exchange = [observed.exchange, told.exchange].into_iter().flatten().reduce(f64::max);
            let share = side.grouping.withheld_share;
            observed.withheld_share = observed.withheld_share.zip(share).map(|(so_far, share)| so_far.max(share));
            for rollout in &study.rollout {
                let group = BTreeMap::from([(by.to_owned(), rollout.group.clone())]);
                let outcome = summaries.remove(&group).flatten().and_then(|summary| summary.outcome());
                match outcome.filter(|outcome| outcome.n >= k) {
                    None => observed.missing += 1,
                    Some(outcome) => {
                        observed.cells.insert((rollout.group.clone(), at), outcome);
                    }
                }
            }
        }
        Ok(observed)
    }

    /// People with a score, over all waves.
    pub(super) fn people(&self) -> u64 {
        self.cells.values().map(|outcome| outcome.n).sum()
    }

    /// Groups that are shown in a wave.
    pub(super) fn groups(&self) -> usize {
        let mut groups: Vec<&String> = self.cells.keys().map(|(group, _)| group).collect();
        groups.dedup();
        groups.len()
    }

    /// The arms, the comparison first, and the cells of a difference in differences.
    pub(super) fn arms(&self, study: &Study, uses: &[WaveUse]) -> (Vec<String>, Vec<DesignCell>) {
        let mut arms = vec![COMPARISON.to_owned()];
        let mut cells = Vec::new();
        for (cluster, rollout) in study.rollout.iter().enumerate() {
            let arm = arms.iter().position(|arm| arm == rollout.arm()).unwrap_or_else(|| {
                arms.push(rollout.arm().to_owned());
                arms.len() - 1
            });
            for (at, used) in uses.iter().enumerate() {
                let outcome = self.cells.get(&(rollout.group.clone(), at));
                if let Some(outcome) = outcome.filter(|_| matches!(used, WaveUse::Before | WaveUse::After)) {
                    cells.push(DesignCell { cluster, arm, after: *used == WaveUse::After, outcome: *outcome });
                }
            }
        }
        (arms, cells)
    }

    /// The starts of the groups that are shown, as places of waves, and the cells of a stepped wedge.
    pub(super) fn wedge(&self, study: &Study) -> (Vec<usize>, Vec<WedgeCell>) {
        let (mut starts, mut cells) = (Vec::new(), Vec::new());
        for rollout in &study.rollout {
            let shown = self.cells.iter().filter(|((group, _), _)| *group == rollout.group);
            let cluster = starts.len();
            cells.extend(shown.map(|((_, period), outcome)| WedgeCell { cluster, period: *period, outcome: *outcome }));
            if cells.last().is_some_and(|cell| cell.cluster == cluster) {
                let first = |start: Day| self.days.iter().position(|day| *day >= start);
                starts.push(rollout.date.and_then(first).unwrap_or(self.days.len()));
            }
        }
        (starts, cells)
    }
}
