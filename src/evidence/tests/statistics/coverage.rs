//! Intervals of 95 % hold the truth in 93 to 97 of a hundred studies: simulated from a fixed seed.

use chorus_evidence::statistics::*;
use nalgebra::DMatrix;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt as _, SeedableRng as _};

const STUDIES: u32 = 4000;

/// Five answers and how often each is given, before and after.
const BEFORE: [f64; 5] = [0.10, 0.25, 0.30, 0.25, 0.10];
const AFTER: [f64; 5] = [0.05, 0.20, 0.30, 0.28, 0.17];

struct Lots(Xoshiro256PlusPlus);

impl Lots {
    /// How many of `n` people give each answer.
    fn answers(&mut self, n: u64, chances: [f64; 5]) -> [u64; 5] {
        let mut counts = [0; 5];
        (0..n).for_each(|_| counts[self.answer(chances)] += 1);
        counts
    }

    fn answer(&mut self, chances: [f64; 5]) -> usize {
        let mut left = self.0.random::<f64>();
        chances
            .iter()
            .position(|chance| {
                left -= chance;
                left < 0.0
            })
            .unwrap_or(4)
    }
}

#[track_caller]
fn near_nominal(seed: u64, held: impl Fn(&mut Lots) -> bool) {
    let mut lots = Lots(Xoshiro256PlusPlus::seed_from_u64(seed));
    let share = (0..STUDIES).filter(|_| held(&mut lots)).count() as f64 / f64::from(STUDIES);
    eprintln!("{:.2} % of {STUDIES} intervals hold the truth", 100.0 * share);
    assert!((share - 0.95).abs() < 0.02, "{share}");
}

fn moments(scores: &[f64]) -> (f64, f64) {
    let n = scores.len() as f64;
    let mean = scores.iter().sum::<f64>() / n;
    (mean, (scores.iter().map(|score| (score - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt())
}

fn sample(counts: [u64; 5]) -> Sample {
    let scores: Vec<f64> = (0..5).flat_map(|score| std::iter::repeat_n(score as f64, counts[score] as usize)).collect();
    let (mean, sd) = moments(&scores);
    Sample::plain(scores.len() as f64, mean, sd)
}

fn expected(chances: [f64; 5]) -> (f64, f64) {
    let mean: f64 = (0..5).map(|score| score as f64 * chances[score]).sum();
    let variance: f64 = (0..5).map(|score| (score as f64 - mean).powi(2) * chances[score]).sum();
    (mean, variance)
}

#[test]
fn of_welch_with_unlike_groups() {
    let truth = expected(AFTER).0 - expected(BEFORE).0;
    near_nominal(11, |lots| {
        let found = welch(sample(lots.answers(15, BEFORE)), sample(lots.answers(60, AFTER))).unwrap();
        (found.low..=found.high).contains(&truth)
    });
}

#[test]
fn of_hedges_g() {
    let ((before, v), (after, w)) = (expected(BEFORE), expected(AFTER));
    let truth = (after - before) / f64::midpoint(v, w).sqrt();
    near_nominal(12, |lots| {
        let found = standardised_difference(sample(lots.answers(40, BEFORE)), sample(lots.answers(40, AFTER))).unwrap();
        (found.low..=found.high).contains(&truth)
    });
}

#[test]
fn of_pairs_and_d_z() {
    // Everybody answers as before, or anew with a chance of a half: later less earlier is 0 or a difference of two lots.
    let ((before, v), (after, w)) = (expected(BEFORE), expected(AFTER));
    let mean = 0.5 * (after - before);
    let sd = (0.5 * (v + w + (after - before).powi(2)) - mean * mean).sqrt();
    let pairs = |lots: &mut Lots| {
        let difference = |lots: &mut Lots| {
            let earlier = lots.answer(BEFORE) as f64;
            if lots.0.random_bool(0.5) { lots.answer(AFTER) as f64 - earlier } else { 0.0 }
        };
        let differences: Vec<f64> = (0..50).map(|_| difference(lots)).collect();
        let (mean, sd) = moments(&differences);
        PairedSums { n: 50.0, mean, sd, spread: sd }
    };
    near_nominal(13, |lots| {
        let found = paired_means(pairs(lots)).unwrap();
        (found.low..=found.high).contains(&mean)
    });
    near_nominal(14, |lots| {
        let found = paired_size(pairs(lots)).unwrap();
        (found.low..=found.high).contains(&(mean / sd))
    });
}

#[test]
fn of_differences_of_shares_small_and_rare() {
    for (seed, n, m, p, q) in [(15, 12, 20, 0.5, 0.8), (16, 40, 40, 0.05, 0.1), (17, 200, 150, 0.3, 0.35)] {
        near_nominal(seed, |lots| {
            let share = |lots: &mut Lots, n: u64, p: f64| {
                Share::plain((0..n).filter(|_| lots.0.random_bool(p)).count() as u64, n).unwrap()
            };
            let found = share_difference(share(lots, n, p), share(lots, m, q)).unwrap();
            (found.low..=found.high).contains(&(q - p))
        });
    }
}

#[test]
fn of_the_rank_biserial_correlation() {
    let mut truth = 0.0;
    for (i, p) in BEFORE.iter().enumerate() {
        for (j, q) in AFTER.iter().enumerate() {
            truth += p * q * f64::from(i8::from(j > i) - i8::from(j < i));
        }
    }
    near_nominal(18, |lots| {
        let found = ordinal_shift(&lots.answers(25, BEFORE), &lots.answers(35, AFTER)).unwrap();
        let (low, high) = found.interval.unwrap();
        (low..=high).contains(&truth)
    });
}

#[test]
fn of_shares_and_of_alpha() {
    near_nominal(19, |lots| {
        let found = Share::plain((0..60).filter(|_| lots.0.random_bool(0.3)).count() as u64, 60).unwrap();
        (found.low..=found.high).contains(&0.3)
    });
    // Five items that share a normal factor: all covariances are 0.5, so that alpha is 5 · 0.5 / (1 + 4 · 0.5) of the variance 1.
    let truth = 2.5 / 3.0;
    near_nominal(20, |lots| {
        let normal = |lots: &mut Lots| {
            let radius = (-2.0 * (1.0 - lots.0.random::<f64>()).ln()).sqrt();
            radius * (std::f64::consts::TAU * lots.0.random::<f64>()).cos()
        };
        let rows = DMatrix::from_row_iterator(
            40,
            5,
            (0..40)
                .flat_map(|_| {
                    let factor = normal(lots);
                    [0; 5].map(|_| 0.5_f64.sqrt() * (factor + normal(lots)))
                })
                .collect::<Vec<f64>>(),
        );
        let means = rows.row_mean();
        let centred = DMatrix::from_fn(40, 5, |i, j| rows[(i, j)] - means[j]);
        let found = alpha(&(centred.transpose() * &centred / 39.0), 40).unwrap();
        (found.low..=found.high).contains(&truth)
    });
}
