//! Means and standard deviations from integer sums.

/// Number, sum and sum of squares of integer scores: exact, whatever the order. Scores are at most 10^6 by declaration and
/// a scale has at most 300 items, so a billion rows stay far from overflow.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Moments {
    n: u64,
    sum: i64,
    squares: i128,
}

impl Moments {
    /// Counts a score in, `times` over.
    pub(crate) fn add(&mut self, score: i64, times: u64) {
        self.n += times;
        self.sum += score * times as i64;
        self.squares += i128::from(score) * i128::from(score) * i128::from(times);
    }
}

/// Mean and squared deviation of any number of [`Moments`] on a common scale.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spread {
    n: u64,
    mean: f64,
    deviation: f64,
}

impl Spread {
    /// Joins in moments whose scores all count `numerator / denominator`. The deviation within is exact but for one
    /// rounding; the one between follows Chan, Golub and LeVeque (1983, doi 10.1080/00031305.1983.10483115).
    pub(crate) fn join(&mut self, moments: &Moments, numerator: i64, denominator: i64) {
        if moments.n == 0 {
            return;
        }
        let (n, factor) = (moments.n as f64, numerator as f64 / denominator as f64);
        let mean = (i128::from(moments.sum) * i128::from(numerator)) as f64 / (n * denominator as f64);
        let within = i128::from(moments.n) * moments.squares - i128::from(moments.sum) * i128::from(moments.sum);
        let total = self.n + moments.n;
        let share = n / total as f64;
        let apart = mean - self.mean;
        self.mean += apart * share;
        self.deviation += within as f64 / n * factor * factor + apart * apart * self.n as f64 * share;
        self.n = total;
    }

    /// How many scores there are.
    pub(crate) fn n(&self) -> u64 {
        self.n
    }

    /// Their mean, if there is one.
    pub(crate) fn mean(&self) -> Option<f64> {
        (self.n > 0).then_some(self.mean)
    }

    /// Their sample standard deviation (divisor n - 1), if there are two.
    pub(crate) fn sd(&self) -> Option<f64> {
        (self.n > 1).then(|| (self.deviation / (self.n - 1) as f64).sqrt())
    }
}

/// Number, sum and sum of squares of the scores of a group.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sums {
    pub n: f64,
    pub sum: f64,
    pub squares: f64,
    spread: Spread,
}

impl From<Spread> for Sums {
    fn from(spread: Spread) -> Self {
        let n = spread.n as f64;
        let sum = spread.mean * n;
        Sums { n, sum, squares: spread.deviation + sum * spread.mean, spread }
    }
}

impl Sums {
    /// So many scores with this mean and sum of squared deviations from it.
    pub(crate) fn new(n: f64, mean: f64, deviation: f64) -> Self {
        Self::from(Spread { n: n as u64, mean, deviation })
    }

    /// Scores, summed about the first so that great ones lose no digits.
    pub(crate) fn of(scores: impl Iterator<Item = f64>) -> Self {
        let (mut n, mut sum, mut squares, mut origin) = (0.0, 0.0, 0.0, 0.0);
        for score in scores {
            if n == 0.0 {
                origin = score;
            }
            n += 1.0;
            sum += score - origin;
            squares += (score - origin) * (score - origin);
        }
        if n == 0.0 { Self::default() } else { Self::new(n, origin + sum / n, (squares - sum * sum / n).max(0.0)) }
    }

    /// As [`Spread::mean`].
    pub(crate) fn mean(&self) -> Option<f64> {
        self.spread.mean()
    }

    /// As [`Spread::sd`].
    pub(crate) fn sd(&self) -> Option<f64> {
        self.spread.sd()
    }
}

#[cfg(test)]
mod tests {
    use super::{Moments, Spread};

    #[test]
    fn a_mean_of_equal_scores_is_that_score_and_their_sd_is_zero() {
        let mut spread = Spread::default();
        for answered in 1..=7 {
            let mut moments = Moments::default();
            moments.add(answered, 49);
            spread.join(&moments, 1, answered);
        }
        assert_eq!((spread.n(), spread.mean(), spread.sd()), (343, Some(1.0), Some(0.0)));
    }

    #[test]
    fn a_small_deviation_beside_a_great_mean_survives() {
        let mut moments = Moments::default();
        moments.add(999_999, 1);
        moments.add(1_000_000, 1);
        moments.add(1_000_001, 1);
        let mut spread = Spread::default();
        spread.join(&moments, 1, 1);
        assert_eq!((spread.mean(), spread.sd()), (Some(1_000_000.0), Some(1.0)));
    }
}
