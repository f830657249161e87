//! Remarks: what could not be carried over, or not as it was, each with its place and a remedy.

use serde::Serialize;
use std::fmt;

/// One thing that another format has no place for, or that was read otherwise than it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Remark {
    /// Where: `survey, row 5, column relevant` in a workbook, `items[3].options` in a document.
    pub place: String,
    /// What was not carried over, or how it was read.
    pub what: String,
    /// What can be done about it.
    pub remedy: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.place, self.what, self.remedy)
    }
}

/// Collects remarks while a questionnaire is carried over.
#[derive(Default)]
pub(crate) struct Remarks(pub Vec<Remark>);

impl Remarks {
    pub(crate) fn add(&mut self, place: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) {
        self.0.push(Remark { place: place.into(), what: what.into(), remedy: remedy.into() });
    }
}
