//! The program from outside: real servers, real HTTP, real databases. Modules mirror the addresses that they test.
#![expect(clippy::unwrap_used, clippy::panic, reason = "in a test, a panic is the message")]

mod command_line;
mod openapi;
mod osmi;
mod permissions;
mod programmes;
mod sessions;
mod support;
mod traces;
mod waves;
