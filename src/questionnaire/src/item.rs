//! Items, their options, and the questionnaire that holds them.

use crate::error::Faults;
use crate::{Hash, MAX_ITEMS, MAX_OPTIONS, Scale, Text, canonical};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is asked in a wave. Immutable once the wave opens; known by the [hash](Questionnaire::hash) of its canonical JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// What the respondent reads above the questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub introduction: Option<Text>,
    /// The items, in the order asked.
    pub items: Vec<Item>,
    /// Scored sets of items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<Scale>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Code used in queries and files.
    pub code: String,
    /// How it is answered.
    #[serde(default)]
    pub kind: ItemKind,
    /// The question.
    pub text: Text,
    /// Whether it must be answered. Most should not be: an honest gap is worth more than a forced answer.
    #[serde(default)]
    pub required: bool,
    /// The options, in the order shown.
    pub options: Vec<ChoiceOption>,
}

/// How an item is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Exactly one of the options.
    #[default]
    Choice,
}

/// One option of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    /// Code used in responses, queries and files.
    pub code: String,
    /// What people read.
    pub label: Text,
    /// The value it counts for in means and scales. An option without a score ("don't know") counts as missing there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<i32>,
    /// Whether it would harm somebody if others knew that they chose this. Answers to an item with such an option are
    /// exchanged between rows now and then, so that no group of answers proves anything about one person.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Item {
    /// Whether any of its options is sensitive.
    pub fn sensitive(&self) -> bool {
        self.options.iter().any(|option| option.sensitive)
    }

    /// The position of the option with this code.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.options.iter().position(|option| option.code == code)
    }

    /// The least and the greatest score, if at least two options are scored.
    pub fn score_range(&self) -> Option<(i32, i32)> {
        let scores: Vec<i32> = self.options.iter().filter_map(|option| option.score).collect();
        (scores.len() >= 2).then(|| Some((*scores.iter().min()?, *scores.iter().max()?))).flatten()
    }
}

impl Questionnaire {
    /// SHA-256 of the canonical JSON: the version of this questionnaire.
    pub fn hash(&self) -> Hash {
        canonical::hash(self)
    }

    /// The items with a sensitive option, in the order asked.
    pub fn sensitive_items(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.sensitive())
    }

    /// The item with this code.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.code == code)
    }

    pub(crate) fn normalise(&mut self, first_language: &str) {
        let items = self.items.iter_mut().flat_map(|item| {
            std::iter::once(&mut item.text).chain(item.options.iter_mut().map(|option| &mut option.label))
        });
        let scales = self.scales.iter_mut().map(|scale| &mut scale.label);
        self.introduction.iter_mut().chain(items).chain(scales).for_each(|text| text.normalise(first_language));
    }

    pub(crate) fn validate(&self, at: &str, languages: &[String], faults: &mut Faults) {
        if let Some(introduction) = &self.introduction {
            introduction.validate(&format!("{at}.introduction"), languages, faults);
        }
        let items = format!("{at}.items");
        faults.check((1..=MAX_ITEMS).contains(&self.items.len()), &items, "a questionnaire has 1 to 300 items");
        // Items and scales share one name space: both are measures.
        let mut codes = BTreeSet::new();
        for (i, item) in self.items.iter().enumerate() {
            faults.code(&format!("{items}[{i}].code"), &item.code, &mut codes);
            item.validate(&format!("{items}[{i}]"), languages, faults);
        }
        let scales = format!("{at}.scales");
        faults.check(self.scales.len() <= MAX_ITEMS, &scales, "a questionnaire has at most 300 scales");
        for (i, scale) in self.scales.iter().enumerate() {
            let place = format!("{scales}[{i}]");
            faults.code(&format!("{place}.code"), &scale.code, &mut codes);
            scale.validate(&place, self, languages, faults);
        }
    }
}

impl Item {
    fn validate(&self, at: &str, languages: &[String], faults: &mut Faults) {
        self.text.validate(&format!("{at}.text"), languages, faults);
        let options = format!("{at}.options");
        faults.check((2..=MAX_OPTIONS).contains(&self.options.len()), &options, "an item has 2 to 100 options");
        let mut codes = BTreeSet::new();
        for (i, option) in self.options.iter().enumerate() {
            faults.code(&format!("{options}[{i}].code"), &option.code, &mut codes);
            option.label.validate(&format!("{options}[{i}].label"), languages, faults);
            let moderate = option.score.is_none_or(|score| (-1_000_000..=1_000_000).contains(&score));
            faults.check(moderate, &format!("{options}[{i}].score"), "a score is between -1,000,000 and 1,000,000");
        }
        let scored = self.options.iter().filter(|option| option.score.is_some()).count();
        faults.check(scored != 1, &options, "score at least two options, or none");
    }
}
