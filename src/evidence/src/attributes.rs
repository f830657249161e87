//! What rows, or terms, can be grouped by: the columns of attributes at all their levels.

use crate::Corrupt;
use crate::column::{Column, add};
use chorus_questionnaire::{Attribute, Choices};

/// An attribute at one of its levels.
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

/// All attributes of a wave, in declared order, each with its levels after it.
pub(crate) fn dimensions(attributes: &[Attribute]) -> Vec<Dimension> {
    let of = |(attribute, declared): (usize, &Attribute)| {
        let dimension = |(code, values): (&str, &[chorus_questionnaire::AttributeValue])| Dimension {
            code: code.to_owned(),
            values: values.iter().map(|value| value.code.clone()).collect(),
            attribute,
        };
        declared.lists().map(dimension).collect::<Vec<_>>()
    };
    attributes.iter().enumerate().flat_map(of).collect()
}

/// A column for each dimension.
pub(crate) struct AttributeColumns {
    columns: Vec<Column<u16>>,
    /// For each attribute and each of its coarser levels, where each value of the level below lies.
    nesting: Vec<Vec<Vec<u16>>>,
    rows: usize,
}

impl AttributeColumns {
    pub(crate) fn new(attributes: &[Attribute], dimensions: &[Dimension]) -> Self {
        let column = |dimension: &Dimension| {
            let missing = u16::try_from(dimension.values.len()).unwrap_or(u16::MAX);
            Column::new(&dimension.code, dimension.values.iter().map(String::as_str), 0..missing, missing)
        };
        Self {
            columns: dimensions.iter().map(column).collect(),
            nesting: attributes.iter().map(Attribute::nesting).collect(),
            rows: 0,
        }
    }

    /// How many bytes the columns take.
    pub(crate) fn bytes(&self) -> usize {
        self.columns.iter().map(Column::bytes).sum()
    }

    /// Adds a row, or nothing. A value of a coarser level says that the finer ones are withheld.
    pub(crate) fn push(&mut self, values: &Choices) -> Result<(), Corrupt> {
        let added = add(&mut self.columns, values, Corrupt::AttributeValue, Corrupt::Attribute);
        if added.is_ok() {
            self.climb();
            self.rows += 1;
        } else {
            self.cut(self.rows);
        }
        added
    }

    /// Makes room for so many rows more.
    pub(crate) fn reserve(&mut self, rows: usize) {
        self.columns.iter_mut().for_each(|column| column.reserve(rows));
    }

    /// Takes the last rows away again.
    pub(crate) fn cut(&mut self, rows: usize) {
        self.rows = rows;
        self.columns.iter_mut().for_each(|column| column.cut(rows));
    }

    /// Gives the last row its coarser values: whoever is in Germany is in Europe too.
    fn climb(&mut self) {
        let mut at = 0;
        for levels in &self.nesting {
            for within in levels {
                let Some([finer, coarser]) = self.columns.get_mut(at..at + 2) else { continue };
                let outer = finer.last().and_then(|code| within.get(usize::from(code)));
                if let Some(&outer) = outer {
                    coarser.replace_last(outer);
                }
                at += 1;
            }
            at += 1;
        }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.rows
    }

    /// The column of the dimension at this position.
    pub(crate) fn get(&self, dimension: usize) -> Option<&Column<u16>> {
        self.columns.get(dimension)
    }
}
