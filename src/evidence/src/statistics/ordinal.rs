//! How far ordered answers shifted, whatever the distances between the options are.

use crate::designs::distribution::{normal_p, student_quantile};

/// A shift of ordered answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrdinalShift {
    /// Mann and Whitney's U: the pairs of one person of each sample in which the later one answered higher, ties counting half.
    pub u: f64,
    /// The two-sided p-value of U: normal, corrected for ties and continuity (Mann and Whitney 1947, doi
    /// 10.1214/aoms/1177730491; Hollander, Wolfe and Chicken 2014, section 4.1).
    pub p: f64,
    /// The rank-biserial correlation (Cureton 1956, doi 10.1007/BF02289138): the share of pairs in which the later one answered
    /// higher less that in which lower; -1 to 1.
    pub rank_biserial: f64,
    /// Its interval of 95 %: Student's, by Brunner and Munzel's variance and degrees of freedom (2000, doi
    /// 10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U), cut at -1 and 1. `None` where all of one sample lie above all
    /// of the other: that formula then has no width, and nobody is that sure.
    pub interval: Option<(f64, f64)>,
}

/// The shift from `earlier` to `later`: how many people gave each answer, from the lowest to the highest. `None` if a sample has
/// fewer than two answers, or if all answers are the same.
pub fn ordinal_shift(earlier: &[u64], later: &[u64]) -> Option<OrdinalShift> {
    let (a, b) = (Sample::new(earlier), Sample::new(later));
    if earlier.len() != later.len() || a.n < 2.0 || b.n < 2.0 {
        return None;
    }
    let u = a.placements(&b);
    let n = a.n + b.n;
    let ties: f64 = a.counts.iter().zip(&b.counts).map(|(a, b)| (a + b).powi(3) - (a + b)).sum();
    let variance = a.n * b.n / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)));
    if variance <= 0.0 {
        return None;
    }
    let pairs = a.n * b.n;
    let z = ((u - pairs / 2.0).abs() - 0.5).max(0.0) / variance.sqrt();
    let rank_biserial = 2.0 * u / pairs - 1.0;
    // The variances of the placements: of each person, the share of the other sample that lies below.
    let (va, vb) = (a.variance_of_placements(&b), b.variance_of_placements(&a));
    let (ea, eb) = (va / a.n, vb / b.n);
    let mut interval = None;
    if ea + eb > 0.0 {
        let freedom = (ea + eb).powi(2) / (ea * ea / (a.n - 1.0) + eb * eb / (b.n - 1.0));
        let half = 2.0 * student_quantile(0.975, freedom).ok()? * (ea + eb).sqrt();
        interval = Some(((rank_biserial - half).max(-1.0), (rank_biserial + half).min(1.0)));
    }
    Some(OrdinalShift { u, p: normal_p(z).min(1.0), rank_biserial, interval })
}

struct Sample {
    counts: Vec<f64>,
    n: f64,
}

impl Sample {
    fn new(counts: &[u64]) -> Self {
        let counts: Vec<f64> = counts.iter().map(|count| *count as f64).collect();
        let n = counts.iter().sum();
        Self { counts, n }
    }

    /// For each answer, how many of these lie below it, ties counting half.
    fn below(&self) -> impl Iterator<Item = f64> {
        self.counts.iter().scan(0.0, |before, count| {
            let here = *before + count / 2.0;
            *before += count;
            Some(here)
        })
    }

    /// The pairs in which the other lies above, ties counting half.
    fn placements(&self, other: &Sample) -> f64 {
        self.below().zip(&other.counts).map(|(below, count)| below * count).sum()
    }

    /// The sample variance over these people of the share of the others that lie below them.
    fn variance_of_placements(&self, other: &Sample) -> f64 {
        let mean = other.placements(self) / (self.n * other.n);
        let squares = other.below().zip(&self.counts).map(|(below, count)| count * (below / other.n - mean).powi(2));
        squares.sum::<f64>() / (self.n - 1.0)
    }
}
