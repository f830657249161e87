//! Tests of the statistics, in one program.

mod common;
mod examples;
mod properties;
mod reference;
mod refusals;
