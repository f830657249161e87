//! The permutation test over assignments of clusters: how often an allocation by lot would have done as much or more.
//!
//! If training changed nothing, every allocation that could have been drawn was as likely as the one that was, and the share of
//! allocations with a statistic at least as far from 0 is an exact p-value, however few clusters there are (Fisher 1935; for
//! trials by clusters Gail et al. 1996, doi 10.1002/(SICI)1097-0258(19960615)15:11<1069::AID-SIM220>3.0.CO;2-Q). It
//! takes the allocation to have been drawn by lot among all clusters, without strata.
//!
//! Few allocations are gone through one by one. Of many, some are drawn at random; the one that was counts among them, so that p
//! is never 0 (Phipson and Smyth 2010, doi 10.2202/1544-6115.1585).

use super::error::DesignError;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{SeedableRng as _, seq::SliceRandom as _};

/// At most so many allocations are computed, exactly or at random.
const MOST: u64 = 1_000_000;

/// How much a permutation test may compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PermutationBounds {
    /// Go through all allocations if there are at most so many.
    pub exact_up_to: u64,
    /// Else draw so many at random.
    pub draws: u64,
    /// From this seed: the same seed gives the same p-value.
    pub seed: u64,
}

impl Default for PermutationBounds {
    fn default() -> Self {
        PermutationBounds { exact_up_to: 20_000, draws: 10_000, seed: 1 }
    }
}

/// What a permutation test found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PermutationTest {
    /// The statistic of the allocation that was, in units of the outcome.
    pub statistic: f64,
    /// The two-sided p-value: at least 1 / `allocations`.
    pub p: f64,
    /// How many allocations it was compared with, itself included.
    pub allocations: u64,
    /// Whether these were all there are.
    pub exact: bool,
}

/// Permutes `labels`, one a cluster. An allocation that has no statistic counts as far from 0: it never helps the effect.
pub(super) fn permute(
    labels: &[usize],
    bounds: PermutationBounds,
    mut statistic: impl FnMut(&[usize]) -> Option<f64>,
) -> Result<PermutationTest, DesignError> {
    let observed = statistic(labels).filter(|value| value.is_finite()).ok_or(DesignError::NotIdentified)?;
    // Allocations that are each other's mirror image must tie whatever the rounding.
    let threshold = observed.abs() * (1.0 - 1e-9);
    let mut as_far =
        |labels: &[usize]| statistic(labels).is_none_or(|value| value.is_nan() || value.abs() >= threshold);
    let exact_up_to = bounds.exact_up_to.min(MOST);
    let all = arrangements(labels).filter(|all| *all <= exact_up_to);
    let (mut far, exact) = (0, all.is_some());
    let allocations = if let Some(all) = all {
        let mut arranged = labels.to_vec();
        arranged.sort_unstable();
        loop {
            far += u64::from(as_far(&arranged));
            if !next_arrangement(&mut arranged) {
                break all;
            }
        }
    } else {
        let draws = bounds.draws.clamp(1, MOST);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(bounds.seed);
        let mut arranged = labels.to_vec();
        far = 1;
        for _ in 0..draws {
            arranged.shuffle(&mut rng);
            far += u64::from(as_far(&arranged));
        }
        draws + 1
    };
    Ok(PermutationTest { statistic: observed, p: far as f64 / allocations as f64, allocations, exact })
}

/// In how many distinct ways the labels can be arranged, unless that is beyond counting.
fn arrangements(labels: &[usize]) -> Option<u64> {
    let mut sorted = labels.to_vec();
    sorted.sort_unstable();
    let (mut all, mut placed): (u128, u128) = (1, 0);
    for same in sorted.chunk_by(|a, b| a == b) {
        for i in 1..=same.len() as u128 {
            placed += 1;
            // The product of binomial coefficients so far, so that the division has no remainder.
            all = all.checked_mul(placed)? / i;
        }
    }
    all.try_into().ok()
}

/// Moves on to the next arrangement in lexicographic order, if there is one (Knuth, The Art of Computer Programming, 7.2.1.2,
/// algorithm L).
fn next_arrangement(labels: &mut [usize]) -> bool {
    let Some(head) = labels.windows(2).rposition(|pair| matches!(pair, [a, b] if a < b)) else { return false };
    let Some(other) = labels.iter().rposition(|label| *label > labels[head]) else { return false };
    labels.swap(head, other);
    labels[head + 1..].reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::{arrangements, next_arrangement};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_arrangement_comes_up_once(mut labels in prop::collection::vec(0_usize..4, 0..8)) {
            labels.sort_unstable();
            let mut seen = std::collections::BTreeSet::from([labels.clone()]);
            while next_arrangement(&mut labels) {
                prop_assert!(seen.insert(labels.clone()));
            }
            prop_assert_eq!(arrangements(&labels), Some(seen.len() as u64));
        }
    }

    #[test]
    fn what_is_beyond_counting_is_none() {
        assert_eq!(arrangements(&(0..300).collect::<Vec<_>>()), None);
        assert_eq!(arrangements(&[0; 300]), Some(1));
    }
}
