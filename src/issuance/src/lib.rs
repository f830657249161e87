//! Room 1, issuance: it knows people and never sees an answer.
//!
//! It keeps the roster, hands out invitations, and signs blinded token requests with a key that belongs to one wave. It must
//! not know a token (they are blinded), the inbox, the sealed table or anything computed from them. What has to happen on the
//! other side of the wall when a wave opens or closes, it asks of a [`WaveRelay`] that the program provides.

mod common;
mod error;
mod guessing;
pub mod http;
mod invitation;
mod inviting;
mod issuing;
mod keys;
mod letters;
mod printed;
mod reminders;
mod rotation;
mod service;
mod store;
mod typed;

pub use chorus_roster::Sheet;
pub use common::CommonGroups;
pub use error::IssuanceError;
pub use invitation::Invitation;
pub use inviting::{InviteOptions, MOST_TYPED, RosterPreview};
pub use keys::Secret;
pub use letters::{Mail, MailStatus};
pub use reminders::{MOST_REMINDERS, RemindWhom, Schedule};
pub use rotation::rotate;
pub use service::{Issuance, Settings, WaveRelay};
pub use store::{ProgrammeSummary, WaveSummary};
pub use typed::TypedCode;
