//! Cases small enough to check by hand.

use chorus_evidence::designs::*;

const RULE: DominanceRule = DominanceRule { k: 3, percent: 10.0 };

#[test]
fn a_total_that_one_contributor_dominates_is_withheld() {
    // Who has 50 knows that the others have 110 together: the largest is 100 to 110, within 10 % of 100 or just not.
    assert_eq!(may_show(&[100.0, 50.0, 9.9], RULE), Ok(Showing::Dominated));
    assert_eq!(may_show(&[10.0, 100.0, 50.0], RULE), Ok(Showing::Shown));
    assert_eq!(may_show(&[5.0, 5.0, 5.0], RULE), Ok(Showing::Shown));
    let one = DominanceRule { k: 1, percent: 10.0 };
    assert_eq!(may_show(&[7.0], one), Ok(Showing::Dominated));
    assert_eq!(may_show(&[7.0, 7.0], one), Ok(Showing::Dominated));
}

#[test]
fn who_adds_nothing_hides_nobody() {
    assert_eq!(may_show(&[1.0, 1.0, 0.0, 0.0], RULE), Ok(Showing::TooFew));
    assert_eq!(may_show(&[0.0; 50], RULE), Ok(Showing::TooFew));
    assert_eq!(may_show(&[], DominanceRule { k: 0, ..RULE }), Ok(Showing::TooFew));
}

#[test]
fn rates_of_few_are_withheld_and_cannot_be_had_by_subtraction() {
    let turnout = |respondents, headcount| Turnout { respondents, headcount };
    let found = responses(&[turnout(40, 50), turnout(4, 50), turnout(0, 3), turnout(10, 50)], 5).expect("rates");
    assert_eq!(found.groups[0], Some(GroupRate { respondents: 40, headcount: 50, rate: 0.8 }));
    assert_eq!((found.groups[1], found.groups[2]), (None, None));
    assert_eq!(found.shown, Some(GroupRate { respondents: 50, headcount: 100, rate: 0.5 }));
    // 40 of 50 respondents are of a group that is half of the people.
    assert!((found.dissimilarity.expect("an index") - 0.3).abs() < 1e-12);
    assert!(found.engaged_dominate);

    let even = responses(&[turnout(20, 40), turnout(10, 20)], 5).expect("rates");
    assert_eq!((even.dissimilarity, even.engaged_dominate), (Some(0.0), false));
    let nothing = responses(&[turnout(4, 9)], 5).expect("rates");
    assert_eq!((nothing.shown, nothing.dissimilarity, nothing.engaged_dominate), (None, None, false));
}

#[test]
fn respondents_who_match_already_weigh_the_same() {
    let cell = |categories: [usize; 2], respondents| RakingCell { categories: categories.to_vec(), respondents };
    let cells = [cell([0, 0], 10), cell([0, 1], 20), cell([1, 0], 20), cell([1, 1], 40)];
    let found = rake(&cells, &[vec![60, 120], vec![60, 120]]).expect("weights");
    assert!(found.weights.iter().all(|weight| (weight - 2.0).abs() < 1e-12), "{found:?}");
    assert!((found.effective_n - 90.0).abs() < 1e-9);
    assert_eq!(found.iterations, 1);
}

#[test]
fn a_contrast_of_two_effects_is_the_other_way_round_with_the_sign_turned() {
    let outcomes = [[1.0, 2.0], [2.0, 4.0], [4.0, 3.0], [3.0, 5.0]];
    let cells: Vec<RegressionCell> = (0..8)
        .map(|i| RegressionCell {
            cluster: i % 4,
            regressors: vec![1.0, (i / 4) as f64],
            outcome: Aggregate::of_outcomes([outcomes[i % 4][i / 4], outcomes[i % 4][1 - i / 4] + 0.5]),
        })
        .collect();
    let fit = regress(&cells).expect("a fit");
    let (there, back) = (fit.contrast(&[0.0, 1.0]).expect("one"), fit.contrast(&[0.0, -1.0]).expect("the other"));
    assert_eq!((there.value, there.low, there.p), (-back.value, -back.high, back.p));
    assert_eq!(there, fit.effect(1).expect("an effect"));
    assert_eq!(there.value, fit.coefficients()[1]);
}

#[test]
fn of_two_clusters_an_arm_no_allocation_by_lot_is_surprising() {
    let cell = |cluster: usize, after: bool, mean: f64| DesignCell {
        cluster,
        arm: cluster / 2,
        after,
        outcome: Aggregate::of_outcomes([mean - 1.0, mean, mean + 1.0]),
    };
    let cells: Vec<DesignCell> = (0..4)
        .flat_map(|cluster| {
            let trained = if cluster > 1 { 1.0 } else { 0.0 };
            [cell(cluster, false, 3.0), cell(cluster, true, 3.0 + trained)]
        })
        .collect();
    let test = difference_in_differences_test(&cells, 1, PermutationBounds::default()).expect("a test");
    assert_eq!((test.allocations, test.exact), (6, true));
    assert!((test.statistic - 1.0).abs() < 1e-12 && (test.p - 2.0 / 6.0).abs() < 1e-12, "{test:?}");
}

#[test]
fn of_many_allocations_some_are_drawn_and_the_one_that_was_counts() {
    let cells: Vec<DesignCell> = (0..60)
        .map(|i| {
            let (cluster, arm, after) = (i / 2, i / 2 % 2, i % 2 == 1);
            let mean = cluster as f64 / 100.0 + if after { 2.0 * arm as f64 } else { 0.0 };
            DesignCell { cluster, arm, after, outcome: Aggregate::of_outcomes([mean, mean + 1.0]) }
        })
        .collect();
    let bounds = PermutationBounds { draws: 199, ..PermutationBounds::default() };
    let test = difference_in_differences_test(&cells, 1, bounds).expect("a test");
    // None of 199 draws out of 155 million comes near an effect that every trained cluster shows.
    assert_eq!((test.allocations, test.exact, test.p), (200, false, 1.0 / 200.0));
}
