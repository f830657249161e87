//! Against values that pandas computed from the OSMI 2014 survey: `tests/reference/osmi_2014.py`.

use crate::common::{attribute, item, questionnaire, says_nothing, scale};
use chorus_evidence::{Cell, MeasureKind, Query, SealedTable, Status};
use chorus_questionnaire::{Attribute, Choices, Questionnaire, ScaleScore};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

const K: u64 = 5;
const ATTRIBUTES: [&str; 6] = ["age_band", "gender", "country", "company_size", "remote_work", "tech_company"];
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

type Row = BTreeMap<String, String>;

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The columns as attributes and items, with the reference's own scores and scales.
fn terms(rows: &[Row], reference: &Value) -> Result<(Vec<Attribute>, Questionnaire), Box<dyn Error>> {
    let mut columns: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (column, code) in rows.iter().flatten().filter(|(_, code)| !code.is_empty()) {
        columns.entry(column).or_default().insert(code);
    }
    let (mut attributes, mut items, mut scales) = (Vec::new(), Vec::new(), Vec::new());
    for (column, codes) in columns {
        if ATTRIBUTES.contains(&column) {
            attributes.push(attribute(column, &codes.into_iter().collect::<Vec<_>>()));
        } else {
            let score = |code: &str| reference["scores"][column][code].as_i64().and_then(|score| score.try_into().ok());
            let options: Vec<_> = codes.into_iter().map(|code| (code, score(code))).collect();
            items.push(item(column, &options));
        }
    }
    for (code, entry) in reference["scales"].as_object().ok_or("scales")? {
        let reverse = strings(&entry["reverse"]);
        let parts: Vec<_> = strings(&entry["items"]).into_iter().map(|item| (item, reverse.contains(&item))).collect();
        let score = if entry["score"] == "sum" { ScaleScore::Sum } else { ScaleScore::Mean };
        let needed = entry["minimum_answered"].as_u64().ok_or("minimum_answered")?;
        scales.push(scale(code, score, Some(u16::try_from(needed)?), &parts));
    }
    Ok((attributes, questionnaire(items, scales)))
}

fn close(found: Option<f64>, expected: &Value) -> bool {
    match (found, expected.as_f64()) {
        (Some(found), Some(expected)) => (found - expected).abs() <= 1e-12 * expected.abs(),
        (found, expected) => found == expected,
    }
}

/// How many cells there were of each sort.
#[derive(Debug, Default)]
struct Seen {
    /// Cells that agree in every number.
    whole: usize,
    /// Cells of a scale that at least k answered and fewer than k have a score for.
    without_scores: usize,
    /// Cells that say nothing.
    withheld: usize,
}

/// Compares one cell.
fn compare(cell: &Cell, kind: MeasureKind, expected: &Value, seen: &mut Seen) {
    let place = format!("{} {:?}", cell.measure, cell.group);
    assert_eq!(serde_json::json!(cell.group), expected["group"], "{place}");
    let few = |what: &str| expected[what].as_u64().is_none_or(|rows| rows < K);
    if few("responses") || few("n") {
        assert!(says_nothing(cell), "{place}");
        seen.withheld += 1;
        return;
    }
    assert_eq!(cell.status, Status::Released, "{place}");
    assert_eq!(cell.responses, expected["responses"].as_u64(), "{place}");
    assert_eq!(cell.n, expected["n"].as_u64(), "{place}");
    for option in &cell.options {
        assert_eq!(option.count, expected["counts"][&option.code].as_u64(), "{place} {}", option.code);
    }
    assert_eq!(cell.options.len(), expected["counts"].as_object().map_or(0, |counts| counts.len()), "{place}");
    if kind == MeasureKind::Scale && few("scored_n") {
        assert_eq!((cell.scored_n, cell.mean, cell.sd), (None, None, None), "{place}");
        seen.without_scores += 1;
        return;
    }
    assert_eq!(cell.scored_n, expected["scored_n"].as_u64(), "{place}");
    assert!(close(cell.mean, &expected["mean"]), "{place}: {:?} is not {}", cell.mean, expected["mean"]);
    assert!(close(cell.sd, &expected["sd"]), "{place}: {:?} is not {}", cell.sd, expected["sd"]);
    for (name, found) in [("q1", cell.q1), ("median", cell.median), ("q3", cell.q3)] {
        assert!(close(found, &expected[name]), "{place}: {name} {found:?} is not {}", expected[name]);
    }
    if kind == MeasureKind::Scale {
        let banded: u64 = cell.distribution.iter().map(|band| band.count).sum();
        assert_eq!(Some(banded), cell.scored_n, "{place}");
    }
    seen.whole += 1;
}

#[test]
fn agrees_with_pandas_wherever_there_are_k() -> Result<(), Box<dyn Error>> {
    let reference: Value =
        serde_json::from_str(&std::fs::read_to_string(format!("{ROOT}/tests/reference/osmi_2014.json"))?)?;
    let rows: Vec<Row> =
        csv::Reader::from_path(format!("{ROOT}/demo/osmi_2014.csv"))?.deserialize().collect::<Result<_, _>>()?;
    let (attributes, asked) = terms(&rows, &reference)?;
    let mut table = SealedTable::new(u16::try_from(K)?, &attributes, &asked);
    for row in rows {
        let given = row.into_iter().filter(|(_, code)| !code.is_empty());
        let (values, answers): (Choices, Choices) =
            given.partition(|(column, _)| ATTRIBUTES.contains(&column.as_str()));
        table.push(&values, &answers)?;
    }

    let mut seen = Seen::default();
    for expected in reference["tables"].as_array().ok_or("tables")? {
        let filters = expected["where"].as_object().ok_or("where")?;
        let filters = filters.iter().flat_map(|(attribute, values)| {
            strings(values).into_iter().map(move |value| (attribute.clone(), value.to_owned()))
        });
        let query = Query {
            measures: vec![expected["measure"].as_str().ok_or("measure")?.to_owned()],
            by: strings(&expected["by"]).into_iter().map(str::to_owned).collect(),
            filters: filters.collect(),
        };
        let results = table.results(&query)?;
        assert_eq!(results.responses, expected["responses"].as_u64());
        let cells = expected["cells"].as_array().ok_or("cells")?;
        assert_eq!(results.cells.len(), cells.len());
        let kind = results.measures.first().ok_or("measures")?.kind;
        for (cell, expected) in results.cells.iter().zip(cells) {
            compare(cell, kind, expected, &mut seen);
        }
    }
    assert!(seen.whole > 100 && seen.without_scores > 0 && seen.withheld > 100, "{seen:?}");
    Ok(())
}
