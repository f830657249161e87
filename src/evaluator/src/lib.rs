//! Room 5's HTTP side: evaluators ask, aggregates answer.
//!
//! It has a reading handle on the sealed table and the pure statistics of `chorus-evidence`, and nothing else: no way to the
//! inbox, to tokens or to people, and none to a single row, since a row never leaves this crate but inside an aggregate.

mod error;
mod formats;
pub mod http;
mod load;
mod tables;

pub use error::EvaluatorError;
pub use tables::SealedTables;
