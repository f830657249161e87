//! Study designs over aggregates: what an evaluation may conclude from groups, clusters and waves of sealed answers.
//!
//! Everything here is a pure function of counts and sums. It must know no rows, no people, no attributes and no names of
//! groups: a caller hands in aggregates that are releasable already and keeps track of which is which by their order.
//! Nothing panics; what cannot be computed is a [`DesignError`].
//!
//! Intervals are of 95 %, tests two-sided, quantiles Student's with the degrees of freedom that each function names.

mod aggregate;
mod detectable;
mod differences;
pub(crate) mod distribution;
mod dominance;
mod effect;
mod equity;
mod error;
mod heterogeneity;
mod permutation;
mod raking;
mod regression;
mod responses;
mod wedge;

pub use aggregate::Aggregate;
pub use detectable::{detectable_by_clusters, detectable_in_pairs, detectable_in_two_groups, detectable_in_wedge};
pub use differences::{DesignCell, difference_in_differences, difference_in_differences_test};
pub use dominance::{DominanceRule, Showing, may_show, may_show_total};
pub use effect::{Effect, Interval};
pub use equity::{Gap, Part, change_in_gap, ratio_of_shares, widest_gap};
pub use error::DesignError;
pub use heterogeneity::{Heterogeneity, between_groups};
pub use permutation::{PermutationBounds, PermutationTest};
pub use raking::{RakingCell, Weights, rake, weighted_mean};
pub use regression::{Fit, RegressionCell, regress};
pub use responses::{GroupRate, Responses, Turnout, responses};
pub use wedge::{WedgeCell, stepped_wedge, stepped_wedge_test};

/// Below this many clusters a cluster-robust interval is too narrow to rely on: read the permutation test beside it.
/// (Cameron, Gelbach and Miller 2008, doi 10.1162/rest.90.3.414, find trouble up to some thirty, grave below ten.)
pub const FEW_CLUSTERS: usize = 20;
