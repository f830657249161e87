//! What a group answered to one measure, as comparisons take it: estimates with what is known of their precision. The guard is that of
//! [`crate::results`]: a group that fewer than k answered in has no summary.

use crate::asked::Asked;
use crate::counts::Counts;
use crate::designs::Aggregate;
use crate::estimate::{self, Correction};
use crate::grouping::Grouping;
use crate::measure::{self, Tallies};
use crate::moments::Sums;
use crate::query::{Plan, Subject};
use crate::statistics::{Sample, Share};
use crate::{MeasureKind, SealedTable, scales};
use std::collections::BTreeMap;

/// One group of at least k who answered.
pub(crate) struct Summary {
    /// Sealed responses in the group.
    pub rows: u64,
    /// Those with an answer.
    pub n: u64,
    /// How many chose each option, or lie within each cut-off; empty where that may not be told.
    pub counts: Vec<u64>,
    /// For an item with scores: how many gave each score, from the lowest to the highest.
    pub ordered: Vec<u64>,
    /// The counts as shares.
    pub shares: Vec<Option<Share>>,
    /// The scores, if at least two have one and it may be told.
    pub scores: Option<Sample>,
}

impl Summary {
    /// The scores as the study designs take them, corrected: the squares are such that the standard error is.
    pub(crate) fn outcome(&self) -> Option<Aggregate> {
        let Sample { n, mean, spread, .. } = self.scores?;
        Some(Aggregate { n: n as u64, sum: n * mean, squares: spread * spread * (n - 1.0) + n * mean * mean })
    }
}

impl SealedTable {
    /// The exchange of a measure and the summaries of its groups, in the order of the grouping.
    pub(crate) fn summaries(
        &self,
        plan: &Plan<'_>,
        grouping: &Grouping,
        counts: &Counts,
        subject: &Subject<'_>,
    ) -> (crate::Measure, Vec<Option<Summary>>) {
        let measure = self.measure(subject);
        let tallies = match subject {
            Subject::Item(asked) => measure::item(asked, grouping, counts),
            Subject::Scale(scale) => scales::scale(self, scale, grouping),
            Subject::Comment(comment, terms) => comment.tally(self, plan, grouping, terms),
        };
        let exchange = measure.exchange.unwrap_or_default();
        let summary = |place: Option<(usize, u64)>| {
            let (slot, rows) = place?;
            let correction = Correction::new(exchange, rows, self.len() as u64);
            let mut summary = self.summary(&measure, &tallies, slot, rows, correction)?;
            if let Subject::Item(asked) = subject {
                summary.ordered = ordered(asked, &summary.counts);
            }
            Some(summary)
        };
        let summaries = grouping.groups().map(summary).collect();
        (measure, summaries)
    }

    fn summary(
        &self,
        measure: &crate::Measure,
        tallies: &Tallies,
        slot: usize,
        rows: u64,
        correction: Correction,
    ) -> Option<Summary> {
        let k = u64::from(self.k());
        let tally = tallies.groups.get(slot).filter(|tally| tally.n >= k)?;
        let wave = tallies.wave.scores.map(Sums::from).unwrap_or_default();
        let is_scale = measure.kind == MeasureKind::Scale;
        // A scale's scores speak of those alone who have one.
        let scores = tally.scores.filter(|scores| !is_scale || scores.n() >= k).map(Sums::from);
        let counted = !is_scale || scores.is_some();
        let counts = if counted { tally.counts.clone() } else { Vec::new() };
        let shares =
            (0..counts.len()).map(|at| estimate::share(correction, tally.part(at)?, tallies.wave.part(at)?)).collect();
        let sample = scores.and_then(|scores| estimate::sample(correction, scores, wave));
        Some(Summary { rows, n: tally.n, counts, ordered: Vec::new(), shares, scores: sample })
    }
}

/// How many gave each score, from the lowest to the highest; of options without one nothing.
fn ordered(asked: &Asked, counts: &[u64]) -> Vec<u64> {
    let mut by_score: BTreeMap<i32, u64> = BTreeMap::new();
    for (option, count) in asked.options.iter().zip(counts) {
        if let Some(score) = option.score {
            *by_score.entry(score).or_default() += count;
        }
    }
    by_score.into_values().collect()
}
