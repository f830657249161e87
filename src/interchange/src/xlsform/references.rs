//! References such as `C7` or `A1:D9`, looked at before calamine reads them: up to 0.38 (its issues 692 and 694) it adds and subtracts
//! their numbers without looking, so a hostile one would end the reading in a panic, or put a cell where it is not.

use crate::InterchangeError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The most letters of a column: `XFD` is the last that a workbook may have (ECMA-376 part 1, 18.3.1.13).
const MOST_LETTERS: usize = 3;
/// The most digits of a row: 1,048,576 is the last.
const MOST_DIGITS: usize = 7;

/// Refuses a part of a workbook whose cells or rows stand where none can, or whose first cell comes after its last.
///
/// The part is read as calamine reads it. What is not XML is passed over: calamine refuses it where it needs it.
pub(super) fn sound(part: &[u8]) -> Result<(), InterchangeError> {
    let mut reader = Reader::from_reader(part);
    let config = reader.config_mut();
    (config.check_end_names, config.expand_empty_elements) = (false, true);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => match element.local_name().as_ref() {
                "dimension" => check(&element, "ref")?,
                "row" | "c" => check(&element, "r")?,
                _ => (),
            },
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => (),
        }
    }
}

fn check(element: &BytesStart<'_>, attribute: &str) -> Result<(), InterchangeError> {
    let mut attributes = element.attributes();
    for held in attributes.with_checks(false) {
        let held = held.map_err(|error| InterchangeError::Workbook(error.to_string()))?;
        if held.key.as_ref() == attribute && !possible(&held.value) {
            return Err(InterchangeError::Workbook(format!(
                "it has a cell at {:?}, where no cell can be; save it once more in a spreadsheet program",
                held.value.chars().take(40).collect::<String>()
            )));
        }
    }
    Ok(())
}

/// Whether this is a cell, a row, or two cells in their order.
fn possible(reference: &str) -> bool {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    match (position(first), position(last)) {
        (Some(first), Some(last)) => first.0 <= last.0 && first.1 <= last.1,
        _ => false,
    }
}

/// Column and row, from 1; a row alone has column 0.
fn position(reference: &str) -> Option<(u32, u32)> {
    let (letters, digits) = reference.split_at(reference.find(|c: char| c.is_ascii_digit())?);
    if letters.len() > MOST_LETTERS || digits.len() > MOST_DIGITS {
        return None;
    }
    let column = letters.bytes().try_fold(0, |column, letter| {
        letter.is_ascii_alphabetic().then(|| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row = digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok())??;
    Some((column, row))
}
