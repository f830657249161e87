//! What can go wrong with aggregates from elsewhere.

use std::fmt;

/// A place at fault in a file, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, the header being line 1.
    pub line: u64,
    /// The column, where one is at fault.
    pub column: Option<String>,
    /// What is wrong there and what would be right.
    pub reason: String,
}

impl Fault {
    pub(crate) fn new(line: u64, column: &str, reason: impl Into<String>) -> Self {
        Self { line, column: Some(column.to_owned()), reason: reason.into() }
    }

    pub(crate) fn of_line(line: u64, reason: impl Into<String>) -> Self {
        Self { line, column: None, reason: reason.into() }
    }
}

/// The place as text: `line 3, people`.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        self.column.iter().try_for_each(|column| write!(f, ", {column}"))
    }
}

/// Errors of this crate.
#[derive(Debug, thiserror::Error)]
pub enum IndicatorError {
    /// A file with faults; nothing of it was taken.
    #[error("the file has {} faults", .0.len())]
    File(Vec<Fault>),
    /// A breakdown that the file does not have.
    #[error("these numbers cannot be broken down by '{name}'; they have {known}")]
    Breakdown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// Nothing was brought in yet.
    #[error("nothing has been brought in under this name yet")]
    Nothing,
    /// Stored data cannot be read.
    #[error("stored aggregates are damaged")]
    Corrupt(#[from] serde_json::Error),
    /// The database failed.
    #[error("the database of aggregates failed: {0}")]
    Database(#[from] sea_orm::DbErr),
}
