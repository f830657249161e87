//! Grouping attributes: what results may be broken down by. Each has a declared, finite list of values, and may have coarser
//! levels (team, department, division), to which sealing climbs before it withholds.

use crate::error::Faults;
use crate::{MAX_LEVELS, MAX_VALUES, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A grouping attribute, for example the department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Code used in queries and files.
    pub code: String,
    /// What the respondent reads.
    pub label: Text,
    /// Why it is asked, for the respondent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// How much keeping this attribute is worth when sealing must withhold something; 1 to 100.
    #[serde(default = "one")]
    pub weight: u8,
    /// The values, in the order shown.
    pub values: Vec<AttributeValue>,
    /// Coarser levels, from fine to coarse.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
}

/// A coarser level of an attribute: the regions of countries, the departments of teams. Queries and responses name it by its
/// own code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Code used in queries and files; no attribute, level or item shares it.
    pub code: String,
    /// What people read.
    pub label: Text,
    /// What a value of this level is worth when sealing must climb to it, in percent of the finest; 1 to 99, less for each
    /// coarser level.
    #[serde(default = "sixty")]
    pub keeps_percent: u8,
    /// The values, in the order shown.
    pub values: Vec<AttributeValue>,
}

/// One value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttributeValue {
    /// Code used in queries and files.
    pub code: String,
    /// What people read; the code itself when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// The value of the next coarser level in which it lies; for every value, if there is such a level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
}

fn one() -> u8 {
    1
}

/// What a region is worth beside a country, unless the author says otherwise.
fn sixty() -> u8 {
    60
}

impl Attribute {
    /// Every list of values with the code that names it, from fine to coarse: the attribute's own, then those of its levels.
    pub fn lists(&self) -> impl Iterator<Item = (&str, &[AttributeValue])> {
        let levels = self.levels.iter().map(|level| (level.code.as_str(), level.values.as_slice()));
        std::iter::once((self.code.as_str(), self.values.as_slice())).chain(levels)
    }

    /// The position of a value among the values of all lists, one list after the other.
    pub fn position(&self, list: &str, value: &str) -> Option<usize> {
        let mut before = 0;
        for (code, values) in self.lists() {
            if code == list {
                return Some(before + values.iter().position(|known| known.code == value)?);
            }
            before += values.len();
        }
        None
    }

    /// The list and the value at this position.
    pub fn value(&self, mut position: usize) -> Option<(&str, &AttributeValue)> {
        for (code, values) in self.lists() {
            match values.get(position) {
                Some(value) => return Some((code, value)),
                None => position -= values.len(),
            }
        }
        None
    }

    /// For each coarser level, from fine to coarse: for each value of the level below, the position of the value in which it
    /// lies. Empty for an attribute without levels.
    pub fn nesting(&self) -> Vec<Vec<u16>> {
        let finer = self.lists().map(|(_, values)| values);
        let lies = |finer: &[AttributeValue], coarser: &Level| {
            let position = |value: &AttributeValue| {
                let at = coarser.values.iter().position(|outer| Some(&outer.code) == value.within.as_ref());
                // A checked document names one for every value.
                at.and_then(|at| u16::try_from(at).ok()).unwrap_or_default()
            };
            finer.iter().map(position).collect()
        };
        finer.zip(&self.levels).map(|(finer, coarser)| lies(finer, coarser)).collect()
    }

    pub(crate) fn normalise(&mut self, first_language: &str) {
        self.label.normalise(first_language);
        self.why.iter_mut().for_each(|why| why.normalise(first_language));
        self.levels.iter_mut().for_each(|level| level.label.normalise(first_language));
        let values = self.values.iter_mut().chain(self.levels.iter_mut().flat_map(|level| &mut level.values));
        values.filter_map(|v| v.label.as_mut()).for_each(|label| label.normalise(first_language));
    }

    pub(crate) fn validate(&self, at: &str, languages: &[String], faults: &mut Faults) {
        self.label.validate(&format!("{at}.label"), languages, faults);
        if let Some(why) = &self.why {
            why.validate(&format!("{at}.why"), languages, faults);
        }
        faults.check((1..=100).contains(&self.weight), &format!("{at}.weight"), "a weight is 1 to 100");
        let levels = format!("{at}.levels");
        faults.check(self.levels.len() <= MAX_LEVELS, &levels, "an attribute has at most 3 coarser levels");
        let total: usize = self.lists().map(|(_, values)| values.len()).sum();
        faults.check(total <= MAX_VALUES, at, "an attribute has at most 1,000 values, all levels together");
        faults.check(self.values.len() >= 2, &format!("{at}.values"), "an attribute has at least 2 values");
        validate_values(&self.values, &format!("{at}.values"), self.levels.first(), languages, faults);
        let mut finer = 100;
        for (i, level) in self.levels.iter().enumerate() {
            let place = format!("{levels}[{i}]");
            level.label.validate(&format!("{place}.label"), languages, faults);
            let falls = (1..finer).contains(&level.keeps_percent);
            let rule = "it is 1 to 99, and less than that of the level before";
            faults.check(falls, &format!("{place}.keeps_percent"), rule);
            finer = level.keeps_percent;
            faults.check(!level.values.is_empty(), &format!("{place}.values"), "a level has at least one value");
            validate_values(&level.values, &format!("{place}.values"), self.levels.get(i + 1), languages, faults);
        }
    }
}

fn validate_values(
    values: &[AttributeValue],
    at: &str,
    coarser: Option<&Level>,
    languages: &[String],
    faults: &mut Faults,
) {
    let mut seen = BTreeSet::new();
    for (i, value) in values.iter().enumerate() {
        faults.value(&format!("{at}[{i}].code"), &value.code, &mut seen);
        if let Some(label) = &value.label {
            label.validate(&format!("{at}[{i}].label"), languages, faults);
        }
        let place = format!("{at}[{i}].within");
        match (&value.within, coarser) {
            (None, None) => {}
            (Some(_), None) => faults.add(place, "there is no coarser level for it to lie in; declare one in `levels`"),
            (None, Some(level)) => faults.add(place, format!("say in which value of '{}' it lies", level.code)),
            (Some(within), Some(level)) => {
                let known = level.values.iter().any(|outer| &outer.code == within);
                faults.check(known, &place, &format!("'{}' has no value '{within}'", level.code));
            }
        }
    }
}
