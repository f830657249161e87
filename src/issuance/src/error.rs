//! What can go wrong in issuance, and how it is told.

use actix_web::http::StatusCode;
use chorus_database::Unanswered;
use chorus_ledger::LedgerError;
use chorus_mail::MailError;
use chorus_problem::Problem;
use chorus_questionnaire::InvalidDocument;
use chorus_roster::RosterFaults;
use chorus_token::TokenError;
use chorus_typesetting::TypesettingError;
use std::time::Duration;

/// Errors of this room.
#[derive(Debug, thiserror::Error)]
pub enum IssuanceError {
    /// The programme or wave document does not fit.
    #[error("the document does not fit: {0}")]
    Document(#[from] InvalidDocument),
    /// The body is not YAML, or not of the right shape.
    #[error("the YAML cannot be read: {0}")]
    Yaml(String),
    /// The roster does not fit; nothing of it was taken.
    #[error(transparent)]
    Roster(#[from] RosterFaults),
    /// There is no mail server to send letters by.
    #[error("no mail server is configured")]
    NoMail,
    /// The reminders do not fit.
    #[error("the reminders do not fit: {0}")]
    Schedule(String),
    /// What was sent is no report of a mail server.
    #[error("this is no delivery report")]
    NoReport,
    /// No such programme.
    #[error("there is no such programme")]
    UnknownProgramme,
    /// No such wave.
    #[error("there is no such wave")]
    UnknownWave,
    /// The wave has not been opened.
    #[error("the wave is not open yet")]
    NotOpen,
    /// Something of it has opened, and is public for good.
    #[error("a wave has opened, so that nothing can be taken back")]
    NotDraft,
    /// The wave has been closed.
    #[error("the wave is closed")]
    Closed,
    /// No such invitation.
    #[error("the invitation is not known")]
    UnknownInvitation,
    /// No such typed code.
    #[error("the code is not known")]
    UnknownCode,
    /// Too many wrong codes; how long to wait.
    #[error("too many codes were tried")]
    TooManyAttempts(Duration),
    /// The invitation was used for another token request.
    #[error("the invitation is spent")]
    SpentInvitation,
    /// The token request does not fit.
    #[error("the token request does not fit: {0}")]
    Token(#[from] TokenError),
    /// The ledger cannot be signed.
    #[error("the ledger cannot be signed: {0}")]
    Ledger(#[from] LedgerError),
    /// A stored document or key cannot be read.
    #[error("stored data is damaged: {0}")]
    Corrupt(&'static str),
    /// A letter could not be written or posted.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// Letters could not be printed.
    #[error(transparent)]
    Typesetting(#[from] TypesettingError),
    /// Background work was cut short.
    #[error("background work failed: {0}")]
    Task(#[from] tokio::task::JoinError),
    /// The other side of the wall failed.
    #[error("passing on the wave failed: {0}")]
    Relay(String),
    /// Too many ask at once, or whether it was stored is not known; asking again tells.
    #[error("too many ask at once, or storing was cut short")]
    Unavailable,
    /// Another process opens or closes a wave.
    #[error(transparent)]
    Turn(#[from] chorus_database::DatabaseError),
    /// The database failed.
    #[error("the issuance database failed: {0}")]
    Database(#[from] sea_orm::DbErr),
}

impl From<Unanswered> for IssuanceError {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Busy | Unanswered::NotConfirmed => Self::Unavailable,
            Unanswered::Refused(error) => Self::Database(error),
        }
    }
}

impl From<IssuanceError> for Problem {
    fn from(error: IssuanceError) -> Self {
        use IssuanceError as E;
        match error {
            E::Document(InvalidDocument(faults)) => faults
                .into_iter()
                .fold(Problem::invalid("The document does not fit. Nothing was changed."), |problem, fault| {
                    problem.field(fault.field, fault.reason)
                }),
            E::Yaml(reason) => Problem::unreadable(format!("The body cannot be read as YAML: {reason}")),
            E::Roster(RosterFaults(faults)) => faults
                .into_iter()
                .fold(Problem::invalid("The roster does not fit. Nobody was invited."), |problem, fault| {
                    problem.field(fault.place().to_string(), fault.reason.clone())
                }),
            E::NoMail => Problem::conflict(
                "no-mail",
                "There is no mail server",
                "Ask whoever runs this service to set `mail` in its settings, or send the links yourself.",
            ),
            E::Typesetting(TypesettingError::NoFont { letter, remedy }) => Problem::conflict(
                "no-font",
                "A font is missing",
                format!(
                    "No font on the server has the letter “{letter}”. Ask whoever runs this service to install {remedy}. \
                     Nobody was invited."
                ),
            ),
            E::Schedule(reason) => {
                Problem::invalid("The reminders do not fit. Nothing was changed.").field("after_days", reason)
            }
            E::NoReport => Problem::invalid("The body is no report of a mail server.")
                .field("body", "send the whole message, one of type multipart/report with a message/delivery-status"),
            E::UnknownProgramme => Problem::not_found("There is no such programme. Check the address."),
            E::UnknownWave => Problem::not_found("There is no such wave. Check the address."),
            E::NotOpen => Problem::conflict("wave-not-open", "The wave is not open", "Open the wave first."),
            E::NotDraft => Problem::conflict(
                "not-draft",
                "A wave has opened",
                "What was asked is public and fixed from then on. Make a new programme of its document, or add a wave.",
            ),
            E::Closed => Problem::new(
                StatusCode::GONE,
                "wave-closed",
                "The wave is closed",
                "Collection has ended; its key and its invitations are destroyed.",
            ),
            E::UnknownInvitation => Problem::new(
                StatusCode::UNAUTHORIZED,
                "invitation-unknown",
                "The invitation is not known",
                "Send `Authorization: Invitation <code>` with the whole code from the link.",
            )
            .header("WWW-Authenticate", "Invitation"),
            E::UnknownCode => Problem::new(
                StatusCode::NOT_FOUND,
                "invitation-unknown",
                "The code is not known",
                "Check it against the letter. A code that was replaced, or whose wave is closed, is not known any more.",
            ),
            E::TooManyAttempts(wait) => Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too-many-attempts",
                "Too many codes were tried",
                "Wait a moment and try again. Your code is still good.",
            )
            .header("Retry-After", wait.as_millis().div_ceil(1000).max(1).to_string()),
            E::SpentInvitation => Problem::conflict(
                "invitation-spent",
                "The invitation is used",
                "A token was already given for this invitation. Send the same blinded request to get the same token again.",
            ),
            E::Token(TokenError::Library(_) | TokenError::SigningFault) => Problem::internal(&error),
            E::Token(error) => Problem::invalid("The token request does not fit.").field("body", error.to_string()),
            E::Unavailable => Problem::unavailable(
                "Nothing is lost: send the same again in a moment. It is answered the same, however often it is sent.",
            ),
            E::Turn(_) => Problem::unavailable("Another process opens or closes a wave. Send the same request again."),
            E::Ledger(_)
            | E::Mail(_)
            | E::Typesetting(_)
            | E::Corrupt(_)
            | E::Task(_)
            | E::Relay(_)
            | E::Database(_) => Problem::internal(&error),
        }
    }
}
