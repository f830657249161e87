//! Rosters: a table of people, as CSV or JSON, read against the terms of a wave.
//!
//! Pure logic for room 1: bytes in, people and faults out. It performs no I/O and keeps nothing. It must not know invitations, codes,
//! tokens, answers, or how letters are sent: what an address is, it is told.

mod groups;
mod roster;
mod sheet;

pub use groups::{Outlook, RosterGroup};
pub use roster::{Person, Roster};
pub use sheet::{MOST_TOLD, RosterFault, RosterFaults, Sheet};
