//! The front end, built from npm and embedded.
