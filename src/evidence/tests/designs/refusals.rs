//! What has no answer says why, and nothing panics.

use chorus_evidence::designs::*;

const SOME: Aggregate = Aggregate { n: 3, sum: 6.0, squares: 14.0 };
const SAME: Aggregate = Aggregate { n: 4, sum: 4.0, squares: 4.0 };

#[test]
fn regressions_without_an_answer() {
    let cell =
        |cluster, regressors: &[f64], outcome| RegressionCell { cluster, regressors: regressors.to_vec(), outcome };
    assert!(matches!(regress(&[]), Err(DesignError::TooFew { what: "regressors", .. })));
    let dependent = [cell(0, &[1.0, 2.0], SOME), cell(1, &[2.0, 4.0], SOME), cell(2, &[3.0, 6.0], SOME)];
    assert!(matches!(regress(&dependent), Err(DesignError::NotIdentified)));
    let one = [cell(0, &[1.0], SOME), cell(0, &[1.0], SOME)];
    assert!(matches!(regress(&one), Err(DesignError::TooFew { what: "clusters", least: 2, found: 1 })));
    let ragged = [cell(0, &[1.0], SOME), cell(1, &[1.0, 2.0], SOME)];
    assert!(matches!(regress(&ragged), Err(DesignError::Mismatch(_))));
    assert!(matches!(regress(&[cell(0, &[f64::NAN], SOME)]), Err(DesignError::Impossible(_))));
    let impossible = Aggregate { n: 3, sum: 6.0, squares: 1.0 };
    assert!(matches!(regress(&[cell(0, &[1.0], impossible)]), Err(DesignError::Impossible(_))));
    let equal = regress(&[cell(0, &[1.0], SAME), cell(1, &[1.0], SAME)]).expect("a fit");
    assert_eq!(equal.effect(0), Err(DesignError::NoVariation));
    assert!(matches!(equal.effect(1), Err(DesignError::Mismatch(_))));
}

#[test]
fn trials_without_an_answer() {
    let cell = |cluster, arm, after| DesignCell { cluster, arm, after, outcome: SOME };
    let both = |cluster, arm| [cell(cluster, arm, false), cell(cluster, arm, true)];
    let found = difference_in_differences(&[both(0, 0), both(1, 0), both(2, 1)].concat());
    assert_eq!(found, Err(DesignError::TooFew { what: "clusters in each arm", least: 2, found: 1 }));
    let found = difference_in_differences(&[both(0, 0), both(0, 1)].concat());
    assert!(matches!(found, Err(DesignError::Mismatch(_))));
    let found = difference_in_differences(&[cell(0, 0, true), cell(1, 0, true), cell(2, 1, true), cell(3, 1, true)]);
    assert_eq!(found, Err(DesignError::NotIdentified));
    let lacking = [cell(0, 0, false), cell(1, 1, false), cell(1, 1, true)];
    let found = difference_in_differences_test(&lacking, 1, PermutationBounds::default());
    assert_eq!(found, Err(DesignError::NotIdentified));
    let far = both(0, usize::MAX);
    assert!(matches!(difference_in_differences(&far), Err(DesignError::TooMany { what: "arms", .. })));

    let cell = |cluster, period| WedgeCell { cluster, period, outcome: SOME };
    let full: Vec<WedgeCell> = (0..9).map(|i| cell(i / 3, i % 3)).collect();
    assert_eq!(stepped_wedge(&[1, 1, 1], &full), Err(DesignError::NotIdentified));
    assert!(matches!(stepped_wedge(&[1, 2], &full), Err(DesignError::Mismatch(_))));
    assert!(matches!(stepped_wedge(&[], &[]), Err(DesignError::TooFew { .. })));
    let found = stepped_wedge_test(&[1, 1, 1], &full, PermutationBounds::default());
    assert_eq!(found, Err(DesignError::NotIdentified));
}

#[test]
fn sizes_without_an_answer() {
    assert!(matches!(detectable_in_two_groups(1.0, [1, 9]), Err(DesignError::TooFew { .. })));
    assert!(matches!(detectable_in_two_groups(0.0, [9, 9]), Err(DesignError::Impossible(_))));
    assert!(matches!(detectable_in_pairs(1.0, 9, 1.0), Err(DesignError::Impossible(_))));
    assert!(matches!(detectable_by_clusters(1.0, [2, 2], 9, -0.1), Err(DesignError::Impossible(_))));
    assert!(matches!(detectable_in_two_groups(1.0, [u64::MAX, 9]), Err(DesignError::Impossible(_))));
    assert_eq!(detectable_in_wedge(1.0, &[4], 9, 0.1), Err(DesignError::NotIdentified));
    assert!(matches!(detectable_in_wedge(1.0, &[u64::MAX, 2], 9, 0.1), Err(DesignError::Impossible(_))));
}

#[test]
fn weights_without_an_answer() {
    let cell = |a, b, respondents| RakingCell { categories: vec![a, b], respondents };
    let cells = [cell(0, 0, 5), cell(1, 1, 5)];
    assert!(matches!(rake(&cells, &[vec![5, 5], vec![5, 6]]), Err(DesignError::Mismatch(_))));
    assert!(matches!(rake(&cells, &[vec![10], vec![5, 5]]), Err(DesignError::Mismatch(_))));
    let found = rake(&cells, &[vec![5, 4, 1], vec![5, 5]]);
    assert_eq!(found, Err(DesignError::EmptyCategory { margin: 0, category: 2 }));
    // Who is in the one is in the other, so the two cannot differ in size.
    let found = rake(&cells, &[vec![5, 5], vec![4, 6]]);
    assert!(matches!(found, Err(DesignError::NotConverged { .. })));
    assert!(matches!(weighted_mean(&[1.0], &[SOME, SOME]), Err(DesignError::Mismatch(_))));
    assert!(matches!(weighted_mean(&[-1.0], &[SOME]), Err(DesignError::Impossible(_))));
    assert!(matches!(weighted_mean(&[0.0], &[SOME]), Err(DesignError::TooFew { .. })));
    assert_eq!(weighted_mean(&[2.0, 1.0], &[SAME, SAME]), Err(DesignError::NoVariation));
}

#[test]
fn gaps_without_an_answer() {
    assert!(matches!(widest_gap(&[SOME]), Err(DesignError::TooFew { what: "groups", .. })));
    assert_eq!(widest_gap(&[SAME, SAME]), Err(DesignError::NoVariation));
    assert!(matches!(widest_gap(&[SOME, Aggregate::of_share(1, 1)]), Err(DesignError::TooFew { .. })));
    assert_eq!(between_groups(&[SOME, SAME]), Err(DesignError::NoVariation));
    assert_eq!(change_in_gap([SAME, SAME], [SAME, SAME]), Err(DesignError::NoVariation));
    let part = |count, of| Part { count, of };
    assert_eq!(ratio_of_shares(part(0, 5), part(1, 5)), Err(DesignError::ZeroShare));
    assert_eq!(ratio_of_shares(part(5, 5), part(5, 5)), Err(DesignError::NoVariation));
    assert!(matches!(ratio_of_shares(part(6, 5), part(5, 5)), Err(DesignError::Impossible(_))));
    let more = responses(&[Turnout { respondents: 4, headcount: 3 }], 5);
    assert_eq!(more, Err(DesignError::MoreRespondentsThanPeople { group: 0 }));
    let rule = |percent| DominanceRule { k: 1, percent };
    for percent in [0.0, 101.0, f64::NAN] {
        assert!(matches!(may_show(&[1.0], rule(percent)), Err(DesignError::Impossible(_))));
    }
    assert!(matches!(may_show(&[-1.0], rule(10.0)), Err(DesignError::Impossible(_))));
}
