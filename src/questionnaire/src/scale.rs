//! Scales: scored sets of items.

use crate::error::Faults;
use crate::{Item, Questionnaire, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A scored set of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Code used in queries and files.
    pub code: String,
    /// Its name for people.
    pub label: Text,
    /// Sum or mean of the items' scores.
    pub score: ScaleScore,
    /// How many of its items a respondent must have answered with a scored option to get a score. All when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_answered: Option<u16>,
    /// The items scored.
    pub items: Vec<ScaleItem>,
}

/// How the items' scores are joined. A sum with unanswered items is prorated: the mean of the answered ones times the
/// number of items (person-mean imputation; Downey and King 1998, doi 10.1080/00221309809595542).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScaleScore {
    /// Sum of the scores.
    Sum,
    /// Mean of the scores.
    Mean,
}

/// One item of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleItem {
    /// The item's code.
    pub item: String,
    /// Whether it counts the other way round: least score + greatest score - score.
    #[serde(default)]
    pub reverse: bool,
}

impl Scale {
    /// How many scored answers a respondent needs.
    pub fn needed(&self) -> usize {
        self.minimum_answered.map_or(self.items.len(), usize::from)
    }

    pub(crate) fn validate(&self, at: &str, questionnaire: &Questionnaire, languages: &[String], faults: &mut Faults) {
        self.label.validate(&format!("{at}.label"), languages, faults);
        faults.check(!self.items.is_empty(), &format!("{at}.items"), "a scale has at least one item");
        let enough = (1..=self.items.len()).contains(&self.needed()) || self.items.is_empty();
        faults.check(enough, &format!("{at}.minimum_answered"), "it is 1 up to the number of the scale's items");
        let sensitive = |entry: &ScaleItem| questionnaire.item(&entry.item).is_some_and(Item::sensitive);
        let alike = self.items.iter().all(sensitive) || !self.items.iter().any(sensitive);
        let rule = "a scale's items all have a sensitive option, or none has: answers are exchanged together, so that its \
                    overall scores stay exact";
        faults.check(alike, &format!("{at}.items"), rule);
        let mut seen = BTreeSet::new();
        for (i, entry) in self.items.iter().enumerate() {
            let place = format!("{at}.items[{i}].item");
            faults.check(seen.insert(&entry.item), &place, "an item counts once in a scale");
            match questionnaire.item(&entry.item) {
                None => faults.add(place, format!("there is no item '{}' in this questionnaire", entry.item)),
                Some(item) if item.score_range().is_none() => {
                    faults.add(place, format!("give the options of item '{}' a `score` first", entry.item));
                }
                Some(_) => {}
            }
        }
    }
}
