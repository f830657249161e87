//! Chorus: anonymous surveys for the evaluation of workplace mental-health training.
//!
//! This is the program that joins the rooms; see `docs/architecture.md`. Only [`relay`] carries anything across the wall
//! between issuance, which knows people, and collection, which knows answers: a wave's public terms.

pub mod account;
mod answers;
pub mod backup;
pub mod cli;
pub mod demo;
mod error;
pub mod health;
#[cfg(test)]
mod ledger_tests;
pub mod library;
pub mod logs;
mod mailing;
pub mod metrics;
mod openapi;
mod pages;
mod panel_end;
#[cfg(test)]
mod panel_tests;
mod panels;
mod places;
pub mod questionnaire;
mod questionnaires;
mod relay;
pub mod replay;
pub mod respondent;
pub mod role;
mod sealing;
pub mod secret;
pub mod server;
pub mod settings;
pub mod startup;
pub mod terminal;
mod traces;

pub use error::ProgramError;
