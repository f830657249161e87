//! Results as CSV: one observation a row, with SDMX's `OBS_STATUS` and `CONF_STATUS`.

use super::Dataset;
use crate::EvaluatorError;

/// The columns beside those of the breakdown's attributes: the first stands before them, the others after.
pub(super) const COLUMNS: [&str; 6] = ["measure", "option", "statistic", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS"];

pub(super) fn write(data: &Dataset<'_>) -> Result<Vec<u8>, EvaluatorError> {
    let failed = |error: csv::Error| EvaluatorError::Csv(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header(data)).map_err(failed)?;
    for cell in &data.cells {
        for observation in &cell.observations {
            let group = data.by.iter().map(|by| cell.group.get(&by.attribute).map_or("", String::as_str));
            let value = observation.value.map(|value| value.to_string()).unwrap_or_default();
            let (obs_status, conf_status) = (observation.standing.obs_status(), observation.standing.conf_status());
            let record = [cell.measure].into_iter().chain(group);
            let record =
                record.chain([observation.option, observation.statistic, value.as_str(), obs_status, conf_status]);
            writer.write_record(record).map_err(failed)?;
        }
    }
    writer.into_inner().map_err(|error| EvaluatorError::Csv(error.to_string()))
}

/// The names of the columns. An attribute whose code is that of another column gets a `_`.
pub(super) fn header(data: &Dataset<'_>) -> Vec<String> {
    let taken = COLUMNS.into_iter().chain(data.by.iter().map(|by| by.attribute.as_str())).collect::<Vec<_>>();
    let attribute = |code: &str| {
        if !COLUMNS.contains(&code) {
            return code.to_owned();
        }
        let mut name = format!("{code}_");
        while taken.contains(&name.as_str()) {
            name.push('_');
        }
        name
    };
    let by = data.by.iter().map(|by| attribute(&by.attribute));
    let [measure, others @ ..] = COLUMNS.map(str::to_owned);
    std::iter::once(measure).chain(by).chain(others).collect()
}
