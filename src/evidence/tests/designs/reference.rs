//! Against values that statsmodels, scipy and numpy computed from single rows: `tests/reference/designs.py`.

use chorus_evidence::designs::*;
use serde_json::Value;

fn reference() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/reference/designs.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect(path)).expect(path)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn whole(value: &Value) -> u64 {
    value.as_u64().expect("a whole number")
}

fn place(value: &Value) -> usize {
    whole(value) as usize
}

fn list<'a, T>(value: &'a Value, of: impl Fn(&'a Value) -> T) -> Vec<T> {
    let values = value.as_array().expect("a list");
    assert!(!values.is_empty());
    values.iter().map(of).collect()
}

fn aggregate(value: &Value) -> Aggregate {
    Aggregate { n: whole(&value["n"]), sum: number(&value["sum"]), squares: number(&value["squares"]) }
}

/// Within 1e-9 relatively; what is 0 but for rounding, within 1e-12.
#[track_caller]
fn same(found: f64, expected: &Value) {
    within(found, expected, 1e-9);
}

#[track_caller]
fn within(found: f64, expected: &Value, tolerance: f64) {
    let expected = number(expected);
    assert!((found - expected).abs() <= tolerance * expected.abs() + 1e-12, "{found} is not {expected}");
}

#[track_caller]
fn same_effect(found: &Effect, expected: &Value) {
    same(found.value, &expected["value"]);
    same(found.standard_error, &expected["standard_error"]);
    same(found.low, &expected["low"]);
    same(found.high, &expected["high"]);
    same(found.p, &expected["p"]);
}

#[track_caller]
fn same_effects(found: &[Effect], expected: &Value) {
    let expected = expected.as_array().expect("effects");
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        same_effect(found, expected);
    }
}

#[track_caller]
fn same_test(found: PermutationTest, expected: &Value) {
    assert!(found.exact);
    assert_eq!(found.allocations, whole(&expected["allocations"]));
    same(found.statistic, &expected["statistic"]);
    same(found.p, &expected["p"]);
}

#[test]
fn regressions_of_osmi_are_those_of_statsmodels() {
    for case in reference()["regression"].as_array().expect("cases") {
        let cell = |cell: &Value| {
            let (woman, remote) = (number(&cell["woman"]), number(&cell["remote"]));
            RegressionCell {
                cluster: place(&cell["cluster"]),
                regressors: vec![1.0, woman, remote, woman * remote],
                outcome: aggregate(cell),
            }
        };
        let fit = regress(&list(&case["cells"], cell)).expect("a fit");
        assert_eq!((fit.people(), fit.clusters()), (whole(&case["people"]), place(&case["clusters"])));
        let effects: Vec<Effect> = (0..4).map(|regressor| fit.effect(regressor).expect("an effect")).collect();
        same_effects(&effects, &case["effects"]);
        same(fit.residual_variance(), &case["residual_variance"]);
    }
}

#[test]
fn differences_in_differences_are_those_of_statsmodels_and_of_every_allocation() {
    let reference = reference();
    let cases = reference["differences"].as_array().expect("cases");
    for case in cases {
        let cell = |cell: &Value| DesignCell {
            cluster: place(&cell["cluster"]),
            arm: place(&cell["arm"]),
            after: cell["after"] == 1,
            outcome: aggregate(cell),
        };
        let cells = list(&case["cells"], cell);
        same_effects(&difference_in_differences(&cells).expect("effects"), &case["effects"]);
        if let Some(expected) = case.get("test") {
            same_test(
                difference_in_differences_test(&cells, 1, PermutationBounds::default()).expect("a test"),
                expected,
            );
        }
    }
    assert!(cases.iter().any(|case| case.get("test").is_some()));
}

#[test]
fn the_stepped_wedge_is_that_of_statsmodels_and_of_every_order() {
    let case = &reference()["wedge"];
    let cell = |cell: &Value| WedgeCell {
        cluster: place(&cell["cluster"]),
        period: place(&cell["period"]),
        outcome: aggregate(cell),
    };
    let (starts, cells) = (list(&case["starts"], place), list(&case["cells"], cell));
    same_effects(&[stepped_wedge(&starts, &cells).expect("an effect")], &case["effects"]);
    same_test(stepped_wedge_test(&starts, &cells, PermutationBounds::default()).expect("a test"), &case["test"]);

    let drawn = PermutationBounds { exact_up_to: 100, draws: 20_000, seed: 7 };
    let drawn = stepped_wedge_test(&starts, &cells, drawn).expect("a test");
    assert!(!drawn.exact && drawn.allocations == 20_001);
    assert!((drawn.p - number(&case["test"]["p"])).abs() < 0.001, "{drawn:?}");
}

#[test]
fn detectable_effects_follow_their_formulas_and_come_close_to_the_exact_ones() {
    let reference = &reference()["detectable"];
    let pair = |value: &Value| <[u64; 2]>::try_from(list(value, whole)).expect("two");
    for case in reference["groups"].as_array().expect("cases") {
        let effect = detectable_in_two_groups(number(&case["sd"]), pair(&case["sizes"])).expect("an effect");
        same(effect, &case["effect"]);
        within(effect, &case["exact"], 0.01);
    }
    for case in reference["pairs"].as_array().expect("cases") {
        let correlation = number(&case["correlation"]);
        let effect = detectable_in_pairs(number(&case["sd"]), whole(&case["pairs"]), correlation).expect("an effect");
        same(effect, &case["effect"]);
        within(effect, &case["exact"], 0.01);
    }
    for case in reference["clusters"].as_array().expect("cases") {
        let (sd, icc) = (number(&case["sd"]), number(&case["icc"]));
        let found = detectable_by_clusters(sd, pair(&case["clusters"]), whole(&case["people"]), icc);
        same(found.expect("an effect"), &case["effect"]);
    }
    for case in reference["wedge"].as_array().expect("cases") {
        let (sd, icc) = (number(&case["sd"]), number(&case["icc"]));
        let found = detectable_in_wedge(sd, &list(&case["starting"], whole), whole(&case["people"]), icc);
        same(found.expect("an effect"), &case["effect"]);
    }
}

#[test]
fn weights_for_osmi_are_those_of_the_dual_problem() {
    let case = &reference()["raking"];
    let cell = |cell: &Value| RakingCell {
        categories: ["gender", "size", "remote"].map(|margin| place(&cell[margin])).to_vec(),
        respondents: whole(&cell["n"]),
    };
    let margins = list(&case["margins"], |margin| list(margin, whole));
    let found = rake(&list(&case["cells"], cell), &margins).expect("weights");
    let expected = case["weights"].as_array().expect("weights");
    assert_eq!(found.weights.len(), expected.len());
    for (found, expected) in found.weights.iter().zip(expected) {
        within(*found, expected, 1e-6);
    }
    within(found.effective_n, &case["effective_n"], 1e-6);
    let mean = weighted_mean(&found.weights, &list(&case["cells"], aggregate)).expect("a mean");
    within(mean.value, &case["mean"], 1e-6);
    within(mean.standard_error, &case["standard_error"], 1e-6);
    within(mean.low, &case["low"], 1e-6);
    within(mean.high, &case["high"], 1e-6);
}

#[test]
fn a_mean_with_given_weights_is_that_of_statsmodels() {
    let case = &reference()["raking"];
    let mean = weighted_mean(&list(&case["weights"], number), &list(&case["cells"], aggregate)).expect("a mean");
    same(mean.value, &case["mean"]);
    same(mean.standard_error, &case["standard_error"]);
    same(mean.low, &case["low"]);
    same(mean.high, &case["high"]);
}

#[test]
fn gaps_of_osmi_are_those_of_scipy() {
    let reference = &reference()["equity"];
    let (expected, groups) = (&reference["widest"], list(&reference["groups"], aggregate));
    let widest = widest_gap(&groups).expect("a gap");
    assert_eq!((widest.lowest, widest.highest), (place(&expected["lowest"]), place(&expected["highest"])));
    same(widest.gap.value, &expected["value"]);
    same(widest.gap.low, &expected["low"]);
    same(widest.gap.high, &expected["high"]);

    let expected = &reference["ratio"];
    let part = |value: &Value| Part { count: whole(&value[0]), of: whole(&value[1]) };
    let ratio = ratio_of_shares(part(&expected["woman"]), part(&expected["man"])).expect("a ratio");
    same(ratio.value, &expected["value"]);
    same(ratio.low, &expected["low"]);
    same(ratio.high, &expected["high"]);

    let expected = &reference["change"];
    let four = list(&expected["groups"], aggregate);
    let change = change_in_gap([four[0], four[1]], [four[2], four[3]]).expect("a change");
    same_effect(&change, expected);
    same(change.freedom, &expected["freedom"]);
}

#[test]
fn the_spread_of_osmi_groups_is_that_of_statsmodels_and_the_q_profile() {
    let reference = &reference()["equity"];
    let expected = &reference["between"];
    let found = between_groups(&list(&reference["groups"], aggregate)).expect("a spread");
    same(found.tau_squared, &expected["tau_squared"]);
    same(found.q, &expected["q"]);
    same(found.p, &expected["p"]);
    same(found.i_squared, &expected["i_squared"]);
    let (low, high) = found.interval.expect("an interval");
    within(low, &expected["low"], 1e-6);
    within(high, &expected["high"], 1e-6);
}
