//! The descriptor of the CSV for readers of Data Package v1 (https://specs.frictionlessdata.io/data-package/), to be kept as
//! `datapackage.json` beside the CSV: which columns there are, what they may hold, and that an empty value is none.

use super::{Dataset, csv};
use serde_json::{Value, json};

pub(super) fn package(data: &Dataset<'_>) -> Value {
    let header = csv::header(data);
    let fields: Vec<Value> = header.iter().enumerate().map(|(at, column)| field(data, at, column)).collect();
    let key: Vec<&str> = header.iter().map(String::as_str).take(header.len().saturating_sub(3)).collect();
    json!({
        "profile": "tabular-data-package",
        "name": format!("{}-{}", data.name, data.id),
        "title": data.title,
        "description": format!("Aggregates of sealed answers; every number speaks of at least {} people.", data.k),
        "resources": [{
            "profile": "tabular-data-resource",
            "name": data.name,
            "path": format!("{}.csv", data.name),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": { "fields": fields, "missingValues": [""], "primaryKey": key },
        }],
    })
}

fn field(data: &Dataset<'_>, at: usize, column: &str) -> Value {
    let one_of = |values: Vec<&str>| json!({ "required": true, "enum": values });
    let (title, constraints) = match column {
        "measure" => ("Item or scale", one_of(data.measures.clone())),
        // Empty for the whole measure, which is a value here.
        "option" => ("Option, cut-off or term; empty for the whole measure", json!({})),
        "statistic" => ("What the value is", json!({ "required": true })),
        "OBS_VALUE" => return json!({ "name": column, "type": "number", "title": "The value" }),
        "OBS_STATUS" => ("A normal, M missing, Q suppressed (SDMX CL_OBS_STATUS)", one_of(vec!["A", "M", "Q"])),
        "CONF_STATUS" => ("F free, C confidential (SDMX CL_CONF_STATUS)", one_of(vec!["F", "C"])),
        _ => {
            let by = at.checked_sub(1).and_then(|at| data.by.get(at));
            let values = by.map(|by| by.values.iter().map(String::as_str).collect()).unwrap_or_default();
            (by.map_or(column, |by| data.terms.attribute(&by.attribute)), one_of(values))
        }
    };
    json!({ "name": column, "type": "string", "title": title, "constraints": constraints })
}
