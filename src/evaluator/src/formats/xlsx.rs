//! Results as a workbook (OOXML): a sheet with the columns of the CSV, and a sheet `about` that says what they mean. Text is
//! written as text: a code that begins with `=` is no formula.

use super::{Dataset, csv};
use crate::EvaluatorError;
use rust_xlsxwriter::{Workbook, XlsxError};

impl From<XlsxError> for EvaluatorError {
    fn from(error: XlsxError) -> Self {
        EvaluatorError::Xlsx(error.to_string())
    }
}

pub(super) fn write(data: &Dataset<'_>) -> Result<Vec<u8>, EvaluatorError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(data.name)?;
    for (column, name) in (0..).zip(csv::header(data)) {
        sheet.write_string(0, column, name)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let mut row = 0;
    for cell in &data.cells {
        for one in &cell.observations {
            row += 1;
            let group = data.by.iter().map(|by| cell.group.get(&by.attribute).map_or("", String::as_str));
            let texts = [cell.measure].into_iter().chain(group).chain([one.option, one.statistic]);
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
    for (row, (name, text)) in (0..).zip(&data.about) {
        about.write_string(row, 0, *name)?;
        about.write_string(row, 1, text)?;
    }
    Ok(workbook.save_to_buffer()?)
}
