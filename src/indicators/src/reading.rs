//! Reading the columns that all files share: the month, the group, and counts.

use crate::error::Fault;
use crate::sheet::{MOST_TOLD, Row, Sheet};
use crate::terms::Terms;
use crate::{IndicatorError, MOST_ATTRIBUTES};
use chorus_questionnaire::{Choices, Day};
use std::collections::BTreeMap;

/// Which columns a file may have beside those of attributes.
pub(crate) struct Layout {
    pub(crate) needed: &'static [&'static str],
    pub(crate) optional: &'static [&'static str],
    /// How few attributes there may be.
    pub(crate) least_attributes: usize,
}

/// A file whose header is right.
pub(crate) struct Reading<'a> {
    terms: &'a Terms,
    /// Where each column stands.
    places: BTreeMap<String, usize>,
    /// The columns of attributes, in the order of the file.
    pub(crate) by: Vec<String>,
    rows: Vec<Row>,
    pub(crate) faults: Vec<Fault>,
}

impl<'a> Reading<'a> {
    /// Checks the header. One that does not fit is an error by itself.
    pub(crate) fn new(sheet: Sheet, layout: &Layout, terms: &'a Terms) -> Result<Self, IndicatorError> {
        let refused = |column: &str, reason: String| Err(IndicatorError::File(vec![Fault::new(1, column, reason)]));
        let (mut places, mut by) = (BTreeMap::new(), Vec::new());
        for (at, name) in sheet.columns.iter().enumerate() {
            if places.insert(name.clone(), at).is_some() {
                return refused(name, "this column stands here twice; leave one out".to_owned());
            }
            if layout.needed.contains(&name.as_str()) || layout.optional.contains(&name.as_str()) {
                continue;
            }
            if terms.values(name).is_none() {
                let known = [layout.needed, layout.optional].concat().join(", ");
                let reason = format!("leave this column out; known are {known}, and the attributes {}", terms.names());
                return refused(name, reason);
            }
            by.push(name.clone());
        }
        if let Some(missing) = layout.needed.iter().find(|name| !places.contains_key(**name)) {
            return refused(missing, format!("this column is missing; the file has {}", sheet.columns.join(", ")));
        }
        if by.len() > MOST_ATTRIBUTES || by.len() < layout.least_attributes {
            let least = layout.least_attributes;
            let reason = format!("name {least} to {MOST_ATTRIBUTES} attributes; known are {}", terms.names());
            return refused(by.last().map_or("", String::as_str), reason);
        }
        Ok(Self { terms, places, by, rows: sheet.rows, faults: sheet.faults })
    }

    /// Reads every row, and gives the file back or all that is wrong with it.
    pub(crate) fn all<T>(
        mut self,
        mut read: impl FnMut(&mut RowReading<'_>) -> Option<T>,
    ) -> Result<(Vec<String>, Vec<T>), IndicatorError> {
        let mut found = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            if self.faults.len() >= MOST_TOLD {
                break;
            }
            let mut reading =
                RowReading { row, places: &self.places, by: &self.by, terms: self.terms, faults: &mut self.faults };
            found.extend(read(&mut reading));
        }
        self.faults.sort_by_key(|fault| fault.line);
        if self.faults.is_empty() { Ok((self.by, found)) } else { Err(IndicatorError::File(self.faults)) }
    }
}

/// One row, and where its faults go.
pub(crate) struct RowReading<'a> {
    row: &'a Row,
    places: &'a BTreeMap<String, usize>,
    by: &'a [String],
    terms: &'a Terms,
    faults: &'a mut Vec<Fault>,
}

impl RowReading<'_> {
    /// The line of the row.
    pub(crate) fn line(&self) -> u64 {
        self.row.line
    }

    /// Notes a fault in a column.
    pub(crate) fn fault<T>(&mut self, column: &str, reason: impl Into<String>) -> Option<T> {
        self.faults.push(Fault::new(self.row.line, column, reason));
        None
    }

    /// What stands in a column; nothing if it is empty or not there.
    pub(crate) fn text(&self, column: &str) -> Option<&str> {
        let cell = self.places.get(column).and_then(|at| self.row.cells.get(*at))?;
        Some(cell.as_str()).filter(|cell| !cell.is_empty())
    }

    /// A month, written `2026-03`.
    pub(crate) fn month(&mut self) -> Option<String> {
        let text = self.text("month").unwrap_or_default();
        match Day::parse(&format!("{text}-01")) {
            Some(day) => Some(day.month()),
            None => self.fault("month", "write a month like 2026-03"),
        }
    }

    /// The group: a known value of each attribute.
    pub(crate) fn group(&mut self) -> Option<Choices> {
        let mut group = Choices::new();
        for by in self.by {
            let value = self.text(by).unwrap_or_default().to_owned();
            let known = self.terms.values(by).unwrap_or_default();
            if !known.contains(&value) {
                let first = known.iter().take(12).cloned().collect::<Vec<_>>().join("', '");
                let more = if known.len() > 12 { " and more" } else { "" };
                return self.fault(by, format!("'{by}' has no value '{value}'; it has '{first}'{more}"));
            }
            group.insert(by.clone(), value);
        }
        Some(group)
    }

    /// A whole number from 0, which must be there.
    pub(crate) fn count(&mut self, column: &str) -> Option<u64> {
        let number = self.text(column).and_then(|text| text.parse::<u64>().ok());
        match number.filter(|number| *number <= 1_000_000_000) {
            Some(number) => Some(number),
            None => self.fault(column, "write a whole number from 0, without separators"),
        }
    }

    /// The same, where it may be left out.
    pub(crate) fn optional_count(&mut self, column: &str) -> Result<Option<u64>, ()> {
        if self.text(column).is_none() { Ok(None) } else { self.count(column).map(Some).ok_or(()) }
    }

    /// A number from 0, which must be there.
    pub(crate) fn amount(&mut self, column: &str) -> Option<f64> {
        let number = self.text(column).and_then(|text| text.parse::<f64>().ok());
        match number.filter(|number| (0.0..=1e12).contains(number)) {
            Some(number) => Some(number),
            None => self.fault(column, "write a number from 0, with a point before decimals"),
        }
    }
}
