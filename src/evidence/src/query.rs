//! What can be asked, and its check against the wave's terms.

use crate::asked::Asked;
use crate::attributes::Dimension;
use crate::terms::Comment;
use crate::{EvidenceError, Known, QueryPart, SealedTable, scales};
use chorus_questionnaire::Scale;

/// The most attributes that one breakdown may cross.
pub const MAX_ATTRIBUTES_BY: usize = 3;
/// The most groups that one breakdown may make.
pub const MAX_GROUPS: usize = 20_000;
/// The most counts that one answer may have, one for each option and one for each measure in each group; it bounds the
/// answer's size.
pub const MAX_COUNTS: usize = 500_000;

/// A question to the sealed table. It can name attributes in `by` and `filters`, and nothing else there: nobody can group
/// or filter by an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Codes of items and scales; all of them when empty. One named twice counts once.
    pub measures: Vec<String>,
    /// Codes of the attributes, or of their coarser levels, to break down by, at most [`MAX_ATTRIBUTES_BY`].
    pub by: Vec<String>,
    /// Attribute and value. The same attribute again means either value; different attributes must all match.
    pub filters: Vec<(String, String)>,
}

/// A measure, found.
#[derive(Clone)]
pub(crate) enum Subject<'a> {
    /// An item, or a row of a matrix.
    Item(&'a Asked),
    /// A scale.
    Scale(&'a Scale),
    /// A comment, and the terms of it that are shown.
    Comment(&'a Comment, Vec<&'a str>),
}

impl<'a> Subject<'a> {
    /// Its code.
    pub(crate) fn code(&self) -> &'a str {
        match self {
            Subject::Item(asked) => &asked.code,
            Subject::Scale(scale) => &scale.code,
            Subject::Comment(comment, _) => &comment.code,
        }
    }

    /// The codes of its options or cut-offs, or its terms.
    pub(crate) fn options(&self) -> Vec<&'a str> {
        match self {
            Subject::Item(asked) => asked.options.iter().map(|option| option.code.as_str()).collect(),
            Subject::Scale(scale) => scale.cut_offs.iter().map(|cut_off| cut_off.code.as_str()).collect(),
            Subject::Comment(_, terms) => terms.clone(),
        }
    }
}

/// The values of a dimension that a filter lets through.
pub(crate) struct Filter {
    /// The dimension's position.
    pub dimension: usize,
    /// Positions of the values, in the order asked for.
    pub values: Vec<usize>,
}

/// A query, checked: everything in it is known.
pub(crate) struct Plan<'a> {
    /// What is measured.
    pub subjects: Vec<Subject<'a>>,
    /// Positions of the dimensions to break down by.
    pub by: Vec<usize>,
    /// What must match.
    pub filters: Vec<Filter>,
    /// How many groups the breakdown has: the product of the attributes' values.
    pub groups: usize,
}

impl<'a> Plan<'a> {
    pub(crate) fn new(table: &'a SealedTable, query: &Query) -> Result<Self, EvidenceError> {
        let subjects = subjects(table, &query.measures)?;
        let dimensions = table.dimensions();
        let by = breakdown(dimensions, &query.by)?;
        let values = by.iter().filter_map(|&at| dimensions.get(at)).map(|dimension| dimension.values.len());
        let groups = values.fold(1, usize::saturating_mul);
        if groups > MAX_GROUPS {
            let names = query.by.clone();
            return Err(EvidenceError::TooManyGroups { groups, most: MAX_GROUPS, names });
        }
        let filters = filters(dimensions, &query.filters)?;
        let options = |subject: &Subject<'_>| match subject {
            Subject::Item(asked) => asked.options.len(),
            Subject::Scale(scale) => scale.cut_offs.len() + scales::bands(table, scale),
            Subject::Comment(_, terms) => terms.len(),
        };
        let counts = subjects.iter().map(|subject| options(subject) + 1).sum::<usize>().saturating_mul(groups);
        if counts > MAX_COUNTS {
            let (measures, most) = (subjects.len(), MAX_COUNTS);
            return Err(EvidenceError::TooManyCounts { measures, groups, counts, most });
        }
        Ok(Plan { subjects, by, filters, groups })
    }
}

fn subjects<'a>(table: &'a SealedTable, names: &[String]) -> Result<Vec<Subject<'a>>, EvidenceError> {
    let questionnaire = table.questionnaire();
    let items = table.asked().iter().map(|asked| (asked.code.as_str(), Subject::Item(asked)));
    let scales = questionnaire.scales.iter().map(|scale| (scale.code.as_str(), Subject::Scale(scale)));
    let comments = table.comments().iter();
    let comments = comments.map(|comment| (comment.code.as_str(), Subject::Comment(comment, comment.terms())));
    let all: Vec<(&str, Subject<'a>)> = items.chain(comments).chain(scales).collect();
    if names.is_empty() {
        return Ok(all.into_iter().map(|(_, subject)| subject).collect());
    }
    let mut subjects = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let Some((_, subject)) = all.iter().find(|(code, _)| code == name) else {
            let known = Known::new(all.iter().map(|(code, _)| *code));
            return Err(EvidenceError::UnknownMeasure { name: name.clone(), known });
        };
        if !names.iter().take(i).any(|earlier| earlier == name) {
            subjects.push(subject.clone());
        }
    }
    Ok(subjects)
}

fn breakdown(dimensions: &[Dimension], names: &[String]) -> Result<Vec<usize>, EvidenceError> {
    if names.len() > MAX_ATTRIBUTES_BY {
        let (asked, most) = (names.len(), MAX_ATTRIBUTES_BY);
        return Err(EvidenceError::TooManyAttributes { asked, most, names: names.to_vec() });
    }
    let mut by = Vec::new();
    let mut attributes = Vec::new();
    for name in names {
        let (at, attribute) = position(dimensions, name, QueryPart::By)?;
        if attributes.contains(&attribute) {
            return Err(EvidenceError::RepeatedAttribute { name: name.clone() });
        }
        by.push(at);
        attributes.push(attribute);
    }
    Ok(by)
}

fn filters(dimensions: &[Dimension], pairs: &[(String, String)]) -> Result<Vec<Filter>, EvidenceError> {
    let mut filters: Vec<Filter> = Vec::new();
    for (name, value) in pairs {
        let (at, _) = position(dimensions, name, QueryPart::Where)?;
        let dimension = dimensions.get(at);
        let Some(value) = dimension.and_then(|dimension| dimension.position(value)) else {
            let values = dimension.map_or(&[][..], |dimension| &dimension.values);
            return Err(EvidenceError::UnknownValue {
                attribute: name.clone(),
                name: value.clone(),
                known: Known::new(values.iter().map(String::as_str)),
            });
        };
        match filters.iter_mut().find(|filter| filter.dimension == at) {
            Some(filter) if filter.values.contains(&value) => {}
            Some(filter) => filter.values.push(value),
            None => filters.push(Filter { dimension: at, values: vec![value] }),
        }
    }
    Ok(filters)
}

/// The positions of the dimension with this code and of its attribute.
fn position(dimensions: &[Dimension], name: &str, part: QueryPart) -> Result<(usize, usize), EvidenceError> {
    let found = dimensions.iter().enumerate().find(|(_, dimension)| dimension.code == name);
    let found = found.map(|(at, dimension)| (at, dimension.attribute));
    found.ok_or_else(|| EvidenceError::UnknownAttribute {
        part,
        name: name.to_owned(),
        known: Known::new(dimensions.iter().map(|dimension| dimension.code.as_str())),
    })
}
