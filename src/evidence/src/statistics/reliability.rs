//! How well the items of a scale measure one thing: Cronbach's alpha and McDonald's omega, from their covariances.

use crate::designs::distribution::f_quantile;
use nalgebra::{DMatrix, DVector};

/// The most steps of the fit of one factor.
const MOST_STEPS: usize = 50_000;
/// A step that changes the uniquenesses by less than this, relative to the variances, is the last.
const SETTLED: f64 = 1e-13;
/// An item of which less than this share is its own is fitted beyond what data can say (a Heywood case).
const HEYWOOD: f64 = 1e-4;

/// Cronbach's alpha.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alpha {
    /// The estimate; at most 1, and below 0 where items contradict each other.
    pub value: f64,
    /// The lower end of its interval of 95 % (Feldt 1965, doi 10.1007/BF02289499).
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Alpha (Cronbach 1951, doi 10.1007/BF02310555) of `people` complete answers with this covariance matrix. `None` below two items or
/// two people, or if the sum does not vary.
pub fn alpha(covariance: &DMatrix<f64>, people: u64) -> Option<Alpha> {
    let items = covariance.nrows();
    let (total, own) = (covariance.sum(), covariance.trace());
    if items < 2 || covariance.ncols() != items || people < 2 || own <= 0.0 || total <= 1e-12 * own {
        return None;
    }
    let k = items as f64;
    let value = k / (k - 1.0) * (1.0 - own / total);
    let (one, other) = ((people - 1) as f64, (people - 1) as f64 * (k - 1.0));
    let end = |probability| Some(1.0 - (1.0 - value) * f_quantile(probability, one, other)?);
    Some(Alpha { value, low: end(0.975)?, high: end(0.025)? })
}

/// Omega total (McDonald 1999, Test Theory): the share of the sum's variance that one common factor accounts for, fitted by maximum
/// likelihood with the EM steps of Rubin and Thayer (1982, doi 10.1007/BF02293851). `None` below three items, where a factor is
/// not determined, for an item without variance, and where the fit does not settle at a proper solution.
pub fn omega(covariance: &DMatrix<f64>) -> Option<f64> {
    let items = covariance.nrows();
    let variances = covariance.diagonal();
    if items < 3
        || covariance.ncols() != items
        || variances.iter().any(|variance| variance.is_nan() || *variance <= 0.0)
    {
        return None;
    }
    // On the scale of correlations; the likelihood does not mind.
    let roots = variances.map(f64::sqrt);
    let correlation = DMatrix::from_fn(items, items, |i, j| covariance[(i, j)] / (roots[i] * roots[j]));
    let mut loadings = first_guess(&correlation);
    let mut own = loadings.map(|loading| (1.0 - loading * loading).max(0.05));
    let mut settled = false;
    for _ in 0..MOST_STEPS {
        let scaled = loadings.component_div(&own);
        let weights = &scaled / (1.0 + scaled.dot(&loadings));
        let with_factor = &correlation * &weights;
        let of_factor = 1.0 - weights.dot(&loadings) + weights.dot(&with_factor);
        loadings = &with_factor / of_factor;
        let next = DVector::from_fn(items, |i, _| 1.0 - loadings[i] * with_factor[i]);
        let moved = (&next - &own).amax();
        own = next;
        if own.iter().any(|own| *own < HEYWOOD) {
            return None;
        }
        if moved < SETTLED {
            settled = true;
            break;
        }
    }
    let common = loadings.component_mul(&roots).sum().powi(2);
    let specific = own.component_mul(&variances).sum();
    settled.then(|| common / (common + specific)).filter(|omega| omega.is_finite())
}

/// Loadings of the size of each item's mean correlation with the others, with its sign towards the first.
fn first_guess(correlation: &DMatrix<f64>) -> DVector<f64> {
    let items = correlation.nrows();
    DVector::from_fn(items, |i, _| {
        let others = (correlation.row(i).iter().map(|r| r.abs()).sum::<f64>() - 1.0) / (items - 1) as f64;
        others.clamp(0.1, 0.9).sqrt() * if correlation[(0, i)] < 0.0 { -1.0 } else { 1.0 }
    })
}
