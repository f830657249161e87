//! An estimated effect with what is known of its precision.

use super::distribution::{student_p, student_quantile};
use super::error::DesignError;

/// A number with its interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The estimate.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// An estimate, in units of the outcome, with its standard error and Student's interval and test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The degrees of freedom of interval and test.
    pub freedom: f64,
    /// The lower end of the interval of 95 %.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The two-sided p-value of no effect.
    pub p: f64,
}

impl Effect {
    /// # Errors
    /// [`DesignError::NoVariation`] if the standard error is not above 0: an interval without width would be a claim of
    /// certainty that no survey supports.
    pub(super) fn new(value: f64, standard_error: f64, freedom: f64) -> Result<Self, DesignError> {
        if !(value.is_finite() && standard_error.is_finite()) {
            return Err(DesignError::Impossible("an estimate"));
        }
        if standard_error <= 0.0 {
            return Err(DesignError::NoVariation);
        }
        let half = student_quantile(0.975, freedom)? * standard_error;
        let p = student_p(value / standard_error, freedom)?;
        Ok(Effect { value, standard_error, freedom, low: value - half, high: value + half, p })
    }
}
