//! What the tests of the seal share.

pub mod osmi;
