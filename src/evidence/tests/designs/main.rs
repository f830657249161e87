//! Tests of the study designs, in one program.
#![expect(clippy::expect_used, reason = "in a test, a panic is the message")]

mod coverage;
mod examples;
mod properties;
mod reference;
mod refusals;
