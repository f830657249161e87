//! Weighted least squares on cell aggregates with a cluster-robust covariance.
//!
//! A cell holds people with the same regressors in the same cluster. Least squares of the cells' means, weighted by their
//! counts, has the same coefficients as least squares over the people; and a cluster's score, the sum of x (y - x'b) over its
//! people, is a sum over its cells. So a million rows reduce to some cells, exactly.
//!
//! The covariance is CR1: Liang and Zeger (1986, doi 10.1093/biomet/73.1.13) times G/(G-1) (N-1)/(N-K) for G clusters, N people
//! and K regressors, with Student's quantiles on G - 1 degrees of freedom, as in Cameron and Miller (2015, doi
//! 10.3368/jhr.50.2.317) and in statsmodels' `cov_type="cluster"` with `use_t`.

use super::aggregate::Aggregate;
use super::effect::Effect;
use super::error::DesignError;
use nalgebra::{DMatrix, DVector};
use std::collections::BTreeMap;

/// More regressors than this are refused: time grows with their square.
const MAX_REGRESSORS: usize = 600;
/// A column this close to the span of the others, relative to its length, is told apart from them by rounding only.
const SINGULAR: f64 = 1e-9;

/// People with the same regressors in the same cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct RegressionCell {
    /// Their cluster: any number that its people share.
    pub cluster: usize,
    /// The values of the regressors, the constant (1) among them if there is one.
    pub regressors: Vec<f64>,
    /// Their outcomes.
    pub outcome: Aggregate,
}

/// A fitted regression.
#[derive(Debug, Clone)]
pub struct Fit {
    coefficients: DVector<f64>,
    covariance: DMatrix<f64>,
    /// (X'X)⁻¹ and the length of the outcomes: what of `covariance` is no more than rounding.
    inverse: DMatrix<f64>,
    scale: f64,
    clusters: usize,
    people: u64,
    residual_variance: f64,
}

impl Fit {
    /// The coefficients, in the order of the regressors.
    pub fn coefficients(&self) -> &[f64] {
        self.coefficients.as_slice()
    }

    /// How many clusters there are.
    pub fn clusters(&self) -> usize {
        self.clusters
    }

    /// How many people there are.
    pub fn people(&self) -> u64 {
        self.people
    }

    /// The variance of what the regressors leave over, with divisor N - K.
    pub fn residual_variance(&self) -> f64 {
        self.residual_variance
    }

    /// The effect of one regressor, on G - 1 degrees of freedom.
    ///
    /// # Errors
    /// [`DesignError::Mismatch`] if there is no such regressor, [`DesignError::NoVariation`] if nothing is left over.
    pub fn effect(&self, regressor: usize) -> Result<Effect, DesignError> {
        let mut contrast = vec![0.0; self.coefficients.len()];
        *contrast.get_mut(regressor).ok_or(DesignError::Mismatch("the regressor and the regression"))? = 1.0;
        self.contrast(&contrast)
    }

    /// A linear combination of the coefficients, on G - 1 degrees of freedom.
    ///
    /// # Errors
    /// [`DesignError::Mismatch`] if there is not one factor a regressor, [`DesignError::NoVariation`] if nothing is left over.
    pub fn contrast(&self, factors: &[f64]) -> Result<Effect, DesignError> {
        if factors.len() != self.coefficients.len() {
            return Err(DesignError::Mismatch("the contrast and the regression"));
        }
        let factors = DVector::from_column_slice(factors);
        let variance = factors.dot(&(&self.covariance * &factors));
        let rounding = (1e-12 * self.scale).powi(2) * factors.dot(&(&self.inverse * &factors));
        if variance <= rounding {
            return Err(DesignError::NoVariation);
        }
        Effect::new(factors.dot(&self.coefficients), variance.sqrt(), (self.clusters - 1) as f64)
    }
}

/// Fits the outcomes by least squares over people. Cells of nobody are passed over.
///
/// # Errors
/// [`DesignError::NotIdentified`] if the regressors are linearly dependent, [`DesignError::TooFew`] below two clusters or as many
/// people as regressors, and as named for input that cannot be.
pub fn regress(cells: &[RegressionCell]) -> Result<Fit, DesignError> {
    let cells: Vec<&RegressionCell> = cells.iter().filter(|cell| cell.outcome.n > 0).collect();
    let design = Design::new(cells.iter().map(|cell| (cell.regressors.as_slice(), cell.outcome.n)))?;
    for cell in &cells {
        cell.outcome.check()?;
    }
    let people: u64 = cells.iter().fold(0, |sum: u64, cell| sum.saturating_add(cell.outcome.n));
    let regressors = design.regressors();
    if people as usize <= regressors {
        return Err(DesignError::TooFew { what: "people", least: regressors + 1, found: people as usize });
    }
    let outcomes = cells.iter().map(|cell| cell.outcome.sum / (cell.outcome.n as f64).sqrt());
    let coefficients = design.solve(&DVector::from_iterator(cells.len(), outcomes))?;

    let mut scores: BTreeMap<usize, DVector<f64>> = BTreeMap::new();
    let (mut left, mut squares) = (0.0, 0.0);
    for cell in &cells {
        let regressor = DVector::from_column_slice(&cell.regressors);
        let fitted = regressor.dot(&coefficients);
        left += cell.outcome.deviation(fitted);
        squares += cell.outcome.squares;
        let score = scores.entry(cell.cluster).or_insert_with(|| DVector::zeros(regressors));
        score.axpy(cell.outcome.sum - cell.outcome.n as f64 * fitted, &regressor, 1.0);
    }
    let clusters = scores.len();
    if clusters < 2 {
        return Err(DesignError::TooFew { what: "clusters", least: 2, found: clusters });
    }
    let meat =
        scores.values().fold(DMatrix::zeros(regressors, regressors), |sum, score| sum + score * score.transpose());
    let (g, n, k) = (clusters as f64, people as f64, regressors as f64);
    let correction = g / (g - 1.0) * (n - 1.0) / (n - k);
    let inverse = design.inverse();
    Ok(Fit {
        covariance: &inverse * meat * &inverse * correction,
        coefficients,
        inverse,
        scale: squares.sqrt(),
        clusters,
        people,
        residual_variance: left / (n - k),
    })
}

/// Regressors weighted by people, decomposed: X = Q R with the columns of X scaled to length 1.
pub(super) struct Design {
    q: DMatrix<f64>,
    r_inverse: DMatrix<f64>,
    lengths: DVector<f64>,
}

impl Design {
    /// From the regressors of each cell and how many people it holds.
    ///
    /// # Errors
    /// As [`regress`].
    pub(super) fn new<'a>(cells: impl ExactSizeIterator<Item = (&'a [f64], u64)> + Clone) -> Result<Self, DesignError> {
        let (rows, columns) = (cells.len(), cells.clone().next().map_or(0, |(regressors, _)| regressors.len()));
        if columns == 0 {
            return Err(DesignError::TooFew { what: "regressors", least: 1, found: 0 });
        }
        if columns > MAX_REGRESSORS {
            return Err(DesignError::TooMany { what: "regressors", most: MAX_REGRESSORS, found: columns });
        }
        if cells.clone().any(|(regressors, _)| regressors.len() != columns) {
            return Err(DesignError::Mismatch("the regressors of the cells"));
        }
        if cells.clone().any(|(regressors, _)| regressors.iter().any(|value| !value.is_finite() || value.abs() > 1e100))
        {
            return Err(DesignError::Impossible("a regressor"));
        }
        if rows < columns {
            return Err(DesignError::NotIdentified);
        }
        let weighted = cells.flat_map(|(regressors, n)| regressors.iter().map(move |value| value * (n as f64).sqrt()));
        let mut x = DMatrix::from_row_iterator(rows, columns, weighted);
        let lengths = DVector::from_iterator(columns, x.column_iter().map(|column| column.norm()));
        if lengths.iter().any(|length| *length <= 0.0) {
            return Err(DesignError::NotIdentified);
        }
        for (mut column, length) in x.column_iter_mut().zip(lengths.iter()) {
            column /= *length;
        }
        let (q, r) = x.qr().unpack();
        if r.diagonal().iter().any(|pivot| pivot.abs() < SINGULAR) {
            return Err(DesignError::NotIdentified);
        }
        let r_inverse =
            r.solve_upper_triangular(&DMatrix::identity(columns, columns)).ok_or(DesignError::NotIdentified)?;
        Ok(Design { q, r_inverse, lengths })
    }

    fn regressors(&self) -> usize {
        self.lengths.len()
    }

    /// The coefficients for outcomes that are weighted already, by the root of the number of people.
    fn solve(&self, outcomes: &DVector<f64>) -> Result<DVector<f64>, DesignError> {
        let solved = (&self.r_inverse * self.q.tr_mul(outcomes)).component_div(&self.lengths);
        if solved.iter().all(|value| value.is_finite()) { Ok(solved) } else { Err(DesignError::NotIdentified) }
    }

    /// (X'X)⁻¹.
    fn inverse(&self) -> DMatrix<f64> {
        let mut scaled = self.r_inverse.clone();
        for (mut row, length) in scaled.row_iter_mut().zip(self.lengths.iter()) {
            row /= *length;
        }
        &scaled * scaled.transpose()
    }

    /// What of a weighted vector the regressors leave over.
    pub(super) fn residual(&self, weighted: &DVector<f64>) -> DVector<f64> {
        weighted - &self.q * self.q.tr_mul(weighted)
    }

    /// The squared length of what the regressors leave over.
    pub(super) fn residual_square(&self, weighted: &DVector<f64>) -> f64 {
        weighted.norm_squared() - self.q.tr_mul(weighted).norm_squared()
    }
}
