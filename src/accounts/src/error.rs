//! What can go wrong with accounts, and how it is told.

use actix_web::http::StatusCode;
use chorus_problem::Problem;

/// Errors of this crate.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The name is in use.
    #[error("an account named '{0}' exists already; choose another name")]
    NameTaken(String),
    /// The name cannot be used.
    #[error("a name has 1 to 64 letters, digits, '.', '_', '-' or '@'")]
    BadName,
    /// The password is too short or too long.
    #[error("a password has {shortest} to {longest} characters; a few random words are easy to keep")]
    WeakPassword {
        /// Fewest characters.
        shortest: usize,
        /// Most characters.
        longest: usize,
    },
    /// No key, or one that is not valid.
    #[error("no valid API key was given")]
    NotSignedIn,
    /// Name and password do not fit.
    #[error("name and password do not fit")]
    WrongPassword,
    /// Too many sign-ins at once.
    #[error("too many sign-ins at once")]
    Busy,
    /// The account lacks the role.
    #[error("this needs the role '{0}'")]
    Forbidden(super::Role),
    /// Hashing failed.
    #[error("hashing a password failed: {0}")]
    Hashing(String),
    /// A stored account cannot be read.
    #[error("a stored account is damaged")]
    Corrupt,
    /// The database failed.
    #[error("the accounts database failed: {0}")]
    Database(#[from] sea_orm::DbErr),
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        let detail = error.to_string();
        match error {
            AccountError::NameTaken(_) => Problem::conflict("name-taken", "The name is taken", detail),
            AccountError::BadName => Problem::invalid("The name cannot be used.").field("name", detail),
            AccountError::WeakPassword { .. } => {
                Problem::invalid("The password cannot be used.").field("password", detail)
            }
            AccountError::NotSignedIn => Problem::new(
                StatusCode::UNAUTHORIZED,
                "not-signed-in",
                "Please sign in",
                "Send `Authorization: Bearer <API key>`; the key is wrong, missing or has run out.",
            )
            .header("WWW-Authenticate", "Bearer"),
            AccountError::WrongPassword => Problem::new(
                StatusCode::UNAUTHORIZED,
                "wrong-password",
                "Name and password do not fit",
                "Check both and try again.",
            )
            .header("WWW-Authenticate", "Bearer"),
            AccountError::Busy => Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "Too many sign-ins at once",
                "Wait a few seconds and try again.",
            )
            .header("Retry-After", "5"),
            AccountError::Forbidden(role) => Problem::new(
                StatusCode::FORBIDDEN,
                "forbidden",
                "Your account may not do this",
                format!(
                    "It needs the role '{role}'. Whoever runs Chorus can make an account with it: `chorus account create`."
                ),
            ),
            AccountError::Hashing(_) | AccountError::Corrupt | AccountError::Database(_) => Problem::internal(&error),
        }
    }
}
