//! Reading: sheets as rows of texts by heading. It bounds what a workbook may unpack to before anything is unpacked for good, and what
//! its cells may say: a text that is stored once can be shown in every cell, and one part by every sheet.

use super::references;
use crate::InterchangeError;
use calamine::{DataRef, Reader as _, Xlsx};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::sync::Arc;

/// The most bytes that the parts of a workbook may have, all together.
const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// The most sheets.
const MOST_SHEETS: usize = 100;
/// The most cells in all sheets, those that only have a format included.
const MOST_CELLS: usize = 500_000;
/// The most bytes of text in all cells.
const MOST_TEXT: usize = 8 * 1024 * 1024;
/// The most characters in one cell, as in spreadsheets.
const LONGEST_TEXT: usize = 32_767;
/// The most rows in all sheets.
const MOST_ROWS: usize = 20_000;
/// The most columns in one sheet: fifty languages with ten columns each.
const MOST_COLUMNS: usize = 500;
/// The most bytes of one heading.
const LONGEST_HEADING: usize = 200;

/// A row, with its number as spreadsheets show it.
#[derive(Default)]
pub(super) struct Row {
    pub(super) number: u32,
    cells: BTreeMap<Arc<str>, String>,
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
        filled.map(|(heading, text)| (&**heading, text.as_str()))
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
    let names = workbook.sheet_names();
    within(names.len(), MOST_SHEETS, "100 sheets")?;
    let (mut sheets, mut cells, mut letters, mut rows) = (BTreeMap::new(), 0, 0, 0);
    for name in names {
        let key = name.trim().to_lowercase();
        let mut grid: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(broken)?;
        // Cell by cell: a grid as wide as the farthest cell could be asked to fill all memory.
        while let Some(cell) = reader.next_cell().map_err(broken)? {
            cells += 1;
            within(cells, MOST_CELLS, "500,000 cells")?;
            let text = text_of(cell.get_value());
            if !text.is_empty() {
                letters += text.len();
                within(letters, MOST_TEXT, "8 MiB of text")?;
                within(text.chars().count(), LONGEST_TEXT, "32,767 characters in one cell")?;
                let (row, column) = cell.get_position();
                grid.entry(row).or_default().insert(column, text);
            }
        }
        rows += grid.len();
        within(rows, MOST_ROWS, "20,000 rows")?;
        sheets.insert(key.clone(), sheet(&key, grid, tidy)?);
    }
    Ok(sheets)
}

fn within(count: usize, most: usize, what: &str) -> Result<(), InterchangeError> {
    if count <= most { Ok(()) } else { Err(InterchangeError::TooLarge(format!("it has more than {what}"))) }
}

/// Unpacks every part, one at a time, and refuses what grows beyond measure.
fn bounded(bytes: &[u8]) -> Result<(), InterchangeError> {
    let broken = |error: zip::result::ZipError| InterchangeError::Workbook(error.to_string());
    // An archive may stand behind anything, such as an older kind of workbook, whose readers would then be tried.
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(InterchangeError::Workbook("it does not begin as a workbook does".to_owned()));
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut left = MOST_BYTES;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(broken)?;
        let texts = part.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
        let mut content = Vec::new();
        let size = part.take(left + 1).read_to_end(&mut content);
        let size = size.map_err(|error| InterchangeError::Workbook(error.to_string()))? as u64;
        left = left.checked_sub(size).ok_or_else(|| {
            InterchangeError::TooLarge("its parts unpack to more than 32 MiB; leave pictures out".to_owned())
        })?;
        if texts {
            honest(&content)?;
        }
        references::sound(&content)?;
    }
    Ok(())
}

/// Refuses a list of texts that announces more of them than a workbook may have: calamine (up to 0.38, its issue 684) makes room for as many
/// as are announced, and a process that asks for more memory than there is ends at once.
fn honest(texts: &[u8]) -> Result<(), InterchangeError> {
    // In an encoding with zero bytes or escapes the announcement would not be seen.
    let hides = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let texts = str::from_utf8(texts).ok().filter(|texts| !texts.bytes().any(|byte| hides(&byte)));
    let texts = texts.ok_or_else(|| InterchangeError::Workbook("its texts are not in UTF-8".to_owned()))?;
    for announced in texts.split("uniqueCount").skip(1) {
        let value = announced.split(['"', '\'']).nth(1).unwrap_or_default().trim();
        let digits = value.trim_start_matches(['+', '0']);
        let count = if digits.len() > 9 { usize::MAX } else { digits.parse().unwrap_or_default() };
        within(count, MOST_CELLS, "500,000 texts")?;
    }
    Ok(())
}

fn sheet(
    name: &str,
    mut grid: BTreeMap<u32, BTreeMap<u32, String>>,
    tidy: fn(&str, &str) -> String,
) -> Result<Sheet, InterchangeError> {
    let Some((_, first)) = grid.pop_first() else { return Ok(Sheet::default()) };
    within(first.len(), MOST_COLUMNS, "500 columns in one sheet")?;
    let longest = first.values().map(String::len).max().unwrap_or_default();
    within(longest, LONGEST_HEADING, "200 bytes in one heading")?;
    let headings: BTreeMap<u32, Arc<str>> =
        first.into_iter().map(|(at, heading)| (at, tidy(name, &heading).into())).collect();
    let row = |(at, cells): (u32, BTreeMap<u32, String>)| {
        let named = cells.into_iter().filter_map(|(at, text)| Some((Arc::clone(headings.get(&at)?), text)));
        Row { number: at.saturating_add(1), cells: named.collect() }
    };
    let rows = grid.into_iter().map(row).collect();
    let mut seen = BTreeSet::new();
    let headings = headings.into_values().map(|heading| heading.to_string());
    Ok(Sheet { headings: headings.filter(|heading| seen.insert(heading.clone())).collect(), rows })
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
