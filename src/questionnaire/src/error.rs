//! The one way this crate says that a document or a response is not acceptable: where, and what to do.

use std::fmt;

/// One fault: the place and the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// Path to the place, for example `waves[0].questionnaire.items[3].options`.
    pub field: String,
    /// What is wrong there and what would be right, as a sentence.
    pub reason: String,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.reason)
    }
}

/// Everything wrong with one document, so that the author can mend it in one go.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct InvalidDocument(pub Vec<Invalid>);

/// How many faults are told at once; whoever has more will come again.
const MOST_TOLD: usize = 100;

/// Collects faults while a document is walked; `at` carries the path.
#[derive(Default)]
pub(crate) struct Faults(Vec<Invalid>);

impl Faults {
    pub(crate) fn add(&mut self, field: impl Into<String>, reason: impl Into<String>) {
        if self.0.len() < MOST_TOLD {
            self.0.push(Invalid { field: field.into(), reason: reason.into() });
        }
    }

    /// Notes a fault unless `holds`.
    pub(crate) fn check(&mut self, holds: bool, field: &str, reason: &str) {
        if !holds {
            self.add(field, reason);
        }
    }

    /// Checks a code's form and that it was not used before at this level.
    pub(crate) fn code<'a>(&mut self, field: &str, code: &'a str, seen: &mut std::collections::BTreeSet<&'a str>) {
        let plain = code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
        if code.is_empty() || code.len() > 64 || !plain {
            self.add(field, "a code is 1 to 64 letters, digits, '_', '-' or '.'");
        }
        if !seen.insert(code) {
            self.add(field, format!("the code '{code}' is used twice; codes are unique at each level"));
        }
    }

    /// As [`Faults::code`], for the value codes of attributes, which may be written as people write them ("United States").
    pub(crate) fn value<'a>(&mut self, field: &str, code: &'a str, seen: &mut std::collections::BTreeSet<&'a str>) {
        let plain = !code.chars().any(char::is_control) && code.trim() == code;
        if code.is_empty() || code.chars().count() > 80 || !plain {
            self.add(field, "a value's code is 1 to 80 characters, without control characters or spaces around it");
        }
        if !seen.insert(code) {
            self.add(field, format!("the value '{code}' is listed twice"));
        }
    }

    pub(crate) fn into_result(self) -> Result<(), InvalidDocument> {
        if self.0.is_empty() { Ok(()) } else { Err(InvalidDocument(self.0)) }
    }
}
