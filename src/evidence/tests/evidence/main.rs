//! Tests of the statistics, in one program.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

mod change;
mod common;
mod examples;
mod exchange;
mod exchanged_change;
mod kinds;
mod levels;
mod measures;
mod properties;
mod reference;
mod refusals;
mod study;
