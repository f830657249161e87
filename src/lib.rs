//! Chorus: anonymous surveys for the evaluation of workplace mental-health training.
//!
//! This is the program that joins the rooms; see `docs/architecture.md`. Only [`startup`] names both sides of the wall between
//! issuance, which knows people, and collection, which knows answers.

pub mod account;
pub mod cli;
pub mod demo;
mod error;
mod openapi;
mod pages;
mod progress;
pub mod replay;
pub mod respondent;
mod sealing;
pub mod server;
pub mod settings;
pub mod startup;

pub use error::ProgramError;
