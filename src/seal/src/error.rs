//! Why a rule or a batch is refused.

use thiserror::Error;

use crate::{
    key::MOST_ATTRIBUTES,
    rule::{MOST_PATTERNS, Rule},
};

/// Why a rule or a batch was refused. It names attributes and counts, never a value that somebody gave.
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
    /// A row gives a value that the attribute does not have.
    #[error("Attribute {attribute} has the values 0 to {last}, but a row gives another.")]
    ValueOutOfRange {
        /// The attribute, counted from 0.
        attribute: usize,
        /// The attribute's last value.
        last: u16,
    },
    /// k is not allowed.
    #[error("k must be from {least} to {most}, but is {0}.", least = Rule::K.start(), most = Rule::K.end())]
    ClassSize(usize),
    /// An attribute's weight is not allowed.
    #[error("The weight of an attribute must be a finite number above 0, but one is {0}.")]
    Weight(f64),
    /// A share of exchanged rows is not allowed.
    #[error("The share of rows that exchange answers must be from 0 to 0.5, but is {0}.")]
    Share(f64),
    /// There are more attributes than the search over their subsets can take.
    #[error("There can be at most {MOST_ATTRIBUTES} attributes, but there are {0}.")]
    TooManyAttributes(usize),
    /// There are more patterns than the search over them can take.
    #[error(
        "The levels of the attributes, withheld among them, can be combined in {0} ways, but at most {MOST_PATTERNS} \
         are allowed: take fewer attributes or fewer levels."
    )]
    TooManyPatterns(usize),
    /// What a level keeps is not between 0 and 1, or not less than what the level below keeps.
    #[error(
        "Each level must keep less than the level below it, and more than 0, but level {level} of attribute \
         {attribute} does not."
    )]
    Keeps {
        /// The attribute, counted from 0.
        attribute: usize,
        /// The level, counted from 1 for the first coarser one.
        level: usize,
    },
    /// A level does not say of each value below, by one that the level has, in which it lies.
    #[error("Level {level} of attribute {attribute} does not name a value of its own for every value below it.")]
    Within {
        /// The attribute, counted from 0.
        attribute: usize,
        /// The level, counted from 1 for the first coarser one.
        level: usize,
    },
}
