//! What a batch must satisfy, and how it can fail to.

use thiserror::Error;

use crate::key::{MOST_ATTRIBUTES, Subset};

/// How a wave's batches are sealed: the smallest class, and what each attribute is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    k: usize,
    /// Each attribute's worth relative to the heaviest, which has 1.
    weights: Vec<f64>,
}

impl Rule {
    /// The values that k may take.
    pub const K: std::ops::RangeInclusive<usize> = 3..=100;

    /// A rule with one weight for each attribute: the more an attribute weighs, the rather it is kept.
    ///
    /// Only the proportions of the weights matter.
    ///
    /// # Errors
    ///
    /// If k is outside [`Rule::K`], there are more than ten attributes, or a weight is not a finite number above 0.
    pub fn new(k: usize, mut weights: Vec<f64>) -> Result<Self, SealError> {
        if !Self::K.contains(&k) {
            return Err(SealError::ClassSize(k));
        }
        if weights.len() > MOST_ATTRIBUTES {
            return Err(SealError::TooManyAttributes(weights.len()));
        }
        if let Some(&bad) = weights.iter().find(|weight| !(weight.is_finite() && **weight > 0.0)) {
            return Err(SealError::Weight(bad));
        }
        // Relative to the heaviest, so that no sum can overflow.
        let heaviest = weights.iter().copied().fold(0.0, f64::max);
        for weight in &mut weights {
            *weight /= heaviest;
        }
        Ok(Self { k, weights })
    }

    /// A rule by which all attributes weigh the same.
    ///
    /// # Errors
    ///
    /// As [`Rule::new`].
    pub fn unweighted(k: usize, attributes: usize) -> Result<Self, SealError> {
        if attributes > MOST_ATTRIBUTES {
            return Err(SealError::TooManyAttributes(attributes));
        }
        Self::new(k, vec![1.0; attributes])
    }

    /// The smallest number of rows that may share a combination of attribute values.
    pub fn k(&self) -> usize {
        self.k
    }

    /// The number of attributes that each row has.
    pub fn attributes(&self) -> usize {
        self.weights.len()
    }

    /// The smallest batch that may be sealed while the wave is open.
    pub fn minimum_batch(&self) -> usize {
        (4 * self.k).max(20)
    }

    /// The fewest rows that may be sealed on this occasion.
    pub(crate) fn fewest(&self, occasion: Occasion) -> usize {
        match occasion {
            Occasion::Batch => self.minimum_batch(),
            Occasion::Closing => self.k,
        }
    }

    /// All subsets of the attributes.
    pub(crate) fn subsets(&self) -> std::ops::Range<Subset> {
        0..1 << self.weights.len()
    }

    /// The attributes, the heaviest first.
    pub(crate) fn heaviest_first(&self) -> Vec<usize> {
        let mut attributes: Vec<usize> = (0..self.weights.len()).collect();
        attributes.sort_by(|left, right| self.weights[*right].total_cmp(&self.weights[*left]));
        attributes
    }

    /// What the attributes of a subset weigh together.
    pub(crate) fn weight(&self, subset: Subset) -> f64 {
        let weighed = self.weights.iter().enumerate();
        weighed.filter(|(attribute, _)| subset & (1 << attribute) != 0).map(|(_, weight)| weight).sum()
    }
}

/// Why rows are sealed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// The wave is still open and enough rows wait: at least [`Rule::minimum_batch`].
    Batch,
    /// The wave closes and all rows that remain are sealed: at least k.
    Closing,
}

/// Why a rule or a batch was refused.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum SealError {
    /// The batch is smaller than the occasion allows.
    #[error("At least {needed} rows are needed to seal, but there are {have}.")]
    TooFewRows {
        /// The fewest rows the occasion allows.
        needed: usize,
        /// The rows in the batch.
        have: usize,
    },
    /// A row does not have one value for each attribute of the rule.
    #[error("Every row must have {needed} attribute values, but one has {have}.")]
    WrongNumberOfValues {
        /// The attributes of the rule.
        needed: usize,
        /// The values of the row.
        have: usize,
    },
    /// k is not allowed.
    #[error("k must be from {least} to {most}, but is {0}.", least = Rule::K.start(), most = Rule::K.end())]
    ClassSize(usize),
    /// An attribute's weight is not allowed.
    #[error("The weight of an attribute must be a finite number above 0, but one is {0}.")]
    Weight(f64),
    /// The share of rows to exchange is not allowed.
    #[error("The share of rows whose answers are exchanged must be from 0 to 0.5, but is {0}.")]
    Share(f64),
    /// There are more attributes than the search over their subsets can take.
    #[error("There can be at most {MOST_ATTRIBUTES} attributes, but there are {0}.")]
    TooManyAttributes(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k_is_bounded() {
        assert_eq!(Rule::unweighted(2, 1), Err(SealError::ClassSize(2)));
        assert_eq!(Rule::unweighted(101, 1), Err(SealError::ClassSize(101)));
        assert!(Rule::unweighted(3, 0).is_ok() && Rule::unweighted(100, 10).is_ok());
        assert_eq!(SealError::ClassSize(2).to_string(), "k must be from 3 to 100, but is 2.");
    }

    #[test]
    fn weights_are_finite_and_above_zero() {
        for bad in [0.0, -1.0, f64::INFINITY] {
            assert_eq!(Rule::new(5, vec![1.0, bad]), Err(SealError::Weight(bad)));
        }
        assert!(matches!(Rule::new(5, vec![f64::NAN]), Err(SealError::Weight(_))));
    }

    #[test]
    fn only_the_proportions_of_weights_matter() {
        assert_eq!(Rule::new(5, vec![4.0, 2.0]), Rule::new(5, vec![f64::MAX, f64::MAX / 2.0]));
    }

    #[test]
    fn at_most_ten_attributes() {
        assert_eq!(Rule::unweighted(5, 11), Err(SealError::TooManyAttributes(11)));
        assert_eq!(Rule::unweighted(5, usize::MAX), Err(SealError::TooManyAttributes(usize::MAX)));
    }

    #[test]
    fn a_batch_is_never_smaller_than_twenty() -> Result<(), SealError> {
        assert_eq!(Rule::unweighted(3, 1)?.minimum_batch(), 20);
        assert_eq!(Rule::unweighted(6, 1)?.minimum_batch(), 24);
        Ok(())
    }
}
