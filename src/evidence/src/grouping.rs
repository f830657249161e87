//! Which group each row counts in, worked out once for all measures of a query. Here stands the guard on k.

use crate::SealedTable;
use crate::attributes::AttributeColumns;
use crate::counts::occurrences;
use crate::query::Plan;

/// The rows of a table, divided into groups.
pub(crate) struct Grouping {
    /// For each row its *slot*: the slots of released groups come first; the last is for every row that counts nowhere.
    slots: Vec<u16>,
    /// How many rows each released group has, by slot.
    sizes: Vec<u64>,
    /// For each group in declared order its slot, or none if it is withheld.
    groups: Vec<Option<usize>>,
    /// How many rows match the filter, if at least k.
    pub responses: Option<u64>,
    /// The share of matching rows in no released group, if it speaks of none or at least k.
    pub withheld_share: Option<f64>,
}

impl Grouping {
    pub(crate) fn new(table: &SealedTable, plan: &Plan<'_>) -> Self {
        let k = u64::from(table.k());
        let mut slots = places(table.attribute_columns(), plan);
        // Two places past the groups: matching rows whose attribute is withheld, and rows that do not match.
        let counts = occurrences(&slots, plan.groups + 2);
        let responses = counts.iter().take(plan.groups + 1).sum::<u64>();
        let responses = (responses >= k).then_some(responses);

        let mut sizes = Vec::new();
        let groups: Vec<Option<usize>> = counts
            .iter()
            .take(plan.groups)
            .map(|&size| {
                let released = responses.is_some() && size >= k;
                released.then(|| {
                    sizes.push(size);
                    sizes.len() - 1
                })
            })
            .collect();
        let nowhere = sizes.len();
        let slot_of: Vec<u16> =
            (0..counts.len()).map(|place| groups.get(place).copied().flatten().unwrap_or(nowhere) as u16).collect();
        for slot in &mut slots {
            *slot = slot_of.get(usize::from(*slot)).copied().unwrap_or(nowhere as u16);
        }

        let withheld_share = responses.and_then(|responses| {
            let left_out = responses - sizes.iter().sum::<u64>();
            (left_out == 0 || left_out >= k).then(|| left_out as f64 / responses as f64)
        });
        Grouping { slots, sizes, groups, responses, withheld_share }
    }

    /// For each row its slot, at most [`Grouping::released`].
    pub(crate) fn slots(&self) -> &[u16] {
        &self.slots
    }

    /// How many groups are released; the slot with this number is the one for rows that count nowhere.
    pub(crate) fn released(&self) -> usize {
        self.sizes.len()
    }

    /// For each group in declared order, its slot and its number of rows, or none if it is withheld.
    pub(crate) fn groups(&self) -> impl Iterator<Item = Option<(usize, u64)>> {
        self.groups.iter().map(|slot| slot.and_then(|slot| Some((slot, *self.sizes.get(slot)?))))
    }
}

/// For each row the position of its group in declared order; past the groups, withheld and then not matching.
pub(crate) fn places(columns: &AttributeColumns, plan: &Plan<'_>) -> Vec<u16> {
    // At most MAX_GROUPS, so that 16 bits hold a place, and nothing wraps but what is thrown away.
    let withheld = plan.groups as u16;
    let mut places = vec![0_u16; columns.len()];
    for column in plan.by.iter().filter_map(|&at| columns.get(at)) {
        let values = column.missing();
        for (place, &code) in places.iter_mut().zip(column.codes()) {
            *place = if *place == withheld || code == values {
                withheld
            } else {
                place.wrapping_mul(values).wrapping_add(code)
            };
        }
    }
    for filter in &plan.filters {
        let Some(column) = columns.get(filter.dimension) else {
            continue;
        };
        let mut passes = vec![false; usize::from(column.missing()) + 1];
        for &value in &filter.values {
            if let Some(passes) = passes.get_mut(value) {
                *passes = true;
            }
        }
        for (place, &code) in places.iter_mut().zip(column.codes()) {
            if !passes.get(usize::from(code)).copied().unwrap_or(false) {
                *place = withheld + 1;
            }
        }
    }
    places
}
