//! The worked examples of the library, scored by the engine that scores sealed rows.

use chorus_evidence::{Query, SealedTable, Status};
use chorus_questionnaire::Choices;
use chorus_questionnaire::library::{Entry, LibraryFile};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Examples {
    scale: String,
    instrument: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    answers: Vec<Option<String>>,
    score: Option<f64>,
    r#in: BTreeSet<String>,
}

#[test]
fn the_engine_scores_the_examples_as_their_sources_do() {
    let examples: Vec<Examples> = serde_saphyr::from_str(include_str!("../../../library/examples.yaml")).unwrap();
    for example in examples {
        let entry: Entry = serde_saphyr::from_str(LibraryFile::find(&example.instrument).unwrap().yaml).unwrap();
        let questionnaire = entry.questionnaire.unwrap();
        let scale = questionnaire.scales.iter().find(|scale| scale.code == example.scale).unwrap();
        for case in example.cases {
            // As many of the same answer as a group must have, so that it is shown.
            let mut table = SealedTable::new(3, &[], &questionnaire);
            let answered = scale.items.iter().zip(&case.answers);
            let answers: Choices =
                answered.filter_map(|(item, answer)| Some((item.item.clone(), answer.clone()?))).collect();
            for _ in 0..3 {
                table.push(&Choices::new(), &answers).unwrap();
            }
            let query = Query { measures: vec![scale.code.clone()], by: Vec::new(), filters: Vec::new() };
            let results = table.results(&query).unwrap();
            let cell = &results.cells[0];
            let place = format!("{} {:?}", scale.code, case.answers);
            match (cell.mean, case.score) {
                (Some(mean), Some(score)) => assert!((mean - score).abs() < 0.005, "{place}: {mean}"),
                (mean, score) => assert_eq!(mean, score, "{place}"),
            }
            if case.score.is_some() {
                assert_eq!(cell.status, Status::Released, "{place}");
                let all = cell.options.iter().filter(|option| option.percent == Some(100.0));
                assert_eq!(all.map(|option| option.code.clone()).collect::<BTreeSet<_>>(), case.r#in, "{place}");
            }
        }
    }
}
