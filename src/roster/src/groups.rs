//! How many people on a roster each group would have: for the preview, before anybody is invited. Respondents name their groups
//! themselves, so this is an outlook and no promise.

use chorus_questionnaire::{Attribute, Choices, WaveDocument};
use std::collections::BTreeMap;

/// One group of a roster.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct RosterGroup {
    /// The attribute, or the coarser level of one.
    pub attribute: String,
    /// The value.
    pub value: String,
    /// How many on this roster have it.
    pub people: usize,
    /// What is to be expected of its results.
    pub outlook: Outlook,
}

/// Whether results of a group can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outlook {
    /// It has at least k people if half of them answer.
    Likely,
    /// It has fewer than k people if half of them answer.
    Uncertain,
    /// It has fewer than k people.
    Withheld,
}

impl Outlook {
    fn of(people: usize, k: usize) -> Self {
        match people {
            people if people < k => Outlook::Withheld,
            people if people / 2 < k => Outlook::Uncertain,
            _ => Outlook::Likely,
        }
    }
}

/// A value of a list: which attribute, which list of it, which value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Value {
    attribute: usize,
    list: usize,
    value: usize,
}

/// Counts of a roster.
pub(crate) struct Groups {
    attributes: Vec<Attribute>,
    k: usize,
    /// Lists that the roster has a column for: attribute and list.
    asked: Vec<(usize, usize)>,
    counts: BTreeMap<Value, usize>,
    /// How many people share each combination, as far as the roster tells.
    combinations: BTreeMap<Vec<Value>, usize>,
}

impl Groups {
    pub(crate) fn new(wave: &WaveDocument) -> Self {
        Self {
            attributes: wave.attributes.clone(),
            k: usize::from(wave.k),
            asked: Vec::new(),
            counts: BTreeMap::new(),
            combinations: BTreeMap::new(),
        }
    }

    /// What a column may be called.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.attributes.iter().flat_map(|attribute| attribute.lists().map(|(name, _)| name)).collect()
    }

    /// The place of the list of this name, which the roster has a column for.
    pub(crate) fn ask(&mut self, name: &str) -> Option<usize> {
        let mut lists = self.attributes.iter().enumerate().flat_map(|(attribute, known)| {
            known.lists().enumerate().map(move |(list, (code, _))| ((attribute, list), code))
        });
        let (place, _) = lists.find(|(_, code)| *code == name)?;
        self.asked.push(place);
        Some(self.asked.len() - 1)
    }

    /// The name of a list.
    pub(crate) fn name(&self, asked: usize) -> &str {
        let (attribute, list) = self.asked[asked];
        self.attributes[attribute].lists().nth(list).map_or("", |(name, _)| name)
    }

    /// The value of this code in a list, or what would be right.
    pub(crate) fn value(&self, asked: usize, code: &str) -> Result<Value, String> {
        let (attribute, list) = self.asked[asked];
        let values = self.attributes[attribute].lists().nth(list).map_or(&[][..], |(_, values)| values);
        let found = values.iter().position(|value| value.code == code);
        found.map(|value| Value { attribute, list, value }).ok_or_else(|| {
            let some: Vec<&str> = values.iter().take(10).map(|value| value.code.as_str()).collect();
            let more = if values.len() > some.len() { ", …" } else { "" };
            format!("write the code of a value, or nothing: {}{more}", some.join(", "))
        })
    }

    /// The finest of these values for each attribute, by the code of its list.
    pub(crate) fn finest(&self, values: &[Value]) -> Choices {
        let mut values = values.to_vec();
        values.sort_unstable();
        values.dedup_by_key(|value| value.attribute);
        let named = |value: Value| {
            let (list, values) = self.attributes[value.attribute].lists().nth(value.list)?;
            Some((list.to_owned(), values.get(value.value)?.code.clone()))
        };
        values.into_iter().filter_map(named).collect()
    }

    /// Counts one person.
    pub(crate) fn add(&mut self, values: &[Value]) {
        let mut groups: Vec<Value> = values.iter().flat_map(|value| self.climb(*value)).collect();
        // A roster may name a team and its department.
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            *self.counts.entry(group).or_default() += 1;
        }
        let mut combination = values.to_vec();
        combination.sort_unstable();
        *self.combinations.entry(combination).or_default() += 1;
    }

    /// The value, and those in which it lies.
    fn climb(&self, from: Value) -> Vec<Value> {
        let lists: Vec<_> = self.attributes[from.attribute].lists().map(|(_, values)| values).collect();
        let mut climbed = vec![from];
        let mut at = from;
        while let Some(coarser) = lists.get(at.list + 1) {
            let within = lists[at.list][at.value].within.as_ref();
            let Some(value) = coarser.iter().position(|value| Some(&value.code) == within) else {
                break;
            };
            at = Value { list: at.list + 1, value, ..at };
            climbed.push(at);
        }
        climbed
    }

    /// Every group of the lists that the roster has columns for, and of coarser ones, with how many people it has.
    pub(crate) fn counted(&self) -> Vec<RosterGroup> {
        let mut counted = Vec::new();
        for (attribute, known) in self.attributes.iter().enumerate() {
            let finest = self.asked.iter().filter(|(asked, _)| *asked == attribute).map(|(_, list)| *list).min();
            let Some(finest) = finest else {
                continue;
            };
            for (list, (name, values)) in known.lists().enumerate().skip(finest) {
                for (value, known) in values.iter().enumerate() {
                    let people = self.counts.get(&Value { attribute, list, value }).copied().unwrap_or_default();
                    let outlook = Outlook::of(people, self.k);
                    counted.push(RosterGroup {
                        attribute: name.to_owned(),
                        value: known.code.clone(),
                        people,
                        outlook,
                    });
                }
            }
        }
        counted
    }

    /// How many people share their combination with fewer than k.
    pub(crate) fn rare(&self) -> usize {
        self.combinations.values().filter(|people| **people < self.k).sum()
    }
}
