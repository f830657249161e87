//! The sealed table in memory, by column: one small code for each row, so that counting touches nothing else.

use crate::Corrupt;
use chorus_questionnaire::{Attribute, Choices, MIN_K, Questionnaire};
use std::collections::HashMap;
use std::fmt;

/// A column of codes. A code is the position in the declared list; one past the end stands for withheld or unanswered.
pub(crate) struct Column<T> {
    name: String,
    codes: Vec<T>,
    known: HashMap<String, T>,
    missing: T,
}

impl<T: Copy> Column<T> {
    fn new<'a>(
        name: &str,
        codes: impl Iterator<Item = &'a str>,
        positions: impl Iterator<Item = T>,
        missing: T,
    ) -> Self {
        Column {
            name: name.to_owned(),
            codes: Vec::new(),
            known: codes.map(str::to_owned).zip(positions).collect(),
            missing,
        }
    }

    /// The rows' codes.
    pub(crate) fn codes(&self) -> &[T] {
        &self.codes
    }

    /// The code that stands for withheld or unanswered, greater than all others.
    pub(crate) fn missing(&self) -> T {
        self.missing
    }
}

/// What rows can be grouped and filtered by: an attribute at one of its levels.
pub(crate) struct Dimension {
    /// Code of the attribute or of its coarser level.
    pub code: String,
    /// Codes of its values, in declared order.
    pub values: Vec<String>,
    /// Position of the attribute.
    pub attribute: usize,
}

impl Dimension {
    /// The position of the value with this code.
    pub(crate) fn position(&self, value: &str) -> Option<usize> {
        self.values.iter().position(|known| known == value)
    }
}

/// The sealed rows of one wave, with the terms they were collected under.
///
/// It cannot be printed, and hands out aggregates only. It takes no row back: sealed rows never change.
pub struct SealedTable {
    k: u16,
    /// How often a sensitive answer was replaced by that of a row drawn from its batch; from 0 to 1.
    exchange: f64,
    questionnaire: Questionnaire,
    dimensions: Vec<Dimension>,
    /// For each attribute and each of its coarser levels, where each value of the level below lies.
    nesting: Vec<Vec<Vec<u16>>>,
    dimension_columns: Vec<Column<u16>>,
    item_columns: Vec<Column<u8>>,
    rows: usize,
}

impl SealedTable {
    /// An empty table for a wave with these terms. `k` counts as at least [`MIN_K`].
    pub fn new(k: u16, attributes: &[Attribute], questionnaire: &Questionnaire) -> Self {
        let dimensions = attributes.iter().enumerate().flat_map(|(attribute, declared)| {
            declared.lists().map(move |(code, values)| Dimension {
                code: code.to_owned(),
                values: values.iter().map(|value| value.code.clone()).collect(),
                attribute,
            })
        });
        let dimensions: Vec<Dimension> = dimensions.collect();
        let dimension_columns = dimensions.iter().map(|dimension| {
            let missing = u16::try_from(dimension.values.len()).unwrap_or(u16::MAX);
            Column::new(&dimension.code, dimension.values.iter().map(String::as_str), 0..missing, missing)
        });
        let item_columns = questionnaire.items.iter().map(|item| {
            let missing = u8::try_from(item.options.len()).unwrap_or(u8::MAX);
            let codes = item.options.iter().map(|option| option.code.as_str());
            Column::new(&item.code, codes, 0..missing, missing)
        });
        SealedTable {
            k: k.max(MIN_K),
            exchange: 0.0,
            dimension_columns: dimension_columns.collect(),
            item_columns: item_columns.collect(),
            dimensions,
            nesting: attributes.iter().map(Attribute::nesting).collect(),
            questionnaire: questionnaire.clone(),
            rows: 0,
        }
    }

    /// The same for a wave in whose sealing that share of the sensitive answers, from 0 to below 1, was exchanged.
    pub fn with_exchange(mut self, share: f64) -> Self {
        self.exchange = if share.is_finite() { share.clamp(0.0, 0.99) } else { 0.0 };
        self
    }

    /// Adds a sealed row. An attribute left out is withheld, an item left out unanswered; a value of a coarser level says that
    /// the finer ones are withheld. A row that does not fit the wave's terms is refused whole.
    pub fn push(&mut self, attributes: &Choices, answers: &Choices) -> Result<(), Corrupt> {
        let added = add(&mut self.dimension_columns, attributes, Corrupt::AttributeValue, Corrupt::Attribute)
            .and_then(|()| add(&mut self.item_columns, answers, Corrupt::Option, Corrupt::Item));
        match added {
            Ok(()) => {
                self.climb();
                self.rows += 1;
            }
            Err(_) => {
                let rows = self.rows;
                self.dimension_columns.iter_mut().for_each(|column| column.codes.truncate(rows));
                self.item_columns.iter_mut().for_each(|column| column.codes.truncate(rows));
            }
        }
        added
    }

    /// Gives the last row its coarser values: whoever is in Germany is in Europe too.
    fn climb(&mut self) {
        let mut at = 0;
        for levels in &self.nesting {
            for within in levels {
                let Some([finer, coarser]) = self.dimension_columns.get_mut(at..at + 2) else { continue };
                let outer = finer.codes.last().and_then(|&code| within.get(usize::from(code)));
                if let (Some(&outer), Some(code)) = (outer, coarser.codes.last_mut()) {
                    *code = outer;
                }
                at += 1;
            }
            at += 1;
        }
    }

    /// How many rows there are. For whoever loads the table: it can be below k, and must not be shown.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are no rows yet.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
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
    pub(crate) fn dimension_columns(&self) -> &[Column<u16>] {
        &self.dimension_columns
    }

    /// The columns of the items, in their declared order.
    pub(crate) fn item_columns(&self) -> &[Column<u8>] {
        &self.item_columns
    }
}

/// Adds a row to all columns, or to some and tells what does not fit.
fn add<T: Copy>(
    columns: &mut [Column<T>],
    choices: &Choices,
    unknown_choice: impl Fn(String) -> Corrupt,
    unknown_name: Corrupt,
) -> Result<(), Corrupt> {
    let mut found = 0;
    for column in columns {
        let code = match choices.get(&column.name) {
            None => column.missing,
            Some(choice) => {
                found += 1;
                let known = column.known.get(choice).copied();
                known.ok_or_else(|| unknown_choice(column.name.clone()))?
            }
        };
        column.codes.push(code);
    }
    if found == choices.len() { Ok(()) } else { Err(unknown_name) }
}

/// Says only that there is one: neither rows nor their number may reach a log by way of `{:?}`.
impl fmt::Debug for SealedTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedTable(…)")
    }
}
