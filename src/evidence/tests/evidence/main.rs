//! Tests of the statistics, in one program.

mod change;
mod common;
mod examples;
mod exchange;
mod kinds;
mod levels;
mod properties;
mod reference;
mod refusals;
mod study;
