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

/// The sealed rows of one wave, with the terms they were collected under.
///
/// It cannot be printed, and hands out aggregates only. It takes no row back: sealed rows never change.
pub struct SealedTable {
    k: u16,
    attributes: Vec<Attribute>,
    questionnaire: Questionnaire,
    attribute_columns: Vec<Column<u16>>,
    item_columns: Vec<Column<u8>>,
    rows: usize,
}

impl SealedTable {
    /// An empty table for a wave with these terms. `k` counts as at least [`MIN_K`].
    pub fn new(k: u16, attributes: &[Attribute], questionnaire: &Questionnaire) -> Self {
        let attribute_columns = attributes.iter().map(|attribute| {
            let missing = u16::try_from(attribute.values.len()).unwrap_or(u16::MAX);
            let codes = attribute.values.iter().map(|value| value.code.as_str());
            Column::new(&attribute.code, codes, 0..missing, missing)
        });
        let item_columns = questionnaire.items.iter().map(|item| {
            let missing = u8::try_from(item.options.len()).unwrap_or(u8::MAX);
            let codes = item.options.iter().map(|option| option.code.as_str());
            Column::new(&item.code, codes, 0..missing, missing)
        });
        SealedTable {
            k: k.max(MIN_K),
            attribute_columns: attribute_columns.collect(),
            item_columns: item_columns.collect(),
            attributes: attributes.to_vec(),
            questionnaire: questionnaire.clone(),
            rows: 0,
        }
    }

    /// Adds a sealed row. An attribute left out is withheld, an item left out unanswered. A row that does not fit the
    /// wave's terms is refused whole.
    pub fn push(&mut self, attributes: &Choices, answers: &Choices) -> Result<(), Corrupt> {
        let added = add(&mut self.attribute_columns, attributes, Corrupt::AttributeValue, Corrupt::Attribute)
            .and_then(|()| add(&mut self.item_columns, answers, Corrupt::Option, Corrupt::Item));
        match added {
            Ok(()) => self.rows += 1,
            Err(_) => {
                let rows = self.rows;
                self.attribute_columns.iter_mut().for_each(|column| column.codes.truncate(rows));
                self.item_columns.iter_mut().for_each(|column| column.codes.truncate(rows));
            }
        }
        added
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

    /// What results may be broken down and filtered by.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// What was asked.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.questionnaire
    }

    /// The columns of the attributes, in their declared order.
    pub(crate) fn attribute_columns(&self) -> &[Column<u16>] {
        &self.attribute_columns
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
