//! Results as one JSON-stat 2.0 dataset (https://json-stat.org/full/): a dimension for each attribute of the breakdown, and last the
//! dimension `statistic` (`statistic_` where that is an attribute's code), whose categories are `measure/statistic` and `measure/option/statistic`. What is withheld is null with the
//! status `C`; what does not exist is null with the status `M`.

use super::Dataset;
use super::dataset::Standing;
use serde_json::{Map, Value, json};

pub(super) fn dataset(data: &Dataset<'_>) -> Value {
    let groups: usize = data.by.iter().map(|by| by.values.len()).product();
    let mut statistics = Vec::new();
    let mut columns: Vec<(Option<f64>, Standing)> = Vec::new();
    let mut told = Vec::new();
    // Cells come measure by measure, each with its groups in the order of the dimensions.
    for (at, cell) in data.cells.iter().enumerate() {
        let observations = &cell.observations;
        if at % groups.max(1) == 0 {
            statistics.extend(observations.iter().map(|one| match one.option {
                "" => format!("{}/{}", cell.measure, one.statistic),
                option => format!("{}/{option}/{}", cell.measure, one.statistic),
            }));
            told.push(observations.len());
        }
        columns.extend(observations.iter().map(|one| (one.value, one.standing)));
    }
    let width = statistics.len();
    let (mut values, mut status) = (vec![Value::Null; groups * width], Map::new());
    let (mut cells, mut before) = (columns.into_iter(), 0);
    for many in told {
        for group in 0..groups {
            for (at, (value, standing)) in cells.by_ref().take(many).enumerate() {
                let place = group * width + before + at;
                if let Some(slot) = values.get_mut(place) {
                    *slot = json!(value);
                }
                let letter = match standing {
                    Standing::Released => continue,
                    Standing::Absent => "M",
                    Standing::Withheld => "C",
                };
                status.insert(place.to_string(), letter.into());
            }
        }
        before += many;
    }
    let mut metric = "statistic".to_owned();
    while data.by.iter().any(|by| by.attribute == metric) {
        metric.push('_');
    }
    let mut dataset = json!({
        "version": "2.0",
        "class": "dataset",
        "label": data.title,
        "note": [format!("Every number speaks of at least {} people. C: withheld, nobody or too few. M: there is no such number.", data.k)],
        "id": data.by.iter().map(|by| by.attribute.as_str()).chain([metric.as_str()]).collect::<Vec<_>>(),
        "size": data.by.iter().map(|by| by.values.len()).chain([width]).collect::<Vec<_>>(),
        "role": { "metric": [metric] },
        "dimension": dimensions(data, &metric, &statistics),
        "value": values,
        "extension": data.extension,
    });
    if let Some(dataset) = dataset.as_object_mut().filter(|_| !status.is_empty()) {
        dataset.insert("status".to_owned(), Value::Object(status));
    }
    dataset
}

fn dimensions(data: &Dataset<'_>, metric: &str, statistics: &[String]) -> Value {
    let mut dimensions = Map::new();
    for by in data.by {
        let label = |value: &String| (value.clone(), Value::from(data.terms.value(&by.attribute, value)));
        let labels: Map<String, Value> = by.values.iter().map(label).collect();
        let category = json!({ "index": by.values, "label": labels });
        dimensions.insert(
            by.attribute.clone(),
            json!({ "label": data.terms.attribute(&by.attribute), "category": category }),
        );
    }
    let category = json!({ "index": statistics });
    dimensions.insert(metric.to_owned(), json!({ "label": "Statistic", "category": category }));
    Value::Object(dimensions)
}
