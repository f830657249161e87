//! Differences of two means and their standardised sizes.
//!
//! Sealing exchanges some sensitive answers, and estimates of groups are corrected for it: a corrected mean is the mean of the rows
//! *stretched* by a factor of at least 1, moved by a constant. So is its standard error; the standard deviation that people have is
//! another number. A [`Sample`] holds both. Where nothing is exchanged the stretch is 1 and these are the textbook's formulas.

use super::Difference;
use crate::designs::distribution::{student_p, student_quantile};

/// A sample, as far as its mean goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// How many scores there are.
    pub n: f64,
    /// Their estimated mean.
    pub mean: f64,
    /// The estimated standard deviation of people's scores (divisor n - 1).
    pub sd: f64,
    /// The standard error of the mean times the root of n: the standard deviation, but for the stretch.
    pub spread: f64,
}

impl Sample {
    /// A sample in which nothing was exchanged.
    pub fn plain(n: f64, mean: f64, sd: f64) -> Self {
        Self { n, mean, sd, spread: sd }
    }

    fn variance_of_mean(&self) -> f64 {
        self.spread * self.spread / self.n
    }
}

/// A standardised difference, in standard deviations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standardised {
    /// The size.
    pub value: f64,
    /// The lower end of its interval of 95 %.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// `later` less `earlier`, of independent samples with any variances, on Satterthwaite's degrees of freedom (Welch 1947, doi
/// 10.1093/biomet/34.1-2.28). `None` below two scores in a sample, or if neither varies.
pub fn welch(earlier: Sample, later: Sample) -> Option<Difference> {
    let (a, b) = (earlier.variance_of_mean(), later.variance_of_mean());
    let enough = earlier.n >= 2.0 && later.n >= 2.0 && a + b > 0.0;
    let freedom = (a + b).powi(2) / (a * a / (earlier.n - 1.0) + b * b / (later.n - 1.0));
    if enough { by_student(later.mean - earlier.mean, (a + b).sqrt(), freedom) } else { None }
}

/// Hedges' g: the difference in pooled standard deviations, times 1 - 3 / (4 (n₁ + n₂) - 9) against its bias (Hedges 1981, doi
/// 10.3102/10769986006002107). Its interval is Student's on n₁ + n₂ - 2 degrees of freedom, with the squared standard error
/// 1/n₁ + 1/n₂ + g² / (2 (n₁ + n₂)) (Hedges and Olkin 1985), the first two terms stretched as the means are. `None` as [`welch`].
pub fn standardised_difference(earlier: Sample, later: Sample) -> Option<Standardised> {
    let total = earlier.n + later.n;
    let squares = (earlier.n - 1.0) * earlier.sd.powi(2) + (later.n - 1.0) * later.sd.powi(2);
    let pooled = (squares / (total - 2.0)).sqrt();
    if earlier.n < 2.0 || later.n < 2.0 || pooled <= 0.0 {
        return None;
    }
    let value = (later.mean - earlier.mean) / pooled * (1.0 - 3.0 / (4.0 * total - 9.0));
    let of_mean = |sample: Sample| {
        let stretch = if sample.sd > 0.0 { sample.spread / sample.sd } else { 1.0 };
        stretch * stretch / sample.n
    };
    let error = (of_mean(earlier) + of_mean(later) + value * value / (2.0 * total)).sqrt();
    sized(value, error, total - 2.0)
}

/// The differences within pairs, summed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedSums {
    /// How many pairs there are.
    pub n: f64,
    /// The mean of later less earlier.
    pub mean: f64,
    /// The estimated standard deviation of people's differences (divisor n - 1).
    pub sd: f64,
    /// As [`Sample::spread`]: the standard error of the mean difference times the root of n.
    pub spread: f64,
}

/// The mean difference within pairs: Student's interval and test on n - 1 degrees of freedom. `None` below two pairs, or if all
/// differ alike.
pub fn paired_means(pairs: PairedSums) -> Option<Difference> {
    let possible = pairs.n >= 2.0 && pairs.spread > 0.0;
    if possible { by_student(pairs.mean, pairs.spread / pairs.n.sqrt(), pairs.n - 1.0) } else { None }
}

/// d_z: the mean difference in standard deviations of the differences (Cohen 1988; Lakens 2013, doi 10.3389/fpsyg.2013.00863), with
/// Student's interval on n - 1 degrees of freedom and the squared standard error 1/n + d² / (2n), the first term stretched as the means are. `None` as [`paired_means`].
pub fn paired_size(pairs: PairedSums) -> Option<Standardised> {
    if pairs.n < 2.0 || pairs.sd <= 0.0 {
        return None;
    }
    let (value, stretch) = (pairs.mean / pairs.sd, pairs.spread / pairs.sd);
    sized(value, ((stretch * stretch + value * value / 2.0) / pairs.n).sqrt(), pairs.n - 1.0)
}

fn by_student(value: f64, error: f64, freedom: f64) -> Option<Difference> {
    let half = student_quantile(0.975, freedom).ok()? * error;
    Some(Difference { value, low: value - half, high: value + half, p: student_p(value / error, freedom).ok()? })
}

fn sized(value: f64, error: f64, freedom: f64) -> Option<Standardised> {
    let half = student_quantile(0.975, freedom).ok()? * error;
    Some(Standardised { value, low: value - half, high: value + half })
}
