//! Tests of the comparisons, in one program.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

mod coverage;
mod edges;
mod reference;
