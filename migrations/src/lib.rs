//! The schema of each database, one module a database.
