//! Variables: what answers become when they are counted. Each has a short list of categories, of which a row holds one or none.
//!
//! A choice, a number and a number in bands are one variable; a matrix is one for each row, a multiple choice one for each option
//! (chosen or not). Comments and information are none.

use crate::{Answer, Answers, Item, ItemKind, Questionnaire, Text};
use std::collections::{BTreeMap, HashSet};

/// Category by variable, or value by attribute. What is missing was not given.
pub type Choices = BTreeMap<String, String>;

/// The category of a multiple choice's option that was not chosen by somebody who answered.
pub const NO: &str = "no";
/// The category of one that was chosen.
pub const YES: &str = "yes";

/// A column of the table of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable<'a> {
    /// Code of the item or of a matrix's row; for an option of a multiple choice `item/option`.
    pub code: String,
    /// The item that it is of.
    pub item: &'a Item,
    /// What is asked, in a matrix by the row.
    pub text: &'a Text,
    /// The categories, in declared order.
    pub categories: Vec<Category>,
}

/// What a variable can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its code.
    pub code: String,
    /// The value that it counts for in means and scales.
    pub score: Option<i32>,
    /// Whether it is sensitive.
    pub sensitive: bool,
    /// Whether it counts as favourable.
    pub favourable: bool,
}

impl Variable<'_> {
    /// Whether any category is sensitive.
    pub fn sensitive(&self) -> bool {
        self.categories.iter().any(|category| category.sensitive)
    }

    /// The position of the category with this code.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.categories.iter().position(|category| category.code == code)
    }

    /// The least and the greatest score, if at least two categories are scored.
    pub fn score_range(&self) -> Option<(i32, i32)> {
        let scores: Vec<i32> = self.categories.iter().filter_map(|category| category.score).collect();
        (scores.len() >= 2).then(|| Some((*scores.iter().min()?, *scores.iter().max()?))).flatten()
    }
}

impl Item {
    /// The variables of this item.
    pub fn variables(&self) -> Vec<Variable<'_>> {
        let of = |code: String, text, categories| Variable { code, item: self, text, categories };
        let declared = || {
            let category = |option: &crate::ChoiceOption| Category {
                code: option.code.clone(),
                score: option.score,
                sensitive: option.sensitive,
                favourable: option.favourable,
            };
            self.options.iter().map(category).collect::<Vec<Category>>()
        };
        match (self.kind, &self.range) {
            (ItemKind::Choice | ItemKind::Bands, _) => vec![of(self.code.clone(), &self.text, declared())],
            (ItemKind::Matrix, _) => self.rows.iter().map(|row| of(row.code.clone(), &row.text, declared())).collect(),
            (ItemKind::Multiple, _) => {
                let chosen = |option: &crate::ChoiceOption| {
                    let category = |code: &str, sensitive| Category {
                        code: code.to_owned(),
                        score: None,
                        sensitive,
                        favourable: false,
                    };
                    vec![category(NO, false), category(YES, option.sensitive)]
                };
                let variable = |option: &crate::ChoiceOption| of(self.option_code(option), &self.text, chosen(option));
                self.options.iter().map(variable).collect()
            }
            (ItemKind::Number, Some(range)) => {
                let category = |number: i32| Category {
                    code: number.to_string(),
                    score: Some(number),
                    sensitive: range.sensitive,
                    favourable: false,
                };
                vec![of(self.code.clone(), &self.text, (range.from..=range.to).map(category).collect())]
            }
            (ItemKind::Number | ItemKind::Comment | ItemKind::Information, _) => Vec::new(),
        }
    }

    /// The code of the variable of one of a multiple choice's options.
    fn option_code(&self, option: &crate::ChoiceOption) -> String {
        format!("{}/{}", self.code, option.code)
    }
}

impl Questionnaire {
    /// The variables of all items, in the order asked.
    pub fn variables(&self) -> impl Iterator<Item = Variable<'_>> {
        self.items.iter().flat_map(Item::variables)
    }

    /// Answers as categories by variable. Those to items that were not shown, and those withheld, are left out.
    pub fn categories(&self, answers: &Answers) -> Choices {
        let shown = self.shown(answers);
        let mut choices = Choices::new();
        for item in self.items.iter().filter(|item| shown.contains(item.code.as_str())) {
            for code in item.answer_codes() {
                match answers.get(code) {
                    Some(Answer::One(chosen)) => drop(choices.insert(code.to_owned(), chosen.clone())),
                    Some(Answer::Several(chosen)) if item.kind == ItemKind::Multiple => {
                        let chosen: HashSet<&String> = chosen.iter().collect();
                        choices.extend(item.options.iter().map(|option| {
                            let category = if chosen.contains(&option.code) { YES } else { NO };
                            (item.option_code(option), category.to_owned())
                        }));
                    }
                    Some(Answer::Several(_) | Answer::Declined(())) | None => {}
                }
            }
        }
        choices
    }

    /// The terms of comments by item, of the items that were shown.
    pub fn terms(&self, answers: &Answers) -> BTreeMap<String, Vec<String>> {
        let shown = self.shown(answers);
        let comments = self.items.iter().filter(|item| item.kind == ItemKind::Comment);
        let terms = comments.filter(|item| shown.contains(item.code.as_str())).filter_map(|item| {
            match answers.get(&item.code) {
                Some(Answer::Several(terms)) if !terms.is_empty() => Some((item.code.clone(), terms.clone())),
                _ => None,
            }
        });
        terms.collect()
    }
}
