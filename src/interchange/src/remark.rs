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

/// How many remarks are told one by one; nobody reads more.
const MOST_TOLD: usize = 1_000;

/// Collects remarks while a questionnaire is carried over.
#[derive(Default)]
pub(crate) struct Remarks {
    told: Vec<Remark>,
    more: usize,
}

impl Remarks {
    pub(crate) fn add(&mut self, place: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) {
        if self.told.len() < MOST_TOLD {
            self.told.push(Remark { place: place.into(), what: what.into(), remedy: remedy.into() });
        } else {
            self.more += 1;
        }
    }

    /// All that were told, and how many were not.
    pub(crate) fn into_told(self) -> Vec<Remark> {
        let Self { mut told, more } = self;
        if more > 0 {
            told.push(Remark {
                place: "the whole file".to_owned(),
                what: format!("{more} more remarks are left out."),
                remedy: "Mend what is told, and convert it again.".to_owned(),
            });
        }
        told
    }
}
