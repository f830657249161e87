//! What can go wrong with the program as a whole. Each message says what to do.

use std::path::PathBuf;

/// Errors that end a command.
#[derive(Debug, thiserror::Error)]
pub enum ProgramError {
    /// A setting is wrong.
    #[error("settings: {0}")]
    Settings(String),
    /// A file or folder cannot be used.
    #[error("{}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}; choose another with --listen")]
    Listen {
        /// The address.
        address: String,
        /// Why.
        source: std::io::Error,
    },
    /// The server stopped by itself.
    #[error("the server stopped: {0}")]
    Server(std::io::Error),
    /// A database failed.
    #[error(transparent)]
    Database(#[from] chorus_database::DatabaseError),
    /// The accounts failed.
    #[error(transparent)]
    Accounts(#[from] chorus_accounts::AccountError),
    /// The audit log was tampered with.
    #[error("the audit log is not whole: entry {0} is missing or was changed")]
    Audit(i64),
    /// A backup cannot be made or restored.
    #[error(transparent)]
    Backup(#[from] crate::backup::BackupError),
    /// Issuance failed.
    #[error(transparent)]
    Issuance(#[from] chorus_issuance::IssuanceError),
    /// A setting of letters is wrong.
    #[error("settings: {0}")]
    Mail(#[from] chorus_mail::MailError),
    /// Sealing failed.
    #[error(transparent)]
    Sealing(#[from] crate::sealing::SealingError),
    /// A questionnaire cannot be carried over.
    #[error("{}: {source}", path.display())]
    Questionnaire {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: chorus_interchange::InterchangeError,
    },
    /// A questionnaire has faults, which were told.
    #[error("{}: {count} to mend, told above", path.display())]
    Faults {
        /// Which file.
        path: PathBuf,
        /// How many.
        count: usize,
    },
    /// A replay cannot begin.
    #[error("{0}")]
    Replay(String),
    /// Some responses of a replay were not taken.
    #[error("{failed} of {all} responses were not taken; the first reason: {first}")]
    Incomplete {
        /// How many.
        failed: usize,
        /// Of how many.
        all: usize,
        /// Why, for the first.
        first: String,
    },
    /// The library has no such instrument.
    #[error("the library has no instrument '{0}'; `chorus library` lists what there is")]
    NoInstrument(String),
    /// The library that ships cannot be read.
    #[error("the library of instruments: {0}")]
    Library(&'static serde_saphyr::Error),
    /// A respondent's step failed.
    #[error(transparent)]
    Respondent(#[from] crate::respondent::RespondentError),
    /// The service does not answer, or is not ready.
    #[error("{url}: {reason}")]
    Unwell {
        /// What was asked.
        url: String,
        /// What is wrong.
        reason: String,
    },
    /// Background work was cut short.
    #[error("background work failed: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl ProgramError {
    /// An error about a file.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
