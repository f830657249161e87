//! What can be wrong with a query or a row, said so that the caller can mend it.

use std::fmt;

/// Codes that would be right, as a hint: the first few, and how many more there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The first few.
    pub first: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

impl Known {
    const SHOWN: usize = 12;

    pub(crate) fn new<'a>(codes: impl Iterator<Item = &'a str>) -> Self {
        let mut first: Vec<String> = codes.map(str::to_owned).collect();
        let more = first.len().saturating_sub(Self::SHOWN);
        first.truncate(Self::SHOWN);
        Known { first, more }
    }
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first.is_empty() {
            return f.write_str("none");
        }
        write!(f, "'{}'", self.first.join("', '"))?;
        match self.more {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

/// The part of a query that an error is about, named as the query parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryPart {
    /// What is measured.
    Measure,
    /// The breakdown.
    By,
    /// The filter.
    Where,
    /// The programme asked about.
    Programme,
}

impl QueryPart {
    /// The name of the query parameter.
    pub fn as_str(self) -> &'static str {
        match self {
            QueryPart::Measure => "measure",
            QueryPart::By => "by",
            QueryPart::Where => "where",
            QueryPart::Programme => "programme",
        }
    }
}

/// Why a query has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// A measure that the questionnaire does not have.
    #[error("there is no item or scale '{name}'; there are {known}")]
    UnknownMeasure {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Known,
    },
    /// An attribute that the wave does not ask for.
    #[error("there is no attribute '{name}'; there are {known}")]
    UnknownAttribute {
        /// `By` or `Where`.
        part: QueryPart,
        /// What was asked for.
        name: String,
        /// What there is.
        known: Known,
    },
    /// A value that the attribute does not have.
    #[error("the attribute '{attribute}' has no value '{name}'; it has {known}")]
    UnknownValue {
        /// The attribute.
        attribute: String,
        /// What was asked for.
        name: String,
        /// What there is.
        known: Known,
    },
    /// An attribute that stands twice in the breakdown.
    #[error("'{name}' stands twice in the breakdown, or beside another level of itself; name each attribute once")]
    RepeatedAttribute {
        /// The attribute.
        name: String,
    },
    /// A breakdown by too many attributes.
    #[error("a breakdown is by at most {most} attributes, and this one is by {asked}: {names}", names = .names.join(", "))]
    TooManyAttributes {
        /// How many were asked for.
        asked: usize,
        /// How many may be.
        most: usize,
        /// Their codes.
        names: Vec<String>,
    },
    /// A breakdown into too many groups.
    #[error("a breakdown by {names} makes {groups} groups, and {most} is the most; leave an attribute out",
        names = .names.join(", "))]
    TooManyGroups {
        /// How many groups it would make.
        groups: usize,
        /// How many there may be.
        most: usize,
        /// The codes of the attributes.
        names: Vec<String>,
    },
    /// Too many measures for that many groups.
    #[error(
        "{measures} measures for {groups} groups make {counts} counts, and {most} is the most; ask for fewer measures"
    )]
    TooManyCounts {
        /// How many measures.
        measures: usize,
        /// How many groups.
        groups: usize,
        /// How many counts that makes.
        counts: usize,
        /// How many there may be.
        most: usize,
    },
    /// A measure that two waves do not ask alike, or an attribute of which they share no value.
    #[error("'{name}' is not the same in the two waves, or is a comment: it cannot be compared")]
    NotComparable {
        /// `Measure` or `By`.
        part: QueryPart,
        /// What was asked for.
        name: String,
    },
    /// A measure without scores, of which there is no mean.
    #[error("'{name}' has no scores; give its options scores, or ask for how its options changed")]
    NotScored {
        /// What was asked for.
        name: String,
    },
    /// The reliability of what is no scale.
    #[error("'{name}' is no scale; reliability is that of the items of a scale")]
    NoScale {
        /// What was asked for.
        name: String,
    },
    /// Gaps between groups, and no groups.
    #[error("name the attribute whose groups are compared, one for a change")]
    NoBreakdown,
    /// A study that has nothing to compare with.
    #[error(
        "this programme declares no comparison and no stepped wedge, so an effect cannot be told; ask for the change"
    )]
    NoComparison,
    /// Fewer waves than a comparison needs.
    #[error("at least two waves with a day must have been closed")]
    FewWaves,
    /// Two waves without a measure in common.
    #[error("the two waves have no item or scale in common, with the same options and scores")]
    NothingAlike,
}

impl EvidenceError {
    /// The part of the query to mend.
    pub fn part(&self) -> QueryPart {
        match self {
            Self::UnknownMeasure { .. }
            | Self::TooManyCounts { .. }
            | Self::NothingAlike
            | Self::NotScored { .. }
            | Self::NoScale { .. } => QueryPart::Measure,
            Self::NoComparison | Self::FewWaves => QueryPart::Programme,
            Self::UnknownAttribute { part, .. } | Self::NotComparable { part, .. } => *part,
            Self::UnknownValue { .. } => QueryPart::Where,
            Self::RepeatedAttribute { .. }
            | Self::TooManyAttributes { .. }
            | Self::TooManyGroups { .. }
            | Self::NoBreakdown => QueryPart::By,
        }
    }
}

/// A sealed row does not fit the wave's terms: the store is damaged. Names the place, never what stands in the row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Corrupt {
    /// A value that the attribute does not have.
    #[error("a sealed row has an unknown value for the attribute '{0}'")]
    AttributeValue(String),
    /// An attribute that the wave does not ask for.
    #[error("a sealed row has an attribute that this wave does not ask for")]
    Attribute,
    /// A term of a comment that fewer than k people used.
    #[error("a term is of fewer than k people")]
    Term,
    /// An option that the item does not have.
    #[error("a sealed row has an unknown option for the item '{0}'")]
    Option(String),
    /// An item that the questionnaire does not have.
    #[error("a sealed row has an answer to an item that this questionnaire does not have")]
    Item,
}
