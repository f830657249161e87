//! The terms of comments: how many people of a class used them. Each count is of at least k people when it comes here.

use crate::SealedTable;
use crate::attributes::{AttributeColumns, Dimension};
use crate::grouping::{self, Grouping};
use crate::measure::{Tallies, Tally};
use crate::query::Plan;
use crate::{Corrupt, MAX_TERMS_SHOWN};
use chorus_questionnaire::{Attribute, Choices};
use std::collections::BTreeMap;

/// The terms of one comment.
pub(crate) struct Comment {
    /// Code of the item.
    pub code: String,
    /// For each entry its class.
    classes: AttributeColumns,
    /// For each entry the term, and how many people of the class used it.
    entries: Vec<(String, u64)>,
}

impl Comment {
    pub(crate) fn new(code: &str, attributes: &[Attribute], dimensions: &[Dimension]) -> Self {
        Self { code: code.to_owned(), classes: AttributeColumns::new(attributes, dimensions), entries: Vec::new() }
    }

    pub(crate) fn push(&mut self, attributes: &Choices, term: &str, people: u64) -> Result<(), Corrupt> {
        self.classes.push(attributes)?;
        self.entries.push((term.to_owned(), people));
        Ok(())
    }

    /// The terms that most people used, the most frequent first.
    pub(crate) fn terms(&self) -> Vec<&str> {
        let mut people: BTreeMap<&str, u64> = BTreeMap::new();
        self.entries.iter().for_each(|(term, count)| *people.entry(term).or_default() += count);
        let mut terms: Vec<(&str, u64)> = people.into_iter().collect();
        terms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        terms.truncate(MAX_TERMS_SHOWN);
        terms.into_iter().map(|(term, _)| term).collect()
    }

    /// How many people of each released group used each of these terms, of all people in it.
    pub(crate) fn tally(&self, table: &SealedTable, plan: &Plan<'_>, grouping: &Grouping, terms: &[&str]) -> Tallies {
        let at: BTreeMap<&str, usize> = terms.iter().copied().zip(0..).collect();
        let slots: Vec<Option<(usize, u64)>> = grouping.groups().collect();
        let empty = |people| Tally {
            n: people,
            counts: vec![0; terms.len()],
            of: people,
            scores: None,
            quartiles: None,
            bands: Vec::new(),
        };
        let mut groups: Vec<Tally> = (0..grouping.released()).map(|_| empty(0)).collect();
        for (slot, people) in slots.iter().flatten() {
            if let Some(group) = groups.get_mut(*slot) {
                *group = empty(*people);
            }
        }
        let mut wave = empty(table.len() as u64);
        for ((term, people), place) in self.entries.iter().zip(grouping::places(&self.classes, plan)) {
            let Some(&term) = at.get(term.as_str()) else { continue };
            if let Some(count) = wave.counts.get_mut(term) {
                *count += people;
            }
            let slot = slots.get(usize::from(place)).copied().flatten();
            if let Some(count) = slot.and_then(|(slot, _)| groups.get_mut(slot)?.counts.get_mut(term)) {
                *count += people;
            }
        }
        Tallies { groups, wave }
    }
}
