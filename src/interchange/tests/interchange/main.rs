//! Interchange: what goes out comes back the same, and what cannot be carried over is told line by line.
#![expect(clippy::unwrap_used, clippy::panic, reason = "in a test, a panic is the message")]

mod foreign;
mod generate;
mod limits;
mod round_trips;
mod schema;
mod surveys;
