//! Kinds of items beyond a single choice: several options, rows of a matrix, numbers, bands, comments, and cut-offs of scales.
#![expect(clippy::panic, reason = "in a test, a panic is the message")]

use crate::common::{attribute, choices, query};
use chorus_evidence::{Cell, Corrupt, EvidenceError, MeasureKind, Results, SealedTable, Status};
use chorus_questionnaire::{Answers, Questionnaire};
use serde_json::json;

fn questionnaire() -> Questionnaire {
    let document = json!({
        "items": [
            {"code": "barriers", "kind": "multiple", "text": "?", "options": [{"code": "cost", "label": "C"},
                {"code": "time", "label": "T"}, {"code": "none", "label": "N", "exclusive": true}]},
            {"code": "mood", "kind": "matrix", "text": "?", "rows": [{"code": "calm", "text": "C"}, {"code": "tense", "text": "T"}],
                "options": [{"code": "never", "label": "N", "score": 0}, {"code": "often", "label": "O", "score": 1},
                    {"code": "always", "label": "A", "score": 2}]},
            {"code": "recommend", "kind": "number", "text": "?", "range": {"from": 0, "to": 10}},
            {"code": "years", "kind": "bands", "text": "?", "options": [{"code": "new", "label": "N"},
                {"code": "some", "label": "S", "from": 2}, {"code": "long", "label": "L", "from": 10}]},
            {"code": "why", "kind": "comment", "text": "?"},
            {"code": "thanks", "kind": "information", "text": "Thank you."}],
        "scales": [{"code": "stress", "label": "S", "score": "mean", "minimum_answered": 1,
            "items": [{"item": "calm", "reverse": true}, {"item": "tense"}],
            "cut_offs": [{"code": "high", "label": "H", "at_least": 1.5}, {"code": "middle", "label": "M", "at_least": 0.5, "at_most": 1}]}]
    });
    serde_json::from_value(document).unwrap_or_else(|error| panic!("{error}"))
}

fn table() -> Result<SealedTable, Corrupt> {
    let questionnaire = questionnaire();
    let mut table = SealedTable::new(3, &[attribute("ward", &["a", "b"])], &questionnaire);
    let mut add = |times: usize, ward: &str, answers: serde_json::Value| {
        let answers: Answers = serde_json::from_value(answers).unwrap_or_default();
        let categories = questionnaire.categories(&answers);
        (0..times).try_for_each(|_| table.push(&choices(&[("ward", ward)]), &categories))
    };
    add(
        4,
        "a",
        json!({"barriers": ["cost", "time"], "calm": "never", "tense": "always", "recommend": "2", "years": "new"}),
    )?;
    add(3, "a", json!({"barriers": ["none"], "calm": "always", "tense": "never", "recommend": "10", "years": "long"}))?;
    add(3, "b", json!({"barriers": [], "calm": "often", "recommend": "7", "years": null}))?;
    add(2, "b", json!({"calm": "never", "tense": "often"}))?;
    Ok(table)
}

fn cell<'a>(results: &'a Results, measure: &str, ward: &str) -> &'a Cell {
    let of = |cell: &&Cell| cell.measure == measure && cell.group.get("ward").map_or("", String::as_str) == ward;
    results.cells.iter().find(of).unwrap_or_else(|| panic!("no cell {measure} {ward}"))
}

fn counts(cell: &Cell) -> Vec<Option<u64>> {
    cell.options.iter().map(|option| option.count).collect()
}

#[test]
fn each_option_of_a_multiple_choice_is_of_all_who_answered() -> Result<(), Box<dyn std::error::Error>> {
    let results = table()?.results(&query(&["barriers"], &[], &[]))?;
    assert!(results.measures[0].several && !results.measures[0].scored);
    let all = cell(&results, "barriers", "");
    assert_eq!((all.n, counts(all)), (Some(10), vec![Some(4), Some(4), Some(3)]), "two did not answer");
    assert_eq!(all.options[0].percent, Some(40.0));
    Ok(())
}

#[test]
fn rows_of_a_matrix_numbers_and_bands_are_measures() -> Result<(), Box<dyn std::error::Error>> {
    let results = table()?.results(&query(&[], &[], &[]))?;
    let codes: Vec<&str> = results.measures.iter().map(|measure| measure.code.as_str()).collect();
    assert_eq!(codes, ["barriers", "calm", "tense", "recommend", "years", "why", "stress"], "an information is none");
    assert_eq!(counts(cell(&results, "calm", "")), [Some(6), Some(3), Some(3)]);
    let recommend = cell(&results, "recommend", "");
    assert_eq!(
        (recommend.options.len(), recommend.n, recommend.mean),
        (11, Some(10), Some((8 + 30 + 21) as f64 / 10.0))
    );
    assert_eq!(counts(cell(&results, "years", "")), [Some(4), Some(0), Some(3)], "who declined is not counted");
    Ok(())
}

/// Mean scores by hand: 2 for four (reversed calm 2, tense 2), 0 for three, 1 for three (calm alone), 1.5 for two.
#[test]
fn cut_offs_tell_which_share_has_such_scores() -> Result<(), Box<dyn std::error::Error>> {
    let results = table()?.results(&query(&["stress"], &["ward"], &[]))?;
    let (a, b) = (cell(&results, "stress", "a"), cell(&results, "stress", "b"));
    assert_eq!((a.scored_n, counts(a)), (Some(7), vec![Some(4), Some(0)]));
    assert_eq!((b.scored_n, counts(b)), (Some(5), vec![Some(2), Some(3)]));
    assert_eq!(b.options[0].percent, Some(40.0));
    assert!(a.options[0].low.is_some_and(|low| low < 400.0 / 7.0));
    Ok(())
}

#[test]
fn terms_are_counted_by_group_and_none_looks_like_too_few() -> Result<(), Box<dyn std::error::Error>> {
    let mut table = table()?;
    let ward = |ward: &str| choices(&[("ward", ward)]);
    table.push_term(&ward("a"), "why", "shift", 5)?;
    table.push_term(&ward("b"), "why", "shift", 3)?;
    table.push_term(&ward(""), "why", "sleep", 4)?;
    assert_eq!(table.push_term(&ward("a"), "why", "rare", 2), Err(Corrupt::Term));
    assert_eq!(table.push_term(&ward("a"), "years", "shift", 3), Err(Corrupt::Item));
    let results = table.results(&query(&["why"], &[], &[]))?;
    assert_eq!(results.measures[0].kind, MeasureKind::Comment);
    let all = cell(&results, "why", "");
    let terms: Vec<&str> = all.options.iter().map(|option| option.code.as_str()).collect();
    assert_eq!((terms, counts(all), all.n), (vec!["shift", "sleep"], vec![Some(8), Some(4)], Some(12)));
    let by_ward = table.results(&query(&["why"], &["ward"], &[]))?;
    let b = cell(&by_ward, "why", "b");
    assert_eq!((b.status, counts(b)), (Status::Released, vec![Some(3), None]), "who slept badly is in no ward");
    assert_eq!((b.options[0].percent, b.options[1].percent), (Some(60.0), None));
    Ok(())
}

#[test]
fn a_category_that_a_variable_does_not_have_is_refused() -> Result<(), EvidenceError> {
    let mut table = SealedTable::new(3, &[], &questionnaire());
    for (variable, category) in
        [("barriers/cost", "maybe"), ("barriers", "cost"), ("recommend", "11"), ("why", "shift")]
    {
        assert!(table.push(&choices(&[]), &choices(&[(variable, category)])).is_err(), "{variable}");
    }
    assert!(table.is_empty());
    Ok(())
}
