//! The worked examples, scored here in the plainest way that the documents' own words allow. It knows nothing of the engine that
//! scores sealed rows, so that the one can be held against the other.

use crate::{entries, questionnaire};
use chorus_questionnaire::{Questionnaire, Scale, ScaleScore};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
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

fn examples() -> Vec<Examples> {
    serde_saphyr::from_str(include_str!("../../../../library/examples.yaml")).unwrap()
}

/// The score of these answers, if enough of them have one.
fn score(questionnaire: &Questionnaire, scale: &Scale, answers: &[Option<String>]) -> Option<f64> {
    let scores: Vec<f64> = scale
        .items
        .iter()
        .zip(answers)
        .filter_map(|(item, answer)| {
            let variable = questionnaire.variable(&item.item).expect("a scored item");
            let position = variable.position(answer.as_ref()?).expect("an option of the item");
            let score = variable.categories[position].score?;
            let (least, most) = variable.score_range()?;
            Some(f64::from(if item.reverse { least + most - score } else { score }))
        })
        .collect();
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    let whole = if scale.score == ScaleScore::Sum { scale.items.len() as f64 } else { 1.0 };
    (scores.len() >= scale.needed()).then_some(mean * whole)
}

#[test]
fn examples_come_out_as_written() {
    for example in examples() {
        assert!(!example.source.is_empty());
        let questionnaire = questionnaire(&example.instrument);
        let scale = questionnaire.scales.iter().find(|scale| scale.code == example.scale).expect(&example.scale);
        for case in &example.cases {
            assert_eq!(case.answers.len(), scale.items.len(), "{}", example.scale);
            let found = score(&questionnaire, scale, &case.answers);
            let same = match (found, case.score) {
                (Some(found), Some(written)) => (found - written).abs() < 0.005,
                (found, written) => found == written,
            };
            assert!(same, "{} {:?}: {found:?}, written {:?}", example.scale, case.answers, case.score);
            let hundredths = found.map(|score| (score * 100.0).round() as i64);
            let holds = |least: Option<i64>, most: Option<i64>| {
                hundredths.is_some_and(|score| {
                    least.is_none_or(|least| least <= score) && most.is_none_or(|most| score <= most)
                })
            };
            let cut_offs = scale.cut_offs.iter();
            let within = cut_offs.filter(|cut| holds(cut.at_least.map(|at| at.0), cut.at_most.map(|at| at.0)));
            assert_eq!(within.map(|cut| cut.code.clone()).collect::<BTreeSet<_>>(), case.r#in, "{}", example.scale);
        }
    }
}

#[test]
fn every_scale_has_an_example_and_every_limit_one_on_each_side() {
    let examples = examples();
    for entry in entries() {
        let scales = entry.questionnaire.map(|questionnaire| questionnaire.scales).unwrap_or_default();
        for scale in scales {
            let example = examples.iter().find(|example| example.scale == scale.code).expect(&scale.code);
            for cut in &scale.cut_offs {
                let (inside, outside): (Vec<&Case>, Vec<&Case>) = example
                    .cases
                    .iter()
                    .filter(|case| case.score.is_some())
                    .partition(|case| case.r#in.contains(&cut.code));
                assert!(!inside.is_empty() && !outside.is_empty(), "{} {}", scale.code, cut.code);
            }
            let limited = scale.cut_offs.is_empty() || example.cases.iter().any(|case| case.basis == Basis::Stated);
            assert!(limited, "{}: a limit needs an example that its source states", scale.code);
        }
    }
}
