//! One of the two waves of a comparison: the same question put to it.

use crate::asked::Asked;
use crate::counts::Counts;
use crate::grouping::Grouping;
use crate::query::{Plan, Subject};
use crate::results::{groups, values};
use crate::summary::Summary;
use crate::{EvidenceError, Measure, Query, SealedTable, Values};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// A wave with the question checked against it.
pub(crate) struct Side<'a> {
    pub(crate) table: &'a SealedTable,
    pub(crate) plan: Plan<'a>,
    pub(crate) grouping: Grouping,
    /// Every group of the breakdown, in declared order.
    pub(crate) groups: Vec<BTreeMap<String, String>>,
    /// The counts of all items asked for, once they are needed.
    counts: OnceCell<Counts>,
}

impl<'a> Side<'a> {
    pub(crate) fn new(table: &'a SealedTable, query: &Query) -> Result<Self, EvidenceError> {
        let plan = Plan::new(table, query)?;
        let grouping = Grouping::new(table, &plan);
        let by: Vec<_> = plan.by.iter().filter_map(|&at| table.dimensions().get(at)).collect();
        let groups = groups(&by);
        Ok(Self { table, plan, grouping, groups, counts: OnceCell::new() })
    }

    /// A measure, and what each group answered to it, if that is released.
    pub(crate) fn summaries(
        &self,
        subject: &Subject<'_>,
    ) -> (Measure, BTreeMap<BTreeMap<String, String>, Option<Summary>>) {
        let counts = self.counts.get_or_init(|| Counts::new(self.table, &self.plan, &self.grouping));
        let (measure, summaries) = self.table.summaries(&self.plan, &self.grouping, counts, subject);
        (measure, self.groups.iter().cloned().zip(summaries).collect())
    }

    /// The breakdown, with all its values.
    pub(crate) fn by(&self) -> Vec<Values> {
        let dimensions = self.plan.by.iter().filter_map(|&at| self.table.dimensions().get(at));
        dimensions.map(|dimension| values(dimension, 0..dimension.values.len())).collect()
    }

    /// The filter.
    pub(crate) fn filters(&self) -> Vec<Values> {
        let filters = self.plan.filters.iter();
        let filters = filters.filter_map(|filter| {
            let dimension = self.table.dimensions().get(filter.dimension)?;
            Some(values(dimension, filter.values.iter().copied()))
        });
        filters.collect()
    }
}

/// What two waves must have in common for an item to be compared: its options, with their scores.
pub(crate) fn signature(asked: &Asked) -> (bool, Vec<(String, Option<i32>)>) {
    (asked.multiple, asked.options.iter().map(|option| (option.code.clone(), option.score)).collect())
}
