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
//! **Who answered.** No call returns one response, and a mean of one answer is one answer. So a measure that fewer than k
//! rows of a group answered is withheld in that group, 0 included, and its cell looks exactly like that of a group of
//! nobody; a scale that at least k answered but fewer than k have a score for shows no score. What at least k answered is
//! shown: an option that one of them chose has the count 1, one that nobody chose 0, and both are true numbers about at
//! least k people. An item's mean and standard deviation follow from those counts, so hiding them would hide nothing.
//!
//! **What that does not stop.** Whether a row answers an item is no part of what sealing makes k-anonymous: among the k or
//! more rows of a class any number may have answered. So who subtracts released numbers can still learn what was withheld:
//! what two groups answered together (a filter lets either through) less what one of them did is what the other did,
//! however few answered there; and two scales over the same items differ by those who have a score in one of them alone.
//! Withholding keeps a few people's answers from being read off one cell; it is no proof against putting cells together.
//! No rule about single cells can be. To close that is the business of sealing, which alone decides what lies in a class.

mod asked;
mod attributes;
pub mod change;
pub mod claim;
mod column;
mod counts;
pub mod designs;
mod error;
mod estimate;
mod gaps;
mod grouping;
mod measure;
mod moments;
mod quantiles;
mod query;
mod reliability;
mod results;
mod scales;
pub mod statistics;
pub mod study;
mod summary;
mod table;
mod terms;
mod weighting;

pub use error::{Corrupt, EvidenceError, Known, QueryPart};
pub use gaps::{GapChange, Gaps, GroupGap};
pub use query::{MAX_ATTRIBUTES_BY, MAX_COUNTS, MAX_GROUPS, Query};
pub use reliability::{Reliability, ReliabilityCell};
pub use results::{Cell, Favourable, Measure, MeasureKind, OptionCount, Results, ScoreBand, Status, Values};
pub use table::SealedTable;
pub use weighting::{GroupSizes, Margin, WeightedMean};

/// The most terms of a comment that are shown: those that most people used.
pub const MAX_TERMS_SHOWN: usize = 100;
