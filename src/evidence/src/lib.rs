//! Pure statistics over the sealed table: counts, percentages, means and scale scores, broken down and filtered by
//! attributes.
//!
//! Rows that sealing has released go into a [`SealedTable`]; [`SealedTable::results`] answers a [`Query`]. The crate
//! performs no I/O, keeps no clock, and must know neither people nor tokens nor the inbox.
//!
//! **What keeps k here.** The sealed table holds no combination of attribute values that fewer than k rows share
//! (*withheld* being a value like any other), so every group, every filter and every difference of the two is none or at
//! least k rows. A [`Query`] can group and filter by attributes only: there is no way to write one that selects by an
//! answer. Should a table ever break that construction, the code here still releases nothing about a group, a filter or a
//! wave of fewer than k rows: such a group is not even counted, and looks exactly like a group of nobody.
//!
//! **What is not withheld.** k speaks of the people in a group, not of an answer: in a group of at least k, an option that
//! nobody chose has the count 0, an item that nobody answered has `n` 0, and both are true numbers about at least k people.
//! Only what does not exist is null then: a percentage or a mean of nothing, a standard deviation of fewer than two.

mod error;
mod grouping;
mod measure;
mod moments;
mod query;
mod results;
mod table;

pub use error::{Corrupt, EvidenceError, Known, QueryPart};
pub use query::{MAX_ATTRIBUTES_BY, MAX_COUNTS, MAX_GROUPS, Query};
pub use results::{Cell, Measure, MeasureKind, OptionCount, Results, Status, Values};
pub use table::SealedTable;
