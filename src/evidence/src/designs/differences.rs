//! Difference in differences: how much more the trained arms changed than the control arm, from repeated cross-sections.
//!
//! The regression of the outcome on arm, period and their product (Ashenfelter and Card 1985, doi 10.2307/1924810), over people,
//! with clusters (teams, sites) as the units of allocation and cluster-robust intervals (Bertrand, Duflo and Mullainathan 2004,
//! doi 10.1162/003355304772839588). That it is the effect of training takes the arms to have changed alike without it.

use super::aggregate::Aggregate;
use super::effect::Effect;
use super::error::DesignError;
use super::permutation::{PermutationBounds, PermutationTest, permute};
use super::regression::{RegressionCell, regress};
use std::collections::BTreeMap;

/// More arms than this are refused.
const MAX_ARMS: usize = 20;

/// The outcomes of one cluster before or after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DesignCell {
    /// The cluster: any number.
    pub cluster: usize,
    /// Its arm: 0 is the control arm.
    pub arm: usize,
    /// Whether this is after the training.
    pub after: bool,
    /// The outcomes of its people then.
    pub outcome: Aggregate,
}

/// The effect in each arm but the control, in the order of the arms, on as many degrees of freedom as clusters less one. With
/// fewer clusters than [`super::FEW_CLUSTERS`] read [`difference_in_differences_test`] beside it.
///
/// # Errors
/// [`DesignError::TooFew`] below two arms or two clusters in an arm, [`DesignError::Mismatch`] if a cluster is in two arms,
/// [`DesignError::NotIdentified`] if an arm has nobody before or after, and as `regress`.
pub fn difference_in_differences(cells: &[DesignCell]) -> Result<Vec<Effect>, DesignError> {
    let cells: Vec<DesignCell> = cells.iter().filter(|cell| cell.outcome.n > 0).copied().collect();
    let arms = arms_of(&cells)?;
    let most = arms.values().max().map_or(0, |last| last.saturating_add(1));
    if most > MAX_ARMS {
        return Err(DesignError::TooMany { what: "arms", most: MAX_ARMS, found: most });
    }
    if most < 2 {
        return Err(DesignError::TooFew { what: "arms", least: 2, found: most });
    }
    for arm in 0..most {
        let found = arms.values().filter(|of| **of == arm).count();
        if found < 2 {
            return Err(DesignError::TooFew { what: "clusters in each arm", least: 2, found });
        }
    }
    let regressors = |cell: &DesignCell| {
        let in_arm = (1..most).map(|arm| f64::from(u8::from(arm == cell.arm)));
        let after = f64::from(u8::from(cell.after));
        [1.0, after].into_iter().chain(in_arm.clone()).chain(in_arm.map(|in_arm| in_arm * after)).collect()
    };
    let cells: Vec<RegressionCell> = cells
        .iter()
        .map(|cell| RegressionCell { cluster: cell.cluster, regressors: regressors(cell), outcome: cell.outcome })
        .collect();
    let fit = regress(&cells)?;
    (1..most).map(|arm| fit.effect(most + arm)).collect()
}

/// The permutation test of one arm against the control: the clusters of the two are dealt to them anew, as many to each as there
/// were. The statistic is the effect.
///
/// # Errors
/// [`DesignError::TooFew`] if one of the two has no clusters, [`DesignError::NotIdentified`] if a cluster has nobody before
/// or after, for then not every allocation has an effect.
pub fn difference_in_differences_test(
    cells: &[DesignCell],
    arm: usize,
    bounds: PermutationBounds,
) -> Result<PermutationTest, DesignError> {
    let cells: Vec<&DesignCell> = cells.iter().filter(|cell| cell.arm == 0 || cell.arm == arm).collect();
    let mut clusters: BTreeMap<usize, [Aggregate; 2]> = BTreeMap::new();
    for cell in &cells {
        cell.outcome.check()?;
        let periods = clusters.entry(cell.cluster).or_default();
        let period = &mut periods[usize::from(cell.after)];
        *period = period.joined(cell.outcome);
    }
    if clusters.values().flatten().any(|outcome| outcome.n == 0) {
        return Err(DesignError::NotIdentified);
    }
    let arms = arms_of(cells)?;
    let labels: Vec<usize> = arms.values().map(|of| usize::from(*of != 0)).collect();
    let treated: usize = labels.iter().sum();
    for found in [treated, labels.len() - treated] {
        if found == 0 {
            return Err(DesignError::TooFew { what: "clusters in each arm", least: 1, found });
        }
    }
    let clusters: Vec<[Aggregate; 2]> = clusters.into_values().collect();
    permute(&labels, bounds, |labels| {
        // By arm, then period.
        let mut sums = [[Aggregate::default(); 2]; 2];
        for (label, cluster) in labels.iter().zip(&clusters) {
            for (sum, outcome) in sums[*label].iter_mut().zip(cluster) {
                *sum = sum.joined(*outcome);
            }
        }
        let change = |[before, after]: [Aggregate; 2]| after.mean() - before.mean();
        Some(change(sums[1]) - change(sums[0]))
    })
}

/// The arm of each cluster.
fn arms_of<'a>(cells: impl IntoIterator<Item = &'a DesignCell>) -> Result<BTreeMap<usize, usize>, DesignError> {
    let mut arms = BTreeMap::new();
    for cell in cells {
        if *arms.entry(cell.cluster).or_insert(cell.arm) != cell.arm {
            return Err(DesignError::Mismatch("the arms of a cluster"));
        }
    }
    Ok(arms)
}
