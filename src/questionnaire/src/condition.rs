//! Branching: whether an item is shown, from what was answered before it. It keeps no answer.

use crate::error::Faults;
use crate::{Answers, Item, ItemKind, Questionnaire};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Holds if an earlier item was answered with any of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The code of an earlier item, or of a row of an earlier matrix.
    pub item: String,
    /// Codes of its options; numbers as they are written.
    pub any_of: Vec<String>,
}

impl Questionnaire {
    /// The codes of the items that are shown to somebody who has answered so: those whose conditions hold. An item that is not
    /// shown has no answer, whatever is given for it.
    pub fn shown<'a>(&'a self, answers: &Answers) -> HashSet<&'a str> {
        let mut shown = HashSet::new();
        let mut asked = HashSet::new();
        for item in &self.items {
            let holds = |condition: &Condition| {
                let chosen = |code: &String| answers.get(&condition.item).is_some_and(|answer| answer.holds(code));
                asked.contains(condition.item.as_str()) && condition.any_of.iter().any(chosen)
            };
            if item.show_if.iter().all(holds) {
                shown.insert(item.code.as_str());
                asked.extend(item.answer_codes());
            }
        }
        shown
    }

    /// Checks that the conditions of the item at this position name earlier items, and answers that these can have.
    pub(crate) fn validate_conditions(&self, position: usize, at: &str, faults: &mut Faults) {
        let Some(item) = self.items.get(position) else { return };
        for (i, condition) in item.show_if.iter().enumerate() {
            let place = format!("{at}.show_if[{i}]");
            faults.check(!condition.any_of.is_empty(), &format!("{place}.any_of"), "name at least one option");
            let answers = |item: &&Item| item.answer_codes().any(|code| code == condition.item);
            let Some(earlier) = self.items.iter().take(position).find(answers) else {
                let reason = format!("there is no item or matrix row '{}' before this one", condition.item);
                faults.add(format!("{place}.item"), reason);
                continue;
            };
            let same_block = item.random_block.is_some() && item.random_block == earlier.random_block;
            let rule = "items of one random block cannot depend on each other: which comes first is drawn by lot";
            faults.check(!same_block, &format!("{place}.item"), rule);
            for code in &condition.any_of {
                let known = earlier.can_be_answered(code);
                faults.check(known, &format!("{place}.any_of"), "an option that this item does not have is named");
            }
        }
    }
}

impl Item {
    /// The codes under which this item is answered: its own, or those of its rows.
    pub fn answer_codes(&self) -> impl Iterator<Item = &str> {
        let own = match self.kind {
            ItemKind::Matrix | ItemKind::Information => None,
            _ => Some(self.code.as_str()),
        };
        own.into_iter().chain(self.rows.iter().map(|row| row.code.as_str()))
    }

    /// Whether one option, number or band has this code.
    pub(crate) fn can_be_answered(&self, code: &str) -> bool {
        match &self.range {
            // As it is written, and no other way: neither "07" nor "+7".
            Some(range) => {
                let number = code.parse().ok().filter(|number: &i32| number.to_string() == code);
                number.is_some_and(|number| (range.from..=range.to).contains(&number))
            }
            None => self.options.iter().any(|option| option.code == code),
        }
    }
}
