//! Results as CSV: one observation a row, with SDMX's `OBS_STATUS` and `CONF_STATUS` (code lists CL_OBS_STATUS 2.2 and
//! CL_CONF_STATUS 1.3).
//!
//! | status | `OBS_STATUS` | `CONF_STATUS` | `OBS_VALUE` |
//! |---|---|---|---|
//! | released | `A` normal | `F` free | the number |
//! | released, but the number does not exist (a mean of no answers) | `M` missing | `F` free | empty |
//! | withheld: nobody, or too few | `Q` suppressed | `C` confidential | empty |

use crate::EvaluatorError;
use chorus_evidence::{Cell, Results, Status};

pub(crate) fn results(results: &Results) -> Result<Vec<u8>, EvaluatorError> {
    let failed = |error: csv::Error| EvaluatorError::Csv(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let by: Vec<&str> = results.by.iter().map(|by| by.attribute.as_str()).collect();
    let header = ["measure"].into_iter().chain(by.iter().copied());
    let header = header.chain(["option", "statistic", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS"]);
    writer.write_record(header).map_err(failed)?;
    for cell in &results.cells {
        for (option, statistic, value) in observations(cell) {
            let (obs_status, conf_status) = match (&cell.status, value) {
                (Status::Withheld, _) => ("Q", "C"),
                (Status::Released, None) => ("M", "F"),
                (Status::Released, Some(_)) => ("A", "F"),
            };
            let group = by.iter().map(|attribute| cell.group.get(*attribute).map_or("", String::as_str));
            let value = value.map(|value| value.to_string()).unwrap_or_default();
            let record = [cell.measure.as_str()].into_iter().chain(group);
            let record = record.chain([option, statistic, value.as_str(), obs_status, conf_status]);
            writer.write_record(record).map_err(failed)?;
        }
    }
    writer.into_inner().map_err(|error| EvaluatorError::Csv(error.to_string()))
}

/// Every number of a cell: option (empty for the whole measure), statistic, value.
fn observations(cell: &Cell) -> Vec<(&str, &'static str, Option<f64>)> {
    let number = |count: Option<u64>| count.map(|count| count as f64);
    let mut all = vec![("", "responses", number(cell.responses)), ("", "n", number(cell.n))];
    for option in &cell.options {
        all.push((&option.code, "count", number(option.count)));
        all.push((&option.code, "percent", option.percent));
        all.push((&option.code, "percent_low", option.low));
        all.push((&option.code, "percent_high", option.high));
    }
    all.extend([("", "scored_n", number(cell.scored_n)), ("", "mean", cell.mean)]);
    all.extend([("", "mean_low", cell.mean_low), ("", "mean_high", cell.mean_high), ("", "sd", cell.sd)]);
    all
}
