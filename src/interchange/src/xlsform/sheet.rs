//! Reading: sheets as rows of texts by heading. It bounds what a workbook may unpack to before anything is unpacked for good.

use crate::InterchangeError;
use calamine::{DataRef, Reader as _, Xlsx};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

/// The most bytes that the parts of a workbook may have, all together.
const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// The most cells with a value.
const MOST_CELLS: usize = 500_000;

/// A row, with its number as spreadsheets show it.
#[derive(Default)]
pub(super) struct Row {
    pub(super) number: u32,
    cells: BTreeMap<String, String>,
}

/// A sheet with its headings in order.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<Row>,
}

impl Row {
    /// The text of a cell, as it is; empty if there is none.
    pub(super) fn text(&self, heading: &str) -> &str {
        self.cells.get(heading).map_or("", String::as_str)
    }

    /// The text of a cell without spaces around it.
    pub(super) fn word(&self, heading: &str) -> &str {
        self.text(heading).trim()
    }

    /// Whether a cell says yes, in one of the ways that XLSForm allows.
    pub(super) fn flag(&self, heading: &str) -> bool {
        matches!(self.word(heading).to_ascii_lowercase().as_str(), "yes" | "true" | "true()" | "1")
    }

    /// The cells that have a value.
    pub(super) fn filled(&self) -> impl Iterator<Item = (&str, &str)> {
        let filled = self.cells.iter().filter(|(_, text)| !text.trim().is_empty());
        filled.map(|(heading, text)| (heading.as_str(), text.as_str()))
    }
}

/// All sheets by their names in lower case. `tidy` brings a heading into the form in which it is looked up.
pub(super) fn sheets(
    bytes: &[u8],
    tidy: fn(&str, &str) -> String,
) -> Result<BTreeMap<String, Sheet>, InterchangeError> {
    bounded(bytes)?;
    let broken = |error: calamine::XlsxError| InterchangeError::Workbook(error.to_string());
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let (mut sheets, mut cells) = (BTreeMap::new(), 0);
    for name in workbook.sheet_names() {
        let key = name.trim().to_lowercase();
        let mut grid: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(broken)?;
        // Cell by cell: a grid as wide as the farthest cell could be asked to fill all memory.
        while let Some(cell) = reader.next_cell().map_err(broken)? {
            let text = text_of(cell.get_value());
            if !text.is_empty() {
                cells += 1;
                if cells > MOST_CELLS {
                    return Err(InterchangeError::TooLarge("it has more than 500,000 cells".to_owned()));
                }
                let (row, column) = cell.get_position();
                grid.entry(row).or_default().insert(column, text);
            }
        }
        sheets.insert(key.clone(), sheet(&key, grid, tidy));
    }
    Ok(sheets)
}

/// Unpacks every part into nothing, and refuses what grows beyond measure.
fn bounded(bytes: &[u8]) -> Result<(), InterchangeError> {
    let broken = |error: zip::result::ZipError| InterchangeError::Workbook(error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut left = MOST_BYTES;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(broken)?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|error| InterchangeError::Workbook(error.to_string()))?;
        left = left.checked_sub(size).ok_or_else(|| {
            InterchangeError::TooLarge("its parts unpack to more than 32 MiB; leave pictures out".to_owned())
        })?;
    }
    Ok(())
}

fn sheet(name: &str, mut grid: BTreeMap<u32, BTreeMap<u32, String>>, tidy: fn(&str, &str) -> String) -> Sheet {
    let Some((_, first)) = grid.pop_first() else { return Sheet::default() };
    let headings: BTreeMap<u32, String> = first.into_iter().map(|(at, heading)| (at, tidy(name, &heading))).collect();
    let row = |(at, cells): (u32, BTreeMap<u32, String>)| {
        let named = cells.into_iter().filter_map(|(at, text)| Some((headings.get(&at)?.clone(), text)));
        Row { number: at + 1, cells: named.collect() }
    };
    let rows = grid.into_iter().map(row).collect();
    let mut seen = BTreeSet::new();
    Sheet { headings: headings.into_values().filter(|heading| seen.insert(heading.clone())).collect(), rows }
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.to_string(),
        DataRef::SharedString(text) => text.to_string(),
        DataRef::Int(number) => number.to_string(),
        // A whole number shows without a decimal point, as it does in the spreadsheet.
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::DateTime(date) => date.as_f64().to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
