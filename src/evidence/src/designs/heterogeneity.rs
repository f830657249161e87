//! How much groups differ beyond chance: the variance of their true means.
//!
//! The random-effects model: the estimate is DerSimonian and Laird's (1986, doi 10.1016/0197-2456(86)90046-2), the interval the
//! Q-profile (Viechtbauer 2007, doi 10.1002/sim.2514), which holds for few groups too. Both take each group's own variance as
//! known, so groups of a handful of people make them rough.

use super::aggregate::Aggregate;
use super::distribution::chi_squared_cdf;
use super::error::DesignError;

/// The spread of groups' true means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heterogeneity {
    /// τ²: the variance of the true means, in squared units of the outcome; 0 if they differ no more than by chance.
    pub tau_squared: f64,
    /// Its interval of 95 %; `None` if the means are closer together than chance would have them at any variance.
    pub interval: Option<(f64, f64)>,
    /// Cochran's Q.
    pub q: f64,
    /// The p-value of Q under equal means, on groups less one degrees of freedom.
    pub p: f64,
    /// I²: the share of the variance of the observed means that is not chance, from 0 to below 1.
    pub i_squared: f64,
}

/// The between-group variance of means.
///
/// # Errors
/// [`DesignError::TooFew`] below two groups of two, [`DesignError::NoVariation`] if within a group nobody differs.
pub fn between_groups(groups: &[Aggregate]) -> Result<Heterogeneity, DesignError> {
    if groups.len() < 2 {
        return Err(DesignError::TooFew { what: "groups", least: 2, found: groups.len() });
    }
    let mut means = Vec::with_capacity(groups.len());
    for group in groups {
        group.check()?;
        let variance = group.variance()? / group.n as f64;
        if !variance.is_normal() {
            return Err(DesignError::NoVariation);
        }
        means.push((group.mean(), variance));
    }
    let freedom = (groups.len() - 1) as f64;
    let q = q_at(&means, 0.0);
    let weights: f64 = means.iter().map(|(_, variance)| 1.0 / variance).sum();
    let squares: f64 = means.iter().map(|(_, variance)| 1.0 / (variance * variance)).sum();
    let tau_squared = ((q - freedom) / (weights - squares / weights)).max(0.0);
    if !(tau_squared.is_finite() && q.is_finite()) {
        return Err(DesignError::Impossible("the spread of the groups"));
    }
    let high = reaching(&means, freedom, 0.025)?;
    let low = reaching(&means, freedom, 0.975)?;
    Ok(Heterogeneity {
        tau_squared,
        interval: high.map(|high| (low.unwrap_or(0.0), high)),
        q,
        p: 1.0 - chi_squared_cdf(q, freedom)?,
        i_squared: if q > freedom { (q - freedom) / q } else { 0.0 },
    })
}

/// The generalised Q at a between-group variance; it falls as that grows.
fn q_at(means: &[(f64, f64)], tau_squared: f64) -> f64 {
    let weights = || means.iter().map(|(mean, variance)| (mean, 1.0 / (variance + tau_squared)));
    let mean =
        weights().map(|(mean, weight)| mean * weight).sum::<f64>() / weights().map(|(_, weight)| weight).sum::<f64>();
    weights().map(|(of, weight)| weight * (of - mean).powi(2)).sum()
}

/// The between-group variance at which Q has the given probability, if it has more than that at 0.
fn reaching(means: &[(f64, f64)], freedom: f64, probability: f64) -> Result<Option<f64>, DesignError> {
    let above = |tau_squared: f64| Ok(chi_squared_cdf(q_at(means, tau_squared), freedom)? > probability);
    if !above(0.0)? {
        return Ok(None);
    }
    let (mut low, mut high) = (0.0, means.iter().map(|(_, variance)| *variance).fold(0.0, f64::max));
    while above(high)? {
        (low, high) = (high, 2.0 * high);
        if !high.is_finite() {
            return Err(DesignError::Impossible("the spread of the groups"));
        }
    }
    // Halving until neighbouring numbers are reached.
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if above(middle)? { low = middle } else { high = middle }
    }
    Ok(Some(high))
}
