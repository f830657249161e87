//! The worked examples of the library, scored by the engine that scores sealed rows: scores and limits come out as the
//! instruments' own sources say.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

use chorus_evidence::{Query, SealedTable};
use chorus_questionnaire::library::instruments;
use chorus_questionnaire::{Choices, Questionnaire, Scale};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// As many people give the same answers as a group must have to be shown.
const K: u16 = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    scale: String,
    instrument: String,
    source: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    basis: Basis,
    answers: Vec<Option<String>>,
    score: Option<f64>,
    r#in: BTreeSet<String>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Basis {
    Stated,
    Rule,
}

fn examples() -> Vec<Example> {
    serde_saphyr::from_str(include_str!("../../../library/examples.yaml")).unwrap()
}

/// Every scale of the single instruments, by its code, with what it is part of.
fn scales() -> BTreeMap<&'static str, (&'static str, &'static Questionnaire, &'static Scale)> {
    let questionnaires =
        instruments().unwrap().iter().filter_map(|one| Some((one.meta.code.as_str(), one.questionnaire.as_ref()?)));
    let scales = questionnaires.flat_map(|(code, questionnaire)| {
        questionnaire.scales.iter().map(move |scale| (scale.code.as_str(), (code, questionnaire, scale)))
    });
    scales.collect()
}

#[test]
fn the_engine_scores_the_examples_as_their_sources_do() {
    let scales = scales();
    for example in examples() {
        let (instrument, questionnaire, scale) = scales[example.scale.as_str()];
        assert_eq!(instrument, example.instrument);
        assert!(!example.source.is_empty(), "{instrument}");
        for case in example.cases {
            let place = format!("{} {:?}", scale.code, case.answers);
            assert_eq!(case.answers.len(), scale.items.len(), "{place}");
            let answered = scale.items.iter().zip(&case.answers);
            let answers: Choices =
                answered.filter_map(|(item, answer)| Some((item.item.clone(), answer.clone()?))).collect();
            let mut table = SealedTable::new(K, &[], questionnaire);
            for _ in 0..K {
                table.push(&Choices::new(), &answers).unwrap();
            }
            let query = Query { measures: vec![scale.code.clone()], by: Vec::new(), filters: Vec::new() };
            let results = table.results(&query).unwrap();
            let cell = &results.cells[0];
            match (cell.mean, case.score) {
                (Some(mean), Some(score)) => assert!((mean - score).abs() < 0.005, "{place}: {mean}"),
                (mean, score) => assert_eq!(mean, score, "{place}"),
            }
            let within = cell.options.iter().filter(|cut_off| cut_off.percent == Some(100.0));
            assert_eq!(within.map(|cut_off| cut_off.code.clone()).collect::<BTreeSet<_>>(), case.r#in, "{place}");
        }
    }
}

#[test]
fn every_scale_has_an_example_and_every_limit_one_on_each_side() {
    let examples = examples();
    for (code, (_, _, scale)) in scales() {
        let example = examples.iter().find(|example| example.scale == code).expect(code);
        for cut_off in &scale.cut_offs {
            let scored = example.cases.iter().filter(|case| case.score.is_some());
            let (inside, outside): (Vec<_>, Vec<_>) = scored.partition(|case| case.r#in.contains(&cut_off.code));
            assert!(!inside.is_empty() && !outside.is_empty(), "{code} {}", cut_off.code);
        }
        let stated = example.cases.iter().any(|case| case.basis == Basis::Stated);
        assert!(scale.cut_offs.is_empty() || stated, "{code}: a limit needs an example that its source states");
    }
}
