//! What can go wrong with the sealed table.

/// Errors of this room.
#[derive(Debug, thiserror::Error)]
pub enum SealedError {
    /// No such wave, or one that never opened.
    #[error("there is no such wave")]
    UnknownWave,
    /// A batch was sealed for other attributes, or with a smaller k, than the wave has.
    #[error("a sealed batch does not fit the attributes or the k of its wave")]
    Misfit,
    /// Stored data cannot be read.
    #[error("stored data is damaged: {0}")]
    Corrupt(&'static str),
    /// Another process took over sealing.
    #[error(transparent)]
    Turn(#[from] chorus_database::DatabaseError),
    /// The database failed.
    #[error("the sealed database failed: {0}")]
    Database(#[from] sea_orm::DbErr),
}
