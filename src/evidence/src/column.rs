//! A column in memory: one small code for each row, so that counting touches nothing else.

use crate::Corrupt;
use chorus_questionnaire::Choices;
use std::collections::HashMap;

/// A column of codes. A code is the position in the declared list; one past the end stands for withheld or unanswered.
pub(crate) struct Column<T> {
    name: String,
    codes: Vec<T>,
    known: HashMap<String, T>,
    missing: T,
}

impl<T: Copy> Column<T> {
    pub(crate) fn new<'a>(
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

    /// How many bytes the codes take.
    pub(crate) fn bytes(&self) -> usize {
        self.codes.capacity() * size_of::<T>()
    }

    /// Makes room for so many rows more, and no more than that.
    pub(crate) fn reserve(&mut self, rows: usize) {
        self.codes.reserve_exact(rows);
    }

    pub(crate) fn last(&self) -> Option<T> {
        self.codes.last().copied()
    }

    pub(crate) fn replace_last(&mut self, by: T) {
        if let Some(last) = self.codes.last_mut() {
            *last = by;
        }
    }

    pub(crate) fn cut(&mut self, rows: usize) {
        self.codes.truncate(rows);
    }
}

/// Adds a row to all columns, or to some and tells what does not fit.
pub(crate) fn add<T: Copy>(
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
