//! The tables of the sealed database. Private to this crate, so that nobody reads or writes past the two handles.

pub(crate) mod arrived_batch;
pub(crate) mod link;
pub(crate) mod panel;
pub(crate) mod sealed_row;
pub(crate) mod sealed_term;
pub(crate) mod wave;
