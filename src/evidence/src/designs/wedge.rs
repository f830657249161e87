//! The stepped wedge: clusters start training one after the other, and each is its own control.
//!
//! Fixed effects of period and of cluster and an indicator of training (Hussey and Hughes 2007, doi 10.1016/j.cct.2006.05.007; they
//! take cluster effects as random, here they are fixed, so that clusters may differ in any way that lasts). It takes the
//! effect to be there from the first period of training and to stay; with few clusters the permutation over who started when
//! (Wang and De Gruttola 2017, doi 10.1002/sim.7329) needs nothing of the errors.

use super::aggregate::Aggregate;
use super::effect::Effect;
use super::error::DesignError;
use super::permutation::{PermutationBounds, PermutationTest, permute};
use super::regression::{Design, RegressionCell, regress};
use nalgebra::DVector;
use std::collections::BTreeMap;

/// The outcomes of one cluster in one period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WedgeCell {
    /// The cluster: its place in the list of starts.
    pub cluster: usize,
    /// The period: numbered as the starts are.
    pub period: usize,
    /// The outcomes of its people then.
    pub outcome: Aggregate,
}

/// The effect of training. `starts` has, for each cluster, the first period in which it is trained; a period after the last if
/// it never is. On as many degrees of freedom as clusters less one; with fewer clusters than [`super::FEW_CLUSTERS`] read
/// [`stepped_wedge_test`] beside it.
///
/// # Errors
/// [`DesignError::NotIdentified`] if all start at once or periods and clusters hang together too loosely,
/// [`DesignError::Mismatch`] if a cluster has no start, and as `regress`.
pub fn stepped_wedge(starts: &[usize], cells: &[WedgeCell]) -> Result<Effect, DesignError> {
    let wedge = Wedge::new(starts, cells)?;
    let cells: Vec<RegressionCell> = wedge
        .cells
        .iter()
        .zip(&wedge.fixed)
        .map(|(cell, fixed)| {
            let mut regressors = vec![trained(starts, cell)];
            regressors.extend(fixed);
            RegressionCell { cluster: cell.cluster, regressors, outcome: cell.outcome }
        })
        .collect();
    regress(&cells)?.effect(0)
}

/// The permutation test: the starts are dealt to the clusters anew. The statistic is the effect.
///
/// # Errors
/// As [`stepped_wedge`].
pub fn stepped_wedge_test(
    starts: &[usize],
    cells: &[WedgeCell],
    bounds: PermutationBounds,
) -> Result<PermutationTest, DesignError> {
    let wedge = Wedge::new(starts, cells)?;
    let weighted = wedge.cells.iter().zip(&wedge.fixed).map(|(cell, fixed)| (fixed.as_slice(), cell.outcome.n));
    let design = Design::new(weighted)?;
    let root = |cell: &WedgeCell| (cell.outcome.n as f64).sqrt();
    let size = wedge.cells.len();
    let outcomes =
        design.residual(&DVector::from_iterator(size, wedge.cells.iter().map(|cell| cell.outcome.sum / root(cell))));
    // Frisch and Waugh: the coefficient of training is that of what the fixed effects leave over of it.
    permute(starts, bounds, |starts| {
        let training = wedge.cells.iter().map(|cell| trained(starts, cell) * root(cell));
        let training = DVector::from_iterator(size, training);
        let square = design.residual_square(&training);
        (square > 1e-9 * training.norm_squared()).then(|| training.dot(&outcomes) / square)
    })
}

fn trained(starts: &[usize], cell: &WedgeCell) -> f64 {
    let started = starts.get(cell.cluster).is_some_and(|start| cell.period >= *start);
    f64::from(u8::from(started))
}

/// Checked cells and the values of their fixed effects.
struct Wedge {
    cells: Vec<WedgeCell>,
    fixed: Vec<Vec<f64>>,
}

impl Wedge {
    fn new(starts: &[usize], cells: &[WedgeCell]) -> Result<Self, DesignError> {
        let cells: Vec<WedgeCell> = cells.iter().filter(|cell| cell.outcome.n > 0).copied().collect();
        let places = |of: fn(&WedgeCell) -> usize| -> BTreeMap<usize, usize> {
            let found: std::collections::BTreeSet<usize> = cells.iter().map(of).collect();
            found.into_iter().enumerate().map(|(place, code)| (code, place)).collect()
        };
        let (clusters, periods) = (places(|cell| cell.cluster), places(|cell| cell.period));
        if clusters.len() != starts.len() || clusters.keys().any(|cluster| *cluster >= starts.len()) {
            return Err(DesignError::Mismatch("the clusters and their starts"));
        }
        if periods.len() < 2 {
            return Err(DesignError::TooFew { what: "periods", least: 2, found: periods.len() });
        }
        for cell in &cells {
            cell.outcome.check()?;
        }
        // A column for every cluster, and one for every period but the first.
        let width = clusters.len() + periods.len() - 1;
        let fixed = cells
            .iter()
            .map(|cell| {
                let mut values = vec![0.0; width];
                let period = periods.get(&cell.period).and_then(|place| place.checked_sub(1));
                let places = [clusters.get(&cell.cluster).copied(), period.map(|place| clusters.len() + place)];
                for place in places.into_iter().flatten() {
                    if let Some(value) = values.get_mut(place) {
                        *value = 1.0;
                    }
                }
                values
            })
            .collect();
        Ok(Wedge { cells, fixed })
    }
}
