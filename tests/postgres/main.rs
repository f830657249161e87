//! The program from outside, on PostgreSQL: the tests of `tests/chorus` that do not look into SQLite's files, with a database of
//! its own for each service, and what only PostgreSQL has.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "in a test, a panic is the message, and figures are the result"
)]

#[path = "../chorus/accounts/mod.rs"]
mod accounts;
#[path = "../chorus/aggregates/mod.rs"]
mod aggregates;
mod apart;
#[path = "../chorus/backup.rs"]
mod backup;
#[path = "../chorus/clock.rs"]
mod clock;
#[path = "../chorus/crashes.rs"]
mod crashes;
mod faults;
#[path = "../chorus/findings.rs"]
mod findings;
#[path = "../chorus/health.rs"]
mod health;
#[path = "../chorus/linkage/mod.rs"]
mod linkage;
#[path = "../chorus/metrics.rs"]
mod metrics;
#[path = "../chorus/migrations.rs"]
mod migrations;
mod nodes;
#[path = "../chorus/permissions.rs"]
mod permissions;
#[path = "../chorus/programmes/mod.rs"]
mod programmes;
mod roles;
#[path = "../chorus/rotation.rs"]
mod rotation;
#[path = "../chorus/sessions.rs"]
mod sessions;
#[path = "../chorus/support/mod.rs"]
mod support;
#[path = "../chorus/waves/mod.rs"]
mod waves;

/// Every service of these tests is on PostgreSQL.
const ON_POSTGRES: bool = true;
