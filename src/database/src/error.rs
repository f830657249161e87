//! What can go wrong with a database.

use sea_orm::DbErr;
use std::path::PathBuf;

/// Why a database could not be opened or cleared.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// It could not be opened, or its schema not brought up to date.
    #[error("cannot open the database {place}: {source}")]
    Open {
        /// The file, or the role, server and database; never a password.
        place: String,
        /// What the database said.
        source: DbErr,
    },
    /// It is set up in a way that would leave traces, or open a door in the wall.
    #[error("the database {place} cannot be used: {reason}")]
    Unfit {
        /// The role, server and database.
        place: String,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// A file cannot be opened, made or locked.
    #[error("cannot use {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is gone without which answers could count twice.
    #[error("{} is missing: it holds tokens that were spent, and without it they would be good again; bring it back", .0.display())]
    Missing(PathBuf),
    /// It does not answer.
    #[error("a database does not answer: {0}")]
    Unreachable(DbErr),
    /// Somebody else reads the database, so its traces cannot be cleared.
    #[error("another process is reading a database, so its traces cannot be cleared; end it (a backup, a shell)")]
    InUse,
    /// Something that one process does at a time is being done by another, or it could not be asked.
    #[error("another process has its turn, or the database does not answer: {0}")]
    NoTurn(DbErr),
    /// The connection that held a turn is gone.
    #[error("a turn was lost with its connection to the database; another process may have taken over")]
    TurnLost,
    /// It could not be rewritten.
    #[error("cannot clear the traces in the database: {0}")]
    ForgetOrder(DbErr),
}
