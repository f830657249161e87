//! A class in the making. It knows nothing of how classes are chosen.

use crate::key::Key;

/// Rows that are sealed alike: each agrees with all that the class keeps.
pub(crate) struct Class {
    /// The values kept.
    pub(crate) key: Key,
    /// The rows, as indices into the batch.
    pub(crate) rows: Vec<usize>,
}
