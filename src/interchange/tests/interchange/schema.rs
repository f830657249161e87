//! The published JSON Schema: up to date, kind to every document that Chorus takes, and strict with broken ones.

use crate::generate;
use chorus_interchange::{Notation, read_document, schema};
use serde_json::{Value, json};
use std::path::Path;

fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn valid(document: &Value) -> bool {
    jsonschema::draft202012::new(&schema()).unwrap().is_valid(document)
}

/// Whether a part of a document fits the definition with this name.
fn fits(name: &str, part: &Value) -> bool {
    let part_of = json!({"$ref": format!("#/$defs/{name}"), "$defs": schema()["$defs"]});
    jsonschema::draft202012::new(&part_of).unwrap().is_valid(part)
}

#[test]
fn the_schema_in_docs_is_the_one_served() {
    let path = repository().join("docs/questionnaire.schema.json");
    let kept: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(kept, schema(), "run `chorus questionnaire schema > docs/questionnaire.schema.json`");
    assert!(jsonschema::meta::is_valid(&schema()));
}

#[test]
fn demos_and_the_library_fit() {
    for demo in ["training", "osmi_2014"] {
        let text = std::fs::read_to_string(repository().join(format!("demo/{demo}.yaml"))).unwrap();
        assert!(valid(&serde_saphyr::from_str(&text).unwrap()), "{demo}");
    }
    for entry in std::fs::read_dir(repository().join("library")).into_iter().flatten() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        if path.extension().is_some_and(|ending| ending == "yaml")
            && let Some(questionnaire) = serde_saphyr::from_str::<Value>(&text).unwrap().get("questionnaire")
        {
            assert!(fits("Questionnaire", questionnaire), "{}", path.display());
        }
    }
}

#[test]
fn whatever_chorus_takes_fits() {
    for seed in 0..200 {
        let (programme, _) = generate::form(seed).into_programme();
        assert!(valid(&serde_json::to_value(&programme).unwrap()), "seed {seed}");
    }
}

fn document() -> Value {
    let yes_no = json!([{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]);
    json!({"title": "T", "waves": [{"title": "W", "k": 5, "questionnaire": {
        "items": [
            {"code": "hello", "kind": "information", "text": "Welcome."},
            {"code": "sought", "text": {"en": "?"}, "options": yes_no},
            {"code": "from", "kind": "multiple", "text": "?", "show_if": [{"item": "sought", "any_of": ["yes"]}],
                "options": yes_no},
            {"code": "mood", "kind": "matrix", "text": "?", "rows": [{"code": "calm", "text": "C"}],
                "options": [{"code": "never", "label": "N", "score": 0}, {"code": "often", "label": "O", "score": 1}]},
            {"code": "fit", "kind": "number", "text": "?", "unit": "points", "range": {"from": 0, "to": 10}}],
        "scales": [{"code": "stress", "label": "S", "score": "sum", "items": [{"item": "calm"}],
            "cut_offs": [{"code": "high", "label": "H", "at_least": 0.5}]}]}}]})
}

#[test]
fn broken_documents_do_not_fit() {
    assert!(valid(&document()));
    let q = "/waves/0/questionnaire";
    let changes = [
        ("/languages", json!(["English"])),
        ("/waves/0/k", json!(2)),
        ("/waves/0/typo", json!(1)),
        ("/waves/0/title", json!(" ")),
        ("/items", json!([])),
        ("/items/0/required", json!(true)),
        ("/items/0/options", json!([{"code": "a", "label": "A"}])),
        ("/items/0/kind", json!("gps")),
        ("/items/1/code", json!("not a code")),
        ("/items/1/text", json!({})),
        ("/items/1/rows", json!([{"code": "r", "text": "R"}])),
        ("/items/1/range", json!({"from": 0, "to": 1})),
        ("/items/1/unit", json!("years")),
        ("/items/1/options/0/exclusive", json!(true)),
        ("/items/1/options/1/from", json!(3)),
        ("/items/2/options/0/score", json!(1)),
        ("/items/2/show_if/0/any_of", json!([])),
        ("/items/3/rows", json!([])),
        ("/items/3/options", json!([])),
        ("/items/4/range", Value::Null),
        ("/items/4/range/from", json!(0.5)),
        ("/items/4/random_order", json!(true)),
        ("/scales/0/score", json!("product")),
        ("/scales/0/minimum_answered", json!(0)),
        ("/scales/0/cut_offs/0/at_least", Value::Null),
    ];
    for (place, value) in changes {
        let mut broken = document();
        let place = if place.starts_with("/items") || place.starts_with("/scales") {
            format!("{q}{place}")
        } else {
            place.to_owned()
        };
        let (parent, field) = place.rsplit_once('/').unwrap();
        match broken.pointer_mut(parent).unwrap() {
            Value::Object(map) if value.is_null() => drop(map.remove(field)),
            parent => {
                *(if parent.is_array() { &mut parent[field.parse::<usize>().unwrap()] } else { &mut parent[field] }) =
                    value
            }
        }
        assert!(!valid(&broken), "{place}");
        let read = read_document(broken.to_string().as_bytes(), Notation::Json);
        assert!(read.is_err(), "Chorus takes it: {place}");
    }
}
