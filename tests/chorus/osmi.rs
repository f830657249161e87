//! The 1,259 real answers of 2014 through the real path, with `chorus replay`, against reference values from pandas
//! (`tests/reference/osmi_2014.py`).

use crate::support::{Organiser, Service, chorus};
use chorus_database::Database;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use uuid::Uuid;

const DOCUMENT: &str = include_str!("../../demo/osmi_2014.yaml");
const REFERENCE: &str = include_str!("../reference/osmi_2014.json");
const PEOPLE: usize = 1_259;
const K: usize = 5;

#[test]
fn published_totals_are_those_of_the_file_and_every_class_has_k_rows() {
    let service = Service::start_with(&[("CHORUS__SEALING__INTERVAL_SECONDS", "1")]);
    let organiser = Organiser::of(&service);
    let wave = organiser.create(DOCUMENT);
    organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
    let mut roster = "contact\n".to_owned();
    (0..PEOPLE).for_each(|i| writeln!(roster, "{i}@example.org").unwrap());
    let links = organiser.post(&format!("waves/{wave}/invitations"), "text/csv", &roster);
    let file = service.data().join("../links.csv");
    std::fs::write(&file, links.body).unwrap();
    let replayed = chorus(&["replay", "--server", &service.url, "--wave", &wave.to_string(), "--concurrency", "4"])
        .args(["--answers", concat!(env!("CARGO_MANIFEST_DIR"), "/demo/osmi_2014.csv"), "--links"])
        .arg(&file)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&replayed.stdout);
    assert!(replayed.status.success() && printed.starts_with("1259 responses taken"), "{replayed:?}");
    std::fs::remove_file(file).unwrap();
    organiser.close(wave);

    let results = organiser.results(wave, "").ok(200);
    assert_eq!(results["responses"], PEOPLE);
    let published = counts(&results);
    let expected = reference();
    assert_eq!(expected.len(), 14);
    assert_eq!(published, expected);

    for measure in ["leave", "stigma"] {
        let results = organiser.results(wave, &format!("measure={measure}")).ok(200);
        let (published, expected) = (&results["cells"][0], overall(measure));
        assert_eq!(published["scored_n"], expected["scored_n"], "{measure}");
        for number in ["mean", "sd"] {
            let (published, expected) = (published[number].as_f64().unwrap(), expected[number].as_f64().unwrap());
            assert!((published / expected - 1.0).abs() < 1e-12, "{measure} {number}: {published} for {expected}");
        }
    }

    assert_every_class_has_k_rows(service, wave);
}

/// Option counts by item.
type Counts = BTreeMap<String, BTreeMap<String, u64>>;

fn counts(results: &Value) -> Counts {
    let items =
        results["cells"].as_array().unwrap().iter().filter(|cell| !cell["options"].as_array().unwrap().is_empty());
    let options = |cell: &Value| {
        let option = |o: &Value| (o["code"].as_str().unwrap().to_owned(), o["count"].as_u64().unwrap());
        cell["options"].as_array().unwrap().iter().map(option).collect()
    };
    items.map(|cell| (cell["measure"].as_str().unwrap().to_owned(), options(cell))).collect()
}

/// The reference cells of whole measures, without breakdown or filter.
fn overall_cells() -> Vec<(String, Value)> {
    let reference: Value = serde_json::from_str(REFERENCE).unwrap();
    let tables = reference["tables"].as_array().unwrap().iter();
    let whole =
        tables.filter(|table| table["by"].as_array().unwrap().is_empty() && table["where"] == serde_json::json!({}));
    whole.map(|table| (table["measure"].as_str().unwrap().to_owned(), table["cells"][0].clone())).collect()
}

fn overall(measure: &str) -> Value {
    overall_cells().into_iter().find(|(name, _)| name == measure).unwrap().1
}

fn reference() -> Counts {
    let items = overall_cells().into_iter().filter(|(_, cell)| cell["counts"].is_object());
    items.map(|(measure, cell)| (measure, serde_json::from_value(cell["counts"].clone()).unwrap())).collect()
}

/// Reads the sealed table itself: the promise is about what is stored, not only about what is shown.
fn assert_every_class_has_k_rows(service: Service, wave: Uuid) {
    let stopped = service.stop();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let rows = runtime.block_on(async {
        let file = stopped.data().join("sealed.db");
        let database = Database::open::<chorus_migrations::Sealed>(&file).await.unwrap();
        let reader = chorus_sealed::handles(database).1;
        let (mut all, mut chunks) = (Vec::new(), reader.rows(wave).await.unwrap());
        while let Some(chunk) = chunks.next().await.unwrap() {
            all.extend(chunk.read().unwrap());
        }
        all
    });
    assert_eq!(rows.len(), PEOPLE);
    let mut classes: BTreeMap<_, usize> = BTreeMap::new();
    let kept: usize = rows.iter().map(|row| row.attributes.len()).sum();
    for row in rows {
        *classes.entry(row.attributes).or_default() += 1;
    }
    let smallest = classes.values().min().unwrap();
    assert!(*smallest >= K, "a class of {smallest}");
    // Batches of about 20 cost much; but a table that withheld nearly everything would be useless.
    assert!(kept * 10 >= 6 * PEOPLE, "{kept} of {} values kept", 6 * PEOPLE);
}
