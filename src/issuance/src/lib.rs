//! Room 1, issuance: it knows people and never sees an answer.
//!
//! It keeps the roster, hands out invitations, and signs blinded token requests with a key that belongs to one wave. It must
//! not know a token (they are blinded), the inbox, the sealed table or anything computed from them. What has to happen on the
//! other side of the wall when a wave opens or closes, it asks of a [`WaveRelay`] that the program provides.

mod error;
pub mod http;
mod keys;
mod roster;
mod service;
mod store;

pub use error::IssuanceError;
pub use keys::Secret;
pub use roster::{Invitation, Roster};
pub use service::{Issuance, Settings, WaveRelay};
pub use store::{ProgrammeSummary, WaveSummary};
