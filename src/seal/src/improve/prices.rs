//! Prices of rows, by Lagrangian relaxation of the rule that every row is in one class.
//!
//! If rows could be in several classes or in none, at a price for each, every class could be chosen for itself: it takes the rows that
//! gain by it, and fills up to k with those that lose the least. For any prices, what all classes gain then, plus the prices of
//! all rows, is at least what the best choice keeps; the lowest such bound is that of the linear relaxation (A. M. Geoffrion, 1974,
//! [doi:10.1007/BFb0120690](https://doi.org/10.1007/BFb0120690)). A class that would lose at those prices is in no good choice.

use super::problem::Problem;

/// What the lowest bound found says of the classes.
pub(crate) struct Prices {
    /// What opening each class gains at the prices found: at most about 0, far below for a class that no good choice has, and
    /// nothing for one that no rows could be in.
    pub(crate) gains: Vec<f64>,
    /// No choice keeps more than this.
    pub(crate) bound: f64,
}

impl Prices {
    /// Seeks prices by a deflected subgradient, from those at which each row is worth what it keeps now.
    pub(crate) fn new(problem: &Problem, counts: &[usize], start: &[(u32, u32, u32)], steps: usize) -> Self {
        let mut prices = vec![0.0; counts.len()];
        for &(class, profile, rows) in start {
            prices[profile as usize] +=
                problem.worth[class as usize] * f64::from(rows) / counts[profile as usize] as f64;
        }
        let kept: f64 = prices.iter().zip(counts).map(|(price, count)| price * *count as f64).sum();
        let mut relaxed = Relaxed::new(problem, counts);
        let (mut best, mut bound, mut best_gains) = (prices.clone(), f64::INFINITY, Vec::new());
        let mut direction = vec![0.0; counts.len()];
        let (mut step, mut stale) = (0.05, 0);
        for _ in 0..steps {
            let value = relaxed.solve(&prices);
            if value < bound - 1e-6 {
                bound = value;
                best.clone_from(&prices);
                best_gains.clone_from(&relaxed.gains);
                stale = 0;
            } else if stale < 10 {
                stale += 1;
            } else {
                stale = 0;
                step *= 0.6;
                prices.clone_from(&best);
            }
            for (direction, unassigned) in direction.iter_mut().zip(&relaxed.unassigned) {
                *direction = 0.7 * *direction + 0.3 * unassigned;
            }
            let norm: f64 = direction.iter().map(|of| of * of).sum();
            if norm < 1e-9 {
                break;
            }
            let by = step * (value - kept).max(1.0) / norm;
            for (price, direction) in prices.iter_mut().zip(&direction) {
                *price = (*price - by * direction).max(0.0);
            }
        }
        Self { gains: best_gains, bound }
    }
}

/// The relaxed choice at given prices.
struct Relaxed<'a> {
    problem: &'a Problem,
    counts: &'a [usize],
    /// For each class its profiles, the cheapest first.
    order: Vec<Vec<u32>>,
    gains: Vec<f64>,
    /// For each profile the rows in no class; below 0 if some are in several.
    unassigned: Vec<f64>,
}

impl<'a> Relaxed<'a> {
    fn new(problem: &'a Problem, counts: &'a [usize]) -> Self {
        let order: Vec<Vec<u32>> = (0..problem.keys.len() as u32).map(|class| problem.below(class).to_vec()).collect();
        Self { problem, counts, gains: vec![0.0; order.len()], order, unassigned: vec![0.0; counts.len()] }
    }

    /// The bound that these prices prove.
    fn solve(&mut self, prices: &[f64]) -> f64 {
        let mut value: f64 = prices.iter().zip(self.counts).map(|(price, count)| price * *count as f64).sum();
        self.unassigned.iter_mut().zip(self.counts).for_each(|(unassigned, count)| *unassigned = *count as f64);
        for ((order, gain), worth) in self.order.iter_mut().zip(&mut self.gains).zip(&self.problem.worth) {
            // Nearly sorted since the step before, which this sort makes use of.
            order.sort_by(|left, right| prices[*left as usize].total_cmp(&prices[*right as usize]));
            let (mut rows, mut taken) = (0, 0);
            *gain = 0.0;
            for &profile in &*order {
                let each = worth - prices[profile as usize];
                if each <= 0.0 && rows >= self.problem.k {
                    break;
                }
                let count = self.counts[profile as usize];
                let take = if each > 0.0 { count } else { count.min(self.problem.k - rows) };
                rows += take;
                *gain += each * take as f64;
                taken += 1;
            }
            if *gain <= 0.0 {
                continue;
            }
            value += *gain;
            let mut left = rows;
            for &profile in &order[..taken] {
                let take = self.counts[profile as usize].min(left);
                left -= take;
                self.unassigned[profile as usize] -= take as f64;
            }
        }
        value
    }
}
