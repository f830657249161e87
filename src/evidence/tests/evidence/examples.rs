//! Small tables whose results can be worked out by hand.

use crate::common::{attribute, item, push, query, questionnaire, says_nothing, scale};
use chorus_evidence::{Cell, EvidenceError, MeasureKind, SealedTable, Status};
use chorus_questionnaire::{Attribute, Questionnaire, ScaleScore};

pub fn attributes() -> Vec<Attribute> {
    vec![attribute("department", &["nursing", "surgery", "kitchen"]), attribute("shift", &["day", "night"])]
}

pub fn asked() -> Questionnaire {
    let often = [("never", Some(0)), ("often", Some(2)), ("always", Some(3)), ("dont_know", None)];
    questionnaire(
        vec![item("tired", &often), item("rested", &often), item("lunch", &[("yes", None), ("no", None)])],
        vec![
            scale("load", ScaleScore::Sum, Some(1), &[("tired", false), ("rested", true)]),
            scale("both", ScaleScore::Mean, None, &[("tired", false), ("rested", true)]),
        ],
    )
}

/// k = 3. Four nurses by day, three in surgery at night, three whose department is withheld, and nobody in the kitchen.
pub fn table() -> SealedTable {
    let mut table = SealedTable::new(3, &attributes(), &asked());
    let nurse = [("department", "nursing"), ("shift", "day")];
    push(&mut table, 1, &nurse, &[("tired", "always"), ("rested", "never")]);
    push(&mut table, 1, &nurse, &[("tired", "often"), ("rested", "dont_know")]);
    push(&mut table, 1, &nurse, &[("tired", "dont_know"), ("rested", "often")]);
    push(&mut table, 1, &nurse, &[("lunch", "yes")]);
    push(&mut table, 3, &[("department", "surgery"), ("shift", "night")], &[("tired", "never")]);
    push(&mut table, 3, &[("shift", "night")], &[("tired", "often"), ("lunch", "no")]);
    table
}

#[test]
fn a_whole_wave() -> Result<(), EvidenceError> {
    let results = table().results(&query(&[], &[], &[]))?;
    assert_eq!((results.k, results.status, results.responses), (3, Status::Released, Some(10)));
    assert_eq!(results.withheld_share, Some(0.0));
    let measures: Vec<_> = results.measures.iter().map(|m| (m.code.as_str(), m.kind, m.scored)).collect();
    let (one, many) = (MeasureKind::Item, MeasureKind::Scale);
    let all = [
        ("tired", one, true),
        ("rested", one, true),
        ("lunch", one, false),
        ("load", many, true),
        ("both", many, true),
    ];
    assert_eq!(measures, all);

    let tired = &results.cells[0];
    let options: Vec<_> = tired.options.iter().map(|o| (o.code.as_str(), o.count, o.percent)).collect();
    let third = Some(100.0 * 3.0 / 9.0);
    let ninth = Some(100.0 / 9.0);
    let expected = [
        ("never", Some(3), third),
        ("often", Some(4), Some(100.0 * 4.0 / 9.0)),
        ("always", Some(1), ninth),
        ("dont_know", Some(1), ninth),
    ];
    assert_eq!(options, expected);
    // 0, 0, 0, 2, 2, 2, 2, 3: mean 11/8, squares 25.
    assert_eq!((tired.responses, tired.n, tired.scored_n), (Some(10), Some(9), Some(8)));
    assert_eq!(tired.mean, Some(1.375));
    assert_eq!(tired.sd, Some(((25.0 - 121.0 / 8.0) / 7.0_f64).sqrt()));

    let lunch = &results.cells[2];
    assert_eq!((lunch.n, lunch.scored_n, lunch.mean, lunch.sd), (Some(4), None, None, None));
    Ok(())
}

#[test]
fn scales_reverse_and_prorate() -> Result<(), EvidenceError> {
    let results = table().results(&query(&["load", "both"], &["department"], &[]))?;
    let nursing = &results.cells[0];
    // 3 + (3 - 0) = 6; 2 prorated to 4; (3 - 2) prorated to 2; the fourth answered neither.
    assert_eq!((nursing.n, nursing.scored_n, nursing.mean, nursing.sd), (Some(3), Some(3), Some(4.0), Some(2.0)));
    // Three of them answered both items or one, and one alone has a score of both: that score is not shown.
    let both = &results.cells[3];
    assert_eq!((both.status, both.responses, both.n), (Status::Released, Some(4), Some(3)));
    assert_eq!((both.scored_n, both.mean, both.sd), (None, None, None));
    assert!(both.options.is_empty());
    Ok(())
}

#[test]
fn nobody_and_too_few_look_alike() -> Result<(), Box<dyn std::error::Error>> {
    let mut broken = table();
    push(&mut broken, 2, &[("department", "kitchen"), ("shift", "day")], &[("tired", "never"), ("lunch", "no")]);
    let everything = query(&[], &["department"], &[]);
    let (good, broken) = (table().results(&everything)?, broken.results(&everything)?);
    for (good, broken) in good.cells.iter().zip(&broken.cells) {
        // Nobody is in the kitchen; nobody in surgery said how rested they were; at most one anywhere spoke of lunch.
        let (department, measure) = (good.group["department"].as_str(), good.measure.as_str());
        let silent = matches!((department, measure), ("kitchen", _) | ("surgery", "rested") | (_, "lunch"));
        assert_eq!(says_nothing(good), silent, "{measure} in {department}");
        assert_eq!(serde_json::to_value(good)?, serde_json::to_value(broken)?);
    }
    // Three of ten are in no department; with two too few beside them, five of twelve are shown in none.
    assert_eq!((good.withheld_share, broken.withheld_share), (Some(0.3), Some(5.0 / 12.0)));
    Ok(())
}

#[test]
fn the_full_product_in_declared_order() -> Result<(), EvidenceError> {
    let results = table().results(&query(&["tired"], &["shift", "department"], &[]))?;
    let groups: Vec<_> =
        results.cells.iter().map(|c| (&*c.group["shift"], &*c.group["department"], c.responses)).collect();
    let expected = [
        ("day", "nursing", Some(4)),
        ("day", "surgery", None),
        ("day", "kitchen", None),
        ("night", "nursing", None),
        ("night", "surgery", Some(3)),
        ("night", "kitchen", None),
    ];
    assert_eq!(groups, expected);
    Ok(())
}

#[test]
fn what_fewer_than_k_answered_looks_like_nobody() -> Result<(), Box<dyn std::error::Error>> {
    // Surgery answered neither, of the nurses one alone spoke of lunch, and nobody is in the kitchen.
    let results = table().results(&query(&["rested", "lunch"], &["department"], &[]))?;
    let silent = |cell: &Cell| -> Result<_, serde_json::Error> {
        let mut cell = serde_json::to_value(cell)?;
        cell["group"].take();
        Ok(cell)
    };
    let [nursing, surgery, kitchen, lunches @ ..] = &results.cells[..] else {
        return Err("six cells".into());
    };
    assert_eq!((nursing.status, nursing.responses, nursing.n), (Status::Released, Some(4), Some(3)));
    assert!(says_nothing(kitchen));
    assert_eq!(silent(surgery)?, silent(kitchen)?);
    assert_eq!(lunches.len(), 3);
    for lunch in lunches {
        assert!(says_nothing(lunch));
        assert_eq!(silent(lunch)?, silent(&lunches[2])?);
    }
    Ok(())
}

#[test]
fn one_answer_more_makes_k() -> Result<(), EvidenceError> {
    let mut table = SealedTable::new(3, &attributes(), &asked());
    push(&mut table, 7, &[("shift", "day")], &[]);
    push(&mut table, 2, &[("shift", "day")], &[("tired", "always")]);
    let measures = ["tired", "load", "both"];
    let (whole, by_shift) = (query(&measures, &[], &[]), query(&measures, &["shift"], &[]));
    // Two of nine answered: the wave has its nine people, and no measure says anything, overall or by day.
    let few = table.results(&whole)?;
    assert_eq!((few.status, few.responses, few.withheld_share), (Status::Released, Some(9), Some(0.0)));
    assert!(few.cells.iter().all(says_nothing));
    assert!(table.results(&by_shift)?.cells.iter().all(says_nothing));

    // A third answers, without a score: an item's mean is in its counts anyway, a scale's is not.
    push(&mut table, 1, &[("shift", "day")], &[("tired", "dont_know")]);
    for results in [table.results(&whole)?, table.results(&by_shift)?] {
        let day: Vec<_> =
            results.cells.iter().filter(|cell| cell.group.get("shift").is_none_or(|at| at == "day")).collect();
        let found: Vec<_> = day.iter().map(|cell| (cell.status, cell.responses, cell.n)).collect();
        assert_eq!(found, [(Status::Released, Some(10), Some(3)); 3]);
        let scores: Vec<_> = day.iter().map(|cell| (cell.scored_n, cell.mean, cell.sd)).collect();
        assert_eq!(scores, [(Some(2), Some(3.0), Some(0.0)), (None, None, None), (None, None, None)]);
    }

    // With a third score the scale that needs one item has k; the one that needs both has none.
    push(&mut table, 1, &[("shift", "day")], &[("tired", "always")]);
    let results = table.results(&whole)?;
    let scores: Vec<_> = results.cells.iter().map(|cell| (cell.n, cell.scored_n, cell.mean, cell.sd)).collect();
    let (tired, load) = ((Some(4), Some(3), Some(3.0), Some(0.0)), (Some(4), Some(3), Some(6.0), Some(0.0)));
    assert_eq!(scores, [tired, load, (Some(4), None, None, None)]);
    Ok(())
}

#[test]
fn an_item_without_any_score_still_shows_its_counts() -> Result<(), EvidenceError> {
    let mut table = SealedTable::new(3, &attributes(), &asked());
    push(&mut table, 3, &[], &[("tired", "dont_know")]);
    let results = table.results(&query(&["tired"], &[], &[]))?;
    let tired = &results.cells[0];
    assert_eq!((tired.n, tired.scored_n, tired.mean, tired.sd), (Some(3), Some(0), None, None));
    let counts: Vec<_> = tired.options.iter().map(|option| (option.count, option.percent)).collect();
    let nobody = (Some(0), Some(0.0));
    assert_eq!(counts, [nobody, nobody, nobody, (Some(3), Some(100.0))]);
    Ok(())
}

#[test]
fn filters_are_either_within_and_both_across_attributes() -> Result<(), EvidenceError> {
    let table = table();
    let responses = |filters: &[(&str, &str)]| table.results(&query(&[], &[], filters)).map(|found| found.responses);
    assert_eq!(responses(&[("department", "nursing")])?, Some(4));
    assert_eq!(responses(&[("department", "nursing"), ("department", "surgery")])?, Some(7));
    assert_eq!(responses(&[("department", "surgery"), ("department", "surgery")])?, Some(3));
    assert_eq!(responses(&[("shift", "night")])?, Some(6));
    assert_eq!(responses(&[("shift", "night"), ("department", "surgery")])?, Some(3));
    assert_eq!(responses(&[("shift", "day"), ("department", "surgery")])?, None);

    let night = table.results(&query(&["tired"], &["department"], &[("shift", "night")]))?;
    assert_eq!((night.responses, night.withheld_share), (Some(6), Some(0.5)));
    assert!(says_nothing(&night.cells[0]));
    assert_eq!(night.cells[1].mean, Some(0.0));
    let kitchen = table.results(&query(&[], &["shift"], &[("department", "kitchen")]))?;
    assert_eq!((kitchen.status, kitchen.responses, kitchen.withheld_share), (Status::Withheld, None, None));
    assert!(kitchen.cells.iter().all(says_nothing));
    Ok(())
}

#[test]
fn fewer_than_k_are_nobody() -> Result<(), EvidenceError> {
    let mut table = SealedTable::new(1, &attributes(), &asked());
    let nobody = table.results(&query(&[], &[], &[]))?;
    push(&mut table, 2, &[("shift", "day")], &[("tired", "never")]);
    assert_eq!(table.results(&query(&[], &[], &[]))?, nobody);
    push(&mut table, 1, &[], &[("tired", "never")]);
    let results = table.results(&query(&["tired"], &["shift"], &[]))?;
    // Two by day are too few to show; that all three are shown in no shift tells nothing about them.
    assert_eq!((results.responses, results.withheld_share), (Some(3), Some(1.0)));
    assert!(results.cells.iter().all(says_nothing));
    push(&mut table, 1, &[("shift", "day")], &[("tired", "never")]);
    let results = table.results(&query(&["tired"], &["shift"], &[]))?;
    assert_eq!((results.responses, results.withheld_share), (Some(4), None));
    Ok(())
}

#[test]
fn the_shape_of_an_answer() -> Result<(), Box<dyn std::error::Error>> {
    let results = table().results(&query(&["tired"], &["shift"], &[("department", "nursing")]))?;
    // Intervals: statsmodels 0.15.0, proportion_confint(…, method="wilson"), and scipy 1.17.1, stats.t.ppf(0.975, 1).
    let nobody =
        |code: &str| serde_json::json!({"code": code, "count": null, "percent": null, "low": null, "high": null});
    let third = |code: &str| {
        let (low, high) = (6.149_194_472_039_626_5, 79.234_039_919_795_24);
        serde_json::json!({"code": code, "count": 1, "percent": 100.0 / 3.0, "low": low, "high": high})
    };
    let expected = serde_json::json!({
        "k": 3,
        "status": "released",
        "responses": 4,
        "withheld_share": 0.0,
        "by": [{"attribute": "shift", "values": ["day", "night"]}],
        "where": [{"attribute": "department", "values": ["nursing"]}],
        "measures": [{"code": "tired", "kind": "item", "scored": true, "several": false, "exchange": null}],
        "cells": [
            {
                "group": {"shift": "day"}, "measure": "tired", "status": "released", "responses": 4, "n": 3,
                "options": [
                    {"code": "never", "count": 0, "percent": 0.0, "low": 0.0, "high": 56.149_703_175_504_54},
                    third("often"), third("always"), third("dont_know"),
                ],
                "scored_n": 2, "mean": 2.5, "sd": 0.5_f64.sqrt(),
                "mean_low": -3.853_102_368_087_347, "mean_high": 8.853_102_368_087_347,
                "q1": 2.25, "median": 2.5, "q3": 2.75, "favourable": null, "distribution": [],
            },
            {
                "group": {"shift": "night"}, "measure": "tired", "status": "withheld", "responses": null, "n": null,
                "options": [nobody("never"), nobody("often"), nobody("always"), nobody("dont_know")],
                "scored_n": null, "mean": null, "sd": null, "mean_low": null, "mean_high": null,
                "q1": null, "median": null, "q3": null, "favourable": null, "distribution": [],
            },
        ],
    });
    assert_alike("", &serde_json::to_value(&results)?, &expected);
    Ok(())
}

/// Numbers to twelve digits, all else exactly.
fn assert_alike(place: &str, found: &serde_json::Value, expected: &serde_json::Value) {
    use serde_json::Value;
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            assert!(found.keys().eq(expected.keys()), "{place}");
            expected.iter().for_each(|(key, value)| assert_alike(&format!("{place}.{key}"), &found[key], value));
        }
        (Value::Array(found), Value::Array(expected)) => {
            assert_eq!(found.len(), expected.len(), "{place}");
            found.iter().zip(expected).for_each(|(found, expected)| assert_alike(place, found, expected));
        }
        (Value::Number(found), Value::Number(expected)) => {
            let (found, expected) = (found.as_f64().unwrap_or(f64::NAN), expected.as_f64().unwrap_or_default());
            assert!((found - expected).abs() < 1e-12 * expected.abs().max(1.0), "{place}: {found} is not {expected}");
        }
        _ => assert_eq!(found, expected, "{place}"),
    }
}
