//! What can go wrong with findings.

use chorus_questionnaire::Invalid;

/// Errors of this crate.
#[derive(Debug, thiserror::Error)]
pub enum FindingsError {
    /// What was written does not hold together; nothing was changed.
    #[error("the findings have {} faults", .0.len())]
    Document(Vec<Invalid>),
    /// There are none, or not for whoever asks: the two look alike.
    #[error("there are no findings here, or the link is not the right one")]
    Nothing,
    /// Stored data cannot be read.
    #[error("stored findings are damaged")]
    Corrupt(#[from] serde_json::Error),
    /// The database failed.
    #[error("the database of findings failed: {0}")]
    Database(#[from] sea_orm::DbErr),
}
