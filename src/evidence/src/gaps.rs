//! Equity: how far groups are apart in a measure, and whether two of them came closer from one wave to the next. Groups that are
//! withheld are not compared, and are counted as such.

use crate::change::Side;
use crate::designs::{Aggregate, Part, between_groups, change_in_gap, ratio_of_shares, widest_gap};
use crate::query::Subject;
use crate::statistics::Share;
use crate::summary::Summary;
use crate::{EvidenceError, Query, QueryPart, SealedTable, Values};
use serde::Serialize;
use std::collections::BTreeMap;

/// Gaps between the groups of one breakdown.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Gaps {
    /// The least number of people that any group here speaks of.
    pub k: u16,
    /// Share (0 to 1) of the responses that stand in no group shown.
    pub withheld_share: Option<f64>,
    /// The breakdown, with all its values.
    pub by: Vec<Values>,
    /// For each measure its mean score, if it has one, and each option or cut-off.
    pub gaps: Vec<GroupGap>,
}

/// The gap in one mean or one percentage. Everything but the counts is null where `reason` says why there is none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct GroupGap {
    /// Code of the item or scale.
    pub measure: String,
    /// Code of the option or cut-off, in percent; null for the mean score.
    pub option: Option<String>,
    /// The share of sensitive answers (0 to 1) exchanged; groups are corrected for it.
    pub exchange: Option<f64>,
    /// How many groups are shown.
    pub groups: usize,
    /// How many are withheld or empty.
    pub withheld: usize,
    /// People who answered in the groups shown.
    pub n: u64,
    /// The group with the lowest.
    #[schema(inline)]
    pub lowest: Option<BTreeMap<String, String>>,
    /// The group with the highest.
    #[schema(inline)]
    pub highest: Option<BTreeMap<String, String>>,
    /// The highest less the lowest, in score points or percentage points.
    pub gap: Option<f64>,
    /// Lower end of an interval of at least 95 % for the widest true gap, whichever groups it is between (Bonferroni over all pairs).
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// The highest percentage divided by the lowest; null for means, where one of them is 0, and for sensitive options.
    pub ratio: Option<f64>,
    /// Lower end of its interval of 95 %, for these two groups.
    pub ratio_low: Option<f64>,
    /// Upper end.
    pub ratio_high: Option<f64>,
    /// The standard deviation of the groups' true means or percentages: 0 if they differ no more than by chance.
    pub between_sd: Option<f64>,
    /// Lower end of its interval of 95 % (Q-profile).
    pub between_sd_low: Option<f64>,
    /// Upper end.
    pub between_sd_high: Option<f64>,
    /// The p-value of no difference between the groups (Cochran's Q).
    pub p: Option<f64>,
    /// Why there is no gap to tell.
    pub reason: Option<String>,
}

/// How the gap between two groups changed.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct GapChange {
    /// Code of the item or scale; `response` for the rate of response, in percentage points.
    pub measure: String,
    /// The greater share of sensitive answers (0 to 1) exchanged in a wave; groups are corrected for it.
    pub exchange: Option<f64>,
    /// People of both groups at the earlier wave: with a score, or asked.
    pub n_from: Option<u64>,
    /// The same at the later wave.
    pub n_to: Option<u64>,
    /// The group less the reference, at the earlier wave, in score points.
    pub from: Option<f64>,
    /// The same at the later wave.
    pub to: Option<f64>,
    /// The later less the earlier.
    pub change: Option<f64>,
    /// Lower end of its interval of 95 % (Welch), the two waves taken for independent.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// The test of no change.
    pub p: Option<f64>,
    /// Why there is none.
    pub reason: Option<String>,
}

impl SealedTable {
    /// The gaps between the groups of a breakdown. Comments have none.
    ///
    /// # Errors
    /// As [`SealedTable::results`]; [`EvidenceError::NoBreakdown`] without an attribute to break down by.
    pub fn gaps(&self, query: &Query) -> Result<Gaps, EvidenceError> {
        if query.by.is_empty() {
            return Err(EvidenceError::NoBreakdown);
        }
        let side = Side::new(self, query)?;
        let mut gaps = Vec::new();
        for subject in side.plan.subjects.iter().filter(|subject| !matches!(subject, Subject::Comment(..))) {
            let (measure, mut summaries) = side.summaries(subject);
            let shown: Vec<(BTreeMap<String, String>, Summary)> =
                side.groups.iter().filter_map(|group| Some((group.clone(), summaries.remove(group)??))).collect();
            let withheld = side.groups.len() - shown.len();
            let new = |option: Option<&str>| GroupGap {
                measure: measure.code.clone(),
                option: option.map(str::to_owned),
                exchange: measure.exchange,
                withheld,
                ..GroupGap::default()
            };
            if measure.scored {
                let groups = shown.iter().filter_map(|(group, summary)| Some((group, summary.outcome()?)));
                gaps.push(new(None).between(&groups.collect::<Vec<_>>(), 1.0));
            }
            for (at, option) in subject.options().into_iter().enumerate() {
                let shares: Vec<_> =
                    shown.iter().filter_map(|(group, summary)| Some((group, (*summary.shares.get(at)?)?))).collect();
                let groups: Vec<_> = shares.iter().map(|(group, share)| (*group, of_share(*share))).collect();
                let gap = new(Some(option)).between(&groups, 100.0);
                let part = |share: &Share| Part { count: share.count as u64, of: share.n as u64 };
                let parts: Vec<_> = shares.iter().map(|(group, share)| (*group, part(share))).collect();
                gaps.push(if measure.exchange.is_none() { gap.with_ratio(&parts) } else { gap });
            }
        }
        Ok(Gaps { k: self.k(), withheld_share: side.grouping.withheld_share, by: side.by(), gaps })
    }

    /// How the gap between two groups of one attribute changed from `self` to a later wave, for each scored measure that both ask
    /// alike. The groups must have been named before looking: of gaps chosen for being wide, most shrink by chance.
    ///
    /// # Errors
    /// As [`SealedTable::change`]; [`EvidenceError::NoBreakdown`] unless the breakdown is by one attribute, and
    /// [`EvidenceError::UnknownValue`] if a group is no value of it.
    pub fn gap_change(
        &self,
        later: &SealedTable,
        query: &Query,
        group: &str,
        reference: &str,
    ) -> Result<Vec<GapChange>, EvidenceError> {
        let [by] = query.by.as_slice() else { return Err(EvidenceError::NoBreakdown) };
        for value in [group, reference] {
            // A filter by it says whether both waves know it.
            let known = Query { filters: vec![(by.clone(), value.to_owned())], ..Query::default() };
            Side::new(self, &known).and_then(|_| Side::new(later, &known))?;
        }
        if group == reference {
            return Err(EvidenceError::NotComparable { part: QueryPart::By, name: group.to_owned() });
        }
        let measures = crate::change::comparable(self, later, &query.measures)?;
        let query = Query { measures, ..query.clone() };
        let (earlier, later) = (Side::new(self, &query)?, Side::new(later, &query)?);
        let k = u64::from(self.k().max(later.table.k()));
        let mut changes = Vec::new();
        for (before, after) in earlier.plan.subjects.iter().zip(&later.plan.subjects) {
            let (measure, befores) = earlier.summaries(before);
            let (measured_later, afters) = later.summaries(after);
            let of = |summaries: &BTreeMap<BTreeMap<String, String>, Option<Summary>>, value: &str| {
                let summary = summaries.get(&BTreeMap::from([(by.clone(), value.to_owned())]))?.as_ref()?;
                summary.outcome().filter(|outcome| outcome.n >= k)
            };
            let pair = |summaries| Some([of(summaries, group)?, of(summaries, reference)?]);
            if measure.scored {
                let exchange = [measure.exchange, measured_later.exchange].into_iter().flatten().reduce(f64::max);
                let change = GapChange::new(measure.code, pair(&befores), pair(&afters), 1.0);
                changes.push(GapChange { exchange, ..change });
            }
        }
        Ok(changes)
    }
}

impl GroupGap {
    /// The gap between groups' shares of something that is counted elsewhere, such as response or reach, in percentage points.
    pub fn of_shares(measure: &str, groups: &[(BTreeMap<String, String>, Part)], withheld: usize) -> Self {
        let new = GroupGap { measure: measure.to_owned(), withheld, ..GroupGap::default() };
        let outcomes: Vec<_> =
            groups.iter().map(|(group, part)| (group, Aggregate::of_share(part.count, part.of))).collect();
        let shares: Vec<_> = groups.iter().map(|(group, part)| (group, *part)).collect();
        new.between(&outcomes, 100.0).with_ratio(&shares)
    }

    /// Fills in the gap between these groups, in units of `unit`.
    fn between(mut self, groups: &[(&BTreeMap<String, String>, Aggregate)], unit: f64) -> Self {
        let outcomes: Vec<Aggregate> = groups.iter().map(|(_, outcome)| *outcome).collect();
        self.groups = outcomes.len();
        self.n = outcomes.iter().map(|outcome| outcome.n).sum();
        match widest_gap(&outcomes) {
            Err(error) => self.reason = Some(error.to_string()),
            Ok(gap) => {
                self.lowest = groups.get(gap.lowest).map(|(group, _)| (*group).clone());
                self.highest = groups.get(gap.highest).map(|(group, _)| (*group).clone());
                let of_interval = [gap.gap.value, gap.gap.low, gap.gap.high].map(|value| Some(unit * value));
                [self.gap, self.low, self.high] = of_interval;
            }
        }
        if let Ok(spread) = between_groups(&outcomes) {
            self.between_sd = Some(unit * spread.tau_squared.sqrt());
            self.between_sd_low = spread.interval.map(|(low, _)| unit * low.sqrt());
            self.between_sd_high = spread.interval.map(|(_, high)| unit * high.sqrt());
            self.p = Some(spread.p);
        }
        self
    }

    fn with_ratio(mut self, shares: &[(&BTreeMap<String, String>, Part)]) -> Self {
        let part = |group: &Option<BTreeMap<String, String>>| {
            shares.iter().find(|(known, _)| Some(*known) == group.as_ref()).map(|(_, part)| *part)
        };
        let ratio = part(&self.highest).zip(part(&self.lowest));
        if let Some(Ok(ratio)) = ratio.map(|(highest, lowest)| ratio_of_shares(highest, lowest)) {
            [self.ratio, self.ratio_low, self.ratio_high] = [ratio.value, ratio.low, ratio.high].map(Some);
        }
        self
    }
}

impl GapChange {
    /// How a gap in shares that are counted elsewhere changed, such as response: of the group and of the reference, at each of two waves.
    /// In percentage points.
    pub fn of_shares(measure: &str, before: Option<[Part; 2]>, after: Option<[Part; 2]>) -> Self {
        let outcomes = |parts: [Part; 2]| parts.map(|part| Aggregate::of_share(part.count, part.of));
        Self::new(measure.to_owned(), before.map(outcomes), after.map(outcomes), 100.0)
    }

    fn new(measure: String, before: Option<[Aggregate; 2]>, after: Option<[Aggregate; 2]>, unit: f64) -> Self {
        let mean = |outcome: Aggregate| outcome.sum / outcome.n as f64;
        let gap = |[group, reference]: [Aggregate; 2]| unit * (mean(group) - mean(reference));
        let people = |[group, reference]: [Aggregate; 2]| group.n + reference.n;
        let (effect, reason) = match before.zip(after).map(|(before, after)| change_in_gap(before, after)) {
            None => (None, Some("one of the two groups is withheld in one of the waves".to_owned())),
            Some(Err(error)) => (None, Some(error.to_string())),
            Some(Ok(effect)) => (Some(effect), None),
        };
        GapChange {
            measure,
            exchange: None,
            n_from: before.map(people),
            n_to: after.map(people),
            from: before.map(gap),
            to: after.map(gap),
            change: effect.map(|effect| unit * effect.value),
            low: effect.map(|effect| unit * effect.low),
            high: effect.map(|effect| unit * effect.high),
            p: effect.map(|effect| effect.p),
            reason,
        }
    }
}

/// A share as outcomes of 0 and 1, corrected.
fn of_share(share: Share) -> Aggregate {
    let raw = share.count / share.n;
    let deviation = share.stretch * share.stretch * share.n * raw * (1.0 - raw);
    Aggregate {
        n: share.n as u64,
        sum: share.n * share.value,
        squares: deviation + share.n * share.value * share.value,
    }
}
