//! What holds for any aggregates.

use chorus_evidence::designs::*;
use proptest::collection::vec;
use proptest::prelude::*;

fn outcomes() -> impl Strategy<Value = Vec<f64>> {
    vec((1_i32..=5).prop_map(f64::from), 2..12)
}

fn any_aggregate() -> impl Strategy<Value = Aggregate> {
    let number = prop_oneof![any::<f64>(), -10.0..10.0, Just(0.0), Just(f64::MAX), Just(f64::MIN_POSITIVE)];
    let wild = (prop_oneof![any::<u64>(), 0_u64..5], number.clone(), number);
    let wild = wild.prop_map(|(n, sum, squares)| Aggregate { n, sum, squares });
    prop_oneof![wild, outcomes().prop_map(Aggregate::of_outcomes)]
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs() + b.abs())
}

fn same(a: &Effect, b: &Effect) -> bool {
    close(a.value, b.value) && close(a.standard_error, b.standard_error) && close(a.p, b.p)
}

proptest! {
    /// A cell is as good as its people one by one.
    #[test]
    fn cells_lose_nothing(people in vec(outcomes(), 8)) {
        let regressors = |i: usize| vec![1.0, (i % 2) as f64, (i / 4) as f64];
        let cells: Vec<RegressionCell> = people.iter().enumerate().map(|(i, people)| RegressionCell {
            cluster: i / 2, regressors: regressors(i), outcome: Aggregate::of_outcomes(people.iter().copied()),
        }).collect();
        let single: Vec<RegressionCell> = people.iter().enumerate().flat_map(|(i, people)| {
            people.iter().map(move |one| RegressionCell {
                cluster: i / 2, regressors: regressors(i), outcome: Aggregate::of_outcomes([*one]),
            })
        }).collect();
        let (cells, single) = (regress(&cells).unwrap(), regress(&single).unwrap());
        prop_assert!(close(cells.residual_variance(), single.residual_variance()));
        for regressor in 0..3 {
            match (cells.effect(regressor), single.effect(regressor)) {
                (Ok(a), Ok(b)) => prop_assert!(same(&a, &b), "{a:?} {b:?}"),
                (a, b) => prop_assert!(a.is_err() && b.is_err(), "{a:?} {b:?}"),
            }
        }
    }

    /// A level that all share changes no effect; the test's p is a whole number of allocations.
    #[test]
    fn differences_do_not_see_the_level(people in vec(outcomes(), 16), level in -20_i32..20) {
        let cells = |level: f64| -> Vec<DesignCell> {
            people.iter().enumerate().map(|(i, people)| DesignCell {
                cluster: i / 2, arm: i / 2 % 2, after: i % 2 == 1,
                outcome: Aggregate::of_outcomes(people.iter().map(|one| one + level)),
            }).collect()
        };
        let (here, there) = (cells(0.0), cells(f64::from(level)));
        if let (Ok(a), Ok(b)) = (difference_in_differences(&here), difference_in_differences(&there)) {
            prop_assert!(same(&a[0], &b[0]), "{a:?} {b:?}");
        }
        let test = difference_in_differences_test(&here, 1, PermutationBounds::default()).unwrap();
        prop_assert_eq!((test.allocations, test.exact), (70, true));
        prop_assert!(test.p >= 1.0 / 70.0 && test.p <= 1.0);
        let effect = difference_in_differences(&here).map(|effects| effects[0].value);
        prop_assert!(effect.is_err() || effect.is_ok_and(|effect| close(effect, test.statistic)));
        let drawn = PermutationBounds { exact_up_to: 0, draws: 50, seed: 3 };
        let again = difference_in_differences_test(&here, 1, drawn).unwrap();
        prop_assert_eq!(again, difference_in_differences_test(&here, 1, drawn).unwrap());
        prop_assert!(again.p >= 1.0 / 51.0 && !again.exact);
    }

    #[test]
    fn weights_meet_every_margin(counts in vec(1_u64..30, 12), a in vec(1_u64..500, 3), b in vec(1_u64..500, 4)) {
        // Both margins sum to the same.
        let (sum_a, sum_b): (u64, u64) = (a.iter().sum(), b.iter().sum());
        let margins: Vec<Vec<u64>> =
            vec![a.iter().map(|heads| heads * sum_b).collect(), b.iter().map(|heads| heads * sum_a).collect()];
        let cells: Vec<RakingCell> = counts.iter().enumerate()
            .map(|(i, respondents)| RakingCell { categories: vec![i / 4, i % 4], respondents: *respondents }).collect();
        let found = rake(&cells, &margins).unwrap();
        prop_assert!(found.weights.iter().all(|weight| weight.is_finite() && *weight > 0.0));
        prop_assert!(found.effective_n <= counts.iter().sum::<u64>() as f64 * (1.0 + 1e-12));
        for (margin, heads) in margins.iter().enumerate() {
            for (category, heads) in heads.iter().enumerate() {
                let sum: f64 = cells.iter().zip(&found.weights).filter(|(cell, _)| cell.categories[margin] == category)
                    .map(|(cell, weight)| weight * cell.respondents as f64).sum();
                prop_assert!((sum / *heads as f64 - 1.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn larger_studies_find_smaller_effects(n in 2_u64..500, more in 1_u64..500, icc in 0.0..0.9) {
        let groups = |n| detectable_in_two_groups(1.0, [n, n]).unwrap();
        prop_assert!(groups(n + more) < groups(n));
        let clusters = |n, icc| detectable_by_clusters(1.0, [n, n], 10, icc).unwrap();
        prop_assert!(clusters(n + more, icc) < clusters(n, icc));
        prop_assert!(clusters(n, icc) >= clusters(n, 0.0));
        let wedge = |n| detectable_in_wedge(1.0, &[n, n, n], 10, icc).unwrap();
        prop_assert!(wedge(n + more) < wedge(n));
    }

    #[test]
    fn the_widest_gap_lies_in_its_interval(groups in vec(outcomes(), 2..6)) {
        let groups: Vec<Aggregate> = groups.into_iter().map(Aggregate::of_outcomes).collect();
        if let Ok(Gap { lowest, highest, gap }) = widest_gap(&groups) {
            prop_assert!(lowest < groups.len() && highest < groups.len());
            prop_assert!(0.0 <= gap.low && gap.low <= gap.value && gap.value <= gap.high, "{gap:?}");
        }
        if let Ok(found) = between_groups(&groups) {
            prop_assert!(found.tau_squared >= 0.0 && (0.0..1.0).contains(&found.i_squared));
            prop_assert!(found.interval.is_none_or(|(low, high)| 0.0 <= low && low <= high));
        }
    }

    #[test]
    fn ratios_turn_round_with_their_groups(a in 1_u64..50, b in 1_u64..50, more in 1_u64..50) {
        let (group, reference) = (Part { count: a, of: a + more }, Part { count: b, of: b + 2 * more });
        let (there, back) = (ratio_of_shares(group, reference).unwrap(), ratio_of_shares(reference, group).unwrap());
        prop_assert!(close(there.low, 1.0 / back.high) && close(there.high, 1.0 / back.low));
        prop_assert!(there.low < there.value && there.value < there.high);
    }

    #[test]
    fn no_withheld_group_is_told_from_an_empty_one(groups in vec((0_u64..12, 0_u64..12), 0..6), k in 1_u64..8) {
        let groups: Vec<Turnout> =
            groups.into_iter().map(|(respondents, others)| Turnout { respondents, headcount: respondents + others }).collect();
        let few = |group: &Turnout| group.respondents < k;
        let emptied: Vec<Turnout> = groups.iter()
            .map(|group| if few(group) { Turnout { respondents: 0, headcount: 0 } } else { *group }).collect();
        let found = responses(&groups, k).unwrap();
        prop_assert_eq!(&found, &responses(&emptied, k).unwrap());
        prop_assert!(found.dissimilarity.is_none_or(|index| (0.0..1.0).contains(&index)));
    }

    /// What is shown stays shown when somebody joins whose part is no larger than the largest.
    #[test]
    fn more_contributors_hide_more(mut sums in vec(0.0..100.0, 1..12), joining in 0.0..1.0) {
        let rule = DominanceRule { k: 3, percent: 20.0 };
        if may_show(&sums, rule) == Ok(Showing::Shown) {
            sums.push(joining * sums.iter().copied().fold(0.0, f64::max));
            prop_assert_eq!(may_show(&sums, rule), Ok(Showing::Shown));
        }
    }

    /// Whatever comes in, an error or finite numbers come out.
    #[test]
    fn nothing_panics(aggregates in vec(any_aggregate(), 0..10), numbers in vec(any::<f64>(), 10), n in any::<u64>()) {
        let finite = |effect: Effect| effect.value.is_finite() && effect.low.is_finite() && effect.high.is_finite();
        let at = |i: usize| numbers[i % 10];
        let cells: Vec<RegressionCell> = aggregates.iter().enumerate()
            .map(|(i, outcome)| RegressionCell { cluster: i / 2, regressors: vec![1.0, at(i)], outcome: *outcome }).collect();
        if let Ok(effect) = regress(&cells).and_then(|fit| fit.effect(1)) {
            prop_assert!(finite(effect), "{effect:?}");
        }
        let cells: Vec<DesignCell> = aggregates.iter().enumerate()
            .map(|(i, outcome)| DesignCell { cluster: i / 2, arm: i / 2 % 2, after: i % 2 == 1, outcome: *outcome }).collect();
        let _ = difference_in_differences(&cells);
        let _ = difference_in_differences_test(&cells, 1, PermutationBounds { draws: 9, ..Default::default() });
        let cells: Vec<WedgeCell> = aggregates.iter().enumerate()
            .map(|(i, outcome)| WedgeCell { cluster: i / 3, period: i % 3, outcome: *outcome }).collect();
        let _ = stepped_wedge(&[1, 2, 1, 2], &cells);
        let _ = stepped_wedge_test(&[1, 2, 1, 2], &cells, PermutationBounds { draws: 9, ..Default::default() });
        if let Ok(mean) = weighted_mean(&numbers[..aggregates.len()], &aggregates) {
            prop_assert!(finite(mean), "{mean:?}");
        }
        if let Ok(found) = widest_gap(&aggregates) {
            prop_assert!(found.gap.low.is_finite() && found.gap.high.is_finite(), "{found:?}");
        }
        if let Ok(found) = between_groups(&aggregates) {
            prop_assert!(found.tau_squared.is_finite() && found.q.is_finite(), "{found:?}");
        }
        let four = [0, 1, 2, 3].map(|i| aggregates.get(i).copied().unwrap_or_default());
        let _ = change_in_gap([four[0], four[1]], [four[2], four[3]]);
        let _ = detectable_in_two_groups(at(0), [n, 7]);
        let _ = detectable_in_pairs(at(0), n, at(1));
        let _ = detectable_by_clusters(at(0), [n, 3], n, at(1));
        let _ = detectable_in_wedge(at(0), &[n, 2, n], n, at(1));
        let _ = rake(&[RakingCell { categories: vec![0], respondents: n }], &[vec![n / 2]]);
        let _ = responses(&[Turnout { respondents: n / 2, headcount: n }, Turnout { respondents: n, headcount: n }], 5);
        let _ = may_show(&numbers, DominanceRule { k: 3, percent: at(3) });
    }
}
