//! What can go wrong in collection, and how it is told.

use actix_web::http::StatusCode;
use chorus_database::{DatabaseError, Unanswered};
use chorus_ledger::LedgerError;
use chorus_problem::Problem;
use chorus_questionnaire::InvalidDocument;
use chorus_token::TokenError;

/// Errors of this room.
#[derive(Debug, thiserror::Error)]
pub enum CollectionError {
    /// No such wave, or one that never opened.
    #[error("there is no such wave")]
    UnknownWave,
    /// The wave is closed.
    #[error("the wave is closed")]
    Closed,
    /// No token, or one that is not good for this wave. The challenge tells which would be.
    #[error("the token is not good for this wave: {reason}")]
    Token {
        /// What is wrong with it.
        reason: TokenError,
        /// The `WWW-Authenticate` value (RFC 9577).
        challenge: String,
    },
    /// The token was redeemed for another response.
    #[error("the token is spent")]
    SpentToken,
    /// The response does not fit.
    #[error("the response does not fit")]
    Response(#[from] InvalidDocument),
    /// Too many wait to be stored.
    #[error("too many responses wait to be stored")]
    Busy,
    /// Whether it was stored is not known; asking again tells.
    #[error("storing was cut short")]
    NotConfirmed,
    /// The list of spent tokens is not public, or never will be.
    #[error("the list of spent tokens is not public")]
    NoLedger,
    /// A tree head is not one of the wave.
    #[error("the ledger's head was refused: {0}")]
    Head(#[from] LedgerError),
    /// Stored data cannot be read.
    #[error("stored data is damaged: {0}")]
    Corrupt(&'static str),
    /// Checking a token failed for reasons of ours.
    #[error("checking a token failed")]
    Library(#[source] TokenError),
    /// Spent tokens did not settle.
    #[error("spent tokens did not settle: {0}")]
    Settling(#[source] DatabaseError),
    /// The database failed.
    #[error("the collection database failed: {0}")]
    Database(#[from] sea_orm::DbErr),
}

impl From<Unanswered> for CollectionError {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Busy => Self::Busy,
            Unanswered::NotConfirmed => Self::NotConfirmed,
            Unanswered::Refused(error) => Self::Database(error),
        }
    }
}

impl From<CollectionError> for Problem {
    fn from(error: CollectionError) -> Self {
        use CollectionError as E;
        match error {
            E::UnknownWave => Problem::not_found("There is no such wave, or it has not opened yet. Check the address."),
            E::NoLedger => Problem::conflict(
                "ledger-not-public",
                "There is no public list",
                "The list of spent tokens is published when the wave has closed, if at least k people answered. Ask \
                 `/waves/{wave}/ledger` where it stands.",
            ),
            E::Closed => Problem::new(
                StatusCode::GONE,
                "wave-closed",
                "The wave is closed",
                "Collection has ended. Nothing that you entered was stored.",
            ),
            E::Token { reason, challenge } => Problem::new(
                StatusCode::UNAUTHORIZED,
                "token-invalid",
                "The token is not good for this wave",
                format!("Send `Authorization: PrivateToken token=<base64url>` with a token of this wave. {reason}"),
            )
            .header("WWW-Authenticate", challenge),
            E::SpentToken => Problem::conflict(
                "token-spent",
                "The token is used",
                "Another response was already given with this token. It stands; this one was not stored.",
            ),
            E::Response(InvalidDocument(faults)) => faults
                .into_iter()
                .fold(Problem::invalid("The response does not fit. It was not stored."), |problem, fault| {
                    problem.field(fault.field, fault.reason)
                }),
            E::Busy | E::NotConfirmed => Problem::unavailable(
                "Nothing is lost: keep the page open and send the same again in a moment. It counts once, however often it is sent.",
            ),
            E::Corrupt(_) | E::Head(_) | E::Library(_) | E::Settling(_) | E::Database(_) => Problem::internal(&error),
        }
    }
}
