//! Results as a workbook (OOXML): a sheet `results` with the columns of the CSV, and a sheet `about` that says what they mean. Text is
//! written as text: a code that begins with `=` is no formula.

use super::{Terms, csv, observations};
use crate::EvaluatorError;
use chorus_evidence::{Results, Status};
use rust_xlsxwriter::{Workbook, XlsxError};

impl From<XlsxError> for EvaluatorError {
    fn from(error: XlsxError) -> Self {
        EvaluatorError::Xlsx(error.to_string())
    }
}

pub(super) fn write(results: &Results, terms: Terms<'_>) -> Result<Vec<u8>, EvaluatorError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("results")?;
    for (column, name) in (0..).zip(csv::header(results)) {
        sheet.write_string(0, column, name)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let mut row = 0;
    for (cell, observations) in observations::all(results) {
        for one in observations {
            row += 1;
            let group = results.by.iter().map(|by| cell.group.get(&by.attribute).map_or("", String::as_str));
            let texts = [cell.measure.as_str()].into_iter().chain(group).chain([one.option, one.statistic]);
            let mut column = 0;
            for text in texts {
                sheet.write_string(row, column, text)?;
                column += 1;
            }
            if let Some(value) = one.value {
                sheet.write_number(row, column, value)?;
            }
            sheet.write_string(row, column + 1, one.standing.obs_status())?;
            sheet.write_string(row, column + 2, one.standing.conf_status())?;
        }
    }
    let about = workbook.add_worksheet().set_name("about")?;
    about.set_column_width(0, 24)?.set_column_width(1, 80)?;
    for (row, (name, text)) in (0..).zip(lines(results, terms)) {
        about.write_string(row, 0, name)?;
        about.write_string(row, 1, text)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn lines(results: &Results, terms: Terms<'_>) -> Vec<(&'static str, String)> {
    let withheld = results.status == Status::Withheld;
    let responses = results.responses.map_or_else(|| "withheld".to_owned(), |responses| responses.to_string());
    let share = results.withheld_share.map_or_else(|| "withheld".to_owned(), |share| format!("{share:.3}"));
    let filters = results.filters.iter().map(|filter| format!("{}: {}", filter.attribute, filter.values.join(" or ")));
    let exchanged = results.measures.iter().filter_map(|measure| Some((measure, measure.exchange?)));
    let exchanged = exchanged.map(|(measure, share)| format!("{} ({share:.3})", measure.code));
    let mut lines = vec![
        ("Wave", terms.title()),
        ("Id", terms.manifest.wave.to_string()),
        ("k", format!("Every number speaks of at least {} people.", results.k)),
        ("Responses", responses),
        ("Share in no group shown", share),
        ("Filter", filters.collect::<Vec<_>>().join("; ")),
        ("Share exchanged by lot", exchanged.collect::<Vec<_>>().join("; ")),
        ("OBS_STATUS", "A: a number. M: there is no such number. Q: withheld, nobody or too few.".to_owned()),
        ("CONF_STATUS", "F: free. C: confidential, withheld.".to_owned()),
        ("Intervals", "Of 95 %: percentages by Wilson, means by Student.".to_owned()),
    ];
    if withheld {
        lines.push(("Status", "Withheld: fewer than k responses match.".to_owned()));
    }
    lines
}
