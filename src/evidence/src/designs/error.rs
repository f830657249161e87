//! Why a design has no answer, said so that the caller can mend it.

/// What is wrong with the aggregates of a design.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DesignError {
    /// A number that is not finite, or negative where it must not be, or sums that no answers can have.
    #[error("{0} is not a number that such data can have")]
    Impossible(&'static str),
    /// Less than the design needs.
    #[error("this needs at least {least} {what}, and there are {found}")]
    TooFew {
        /// What there is too little of.
        what: &'static str,
        /// How many there must be.
        least: usize,
        /// How many there are.
        found: usize,
    },
    /// More than can be computed within reason.
    #[error("this takes at most {most} {what}, and there are {found}")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// Parts of the input whose lengths do not fit each other.
    #[error("{0} do not fit each other")]
    Mismatch(&'static str),
    /// What is sought cannot be told apart from the rest of the model, whatever the outcomes are.
    #[error("the effect cannot be told apart from the rest of the model: the design does not identify it")]
    NotIdentified,
    /// Nothing varies, so that nothing can be said about uncertainty.
    #[error("nothing varies, so there is no measure of uncertainty")]
    NoVariation,
    /// A count of 0 where a logarithm is taken.
    #[error("a share of 0 has no ratio with an interval")]
    ZeroShare,
    /// More people answered than there are.
    #[error("in group {group} (counted from 0) more people answered than its headcount says there are")]
    MoreRespondentsThanPeople {
        /// The place of the group in the input.
        group: usize,
    },
    /// Headcounts of a category that nobody of it answered for: no weight can make up for that.
    #[error("category {category} of margin {margin} (counted from 0) has people and no respondents, or the reverse")]
    EmptyCategory {
        /// The place of the margin.
        margin: usize,
        /// The place of the category in it.
        category: usize,
    },
    /// An iteration that did not settle.
    #[error("the weights did not settle within {iterations} rounds; merge small categories or leave a margin out")]
    NotConverged {
        /// How many rounds there were.
        iterations: usize,
    },
}
