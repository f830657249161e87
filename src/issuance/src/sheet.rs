//! A table of people as it was sent, CSV or JSON, before anything is checked but its form. It keeps nothing.

use crate::IssuanceError;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The most people one call may invite.
pub(crate) const MOST: usize = 100_000;
/// How many faults are told at once.
pub(crate) const MOST_TOLD: usize = 100;

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

impl RosterFault {
    pub(crate) fn new(line: u64, column: &str, reason: impl Into<String>) -> Self {
        Self { line, column: Some(column.to_owned()), reason: reason.into() }
    }

    fn of_line(line: u64, reason: &str) -> Self {
        Self { line, column: None, reason: reason.to_owned() }
    }

    /// The place, for problem details.
    pub(crate) fn place(&self) -> Place<'_> {
        Place(self)
    }
}

/// A place as text: `line 3, email`.
pub(crate) struct Place<'a>(&'a RosterFault);

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
    pub fn from_csv(bytes: &[u8]) -> Result<Self, IssuanceError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(bytes);
        let not_text = "this is not CSV in UTF-8; save the table as “CSV UTF-8”";
        let header = reader.headers().map_err(|_| IssuanceError::Roster(vec![RosterFault::of_line(1, not_text)]))?;
        let columns: Vec<String> = header.iter().map(str::to_owned).collect();
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
    pub fn from_json(bytes: &[u8]) -> Result<Self, IssuanceError> {
        let rows: Vec<JsonRow> = serde_json::from_slice(bytes).map_err(|error| {
            // The words of serde may quote a person.
            let reason = "write a list of objects whose values are texts: [{\"contact\": \"ana@example.org\"}]";
            IssuanceError::Roster(vec![RosterFault::of_line(error.line() as u64, reason)])
        })?;
        let names: BTreeSet<&String> = rows.iter().flat_map(|JsonRow(row)| row.keys()).collect();
        let columns: Vec<String> = names.into_iter().cloned().collect();
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
