//! Against values that scipy, statsmodels and pingouin computed from single rows: `tests/reference/comparisons.py`.

use chorus_evidence::statistics::*;
use nalgebra::DMatrix;
use serde_json::Value;

fn reference() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/reference/comparisons.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn cases<'a>(reference: &'a Value, kind: &str) -> impl Iterator<Item = &'a Value> {
    let cases = reference[kind].as_array().unwrap();
    assert!(cases.len() >= 3, "{kind}");
    cases.iter()
}

/// Within 1e-9 relatively; what is 0 but for rounding, within 1e-12.
#[track_caller]
fn same(case: &Value, found: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap();
    let near = (found - expected).abs() <= 1e-9 * expected.abs() + 1e-12;
    assert!(near, "{}: {found} is not {expected}", case["name"]);
}

#[track_caller]
fn same_difference(case: &Value, found: Difference, expected: &Value) {
    same(case, found.value, &expected["value"]);
    same(case, found.low, &expected["low"]);
    same(case, found.high, &expected["high"]);
    same(case, found.p, &expected["p"]);
}

#[track_caller]
fn same_size(case: &Value, found: Standardised, expected: &Value) {
    same(case, found.value, &expected["value"]);
    same(case, found.low, &expected["low"]);
    same(case, found.high, &expected["high"]);
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn sample(value: &Value) -> Sample {
    Sample::plain(number(&value["n"]), number(&value["mean"]), number(&value["sd"]))
}

#[test]
fn welch_and_hedges_are_those_of_scipy_and_pingouin() {
    for case in cases(&reference(), "means") {
        let (earlier, later) = (sample(&case["earlier"]), sample(&case["later"]));
        same_difference(case, welch(earlier, later).unwrap(), &case["welch"]);
        same_size(case, standardised_difference(earlier, later).unwrap(), &case["g"]);
    }
}

#[test]
fn pairs_are_those_of_scipy_and_pingouin() {
    for case in cases(&reference(), "paired") {
        let of = &case["difference"];
        let pairs = PairedSums {
            n: number(&of["n"]),
            mean: number(&of["mean"]),
            sd: number(&of["sd"]),
            spread: number(&of["sd"]),
        };
        same_difference(case, paired_means(pairs).unwrap(), &case["paired"]);
        same_size(case, paired_size(pairs).unwrap(), &case["d_z"]);
    }
}

#[test]
fn differences_of_shares_are_those_of_statsmodels() {
    for case in cases(&reference(), "shares") {
        let share = |value: &Value| Share::plain(value[0].as_u64().unwrap(), value[1].as_u64().unwrap()).unwrap();
        let found = share_difference(share(&case["earlier"]), share(&case["later"])).unwrap();
        same_difference(case, found, case);
    }
}

#[test]
fn shifts_are_those_of_scipy() {
    for case in cases(&reference(), "shift") {
        let counts =
            |value: &Value| value.as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).collect::<Vec<_>>();
        let found = ordinal_shift(&counts(&case["earlier"]), &counts(&case["later"])).unwrap();
        same(case, found.u, &case["u"]);
        same(case, found.p, &case["p"]);
        same(case, found.rank_biserial, &case["rank_biserial"]);
        assert_eq!(found.interval.is_none(), case["low"].is_null(), "{}", case["name"]);
        if let Some((low, high)) = found.interval {
            same(case, low, &case["low"]);
            same(case, high, &case["high"]);
        }
    }
}

#[test]
fn adjusted_p_values_are_those_of_statsmodels() {
    for case in cases(&reference(), "adjusted") {
        let list = |value: &Value| value.as_array().unwrap().iter().map(number).collect::<Vec<_>>();
        let p = list(&case["p"]);
        for (found, expected) in [(holm(&p), &case["holm"]), (benjamini_hochberg(&p), &case["bh"])] {
            let expected = expected.as_array().unwrap();
            assert_eq!(found.len(), expected.len());
            found.iter().zip(expected).for_each(|(found, expected)| same(case, *found, expected));
        }
    }
}

/// `tests/reference/reliability.py`: alpha by pingouin, its interval by scipy, omega by minimising the same discrepancy with scipy.
#[test]
fn reliability_is_that_of_pingouin_and_scipy() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/reference/reliability.json");
    let reference: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for case in cases(&reference, "cases") {
        let rows = case["covariance"].as_array().unwrap();
        let flat = rows.iter().flat_map(|row| row.as_array().unwrap()).map(number);
        let covariance = DMatrix::from_iterator(rows.len(), rows.len(), flat);
        let found = alpha(&covariance, case["n"].as_u64().unwrap()).unwrap();
        same(case, found.value, &case["alpha"]);
        same(case, found.low, &case["low"]);
        same(case, found.high, &case["high"]);
        let found = omega(&covariance);
        match case["omega"].as_f64() {
            None => assert_eq!(found, None, "{}", case["name"]),
            // Both are found by iteration.
            Some(expected) => {
                assert!(found.is_some_and(|found| (found / expected - 1.0).abs() < 1e-6), "{}: {found:?}", case["name"])
            }
        }
    }
}

#[test]
fn what_does_not_vary_has_no_reliability() {
    let nothing = DMatrix::zeros(3, 3);
    assert_eq!((alpha(&nothing, 50), omega(&nothing)), (None, None));
    let one = DMatrix::identity(1, 1);
    assert_eq!((alpha(&one, 50), omega(&one)), (None, None));
    let opposed = DMatrix::from_row_slice(2, 2, &[1.0, -1.0, -1.0, 1.0]);
    assert_eq!(alpha(&opposed, 50), None);
}
