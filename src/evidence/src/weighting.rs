//! Means that take account of who answered: raked to headcounts, beside the mean as it is.

use crate::change::Side;
use crate::designs::{Aggregate, DesignError, RakingCell, rake, weighted_mean};
use crate::{EvidenceError, Query, SealedTable};
use serde::Serialize;
use std::collections::BTreeMap;

/// The headcounts of the values of one attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Margin {
    /// The attribute, or a level of one.
    pub attribute: String,
    /// People by value.
    pub people: BTreeMap<String, u64>,
}

/// A mean with weights and without.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct WeightedMean {
    /// Code of the item or scale.
    pub measure: String,
    /// The share of sensitive answers (0 to 1) exchanged; groups are corrected for it.
    pub exchange: Option<f64>,
    /// People with a score in the groups shown.
    pub n: u64,
    /// Their mean score.
    pub mean: Option<f64>,
    /// Lower end of its interval of 95 %.
    pub mean_low: Option<f64>,
    /// Upper end.
    pub mean_high: Option<f64>,
    /// The mean, were each group as large among the respondents as it is among all.
    pub weighted: Option<f64>,
    /// Lower end of its interval of 95 %.
    pub weighted_low: Option<f64>,
    /// Upper end.
    pub weighted_high: Option<f64>,
    /// How many respondents of equal weight would tell as much (Kish).
    pub effective_n: Option<f64>,
    /// Why there is no weighted mean.
    pub reason: Option<String>,
}

/// How many rows each group of a breakdown has.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupSizes {
    /// By group; those of fewer than k are left out, like those of nobody.
    pub groups: BTreeMap<BTreeMap<String, String>, u64>,
    /// Share (0 to 1) of the rows that stand in none of them.
    pub withheld_share: Option<f64>,
}

impl SealedTable {
    /// The rows of each group of a breakdown, whatever they answered.
    ///
    /// # Errors
    /// As [`SealedTable::results`].
    pub fn group_sizes(&self, by: &[String]) -> Result<GroupSizes, EvidenceError> {
        let side = Side::new(self, &Query { by: by.to_vec(), ..Query::default() })?;
        let sizes = side.groups.iter().zip(side.grouping.groups());
        let groups = sizes.filter_map(|(group, place)| Some((group.clone(), place?.1))).collect();
        Ok(GroupSizes { groups, withheld_share: side.grouping.withheld_share })
    }

    /// The mean of each scored measure, raked to these margins. Rows whose value of a margin is withheld are in neither mean.
    ///
    /// # Errors
    /// As [`SealedTable::results`], for a breakdown by the margins.
    pub fn weighted(&self, measures: &[String], margins: &[Margin]) -> Result<Vec<WeightedMean>, EvidenceError> {
        let by: Vec<String> = margins.iter().map(|margin| margin.attribute.clone()).collect();
        let side = Side::new(self, &Query { measures: measures.to_vec(), by, filters: Vec::new() })?;
        let mut means = Vec::new();
        for subject in &side.plan.subjects {
            let (measure, mut summaries) = side.summaries(subject);
            if !measure.scored {
                continue;
            }
            let (mut cells, mut outcomes) = (Vec::new(), Vec::new());
            for group in &side.groups {
                let outcome = summaries.remove(group).flatten().and_then(|summary| summary.outcome());
                let category = |margin: &Margin| {
                    let value = group.get(&margin.attribute)?;
                    margin.people.keys().position(|known| known == value)
                };
                let categories: Option<Vec<usize>> = margins.iter().map(category).collect();
                if let Some((outcome, categories)) = outcome.zip(categories) {
                    cells.push(RakingCell { categories, respondents: outcome.n });
                    outcomes.push(outcome);
                }
            }
            let mean = WeightedMean::new(measure.code, &cells, &outcomes, margins);
            means.push(WeightedMean { exchange: measure.exchange, ..mean });
        }
        Ok(means)
    }
}

impl WeightedMean {
    fn new(measure: String, cells: &[RakingCell], outcomes: &[Aggregate], margins: &[Margin]) -> Self {
        let margins: Vec<Vec<u64>> = margins.iter().map(|margin| margin.people.values().copied().collect()).collect();
        let alike = weighted_mean(&vec![1.0; outcomes.len()], outcomes).ok();
        let raked = rake(cells, &margins).and_then(|weights| {
            let mean = weighted_mean(&weights.weights, outcomes)?;
            Ok((mean, weights.effective_n))
        });
        let (raked, reason) = match raked {
            Ok(raked) => (Some(raked), None),
            Err(DesignError::EmptyCategory { .. }) => (
                None,
                Some("a group with people has no respondents that are shown, so that no weight makes up for it".into()),
            ),
            Err(error) => (None, Some(error.to_string())),
        };
        WeightedMean {
            measure,
            exchange: None,
            n: outcomes.iter().map(|outcome| outcome.n).sum(),
            mean: alike.map(|mean| mean.value),
            mean_low: alike.map(|mean| mean.low),
            mean_high: alike.map(|mean| mean.high),
            weighted: raked.map(|(mean, _)| mean.value),
            weighted_low: raked.map(|(mean, _)| mean.low),
            weighted_high: raked.map(|(mean, _)| mean.high),
            effective_n: raked.map(|(_, effective)| effective),
            reason,
        }
    }
}
