//! The program from outside: real servers, real HTTP, real databases. Modules mirror the addresses that they test.

mod command_line;
mod openapi;
mod osmi;
mod programmes;
mod sessions;
mod support;
mod traces;
mod waves;
