//! The questionnaire: items in order, and the scales made of them.

use crate::error::Faults;
use crate::{Hash, Item, ItemKind, MAX_COMMENTS, MAX_ITEMS, MAX_VARIABLES, Scale, Text, Variable, canonical};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

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

impl Questionnaire {
    /// SHA-256 of the canonical JSON: the version of this questionnaire.
    pub fn hash(&self) -> Hash {
        canonical::hash(self)
    }

    /// The variables with a sensitive category, in the order asked.
    pub fn sensitive_variables(&self) -> impl Iterator<Item = Variable<'_>> {
        self.variables().filter(Variable::sensitive)
    }

    /// The codes of all that is measured: items, rows of matrices, and scales.
    pub fn measures(&self) -> impl Iterator<Item = &str> {
        let items = self.items.iter().flat_map(|item| item.answer_codes());
        items.chain(self.scales.iter().map(|scale| scale.code.as_str()))
    }

    /// The item that is answered under this code: its own, or that of one of its rows.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.answer_codes().any(|own| own == code))
    }

    pub(crate) fn normalise(&mut self, first_language: &str) {
        let items = self.items.iter_mut().flat_map(Item::texts_mut);
        let scales = self.scales.iter_mut().flat_map(Scale::texts_mut);
        self.introduction.iter_mut().chain(items).chain(scales).for_each(|text| text.normalise(first_language));
    }

    pub(crate) fn validate(&self, at: &str, languages: &[String], faults: &mut Faults) {
        if let Some(introduction) = &self.introduction {
            introduction.validate(&format!("{at}.introduction"), languages, faults);
        }
        let items = format!("{at}.items");
        faults.check((1..=MAX_ITEMS).contains(&self.items.len()), &items, "a questionnaire has 1 to 300 items");
        let variables = self.items.iter().map(|item| item.options.len().max(item.rows.len()).max(1)).sum::<usize>();
        let rule = "all items, rows of matrices and options of multiple choices together are at most 1,000";
        let counted = variables <= MAX_VARIABLES || self.variables().count() <= MAX_VARIABLES;
        faults.check(counted, &items, rule);
        let comments = self.items.iter().filter(|item| item.kind == ItemKind::Comment).count();
        faults.check(comments <= MAX_COMMENTS, &items, "a questionnaire has at most 10 comments");
        let answered = self.items.is_empty() || self.items.iter().any(|item| item.answer_codes().next().is_some());
        faults.check(answered, &items, "there is nothing to answer");
        // Items, rows and scales share one name space: all are measures.
        let mut codes = BTreeSet::new();
        let mut blocks = BTreeSet::new();
        for (i, item) in self.items.iter().enumerate() {
            let place = format!("{items}[{i}]");
            faults.code(&format!("{place}.code"), &item.code, &mut codes);
            for (row, of) in item.rows.iter().enumerate() {
                faults.code(&format!("{place}.rows[{row}].code"), &of.code, &mut codes);
            }
            item.validate(&place, languages, faults);
            self.validate_conditions(i, &place, faults);
            self.validate_block(i, &place, &mut blocks, faults);
        }
        // Looked up by every item of every scale.
        let variables: HashMap<String, Variable<'_>> = if counted {
            self.variables().map(|variable| (variable.code.clone(), variable)).collect()
        } else {
            HashMap::new()
        };
        let scales = format!("{at}.scales");
        faults.check(self.scales.len() <= MAX_ITEMS, &scales, "a questionnaire has at most 300 scales");
        for (i, scale) in self.scales.iter().enumerate() {
            let place = format!("{scales}[{i}]");
            faults.code(&format!("{place}.code"), &scale.code, &mut codes);
            scale.validate(&place, &variables, languages, faults);
        }
    }

    /// Checks that the items of a random block follow each other.
    fn validate_block<'a>(&'a self, position: usize, at: &str, seen: &mut BTreeSet<&'a str>, faults: &mut Faults) {
        let block = |position: usize| self.items.get(position).and_then(|item| item.random_block.as_deref());
        let Some(own) = block(position) else { return };
        let place = format!("{at}.random_block");
        let named = (1..=64).contains(&own.len());
        faults.check(named, &place, "the name of a random block has 1 to 64 characters");
        let goes_on = position.checked_sub(1).and_then(block) == Some(own);
        faults.check(goes_on || seen.insert(own), &place, "the items of a random block must follow each other");
        let kind = self.items.get(position).map(|item| item.kind);
        let rule = "an information belongs before or after a random block, not into it";
        faults.check(kind != Some(ItemKind::Information), &place, rule);
    }
}
