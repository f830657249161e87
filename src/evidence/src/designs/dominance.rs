//! Whether a total of an indicator from outside (days of absence, hours of training) may be shown beside survey results.
//!
//! A total over enough people can still be one person's value, roughly, if that person has most of it. The p % rule (Hundepool et al.
//! 2012, Statistical Disclosure Control, doi 10.1002/9781118348239, chapter 4): whoever has the second largest part
//! can take their own off the total, and must then not come within p % of the largest.

use super::error::DesignError;

/// The terms of showing a total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DominanceRule {
    /// From at least so many contributors: no less than the k of the results that it stands beside.
    pub k: usize,
    /// How closely, in per cent of it, a contributor may not be estimated; above 0, at most 100.
    pub percent: f64,
}

/// Whether a total may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Showing {
    /// It may.
    Shown,
    /// Fewer than k contribute.
    TooFew,
    /// One contributor could be estimated from the total too closely.
    Dominated,
}

/// Whether the total of what each contributor adds up to may be shown. Who adds nothing is no contributor: they would hide
/// nobody. A ratio may be shown if both its numerator and its denominator may.
///
/// To the world a withheld total should look the same whatever the reason; and a total that can be had from shown ones by
/// subtraction is not withheld, which no rule about single totals can see.
///
/// # Errors
/// [`DesignError::Impossible`] for a sum that is negative or not finite (the rule says nothing of such) and for a `percent`
/// out of its range.
pub fn may_show(sums: &[f64], rule: DominanceRule) -> Result<Showing, DesignError> {
    if !(rule.percent > 0.0 && rule.percent <= 100.0) {
        return Err(DesignError::Impossible("the percentage of the dominance rule"));
    }
    if sums.iter().any(|sum| !sum.is_finite() || *sum < 0.0) {
        return Err(DesignError::Impossible("a contributor's sum"));
    }
    let mut sums: Vec<f64> = sums.iter().copied().filter(|sum| *sum > 0.0).collect();
    sums.sort_unstable_by(|a, b| b.total_cmp(a));
    let largest = sums.first().copied().unwrap_or_default();
    let rest: f64 = sums.iter().skip(2).sum();
    Ok(decide(sums.len() as u64, largest, rest, rule))
}

/// The same of a total of which only the two largest contributions are known, the largest first.
///
/// # Errors
/// As [`may_show`], and if the two are more than the total.
pub fn may_show_total(
    total: f64,
    contributors: u64,
    [largest, second]: [f64; 2],
    rule: DominanceRule,
) -> Result<Showing, DesignError> {
    may_show(&[total, largest, second], DominanceRule { k: 1, ..rule })?;
    let rest = total - largest - second;
    if second > largest || rest < -1e-9 * total {
        return Err(DesignError::Impossible("the two largest contributions"));
    }
    Ok(decide(contributors, largest, rest.max(0.0), rule))
}

fn decide(contributors: u64, largest: f64, rest: f64, rule: DominanceRule) -> Showing {
    if contributors < rule.k.max(1) as u64 {
        return Showing::TooFew;
    }
    // So that a single contributor is withheld even with a k of 1: rest is 0, which is less than any part of the largest.
    if rest < rule.percent / 100.0 * largest || largest <= 0.0 { Showing::Dominated } else { Showing::Shown }
}
