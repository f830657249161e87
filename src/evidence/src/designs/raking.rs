//! Weights that make the respondents match headcounts, and means with them.
//!
//! Raking, or iterative proportional fitting (Deming and Stephan 1940, doi 10.1214/aoms/1177731829): the weights are scaled to one
//! margin after the other until all fit. It corrects for who answered as far as the margins tell people apart, and no further.

use super::aggregate::Aggregate;
use super::effect::Effect;
use super::error::DesignError;

/// Every category's weights sum to its headcount within this share of it.
const CONVERGED: f64 = 1e-10;
/// So many rounds at most.
const MOST_ROUNDS: usize = 1000;

/// Respondents who are alike in every margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RakingCell {
    /// The place of their category in each margin.
    pub categories: Vec<usize>,
    /// How many they are.
    pub respondents: u64,
}

/// Weights and what they cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// How many people each respondent of a cell stands for, in the order of the cells; 0 in a cell of nobody.
    pub weights: Vec<f64>,
    /// How many rounds it took.
    pub iterations: usize,
    /// The largest share by which a category still misses its headcount.
    pub discrepancy: f64,
    /// The number of respondents of equal weight that would tell as much: the square of the sum of weights over the sum of
    /// their squares (Kish 1965, Survey Sampling).
    pub effective_n: f64,
}

/// Rakes the respondents to `margins`: for each margin the headcounts of its categories.
///
/// # Errors
/// [`DesignError::Mismatch`] if the headcounts of two margins differ in sum or a cell names a category that is not there,
/// [`DesignError::EmptyCategory`], [`DesignError::NotConverged`].
pub fn rake(cells: &[RakingCell], margins: &[Vec<u64>]) -> Result<Weights, DesignError> {
    let totals: Vec<u64> =
        margins.iter().map(|margin| margin.iter().fold(0, |sum: u64, heads| sum.saturating_add(*heads))).collect();
    if totals.is_empty() {
        return Err(DesignError::TooFew { what: "margins", least: 1, found: 0 });
    }
    if totals.windows(2).any(|pair| matches!(pair, [a, b] if a != b)) {
        return Err(DesignError::Mismatch("the totals of the margins"));
    }
    let fits = |cell: &RakingCell| {
        cell.categories.len() == margins.len()
            && cell.categories.iter().zip(margins).all(|(category, margin)| *category < margin.len())
    };
    if !cells.iter().all(fits) {
        return Err(DesignError::Mismatch("the cells and the margins"));
    }
    let mut weights: Vec<f64> = cells.iter().map(|cell| f64::from(u8::from(cell.respondents > 0))).collect();
    for (margin, heads) in margins.iter().enumerate() {
        for (category, (sum, heads)) in sums(cells, &weights, margin, heads.len()).iter().zip(heads).enumerate() {
            if (*sum > 0.0) != (*heads > 0) {
                return Err(DesignError::EmptyCategory { margin, category });
            }
        }
    }
    if totals.first() == Some(&0) {
        return Err(DesignError::TooFew { what: "people", least: 1, found: 0 });
    }
    for iterations in 1..=MOST_ROUNDS {
        for (margin, heads) in margins.iter().enumerate() {
            let sums = sums(cells, &weights, margin, heads.len());
            for (weight, cell) in weights.iter_mut().zip(cells) {
                let category = cell.categories.get(margin).copied().unwrap_or_default();
                if let (Some(sum), Some(heads), true) = (sums.get(category), heads.get(category), *weight > 0.0) {
                    *weight *= *heads as f64 / sum;
                }
            }
        }
        let discrepancy = discrepancy(cells, &weights, margins);
        if discrepancy <= CONVERGED {
            let counts = cells.iter().map(|cell| cell.respondents as f64);
            let effective_n = effective(weights.iter().copied().zip(counts));
            return Ok(Weights { weights, iterations, discrepancy, effective_n });
        }
    }
    Err(DesignError::NotConverged { iterations: MOST_ROUNDS })
}

/// The mean of outcomes with one weight for all people of a cell, and its standard error by linearisation, as for a sample with
/// replacement: n / (n - 1) Σ w² (y - mean)² over (Σ w)² (Särndal, Swensson and Wretman 1992, Model Assisted Survey
/// Sampling). Student's quantiles are on Kish's effective n less one.
///
/// It takes the weights as given. That margins which say much about the outcome make a raked mean more precise, and that
/// those asked were everybody, it takes no credit for: the interval is rather too wide than too narrow.
///
/// # Errors
/// [`DesignError::Mismatch`] if there is not one weight a cell, [`DesignError::TooFew`] below two people, effectively,
/// [`DesignError::NoVariation`] if all outcomes are the same.
pub fn weighted_mean(weights: &[f64], outcomes: &[Aggregate]) -> Result<Effect, DesignError> {
    if weights.len() != outcomes.len() {
        return Err(DesignError::Mismatch("the weights and the outcomes"));
    }
    if weights.iter().any(|weight| !(0.0..1e100).contains(weight)) {
        return Err(DesignError::Impossible("a weight"));
    }
    for outcome in outcomes {
        outcome.check()?;
    }
    let cells = || weights.iter().zip(outcomes).filter(|(weight, outcome)| **weight > 0.0 && outcome.n > 0);
    let effective_n = effective(cells().map(|(weight, outcome)| (*weight, outcome.n as f64)));
    if effective_n.is_nan() || effective_n < 2.0 {
        let found = effective_n.max(0.0) as usize;
        return Err(DesignError::TooFew { what: "people, effectively,", least: 2, found });
    }
    let n: f64 = cells().map(|(_, outcome)| outcome.n as f64).sum();
    let total: f64 = cells().map(|(weight, outcome)| weight * outcome.n as f64).sum();
    let mean = cells().map(|(weight, outcome)| weight * outcome.sum).sum::<f64>() / total;
    let spread: f64 = cells().map(|(weight, outcome)| weight * weight * outcome.deviation(mean)).sum();
    let rounding: f64 = cells().map(|(weight, outcome)| weight * weight * outcome.squares).sum::<f64>() * 1e-14;
    if spread <= rounding {
        return Err(DesignError::NoVariation);
    }
    Effect::new(mean, (n / (n - 1.0) * spread).sqrt() / total, effective_n - 1.0)
}

/// The weights of each category of a margin, summed over its people.
fn sums(cells: &[RakingCell], weights: &[f64], margin: usize, categories: usize) -> Vec<f64> {
    let mut sums = vec![0.0; categories];
    for (cell, weight) in cells.iter().zip(weights) {
        if let Some(sum) = cell.categories.get(margin).and_then(|category| sums.get_mut(*category)) {
            *sum += weight * cell.respondents as f64;
        }
    }
    sums
}

fn discrepancy(cells: &[RakingCell], weights: &[f64], margins: &[Vec<u64>]) -> f64 {
    let misses = margins.iter().enumerate().flat_map(|(margin, heads)| {
        let sums = sums(cells, weights, margin, heads.len());
        let miss = |(sum, heads): (f64, &u64)| if *heads == 0 { 0.0 } else { (sum / *heads as f64 - 1.0).abs() };
        sums.into_iter().zip(heads).map(miss).collect::<Vec<_>>()
    });
    misses.fold(0.0, |largest, miss| if miss > largest || miss.is_nan() { miss } else { largest })
}

/// Kish's effective number of people, from pairs of a weight and how many have it.
fn effective(weights: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (sum, squares) =
        weights.fold((0.0, 0.0), |(sum, squares), (weight, n)| (sum + weight * n, squares + weight * weight * n));
    sum * sum / squares
}
