//! A table of numbers as it was sent, before anything is checked but its form.

use crate::error::Fault;
use crate::{IndicatorError, MOST_ROWS};

/// How many faults are told at once; whoever has more will come again.
pub(crate) const MOST_TOLD: usize = 100;

/// The rows of a file, with where they stand.
pub(crate) struct Sheet {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
    /// Rows that cannot be read.
    pub(crate) faults: Vec<Fault>,
}

/// One row: a cell for each column.
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
}

impl Sheet {
    /// Reads CSV with a header row. A row that does not fit the header is a fault, and the others are read all the same.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, IndicatorError> {
        let refused = |reason: String| IndicatorError::File(vec![Fault::of_line(1, reason)]);
        let not_text = "this is not CSV in UTF-8; save the table as “CSV UTF-8”";
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(bytes);
        let header = reader.headers().map_err(|_| refused(not_text.to_owned()))?;
        let columns: Vec<String> = header.iter().map(str::to_owned).collect();
        let (mut rows, mut faults) = (Vec::new(), Vec::new());
        for record in reader.records() {
            if rows.len() > MOST_ROWS || faults.len() >= MOST_TOLD {
                break;
            }
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    if record.len() == columns.len() {
                        rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
                    } else {
                        let (found, wanted) = (record.len(), columns.len());
                        faults
                            .push(Fault::of_line(line, format!("this row has {found} fields, the first row {wanted}")));
                    }
                }
                Err(error) => faults.push(Fault::of_line(error.position().map_or(0, csv::Position::line), not_text)),
            }
        }
        if rows.len() > MOST_ROWS {
            return Err(refused(format!("a file has at most {MOST_ROWS} rows; divide it by year")));
        }
        if rows.is_empty() && faults.is_empty() {
            return Err(refused("there are no rows under the header".to_owned()));
        }
        Ok(Self { columns, rows, faults })
    }
}
