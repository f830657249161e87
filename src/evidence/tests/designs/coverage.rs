//! Intervals of 95 % hold the truth in 93 to 97 of a hundred studies: simulated from a fixed seed.

use chorus_evidence::designs::*;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt as _, SeedableRng as _};

const STUDIES: u32 = 4000;

struct Lots(Xoshiro256PlusPlus);

impl Lots {
    fn new(seed: u64) -> Self {
        Lots(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    fn chance(&mut self, of: f64) -> bool {
        self.0.random::<f64>() < of
    }

    /// Normal by the polar method's trigonometric form (Box and Muller 1958).
    fn normal(&mut self, mean: f64, sd: f64) -> f64 {
        let radius = (-2.0 * (1.0 - self.0.random::<f64>()).ln()).sqrt();
        mean + sd * radius * (std::f64::consts::TAU * self.0.random::<f64>()).cos()
    }

    fn people(&mut self, n: u64, mean: f64) -> Aggregate {
        Aggregate::of_outcomes((0..n).map(|_| self.normal(mean, 1.0)).collect::<Vec<_>>())
    }
}

#[track_caller]
fn near_nominal(held: u32) {
    let share = f64::from(held) / f64::from(STUDIES);
    eprintln!("{:.2} % of {STUDIES} intervals hold the truth", 100.0 * share);
    assert!((share - 0.95).abs() < 0.02, "{share}");
}

#[test]
fn of_difference_in_differences_with_24_clusters() {
    let mut lots = Lots::new(1);
    let held = (0..STUDIES).filter(|_| {
        let cells: Vec<DesignCell> = (0..48)
            .map(|i| {
                let (cluster, arm, after) = (i / 2, i / 2 % 2, i % 2 == 1);
                // Clusters differ, and their change does too: what people of a cluster have in common.
                let level = 3.0 + if after { 0.2 + 0.4 * arm as f64 } else { 0.0 } + lots.normal(0.0, 0.4);
                DesignCell { cluster, arm, after, outcome: lots.people(12 + cluster as u64 % 7, level) }
            })
            .collect();
        let effect = difference_in_differences(&cells).expect("an effect")[0];
        effect.low <= 0.4 && 0.4 <= effect.high
    });
    near_nominal(held.count() as u32);
}

#[test]
fn of_a_stepped_wedge_with_24_clusters() {
    let mut lots = Lots::new(2);
    let starts: Vec<usize> = (0..24).map(|cluster| 1 + cluster % 4).collect();
    let held = (0..STUDIES / 4).filter(|_| {
        let levels: Vec<f64> = (0..24).map(|_| lots.normal(0.0, 0.5)).collect();
        let cells: Vec<WedgeCell> = (0..120)
            .map(|i| {
                let (cluster, period) = (i / 5, i % 5);
                let trained = if period >= starts[cluster] { 0.3 } else { 0.0 };
                let level = levels[cluster] + 0.1 * period as f64 + trained + lots.normal(0.0, 0.15);
                WedgeCell { cluster, period, outcome: lots.people(10, level) }
            })
            .collect();
        let effect = stepped_wedge(&starts, &cells).expect("an effect");
        effect.low <= 0.3 && 0.3 <= effect.high
    });
    near_nominal(4 * held.count() as u32);
}

#[test]
fn of_raked_means_when_the_content_answer_more_often() {
    let mut lots = Lots::new(3);
    // Two margins of two: how many people, what they think on average, how many answer.
    let people = [[300_u64, 200], [200, 300]];
    let means = [[3.0, 2.6], [2.7, 2.3]];
    let (mut held, mut held_unweighted) = (0, 0);
    for _ in 0..STUDIES {
        let (mut cells, mut outcomes, mut truth) = (Vec::new(), Vec::new(), 0.0);
        for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            truth += people[i][j] as f64 / 1000.0 * means[i][j];
            let rate = [0.7, 0.35][i] * [0.8, 0.5][j];
            let n = (0..people[i][j]).filter(|_| lots.chance(rate)).count() as u64;
            cells.push(RakingCell { categories: vec![i, j], respondents: n });
            outcomes.push(lots.people(n, means[i][j]));
        }
        let weights = rake(&cells, &[vec![500, 500], vec![500, 500]]).expect("weights").weights;
        let holds = |mean: Effect| u32::from(mean.low <= truth && truth <= mean.high);
        held += holds(weighted_mean(&weights, &outcomes).expect("a mean"));
        held_unweighted += holds(weighted_mean(&[1.0; 4], &outcomes).expect("a mean"));
    }
    near_nominal(held);
    assert!(
        held_unweighted < STUDIES / 2,
        "without weights the answer is wrong, or this tests nothing: {held_unweighted}"
    );
}

#[test]
fn of_a_change_in_gap_and_of_the_widest_gap() {
    let mut lots = Lots::new(4);
    let (mut changes, mut gaps) = (0, 0);
    for _ in 0..STUDIES {
        let [a, b, c, d] = [3.0, 2.5, 3.1, 2.9].map(|mean| lots.people(15, mean));
        let change = change_in_gap([a, b], [c, d]).expect("a change");
        changes += u32::from(change.low <= -0.3 && -0.3 <= change.high);
        let gap = widest_gap(&[a, b, c, d]).expect("a gap").gap;
        gaps += u32::from(gap.low <= 0.6 && 0.6 <= gap.high);
    }
    near_nominal(changes);
    // That one promises at least 95 %.
    assert!(gaps >= STUDIES * 95 / 100, "{gaps}");
}

#[test]
fn a_permutation_test_errs_in_one_of_twenty() {
    let mut lots = Lots::new(5);
    let refuted = (0..STUDIES / 4).filter(|_| {
        let cells: Vec<DesignCell> = (0..16)
            .map(|i| {
                let level = lots.normal(3.0, 0.5);
                DesignCell { cluster: i / 2, arm: i / 2 % 2, after: i % 2 == 1, outcome: lots.people(8, level) }
            })
            .collect();
        difference_in_differences_test(&cells, 1, PermutationBounds::default()).expect("a test").p <= 0.05
    });
    let share = f64::from(refuted.count() as u32) / f64::from(STUDIES / 4);
    eprintln!("{:.1} % of the tests refute what is true", 100.0 * share);
    assert!(share < 0.07, "{share}");
}
