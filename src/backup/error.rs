//! What can go wrong with a backup. Each message says what to do, and none repeats what a row holds.

use chorus_database::DatabaseError;
use sea_orm::DbErr;
use std::path::PathBuf;

/// Why a backup could not be made or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is nothing to back up.
    #[error("there is no database {}; is data_dir right?", .0.display())]
    NoStore(PathBuf),
    /// A wave is between open and closed.
    #[error("the wave {0} is being closed; start the service, which brings that to its end, and try again")]
    Closing(String),
    /// The file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not as it was written.
    #[error("{} is no whole backup: {reason}; nothing was restored", path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// It was written by a later version.
    #[error("{} is of a newer Chorus ({version}), with {what}; restore it with that one", path.display())]
    Newer {
        /// Which file.
        path: PathBuf,
        /// The version that wrote it.
        version: String,
        /// What this version does not know.
        what: String,
    },
    /// There is something already where it would go.
    #[error("the {room} database has rows in its table '{table}'; a backup goes into empty databases only")]
    NotEmpty {
        /// The room.
        room: &'static str,
        /// The table.
        table: String,
    },
    /// A restore of another file was begun.
    #[error("a restore of another file was cut short ({} names its checksum); restore that one again", .0.display())]
    OtherFile(PathBuf),
    /// A restore was cut short.
    #[error("a restore was cut short ({}); run `chorus restore` with the same file again", .0.display())]
    CutShort(PathBuf),
    /// A database cannot be opened.
    #[error(transparent)]
    Open(#[from] DatabaseError),
    /// A database failed.
    #[error("a database failed: {0}")]
    Database(#[from] DbErr),
}

impl BackupError {
    pub(super) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
