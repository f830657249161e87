//! Comparing two samples, or one sample with itself later: pure functions of counts and sums. It must know no rows, no
//! attributes and no names; nothing panics, and what cannot be computed is `None`.
//!
//! Intervals are of 95 %, tests two-sided.

mod correlation;
mod means;
mod multiplicity;
mod ordinal;
mod reliability;
mod shares;

pub use correlation::{Correlation, LEAST_GROUPS, correlation};
pub use means::{PairedSums, Sample, Standardised, paired_means, paired_size, standardised_difference, welch};
pub use multiplicity::{benjamini_hochberg, holm};
pub use ordinal::{OrdinalShift, ordinal_shift};
pub use reliability::{Alpha, alpha, omega};
pub use shares::{Share, share_difference};

/// A difference with its test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// Later less earlier.
    pub value: f64,
    /// The lower end of its interval of 95 %.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The p-value of no difference.
    pub p: f64,
}
