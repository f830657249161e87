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
    /// The password fits, and the account has a second factor.
    #[error("the account asks for a code as well")]
    CodeNeeded,
    /// The code is none of now, or was used already.
    #[error("the code is not right, or was used already")]
    WrongCode,
    /// One takes the old one away first, which needs a code of it.
    #[error("the account has a second factor already")]
    HasSecondFactor,
    /// A secret for codes that nobody was given.
    #[error("a secret has 32 letters and digits (Base32), as `POST /me/totp` draws them")]
    BadSecret,
    /// The organisation's provider, or whoever was there, declined.
    #[error("the provider declined")]
    Declined,
    /// The browser came back from the provider too late, or from an attempt that was not its own.
    #[error("the attempt to sign in is over")]
    AttemptOver,
    /// The provider knows somebody, but may open no account for them here.
    #[error("there is no account that the provider may open for them")]
    NotForProvider,
    /// The provider cannot be reached, or what it says cannot be believed.
    #[error("the organisation's provider: {0}")]
    Provider(String),
    /// Too many sign-ins at once.
    #[error("too many sign-ins at once")]
    Busy,
    /// Too many sign-ins under this name failed; wait so many seconds.
    #[error("too many sign-ins under this name failed; wait {0} seconds")]
    Wait(u64),
    /// A request that a page of another site may have sent.
    #[error("the request does not show that it comes from a page of this service")]
    CrossSite,
    /// A link that was used, replaced, or has run out.
    #[error("this link was used already, or has run out")]
    NoLink,
    /// No account of this name, or no key of this id.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// Somebody must be able to make accounts.
    #[error("this is the last administrator; make another one first")]
    LastAdministrator,
    /// An account without a role may do nothing.
    #[error("name at least one role: organiser, evaluator, administrator")]
    NoRole,
    /// A key's name.
    #[error("a key's name has 1 to 100 characters, without control characters")]
    BadLabel,
    /// What was asked for could not be written down, so it was not done.
    #[error("the audit log could not be written")]
    Audit,
    /// The account lacks the role.
    #[error("this needs the role '{0}'")]
    Forbidden(super::Role),
    /// Hashing failed.
    #[error("hashing a password failed: {0}")]
    Hashing(String),
    /// A second factor that was encrypted with another secret.
    #[error("the second factor of '{0}' does not open; is the secret the one it was made with?")]
    OtherSecret(String),
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
            AccountError::CodeNeeded => Problem::new(
                StatusCode::UNAUTHORIZED,
                "code-needed",
                "A code is needed as well",
                "Send the six digits that your authenticator app shows as `code`.",
            )
            .header("WWW-Authenticate", "Bearer"),
            AccountError::WrongCode => Problem::new(
                StatusCode::UNAUTHORIZED,
                "wrong-code",
                "The code is not right",
                "Wait for the next code of your authenticator app: each is good once, for about a minute.",
            )
            .header("WWW-Authenticate", "Bearer"),
            AccountError::HasSecondFactor => Problem::conflict(
                "second-factor",
                "The account has a second factor already",
                "Take it away first, with a code of it.",
            ),
            AccountError::BadSecret => Problem::invalid("The second factor cannot be set.").field("secret", detail),
            AccountError::Busy => Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "Too many sign-ins at once",
                "Wait a few seconds and try again.",
            )
            .header("Retry-After", "5"),
            AccountError::Wait(seconds) => Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                "wait",
                "Too many sign-ins under this name failed",
                format!("Wait {seconds} seconds and try again. An administrator can give you a new link."),
            )
            .header("Retry-After", seconds.to_string()),
            AccountError::CrossSite => Problem::new(
                StatusCode::FORBIDDEN,
                "cross-site",
                "This request was refused",
                "With a cookie, send `X-Chorus-Request: 1` from a page of this service; or send an API key.",
            ),
            AccountError::NoLink => {
                Problem::not_found("This link was used already, or has run out. Ask an administrator for a new one.")
            }
            AccountError::Unknown(what) => Problem::not_found(format!("There is no such {what}.")),
            AccountError::LastAdministrator => {
                Problem::conflict("last-administrator", "This is the last administrator", "Make another one first.")
            }
            AccountError::NoRole => Problem::invalid("The roles cannot be kept so.").field("roles", detail),
            AccountError::BadLabel => Problem::invalid("The key cannot be made.").field("name", detail),
            AccountError::Forbidden(role) => Problem::new(
                StatusCode::FORBIDDEN,
                "forbidden",
                "Your account may not do this",
                format!("It needs the role '{role}'. An administrator can give it to your account."),
            ),
            // The way by the provider ends on a page that says so.
            AccountError::Declined
            | AccountError::AttemptOver
            | AccountError::NotForProvider
            | AccountError::Provider(_)
            | AccountError::Hashing(_)
            | AccountError::OtherSecret(_)
            | AccountError::Corrupt
            | AccountError::Audit
            | AccountError::Database(_) => Problem::internal(&error),
        }
    }
}
