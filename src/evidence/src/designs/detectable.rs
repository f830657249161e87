//! The smallest effect that a design would find: with a power of 80 % in a two-sided test at 5 %.
//!
//! It is the standard error times the sum of the 97.5 % and 80 % quantiles of Student's distribution (Bloom 1995, doi
//! 10.1177/0193841X9501900504). The exact answer takes the noncentral t distribution; from ten degrees of freedom on the two
//! differ by less than 1 %, which is less than what anybody knows of the standard deviation beforehand.

use super::distribution::student_quantile;
use super::error::DesignError;

const POWER: f64 = 0.8;
/// A size above this is a mistake.
const MOST: u64 = 1_000_000_000;
/// More clusters or periods than this are refused.
const MOST_STEPS: u64 = 100_000;

/// Between two independent groups of the given sizes with a common standard deviation, in its units.
///
/// # Errors
/// [`DesignError::TooFew`] below two people in a group, [`DesignError::Impossible`] for an `sd` that is not above 0.
pub fn detectable_in_two_groups(sd: f64, sizes: [u64; 2]) -> Result<f64, DesignError> {
    let per_person = inverse_sizes("people in each group", sizes)?;
    times_quantiles(sd, per_person, (sizes[0] + sizes[1] - 2) as f64)
}

/// Between two waves of the same `pairs` people, whose two outcomes correlate by `correlation`.
///
/// # Errors
/// As [`detectable_in_two_groups`], and for a correlation that is not from -1 to below 1.
pub fn detectable_in_pairs(sd: f64, pairs: u64, correlation: f64) -> Result<f64, DesignError> {
    at_least("pairs", 2, pairs)?;
    if !(-1.0..1.0).contains(&correlation) {
        return Err(DesignError::Impossible("a correlation"));
    }
    times_quantiles(sd, 2.0 * (1.0 - correlation) / pairs as f64, (pairs - 1) as f64)
}

/// Between two arms of the given numbers of clusters with `people` people each: the variance of independent groups times the design
/// effect 1 + (m - 1) ICC (Kish 1965, Survey Sampling; Donner, Birkett and Buck 1981, doi
/// 10.1093/oxfordjournals.aje.a113261), on as many degrees of freedom as clusters less two.
///
/// # Errors
/// As [`detectable_in_two_groups`], and for an intraclass correlation `icc` that is not from 0 to below 1.
pub fn detectable_by_clusters(sd: f64, clusters: [u64; 2], people: u64, icc: f64) -> Result<f64, DesignError> {
    let per_cluster = inverse_sizes("clusters in each arm", clusters)?;
    at_least("people in each cluster", 1, people)?;
    let icc = checked_icc(icc)?;
    let design_effect = 1.0 + (people as f64 - 1.0) * icc;
    times_quantiles(sd, per_cluster / people as f64 * design_effect, (clusters[0] + clusters[1] - 2) as f64)
}

/// In a stepped wedge where `starting` clusters start in each period after the first (0 where none does) and `people` people of each
/// cluster answer in each: the variance of Hussey and Hughes (2007, doi 10.1016/j.cct.2006.05.007), on as many
/// degrees of freedom as clusters less one. `sd` is that of a person's outcome, within and between clusters together.
///
/// # Errors
/// As [`detectable_by_clusters`]; [`DesignError::NotIdentified`] if all clusters start at once.
pub fn detectable_in_wedge(sd: f64, starting: &[u64], people: u64, icc: f64) -> Result<f64, DesignError> {
    let clusters = starting.iter().fold(0_u64, |sum, starts| sum.saturating_add(*starts));
    at_least("clusters", 2, clusters)?;
    at_least("people in each cluster", 1, people)?;
    let icc = checked_icc(icc)?;
    for found in [clusters, starting.len() as u64] {
        if found > MOST_STEPS {
            return Err(DesignError::TooMany {
                what: "clusters or periods",
                most: MOST_STEPS as usize,
                found: usize::try_from(found).unwrap_or(usize::MAX),
            });
        }
    }
    let (i, t) = (clusters as f64, (starting.len() + 1) as f64);
    // U counts the trained cells; W sums the squares of their number in each period, V in each cluster.
    let (mut u, mut v, mut w, mut trained) = (0.0, 0.0, 0.0, 0.0);
    for (step, starts) in starting.iter().enumerate() {
        let periods = (starting.len() - step) as f64;
        trained += *starts as f64;
        u += trained;
        w += trained * trained;
        v += *starts as f64 * periods * periods;
    }
    let (within, between) = ((1.0 - icc) / people as f64, icc);
    let information = (i * u - w) * within + (u * u + i * t * u - t * w - i * v) * between;
    // Integers up to here, so that only rounding could make an unidentified design look like one.
    if information <= 1e-12 * i * t * u * (within + between) {
        return Err(DesignError::NotIdentified);
    }
    times_quantiles(sd, i * within * (within + t * between) / information, i - 1.0)
}

fn times_quantiles(sd: f64, relative_variance: f64, freedom: f64) -> Result<f64, DesignError> {
    if !(sd.is_finite() && sd > 0.0) {
        return Err(DesignError::Impossible("a standard deviation"));
    }
    let quantiles = student_quantile(0.975, freedom)? + student_quantile(POWER, freedom)?;
    Ok(quantiles * sd * relative_variance.sqrt())
}

fn checked_icc(icc: f64) -> Result<f64, DesignError> {
    if (0.0..1.0).contains(&icc) { Ok(icc) } else { Err(DesignError::Impossible("an intraclass correlation")) }
}

fn inverse_sizes(what: &'static str, sizes: [u64; 2]) -> Result<f64, DesignError> {
    at_least(what, 2, sizes[0])?;
    at_least(what, 2, sizes[1])?;
    Ok(1.0 / sizes[0] as f64 + 1.0 / sizes[1] as f64)
}

fn at_least(what: &'static str, least: u64, found: u64) -> Result<(), DesignError> {
    if found > MOST {
        return Err(DesignError::Impossible("a size"));
    }
    let (least, found) = (least as usize, found as usize);
    if found < least { Err(DesignError::TooFew { what, least, found }) } else { Ok(()) }
}
