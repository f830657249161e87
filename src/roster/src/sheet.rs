//! A table of people as it was sent, CSV or JSON, before anything is checked but its form. It keeps nothing.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The most people one call may invite.
pub(crate) const MOST: usize = 100_000;
/// The most columns: those of a person, and of ten attributes with all their levels.
const MOST_COLUMNS: usize = 64;
/// How many faults are told at once.
pub const MOST_TOLD: usize = 100;

/// A place at fault in a roster, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct RosterFault {
    /// The line of the CSV, the header being line 1; in JSON the place in the list, from 1.
    pub line: u64,
    /// The column, where one is at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What is wrong there and what would be right.
    pub reason: String,
}

/// Everything wrong with a roster: nothing of it was taken.
#[derive(Debug, thiserror::Error)]
#[error("the roster does not fit")]
pub struct RosterFaults(pub Vec<RosterFault>);

impl RosterFault {
    /// A fault in a cell, or in a column.
    pub fn new(line: u64, column: &str, reason: impl Into<String>) -> Self {
        Self { line, column: Some(column.to_owned()), reason: reason.into() }
    }

    fn of_line(line: u64, reason: &str) -> Self {
        Self { line, column: None, reason: reason.to_owned() }
    }

    /// The place, for problem details.
    pub fn place(&self) -> impl fmt::Display + '_ {
        Place(self)
    }
}

/// A place as text: `line 3, email`.
struct Place<'a>(&'a RosterFault);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.0.line)?;
        self.0.column.iter().try_for_each(|column| write!(f, ", {column}"))
    }
}

/// The rows of a roster, with where they stand.
pub struct Sheet {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
    /// Rows that cannot be read.
    pub(crate) faults: Vec<RosterFault>,
}

/// One row: a cell for each column.
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
}

/// One person in JSON: a text for each column.
#[derive(Deserialize)]
struct JsonRow(BTreeMap<String, String>);

impl Sheet {
    /// Reads CSV with a header row. A row that does not fit the header is a fault, and the others are read all the same.
    ///
    /// # Errors
    /// Names the line at which it is no CSV, or says that there are too many columns.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, RosterFaults> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(bytes);
        let not_text = "this is not CSV in UTF-8; save the table as “CSV UTF-8”";
        let header = reader.headers().map_err(|_| RosterFaults(vec![RosterFault::of_line(1, not_text)]))?;
        let columns = few(header.iter())?;
        let (mut rows, mut faults) = (Vec::new(), Vec::new());
        for record in reader.records() {
            if rows.len() > MOST || faults.len() >= MOST_TOLD {
                break;
            }
            match record {
                Ok(record) if record.len() == columns.len() => {
                    let line = record.position().map_or(0, csv::Position::line);
                    rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
                }
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    let reason = format!("this row has {} fields, the first row {}", record.len(), columns.len());
                    faults.push(RosterFault::of_line(line, &reason));
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    faults.push(RosterFault::of_line(line, not_text));
                }
            }
        }
        Ok(Self { columns, rows, faults })
    }

    /// Reads a JSON list of objects, each a person: `[{"contact": "ana@example.org", "language": "de"}]`.
    ///
    /// # Errors
    /// Names the line at which it is no such list, or says that there are too many columns.
    pub fn from_json(bytes: &[u8]) -> Result<Self, RosterFaults> {
        let rows: Vec<JsonRow> = serde_json::from_slice(bytes).map_err(|error| {
            // The words of serde may quote a person.
            let reason = "write a list of objects whose values are texts: [{\"contact\": \"ana@example.org\"}]";
            RosterFaults(vec![RosterFault::of_line(error.line() as u64, reason)])
        })?;
        let names: BTreeSet<&String> = rows.iter().flat_map(|JsonRow(row)| row.keys()).collect();
        let columns = few(names.into_iter().map(String::as_str))?;
        let cell =
            |row: &BTreeMap<String, String>, name: &String| row.get(name).map_or("", |text| text.trim()).to_owned();
        let row = |(at, JsonRow(row)): (usize, &JsonRow)| Row {
            line: at as u64 + 1,
            cells: columns.iter().map(|name| cell(row, name)).collect(),
        };
        let rows = rows.iter().enumerate().take(MOST + 1).map(row).collect();
        Ok(Self { columns, rows, faults: Vec::new() })
    }
}

/// The names of the columns. Each row gets a cell for each of them, so that people with columns of their own would fill all memory.
fn few<'a>(names: impl Iterator<Item = &'a str>) -> Result<Vec<String>, RosterFaults> {
    let columns: Vec<String> = names.take(MOST_COLUMNS + 1).map(str::to_owned).collect();
    if columns.len() <= MOST_COLUMNS {
        return Ok(columns);
    }
    let reason = format!("a roster has at most {MOST_COLUMNS} columns; leave out what no wave asks for");
    Err(RosterFaults(vec![RosterFault::of_line(1, &reason)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A megabyte in which everybody has a column of their own would be a table of ten thousand millions of cells.
    #[test]
    fn people_with_columns_of_their_own_are_refused() {
        let people: Vec<String> = (0..100_000).map(|at| format!(r#"{{"{at}":""}}"#)).collect();
        let refused = Sheet::from_json(format!("[{}]", people.join(",")).as_bytes()).err().unwrap();
        assert_eq!(refused.0[0].reason, "a roster has at most 64 columns; leave out what no wave asks for");
        let refused = Sheet::from_csv(",".repeat(64).as_bytes()).err().unwrap();
        assert_eq!(refused.0[0].place().to_string(), "line 1");
        assert_eq!(Sheet::from_csv(b"contact\nana\n").unwrap().rows.len(), 1);
    }
}
