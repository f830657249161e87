//! Number, sum and sum of squares of the outcomes of a group: all that the designs ever see of answers.

use super::error::DesignError;

/// Outcomes of the people of one group or cell, summed. For a yes-or-no outcome `sum` and `squares` are both the count of yes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Aggregate {
    /// How many outcomes there are.
    pub n: u64,
    /// Their sum.
    pub sum: f64,
    /// The sum of their squares.
    pub squares: f64,
}

impl Aggregate {
    /// `yes` of `n` people.
    pub fn of_share(yes: u64, n: u64) -> Self {
        Aggregate { n, sum: yes as f64, squares: yes as f64 }
    }

    /// What single outcomes sum to.
    pub fn of_outcomes(outcomes: impl IntoIterator<Item = f64>) -> Self {
        outcomes.into_iter().fold(Aggregate::default(), |so_far, outcome| Aggregate {
            n: so_far.n + 1,
            sum: so_far.sum + outcome,
            squares: so_far.squares + outcome * outcome,
        })
    }

    /// The outcomes of both.
    #[must_use]
    pub fn joined(self, other: Aggregate) -> Self {
        Aggregate {
            n: self.n.saturating_add(other.n),
            sum: self.sum + other.sum,
            squares: self.squares + other.squares,
        }
    }

    /// Their mean; 0 of nothing.
    pub(super) fn mean(&self) -> f64 {
        if self.n == 0 { 0.0 } else { self.sum / self.n as f64 }
    }

    /// The sum of squared deviations from `centre`, at least 0.
    pub(super) fn deviation(&self, centre: f64) -> f64 {
        (self.squares - 2.0 * centre * self.sum + self.n as f64 * centre * centre).max(0.0)
    }

    /// The sample variance (divisor n - 1), exactly 0 where nothing varies but by rounding.
    ///
    /// # Errors
    /// [`DesignError::TooFew`] below two outcomes.
    pub(super) fn variance(&self) -> Result<f64, DesignError> {
        if self.n < 2 {
            return Err(DesignError::TooFew { what: "outcomes in each group", least: 2, found: self.n as usize });
        }
        let deviation = self.deviation(self.mean());
        let rounding = 8.0 * f64::EPSILON * self.squares;
        Ok(if deviation <= rounding { 0.0 } else { deviation / (self.n - 1) as f64 })
    }

    /// Refuses what no outcomes sum to.
    ///
    /// # Errors
    /// [`DesignError::Impossible`] for numbers that are not finite, and for squares less than the sum allows.
    pub(super) fn check(&self) -> Result<(), DesignError> {
        let n = self.n as f64;
        let possible = self.sum.is_finite()
            && self.squares.is_finite()
            && (self.sum * self.sum).is_finite()
            && (self.n > 0 || (self.sum == 0.0 && self.squares == 0.0))
            && self.squares * n * (1.0 + 1e-9) >= self.sum * self.sum;
        possible.then_some(()).ok_or(DesignError::Impossible("a sum or sum of squares"))
    }
}
