//! Gaps between groups: the widest, the ratio of two, and how a gap changed from one wave to the next.

use super::aggregate::Aggregate;
use super::distribution::{Z, student_quantile};
use super::effect::{Effect, Interval};
use super::error::DesignError;

/// More groups than this are refused: every pair of them is compared.
const MAX_GROUPS: usize = 200;

/// The widest gap between the means of groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// The place of the group with the lowest mean; the first of equals.
    pub lowest: usize,
    /// The place of the group with the highest.
    pub highest: usize,
    /// The highest mean less the lowest, with the interval of the widest true gap.
    pub gap: Interval,
}

/// The widest gap between groups' means, with an interval of at least 95 % for the widest *true* gap.
///
/// The two groups were chosen for being furthest apart, so the interval of their difference alone would be too narrow and too
/// far from 0. Here every pair has Welch's interval at a level that Bonferroni divides by the number of pairs, so that all
/// hold at once; the widest true gap is then at least the largest of their lower ends and at most the largest of
/// their upper ends (Hsu 1996, Multiple Comparisons, doi 10.1201/b15074). Tukey's studentised range would be a little narrower,
/// but takes groups to have one variance, which small and unequal groups of a workplace do not.
///
/// # Errors
/// [`DesignError::TooFew`] below two groups of two, [`DesignError::NoVariation`] if within two groups nobody differs.
pub fn widest_gap(groups: &[Aggregate]) -> Result<Gap, DesignError> {
    if groups.len() < 2 {
        return Err(DesignError::TooFew { what: "groups", least: 2, found: groups.len() });
    }
    if groups.len() > MAX_GROUPS {
        return Err(DesignError::TooMany { what: "groups", most: MAX_GROUPS, found: groups.len() });
    }
    let pairs = (groups.len() * (groups.len() - 1) / 2) as f64;
    let (mut low, mut high): (f64, f64) = (0.0, 0.0);
    let (mut lowest, mut highest) = (0, 0);
    for (place, group) in groups.iter().enumerate() {
        for other in &groups[..place] {
            let (difference, error, freedom) = combine([(1.0, group), (-1.0, other)])?;
            if error <= 0.0 {
                return Err(DesignError::NoVariation);
            }
            let half = student_quantile(1.0 - 0.025 / pairs, freedom)? * error;
            low = low.max(difference.abs() - half);
            high = high.max(difference.abs() + half);
        }
        if group.mean() < groups[lowest].mean() {
            lowest = place;
        }
        if group.mean() > groups[highest].mean() {
            highest = place;
        }
    }
    let value = groups[highest].mean() - groups[lowest].mean();
    Ok(Gap { lowest, highest, gap: Interval { value, low, high } })
}

/// How many of a group a statement is true of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How many.
    pub count: u64,
    /// Of how many.
    pub of: u64,
}

/// The ratio of two groups' shares, with the interval of its logarithm (Katz, Baptista, Azen and Pike 1978, doi 10.2307/2530610).
///
/// # Errors
/// [`DesignError::ZeroShare`] if one of the counts is 0, [`DesignError::NoVariation`] if the statement is true of everybody.
pub fn ratio_of_shares(group: Part, reference: Part) -> Result<Interval, DesignError> {
    for part in [group, reference] {
        if part.count > part.of {
            return Err(DesignError::Impossible("a count above its total"));
        }
        if part.count == 0 {
            return Err(DesignError::ZeroShare);
        }
    }
    // 1/count - 1/of, without the cancellation.
    let variance = |part: Part| (part.of - part.count) as f64 / (part.count as f64 * part.of as f64);
    let share = |part: Part| part.count as f64 / part.of as f64;
    let variance = variance(group) + variance(reference);
    if variance <= 0.0 {
        return Err(DesignError::NoVariation);
    }
    let (value, factor) = (share(group) / share(reference), (Z * variance.sqrt()).exp());
    Ok(Interval { value, low: value / factor, high: value * factor })
}

/// How much a gap changed: (group less reference) after, less the same before; with Welch and Satterthwaite's degrees of freedom
/// (Satterthwaite 1946, doi 10.2307/3002019).
///
/// The waves are taken as independent. Where many people answered both, the true interval is narrower. The two groups must have been
/// named before looking: of gaps chosen for being wide, most shrink by chance (regression to the mean).
///
/// # Errors
/// [`DesignError::TooFew`] below two outcomes in one of the four, [`DesignError::NoVariation`] if nobody differs.
pub fn change_in_gap(
    [group_before, reference_before]: [Aggregate; 2],
    [group_after, reference_after]: [Aggregate; 2],
) -> Result<Effect, DesignError> {
    let (value, error, freedom) =
        combine([(1.0, &group_after), (-1.0, &reference_after), (-1.0, &group_before), (1.0, &reference_before)])?;
    Effect::new(value, error, freedom)
}

/// A combination of independent means: value, standard error, degrees of freedom.
fn combine<const N: usize>(terms: [(f64, &Aggregate); N]) -> Result<(f64, f64, f64), DesignError> {
    let (mut value, mut variance, mut squares) = (0.0, 0.0, 0.0);
    for (factor, group) in terms {
        group.check()?;
        let of_mean = group.variance()? / group.n as f64 * factor * factor;
        value += factor * group.mean();
        variance += of_mean;
        squares += of_mean * of_mean / (group.n - 1) as f64;
    }
    Ok((value, variance.sqrt(), variance * variance / squares))
}
