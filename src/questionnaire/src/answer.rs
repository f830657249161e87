//! One answer as a respondent sends it. It can be checked against its item, and cannot be printed.

use crate::{Item, ItemKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Answers by item code, or by row code for a matrix. What is missing was passed over.
pub type Answers = BTreeMap<String, Answer>;

/// The most terms of one comment.
pub const MAX_TERMS: usize = 40;
/// The most characters of one term.
pub const MAX_TERM_LENGTH: usize = 30;

/// An answer to one item, or to one row of a matrix.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a code, a list of codes, or null")]
pub enum Answer {
    /// The code of an option or band, or a number as it is written.
    One(String),
    /// The codes of the options of a multiple choice, or the terms of a comment.
    Several(Vec<String>),
    /// Prefers not to say.
    Declined(()),
}

impl Answer {
    /// Whether this option is the one chosen, or among those chosen.
    pub(crate) fn holds(&self, code: &str) -> bool {
        match self {
            Answer::One(chosen) => chosen == code,
            Answer::Several(chosen) => chosen.iter().any(|chosen| chosen == code),
            Answer::Declined(()) => false,
        }
    }

    /// What is wrong with it as an answer to this item, without saying what was answered.
    pub(crate) fn fault(&self, item: &Item) -> Option<&'static str> {
        match (self, item.kind) {
            (Answer::Declined(()), _) => None,
            (Answer::Several(terms), ItemKind::Comment) => fault_of_terms(terms),
            (_, ItemKind::Comment) => Some("a comment is sent as the list of its terms"),
            (Answer::Several(codes), ItemKind::Multiple) => fault_of_several(codes, item),
            (_, ItemKind::Multiple) => Some("send the list of the options chosen"),
            (Answer::Several(_), _) => Some("send one option, not a list"),
            (Answer::One(code), ItemKind::Number) => {
                (!item.can_be_answered(code)).then_some("is not a whole number of the item's range")
            }
            (Answer::One(code), _) => (!item.can_be_answered(code)).then_some("is not one of the item's options"),
        }
    }
}

fn fault_of_several(codes: &[String], item: &Item) -> Option<&'static str> {
    let mut rising = item.options.iter();
    // In declared order: the order in which somebody ticks boxes is nobody's business.
    if !codes.iter().all(|code| rising.any(|option| option.code == *code)) {
        return Some("holds something that is not one of the item's options, or not in their order, or twice");
    }
    let exclusive = item.options.iter().any(|option| option.exclusive && codes.contains(&option.code));
    (exclusive && codes.len() > 1).then_some("an option that rules out the others stands beside another")
}

/// Terms are words in lower case, each once and in alphabetical order, so that no sentence can be put together again.
fn fault_of_terms(terms: &[String]) -> Option<&'static str> {
    let word = |term: &String| {
        let length = term.chars().count();
        let joint = |at: char| matches!(at, '-' | '\'' | '’');
        let lower = term.chars().all(|at| joint(at) || is_mark(at) || (at.is_alphabetic() && !at.is_uppercase()));
        (2..=MAX_TERM_LENGTH).contains(&length) && lower && term.chars().any(char::is_alphabetic)
    };
    if terms.len() > MAX_TERMS {
        return Some("a comment has at most 40 terms");
    }
    if !terms.iter().all(word) {
        return Some("a term is a word of 2 to 30 letters in lower case, without digits");
    }
    let sorted = terms.is_sorted_by(|left, right| left.encode_utf16().lt(right.encode_utf16()));
    (!sorted).then_some("terms stand in alphabetical order (of their UTF-16 code units), each once")
}

/// Combining marks, which some scripts write their vowels with; they are neither letters nor cased.
fn is_mark(at: char) -> bool {
    matches!(at, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}')
}

impl From<&str> for Answer {
    fn from(code: &str) -> Self {
        Answer::One(code.to_owned())
    }
}

impl From<String> for Answer {
    fn from(code: String) -> Self {
        Answer::One(code)
    }
}

/// Says only that there is one: an answer must never reach a log by way of `{:?}`.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answer(…)")
    }
}

impl utoipa::PartialSchema for Answer {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Type};
        let string = || ObjectBuilder::new().schema_type(Type::String);
        let description = "One option, band or number; or the options of a multiple choice in declared order, or the terms of a \
                           comment in alphabetical order; or null for \"prefer not to say\".";
        OneOfBuilder::new()
            .item(string())
            .item(ArrayBuilder::new().items(string()))
            .item(ObjectBuilder::new().schema_type(Type::Null))
            .description(Some(description))
            .into()
    }
}

impl utoipa::ToSchema for Answer {}
