//! Items: what is asked, in which form, and under which condition. It knows no answer.

use crate::condition::Condition;
use crate::error::Faults;
use crate::{MAX_OPTIONS, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One question, or something to read between questions.
///
/// Which of the optional fields an item has depends on its [kind](ItemKind).
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
    /// What helps to answer it, in smaller print.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Whether it must be answered, if only by preferring not to say. Most should not be: an honest gap is worth more than a
    /// forced answer.
    #[serde(default)]
    pub required: bool,
    /// The options of a choice, of a multiple choice, of each row of a matrix, or the bands of a number; in the order shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ChoiceOption>,
    /// The rows of a matrix. Each is measured by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<MatrixRow>,
    /// The ends of a numeric scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<NumberRange>,
    /// What a number in bands counts, for example years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// Whether options, or the rows of a matrix, are shown in an order drawn by lot for each respondent.
    #[serde(default, skip_serializing_if = "is_false")]
    pub random_order: bool,
    /// Items that follow each other and name the same block are shown in an order drawn by lot for each respondent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub random_block: Option<String>,
    /// The item is shown only if all of these hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub show_if: Vec<Condition>,
}

/// How an item is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Exactly one of the options.
    #[default]
    Choice,
    /// Any number of the options.
    Multiple,
    /// For each row exactly one of the options (a Likert matrix).
    Matrix,
    /// A whole number of a range, such as 0 to 10.
    Number,
    /// A number of which only the band that it lies in is told. Each option is a band, from its `from` to below the next.
    Bands,
    /// A few words, of which only the terms are kept, and only those that at least k people used.
    Comment,
    /// Nothing to answer: a text to read.
    Information,
}

/// A row of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MatrixRow {
    /// Code used in responses, queries and files; of the same name space as the codes of items.
    pub code: String,
    /// The statement.
    pub text: Text,
}

/// The ends of a numeric scale and what they are called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberRange {
    /// The least number.
    pub from: i32,
    /// The greatest number.
    pub to: i32,
    /// What the least number means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_label: Option<Text>,
    /// What the greatest number means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_label: Option<Text>,
    /// Whether it would harm somebody if others knew which number they chose; see [`ChoiceOption::sensitive`].
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
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
    /// The least number of a band. The first band has none and reaches down without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i32>,
    /// Whether it rules out all others of a multiple choice ("none of these").
    #[serde(default, skip_serializing_if = "is_false")]
    pub exclusive: bool,
    /// Whether it would harm somebody if others knew that they chose this. Answers to an item with such an option are
    /// exchanged between rows now and then, so that no group of answers proves anything about one person.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
    /// Whether it is a good answer: results tell the share of those who chose any such option ("percent favourable").
    #[serde(default, skip_serializing_if = "is_false")]
    pub favourable: bool,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Item {
    /// Whether any of its answers is sensitive.
    pub fn sensitive(&self) -> bool {
        self.options.iter().any(|option| option.sensitive) || self.range.as_ref().is_some_and(|range| range.sensitive)
    }

    /// All its texts.
    pub(crate) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let ends = self.range.iter_mut().flat_map(|range| range.from_label.iter_mut().chain(&mut range.to_label));
        std::iter::once(&mut self.text)
            .chain(&mut self.hint)
            .chain(&mut self.unit)
            .chain(self.options.iter_mut().map(|option| &mut option.label))
            .chain(self.rows.iter_mut().map(|row| &mut row.text))
            .chain(ends)
    }

    /// Checks everything but codes of rows and conditions, which the questionnaire does.
    pub(crate) fn validate(&self, at: &str, languages: &[String], faults: &mut Faults) {
        self.text.validate(&format!("{at}.text"), languages, faults);
        for (field, text) in [("hint", &self.hint), ("unit", &self.unit)] {
            if let Some(text) = text {
                text.validate(&format!("{at}.{field}"), languages, faults);
            }
        }
        self.fields_fit_the_kind(at, faults);
        self.validate_options(&format!("{at}.options"), languages, faults);
        for (i, row) in self.rows.iter().enumerate() {
            row.text.validate(&format!("{at}.rows[{i}].text"), languages, faults);
        }
        if let Some(range) = &self.range {
            let at = format!("{at}.range");
            let numbers = i64::from(range.to) - i64::from(range.from) + 1;
            let rule = "a range has 2 to 101 whole numbers between -1,000,000 and 1,000,000, such as 0 to 10";
            let near = |end: i32| (-1_000_000..=1_000_000).contains(&end);
            faults.check((2..=101).contains(&numbers) && near(range.from) && near(range.to), &at, rule);
            for (field, label) in [("from_label", &range.from_label), ("to_label", &range.to_label)] {
                if let Some(label) = label {
                    label.validate(&format!("{at}.{field}"), languages, faults);
                }
            }
        }
    }

    /// Refuses fields that the kind does not have, and misses those that it needs.
    fn fields_fit_the_kind(&self, at: &str, faults: &mut Faults) {
        use ItemKind as K;
        let only = |given: bool, kinds: &[ItemKind], field: &str, rule: &str, faults: &mut Faults| {
            faults.check(!given || kinds.contains(&self.kind), &format!("{at}.{field}"), rule);
        };
        let with_options = [K::Choice, K::Multiple, K::Matrix, K::Bands];
        if with_options.contains(&self.kind) {
            let rule = "an item has 2 to 100 options";
            faults.check((2..=MAX_OPTIONS).contains(&self.options.len()), &format!("{at}.options"), rule);
        }
        let rule = "only choice, multiple, matrix and bands have options";
        only(!self.options.is_empty(), &with_options, "options", rule, faults);
        only(!self.rows.is_empty(), &[K::Matrix], "rows", "only a matrix has rows", faults);
        only(self.range.is_some(), &[K::Number], "range", "only a number has a range", faults);
        only(self.unit.is_some(), &[K::Bands, K::Number], "unit", "only bands and a number have a unit", faults);
        let rule = "there is nothing to shuffle: only choice, multiple and matrix have a random order";
        only(self.random_order, &[K::Choice, K::Multiple, K::Matrix], "random_order", rule, faults);
        let rule = "nobody can answer an information";
        faults.check(!(self.required && self.kind == K::Information), &format!("{at}.required"), rule);
        let rule = "a matrix has 1 to 100 rows";
        let rows = self.kind != K::Matrix || (1..=MAX_OPTIONS).contains(&self.rows.len());
        faults.check(rows, &format!("{at}.rows"), rule);
        let ranged = self.kind != K::Number || self.range.is_some();
        faults.check(ranged, &format!("{at}.range"), "a number needs a range, such as {from: 0, to: 10}");
    }

    fn validate_options(&self, at: &str, languages: &[String], faults: &mut Faults) {
        let mut codes = BTreeSet::new();
        let bands = self.kind == ItemKind::Bands;
        for (i, option) in self.options.iter().enumerate() {
            let place = format!("{at}[{i}]");
            faults.code(&format!("{place}.code"), &option.code, &mut codes);
            option.label.validate(&format!("{place}.label"), languages, faults);
            let moderate = option.score.is_none_or(|score| (-1_000_000..=1_000_000).contains(&score));
            faults.check(moderate, &format!("{place}.score"), "a score is between -1,000,000 and 1,000,000");
            let multiple = self.kind == ItemKind::Multiple;
            let rule = "a multiple choice has no scores: each of its options is measured as yes or no";
            faults.check(!(multiple && option.score.is_some()), &format!("{place}.score"), rule);
            faults.check(multiple || !option.exclusive, &format!("{place}.exclusive"), "only for a multiple choice");
            let rule = "a multiple choice has no favourable options: each of its options is measured by itself";
            faults.check(!multiple || !option.favourable, &format!("{place}.favourable"), rule);
            let rising = match i.checked_sub(1).and_then(|before| self.options.get(before)) {
                None => option.from.is_none(),
                Some(before) => option.from.is_some_and(|from| before.from.is_none_or(|before| before < from)),
            };
            let rule =
                "each band but the first says from which number on it counts, rising; other kinds have no `from`";
            faults.check(if bands { rising } else { option.from.is_none() }, &format!("{place}.from"), rule);
        }
        let scored = self.options.iter().filter(|option| option.score.is_some()).count();
        faults.check(scored != 1, at, "score at least two options, or none");
    }
}
