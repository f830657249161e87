//! What holds for any table and any query.

use crate::common::{attribute, item, questionnaire, says_nothing, scale};
use chorus_evidence::{MeasureKind, Query, Results, SealedTable, Status};
use chorus_questionnaire::{Attribute, Choices, Questionnaire, ScaleScore};
use proptest::collection::vec;
use proptest::prelude::*;

const K: u64 = 4;
const VALUES: [&str; 3] = ["x", "y", "z"];
const NAMES: [&str; 3] = ["a", "b", "c"];
const ITEMS: [&str; 3] = ["p", "q", "r"];
const OPTIONS: [(&str, Option<i32>); 4] = [("low", Some(-1)), ("mid", Some(2)), ("high", Some(5)), ("dont_know", None)];

fn attributes() -> Vec<Attribute> {
    NAMES.iter().map(|name| attribute(name, &VALUES)).collect()
}

fn asked() -> Questionnaire {
    let parts = [("p", false), ("q", true), ("r", false)];
    let scales = vec![scale("some", ScaleScore::Sum, Some(1), &parts), scale("all", ScaleScore::Mean, None, &parts)];
    questionnaire(ITEMS.iter().map(|code| item(code, &OPTIONS)).collect(), scales)
}

type Row = (Choices, Choices);

fn values() -> impl Strategy<Value = Choices> {
    vec(0..=VALUES.len(), NAMES.len()).prop_map(|codes| {
        let value = |(name, code): (&&str, usize)| Some(((*name).to_owned(), (*VALUES.get(code)?).to_owned()));
        NAMES.iter().zip(codes).filter_map(value).collect()
    })
}

fn answers() -> impl Strategy<Value = Choices> {
    vec(0..=OPTIONS.len(), ITEMS.len()).prop_map(|codes| {
        let option = |(name, code): (&&str, usize)| Some(((*name).to_owned(), OPTIONS.get(code)?.0.to_owned()));
        ITEMS.iter().zip(codes).filter_map(option).collect()
    })
}

/// Rows whose classes each have `size` rows.
fn rows(size: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Row>> {
    let class = (values(), vec(answers(), size));
    vec(class, 0..12).prop_map(|classes| {
        let rows =
            classes.into_iter().flat_map(|(values, answers)| answers.into_iter().map(move |a| (values.clone(), a)));
        rows.collect()
    })
}

fn queries() -> impl Strategy<Value = Query> {
    let filter = (prop::sample::select(&NAMES[..]), prop::sample::select(&VALUES[..]));
    let by = prop::sample::subsequence(&NAMES[..], 0..=3).prop_shuffle();
    (by, vec(filter, 0..4)).prop_map(|(by, filters)| Query {
        measures: Vec::new(),
        by: by.into_iter().map(str::to_owned).collect(),
        filters: filters.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
    })
}

fn ask(rows: &[Row], query: &Query) -> Result<Results, TestCaseError> {
    let mut table = SealedTable::new(K as u16, &attributes(), &asked());
    for (values, answers) in rows {
        table.push(values, answers).map_err(|error| TestCaseError::fail(error.to_string()))?;
    }
    table.results(query).map_err(|error| TestCaseError::fail(error.to_string()))
}

fn matches(values: &Choices, query: &Query) -> bool {
    query.filters.iter().all(|(name, _)| {
        let mut allowed = query.filters.iter().filter(|(other, _)| other == name);
        allowed.any(|(_, value)| values.get(name) == Some(value))
    })
}

/// How many of an answer's items have a score.
fn scored(answers: &Choices) -> usize {
    let score = |answer: &String| OPTIONS.iter().find(|(code, _)| answer == code).and_then(|(_, score)| *score);
    answers.values().filter_map(score).count()
}

/// Whether an answer counts as one to this measure, and whether it has a score there.
fn counts(answers: &Choices, measure: &str) -> (bool, bool) {
    match measure {
        "some" => (!answers.is_empty(), scored(answers) >= 1),
        "all" => (!answers.is_empty(), scored(answers) == ITEMS.len()),
        item => (answers.contains_key(item), answers.get(item).is_some_and(|answer| answer != "dont_know")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_add_up(rows in rows(4..9), query in queries()) {
        let results = ask(&rows, &query)?;
        let matching = rows.iter().filter(|(values, _)| matches(values, &query)).count() as u64;
        prop_assert_eq!(results.responses, (matching > 0).then_some(matching));
        for measure in &results.measures {
            let cells: Vec<_> = results.cells.iter().filter(|cell| cell.measure == measure.code).collect();
            prop_assert_eq!(cells.len(), VALUES.len().pow(query.by.len() as u32));
            let left_out = rows.iter().filter(|(values, _)| {
                matches(values, &query) && query.by.iter().any(|name| !values.contains_key(name))
            });
            let left_out = left_out.count() as u64;
            prop_assert_eq!(results.withheld_share, (matching > 0).then(|| left_out as f64 / matching as f64));
            let mut grouped = 0;
            for cell in cells {
                let group: Vec<&Choices> = rows
                    .iter()
                    .filter(|(values, _)| {
                        matches(values, &query)
                            && cell.group.iter().all(|(name, value)| values.get(name) == Some(value))
                    })
                    .map(|(_, answers)| answers)
                    .collect();
                let found: Vec<(bool, bool)> = group.iter().map(|answers| counts(answers, &measure.code)).collect();
                let n = found.iter().filter(|(answered, _)| *answered).count() as u64;
                let scored_n = found.iter().filter(|(_, scored)| *scored).count() as u64;
                grouped += group.len() as u64;
                if n < K {
                    prop_assert!(says_nothing(cell));
                    continue;
                }
                prop_assert_eq!(cell.status, Status::Released);
                prop_assert_eq!((cell.responses, cell.n), (Some(group.len() as u64), Some(n)));
                for option in &cell.options {
                    let chose = group.iter().filter(|answers| answers.get(&measure.code) == Some(&option.code));
                    let count = chose.count() as u64;
                    prop_assert_eq!(option.count, Some(count));
                    prop_assert_eq!(option.percent, Some(100.0 * count as f64 / n as f64));
                }
                let shown = measure.kind == MeasureKind::Item || scored_n >= K;
                prop_assert_eq!(cell.scored_n, shown.then_some(scored_n));
                prop_assert_eq!(cell.mean.is_some(), shown && scored_n > 0);
                prop_assert_eq!(cell.sd.is_some(), shown && scored_n > 1);
            }
            prop_assert_eq!(grouped + left_out, matching);
        }
    }

    #[test]
    fn nothing_speaks_of_fewer_than_k_whatever_the_table(rows in rows(1..9), query in queries()) {
        let results = ask(&rows, &query)?;
        prop_assert!(results.responses.is_none_or(|n| n >= K));
        if let (Some(share), Some(n)) = (results.withheld_share, results.responses) {
            let left_out = (share * n as f64).round() as u64;
            prop_assert!(left_out == 0 || left_out >= K);
        }
        for cell in &results.cells {
            prop_assert!(says_nothing(cell) || cell.responses >= cell.n && cell.n.is_some());
            prop_assert!(cell.responses.is_none_or(|n| n >= K));
            prop_assert!(cell.n.is_none_or(|n| n >= K));
        }
        for measure in results.measures.iter().filter(|measure| measure.kind == MeasureKind::Scale) {
            for cell in results.cells.iter().filter(|cell| cell.measure == measure.code) {
                prop_assert!(cell.scored_n.is_none_or(|n| n >= K));
                prop_assert_eq!(cell.mean.is_some(), cell.scored_n.is_some());
                prop_assert_eq!(cell.sd.is_some(), cell.scored_n.is_some());
            }
        }
    }

    #[test]
    fn filtering_is_asking_a_table_of_the_matching_rows(rows in rows(1..9), query in queries()) {
        let filtered = ask(&rows, &query)?;
        let matching: Vec<Row> = rows.into_iter().filter(|(values, _)| matches(values, &query)).collect();
        let mut whole = ask(&matching, &Query { filters: Vec::new(), ..query })?;
        whole.filters = filtered.filters.clone();
        prop_assert_eq!(filtered, whole);
    }

    #[test]
    fn order_does_not_show(rows in rows(1..9), query in queries()) {
        let forward = ask(&rows, &query)?;
        let backward: Vec<Row> = rows.into_iter().rev().collect();
        prop_assert_eq!(forward, ask(&backward, &query)?);
    }

    #[test]
    fn scales_agree_with_scoring_row_by_row(rows in rows(4..9)) {
        let results = ask(&rows, &Query { measures: vec!["some".to_owned()], ..Query::default() })?;
        let score = |answers: &Choices| {
            let score = |item: &str| OPTIONS.iter().find(|(code, _)| answers.get(item).is_some_and(|a| a == code))?.1;
            let scores = [score("p"), score("q").map(|q| 4 - q), score("r")];
            let given: Vec<f64> = scores.into_iter().flatten().map(f64::from).collect();
            (!given.is_empty()).then(|| 3.0 * given.iter().sum::<f64>() / given.len() as f64)
        };
        let scores: Vec<f64> = rows.iter().filter_map(|(_, answers)| score(answers)).collect();
        let n = scores.len() as f64;
        let mean = scores.iter().sum::<f64>() / n;
        let sd = (scores.iter().map(|score| (score - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        prop_assert_eq!(results.cells.len(), 1);
        for cell in &results.cells {
            if (scores.len() as u64) < K {
                prop_assert_eq!((cell.scored_n, cell.mean, cell.sd), (None, None, None));
                continue;
            }
            prop_assert_eq!(cell.scored_n, Some(scores.len() as u64));
            prop_assert!(cell.mean.is_some_and(|found| (found - mean).abs() < 1e-12));
            prop_assert!(cell.sd.is_some_and(|found| (found - sd).abs() < 1e-12));
        }
    }
}
