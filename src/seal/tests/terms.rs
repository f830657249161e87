//! What is promised of the terms of comments, for any rows.

use chorus_seal::{KeptTerm, Occasion, Row, Rule, seal};
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};
use std::collections::BTreeMap;

type Terms = Vec<u8>;

fn rows() -> impl Strategy<Value = (usize, Vec<(u16, u16, Terms)>, u64)> {
    let row = (0..4_u16, 0..3_u16, prop::collection::vec(0..6_u8, 0..5));
    (3..=8_usize, prop::collection::vec(row, 40..160), any::<u64>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_term_is_kept_of_k_rows_of_a_class_or_not_at_all((k, given, seed) in rows()) {
        let rule = Rule::unweighted(k, 2).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let row = |(one, two, terms): &(u16, u16, Terms)| Row { values: vec![Some(*one), Some(*two)], answers: terms.clone() };
        let mut batch = given.iter().map(row).collect();
        let sealed = seal(&rule, Occasion::Closing, &mut batch, &mut StdRng::seed_from_u64(seed));
        let sealed = sealed.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let kept = sealed.terms(Clone::clone);
        let mut used: BTreeMap<u8, BTreeMap<Vec<Option<u16>>, usize>> = BTreeMap::new();
        for row in sealed.rows() {
            let mut terms = row.answers.clone();
            terms.sort_unstable();
            terms.dedup();
            for term in terms {
                *used.entry(term).or_default().entry(row.values.clone()).or_default() += 1;
            }
        }
        let nothing = vec![None, None];
        for KeptTerm { term, values, rows } in &kept {
            prop_assert!(*rows >= k);
            let of_class = used[term].get(values).copied().unwrap_or(0);
            prop_assert!(*values == nothing || of_class == *rows);
        }
        for (term, classes) in &used {
            let total: usize = classes.values().sum();
            let of_term = || kept.iter().filter(|kept| kept.term == *term);
            let told: usize = of_term().map(|kept| kept.rows).sum();
            // Less than k are lost, and those only if they were fewer than k in each of their classes.
            prop_assert!(told <= total && total - told < k);
            prop_assert!(classes.iter().all(|(values, rows)| *rows < k || of_term().any(|kept| kept.values == *values)));
            let mut distinct: Vec<_> = of_term().map(|kept| &kept.values).collect();
            distinct.dedup();
            prop_assert_eq!(distinct.len(), of_term().count(), "a class is named once");
        }
    }
}
