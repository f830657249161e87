//! The program from outside: real servers, real HTTP, real databases. Modules mirror the addresses that they test.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "in a test, a panic is the message, and figures are the result"
)]

mod accounts;
mod aggregates;
mod backup;
mod clock;
mod command_line;
mod crashes;
mod faults;
mod findings;
mod health;
mod library;
mod linkage;
mod logs;
mod metrics;
mod migrations;
mod openapi;
mod osmi;
mod permissions;
mod programmes;
mod questionnaires;
mod reports;
mod rotation;
mod sessions;
mod support;
mod traces;
mod waves;

/// These run on SQLite; `tests/postgres` runs most of them on PostgreSQL.
const ON_POSTGRES: bool = false;
