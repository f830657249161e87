//! From what a group's sealed rows hold to what its people are estimated to have answered, with intervals of 95 %.
//!
//! **Intervals.** Shares have Wilson's score interval (1927, doi 10.1080/01621459.1927.10502953), means Student's.
//!
//! **Undoing the exchange, on average.** Of the answers to a sensitive item the seal replaces a share λ by those of rows drawn
//! from the whole batch. A sum over a group of n of the wave's N rows is then expected to be (1 - λ) times what it was, plus
//! λ n / N times the wave's total, which the exchange leaves exact. Solved for what it was, that is the correction here (the
//! moment estimator of randomised response; Warner 1965, doi 10.1080/01621459.1965.10480775; for swapping see Dalenius and
//! Reiss 1982, doi 10.1016/0378-3758(82)90058-1). It takes the batches of a wave to be alike: a batch whose total differs by
//! d moves an estimate by at most λ d. For the wave as a whole nothing is corrected, and nothing needs to be.
//!
//! The interval of what the rows hold contains the randomness of the exchange already, for the rows' answers vary by it too; the
//! correction stretches it by up to 1 / (1 - λ).

use crate::designs::distribution::student_quantile;
use crate::moments::Sums;
use crate::statistics::{Sample, Share};

/// The 97.5 % quantile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A number with its interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// A mean of scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Mean {
    pub value: f64,
    /// Its interval of 95 %, if there are two scores.
    pub interval: Option<(f64, f64)>,
    /// The standard deviation of the scores, if there are two.
    pub sd: Option<f64>,
}

/// How much of a group's sums comes from outside the group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Correction {
    /// λ: the share of answers that were replaced.
    exchange: f64,
    /// λ n / N: the part of the wave's total that the exchange brought in.
    imported: f64,
}

impl Correction {
    /// For a group of so many of the wave's rows.
    pub(crate) fn new(exchange: f64, rows: u64, all_rows: u64) -> Self {
        Correction { exchange, imported: exchange * rows as f64 / all_rows.max(1) as f64 }
    }

    /// Whether it changes anything: not without an exchange, and not for the wave as a whole.
    pub(crate) fn is_needed(&self) -> bool {
        self.exchange > self.imported
    }

    /// What a sum over the group is expected to have been before the exchange, with the sum over the rest of the wave.
    fn undo(&self, inside: f64, outside: f64) -> f64 {
        self.slope() * inside - self.imported * outside / (1.0 - self.exchange)
    }

    /// How much an estimated mean of the group changes with the mean of its rows, of which `n` count, and `others` of the rest of
    /// the wave; 1 where nothing is corrected.
    pub(crate) fn stretch(&self, n: f64, others: f64) -> f64 {
        if self.is_needed() { self.slope() * n / self.undo(n, others) } else { 1.0 }
    }

    /// How much what is undone changes with the sum over the group.
    fn slope(&self) -> f64 {
        (1.0 - self.imported) / (1.0 - self.exchange)
    }
}

/// How many rows of how many hold something.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    pub count: u64,
    pub of: u64,
}

/// The percentage (0 to 100) of a group that something holds of, with how many of the wave it holds of.
pub(crate) fn percent(correction: Correction, group: Part, wave: Part) -> Option<Estimate> {
    let (count, n) = (group.count as f64, group.of as f64);
    if group.of == 0 {
        return None;
    }
    let (low, high) = wilson(count, n);
    if !correction.is_needed() {
        return Some(Estimate { value: 100.0 * count / n, low: 100.0 * low, high: 100.0 * high });
    }
    let others = wave.count as f64 - count;
    let answered = correction.undo(n, wave.of as f64 - n);
    let share = |count: f64| (100.0 * correction.undo(count, others) / answered).clamp(0.0, 100.0);
    // A group whose answers were all brought in by the exchange says nothing of its own.
    (answered > 0.0).then(|| Estimate { value: share(count), low: share(low * n), high: share(high * n) })
}

/// Mean and standard deviation of the scores.
pub(crate) fn mean(correction: Correction, group: Sums, wave: Sums) -> Option<Mean> {
    let mean = group.mean()?;
    let half = group.sd().and_then(|sd| Some(quantile(group.n - 1.0)? * sd / group.n.sqrt()));
    if !correction.is_needed() {
        let interval = half.map(|half| (mean - half, mean + half));
        return Some(Mean { value: mean, interval, sd: group.sd() });
    }
    let (others, other_squares) = (wave.sum - group.sum, wave.squares - group.squares);
    let scored = correction.undo(group.n, wave.n - group.n);
    if scored <= 0.0 {
        return None;
    }
    let corrected = |mean: f64| correction.undo(mean * group.n, others) / scored;
    let value = corrected(mean);
    // The square of an estimated mean is too large by its variance, as Bessel's correction has it where nothing is exchanged.
    let variance_of_value = group.sd().map(|sd| (correction.slope() * group.n / scored * sd).powi(2) / group.n);
    let about_value = correction.undo(group.squares, other_squares) / scored - value * value;
    let sd = variance_of_value.map(|variance| (about_value + variance).max(0.0).sqrt());
    Some(Mean { value, interval: half.map(|half| (corrected(mean - half), corrected(mean + half))), sd })
}

/// The same as [`percent`] from 0 to 1, as comparisons take it.
pub(crate) fn share(correction: Correction, group: Part, wave: Part) -> Option<Share> {
    let Estimate { value, low, high } = percent(correction, group, wave)?;
    let (n, count) = (group.of as f64, group.count as f64);
    let stretch = correction.stretch(n, wave.of as f64 - n);
    Some(Share { n, count, value: value / 100.0, low: low / 100.0, high: high / 100.0, stretch })
}

/// The same as [`mean`], as comparisons take it; for two scores or more.
pub(crate) fn sample(correction: Correction, group: Sums, wave: Sums) -> Option<Sample> {
    let Mean { value, sd, .. } = mean(correction, group, wave)?;
    let spread = correction.stretch(group.n, wave.n - group.n) * group.sd()?;
    Some(Sample { n: group.n, mean: value, sd: sd?, spread })
}

/// Wilson's score interval for a share, from 0 to 1.
pub(crate) fn wilson(count: f64, n: f64) -> (f64, f64) {
    let (share, square) = (count / n, Z * Z);
    let centre = (share + square / (2.0 * n)) / (1.0 + square / n);
    let half = Z / (1.0 + square / n) * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    // At the ends it is 0 or 1 but for rounding.
    let low = if count == 0.0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if count == n { 1.0 } else { (centre + half).min(1.0) };
    (low, high)
}

/// The 97.5 % quantile of Student's distribution.
fn quantile(freedom: f64) -> Option<f64> {
    student_quantile(0.975, freedom).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference: `statsmodels.stats.proportion.proportion_confint(count, n, method="wilson")` 0.15.0.
    #[test]
    fn wilson_intervals_are_those_of_statsmodels() {
        for (count, n, low, high) in [
            (0.0, 10.0, 0.0, 0.277_532_799_862_889_26),
            (3.0, 10.0, 0.107_791_267_406_301_04, 0.603_221_852_538_854_6),
            (637.0, 1259.0, 0.478_364_151_189_371_3, 0.533_513_824_383_277_1),
            (5.0, 5.0, 0.565_517_535_216_825_2, 1.0),
        ] {
            let (found_low, found_high) = wilson(count, n);
            assert!((found_low - low).abs() < 1e-12 && (found_high - high).abs() < 1e-12, "{found_low} {found_high}");
        }
    }

    /// Reference: `scipy.stats.t.ppf(0.975, df)` 1.17.1.
    #[test]
    fn student_quantiles_are_those_of_scipy() {
        for (freedom, expected) in [
            (1.0, 12.706_204_736_174_694),
            (4.0, 2.776_445_105_197_793_4),
            (1258.0, 1.961_851_517_517_559_3),
            (1e8, 1.959_964_008_262_766_3),
        ] {
            assert!((quantile(freedom).unwrap_or_default() - expected).abs() < 1e-9, "{freedom}");
        }
    }

    #[test]
    fn the_wave_as_a_whole_is_not_corrected() {
        let whole = Correction::new(0.05, 100, 100);
        assert!(!whole.is_needed());
        assert!((whole.undo(37.0, 0.0) - 37.0).abs() < 1e-12);
        assert!(!Correction::new(0.0, 10, 100).is_needed());
    }
}
