//! The sealed table in memory, by column.

use crate::Corrupt;
use crate::asked::{Asked, asked};
use crate::attributes::{AttributeColumns, Dimension, dimensions};
use crate::column::{Column, add};
use crate::terms::Comment;
use chorus_questionnaire::{Attribute, Choices, ItemKind, MIN_K, Questionnaire};
use std::fmt;

/// The sealed rows of one wave, with the terms they were collected under.
///
/// It cannot be printed, and hands out aggregates only. It takes no row back: sealed rows never change.
pub struct SealedTable {
    k: u16,
    /// How often a sensitive answer was replaced by that of a row drawn from its batch; from 0 to 1.
    exchange: f64,
    questionnaire: Questionnaire,
    asked: Vec<Asked>,
    comments: Vec<Comment>,
    dimensions: Vec<Dimension>,
    attribute_columns: AttributeColumns,
    item_columns: Vec<Column<u8>>,
}

impl SealedTable {
    /// An empty table for a wave with these terms. `k` counts as at least [`MIN_K`].
    pub fn new(k: u16, attributes: &[Attribute], questionnaire: &Questionnaire) -> Self {
        let dimensions = dimensions(attributes);
        let item_columns = questionnaire.variables().map(|variable| {
            let missing = u8::try_from(variable.categories.len()).unwrap_or(u8::MAX);
            let codes = variable.categories.iter().map(|category| category.code.as_str());
            Column::new(&variable.code, codes, 0..missing, missing)
        });
        let comments = questionnaire.items.iter().filter(|item| item.kind == ItemKind::Comment);
        SealedTable {
            k: k.max(MIN_K),
            exchange: 0.0,
            attribute_columns: AttributeColumns::new(attributes, &dimensions),
            item_columns: item_columns.collect(),
            asked: asked(questionnaire),
            comments: comments.map(|item| Comment::new(&item.code, attributes, &dimensions)).collect(),
            dimensions,
            questionnaire: questionnaire.clone(),
        }
    }

    /// The same for a wave in whose sealing that share of the sensitive answers, from 0 to below 1, was exchanged.
    pub fn with_exchange(mut self, share: f64) -> Self {
        self.exchange = if share.is_finite() { share.clamp(0.0, 0.99) } else { 0.0 };
        self
    }

    /// Makes room for so many rows more: one byte for each variable, and two for each attribute and each level of one. A hint;
    /// without it a table that grows takes up to twice as much.
    pub fn reserve(&mut self, rows: usize) {
        self.attribute_columns.reserve(rows);
        self.item_columns.iter_mut().for_each(|column| column.reserve(rows));
    }

    /// Adds a sealed row: value by attribute, and category by variable. An attribute left out is withheld, a variable left out
    /// unanswered; a value of a coarser level says that
    /// the finer ones are withheld. A row that does not fit the wave's terms is refused whole.
    pub fn push(&mut self, attributes: &Choices, answers: &Choices) -> Result<(), Corrupt> {
        let rows = self.len();
        self.attribute_columns.push(attributes)?;
        let added = add(&mut self.item_columns, answers, Corrupt::Option, Corrupt::Item);
        if added.is_err() {
            self.attribute_columns.cut(rows);
            self.item_columns.iter_mut().for_each(|column| column.cut(rows));
        }
        added
    }

    /// Adds that so many people of a class, at least k, used this term in their answer to a comment.
    pub fn push_term(&mut self, attributes: &Choices, item: &str, term: &str, people: u64) -> Result<(), Corrupt> {
        let comment = self.comments.iter_mut().find(|comment| comment.code == item).ok_or(Corrupt::Item)?;
        if people < u64::from(self.k) {
            return Err(Corrupt::Term);
        }
        comment.push(attributes, term, people)
    }

    /// How many rows there are. For whoever loads the table: it can be below k, and must not be shown.
    pub fn len(&self) -> usize {
        self.attribute_columns.len()
    }

    /// How many bytes of memory the rows take.
    pub fn bytes(&self) -> usize {
        self.attribute_columns.bytes() + self.item_columns.iter().map(Column::bytes).sum::<usize>()
    }

    /// Whether there are no rows yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The least number of people that anything released speaks of.
    pub fn k(&self) -> u16 {
        self.k
    }

    /// How often a sensitive answer was replaced by that of a row drawn from its batch; from 0 to 1.
    pub(crate) fn exchange(&self) -> f64 {
        self.exchange
    }

    /// What results may be broken down and filtered by: the attributes in declared order, each with its levels after it.
    pub(crate) fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// What was asked.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.questionnaire
    }

    /// The columns of the dimensions, in their order.
    pub(crate) fn attribute_columns(&self) -> &AttributeColumns {
        &self.attribute_columns
    }

    /// The comments, in the order asked.
    pub(crate) fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// All that is measured by options, in the order asked.
    pub(crate) fn asked(&self) -> &[Asked] {
        &self.asked
    }

    /// The columns of the variables, in their declared order.
    pub(crate) fn item_columns(&self) -> &[Column<u8>] {
        &self.item_columns
    }
}

/// Says only that there is one: neither rows nor their number may reach a log by way of `{:?}`.
impl fmt::Debug for SealedTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedTable(…)")
    }
}
