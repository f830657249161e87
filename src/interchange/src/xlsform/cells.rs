//! Writing: a sheet as columns by heading and rows of texts. Columns without a value are left out.

use crate::InterchangeError;
use rust_xlsxwriter::{Format, Workbook};

/// A sheet that is being filled.
pub(super) struct Cells {
    name: &'static str,
    columns: Vec<(String, bool)>,
    rows: Vec<Vec<(usize, String)>>,
}

impl Cells {
    /// A sheet with these columns. Those named `always` are written even when they are empty.
    pub(super) fn new(name: &'static str, always: usize, columns: impl IntoIterator<Item = String>) -> Self {
        let columns = columns.into_iter().enumerate().map(|(at, column)| (column, at < always)).collect();
        Self { name, columns, rows: Vec::new() }
    }

    /// Begins a row.
    pub(super) fn row(&mut self) -> &mut Self {
        self.rows.push(Vec::new());
        self
    }

    /// Fills a cell of the row begun last.
    pub(super) fn set(&mut self, column: &str, value: impl Into<String>) -> &mut Self {
        let at = self.columns.iter().position(|(known, _)| known == column);
        if let (Some(at), Some(row)) = (at, self.rows.last_mut()) {
            row.push((at, value.into()));
            self.columns.iter_mut().skip(at).take(1).for_each(|(_, used)| *used = true);
        }
        self
    }

    /// As [`Cells::set`], with `yes` if it holds.
    pub(super) fn flag(&mut self, column: &str, holds: bool) -> &mut Self {
        if holds { self.set(column, "yes") } else { self }
    }

    /// Whether it has no row.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the sheet to a workbook, every cell as text, so that no program turns a code into a number or a date.
    pub(super) fn add_to(self, workbook: &mut Workbook) -> Result<(), InterchangeError> {
        let failed = |error: rust_xlsxwriter::XlsxError| InterchangeError::Write(error.to_string());
        let (heading, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.name).map_err(failed)?;
        let used: Vec<usize> =
            (0..self.columns.len()).filter(|at| self.columns.get(*at).is_some_and(|c| c.1)).collect();
        for (at, (name, _)) in (0u16..).zip(used.iter().filter_map(|at| self.columns.get(*at))) {
            sheet.write_string_with_format(0, at, name, &heading).map_err(failed)?;
        }
        for (number, row) in (1u32..).zip(&self.rows) {
            for (at, value) in row {
                let column = used.iter().position(|used| used == at).and_then(|at| u16::try_from(at).ok());
                if let Some(column) = column {
                    sheet.write_string_with_format(number, column, value, &text).map_err(failed)?;
                }
            }
        }
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        Ok(())
    }
}
