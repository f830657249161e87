//! What sealing promises for any batch.

use std::collections::HashMap;

use chorus_seal::{Occasion, Row, Rule, SealError, seal};
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};

type Values = Vec<Option<u16>>;

#[derive(Clone, Debug)]
struct Case {
    k: usize,
    weights: Vec<f64>,
    occasion: Occasion,
    values: Vec<Values>,
    seed: u64,
}

impl Case {
    /// The batch; each row's answers are its position, so that it can be found again.
    fn batch(&self) -> Vec<Row<usize>> {
        self.values.iter().cloned().zip(0..).map(|(values, answers)| Row { values, answers }).collect()
    }

    fn rule(&self) -> Result<Rule, SealError> {
        Rule::new(self.k, self.weights.clone())
    }

    fn fewest(&self) -> usize {
        match self.occasion {
            Occasion::Batch => (4 * self.k).max(20),
            Occasion::Closing => self.k,
        }
    }
}

/// A value of an attribute with so many values: the smaller the likelier, and one in seven not given.
fn value(cardinality: u16) -> impl Strategy<Value = Option<u16>> {
    (0..7u8, 0.0..1.0_f64).prop_map(move |(given, uniform)| {
        (given != 0).then(|| ((uniform.powi(3) * f64::from(cardinality)) as u16).min(cardinality - 1))
    })
}

fn case() -> impl Strategy<Value = Case> {
    let shape = (0..=400usize, prop::collection::vec((1..=8u16, 0.1..10.0_f64), 0..=6));
    shape.prop_flat_map(|(size, attributes)| {
        let weights: Vec<f64> = attributes.iter().map(|attribute| attribute.1).collect();
        let row: Vec<_> = attributes.iter().map(|attribute| value(attribute.0)).collect();
        let occasion = prop_oneof![Just(Occasion::Batch), Just(Occasion::Closing)];
        let weights = prop_oneof![Just(vec![1.0; weights.len()]), Just(weights)];
        let values = prop::collection::vec(row, size);
        (3..=20usize, weights, occasion, values, any::<u64>()).prop_map(|(k, weights, occasion, values, seed)| Case {
            k,
            weights,
            occasion,
            values,
            seed,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_class_has_at_least_k_rows_and_nothing_is_lost_or_changed(case in case()) {
        let mut batch = case.batch();
        let sealed = seal(&case.rule()?, case.occasion, &mut batch, &mut StdRng::seed_from_u64(case.seed));
        let Ok(sealed) = sealed else {
            let error = SealError::TooFewRows { needed: case.fewest(), have: case.values.len() };
            prop_assert!(case.values.len() < case.fewest());
            prop_assert_eq!(sealed.err(), Some(error));
            prop_assert!(batch == case.batch(), "a refused batch is left as it was");
            return Ok(());
        };
        prop_assert!(case.values.len() >= case.fewest());
        prop_assert!(batch.is_empty(), "a sealed batch is emptied");

        let mut sizes: HashMap<&Values, usize> = HashMap::new();
        for row in sealed.rows() {
            *sizes.entry(&row.values).or_default() += 1;
        }
        prop_assert!(sizes.values().all(|size| *size >= case.k), "{:?}", sizes);

        let mut answers: Vec<usize> = sealed.rows().iter().map(|row| row.answers).collect();
        answers.sort_unstable();
        prop_assert!(answers.into_iter().eq(0..case.values.len()));

        let (mut given, mut kept) = (0, 0);
        for row in sealed.rows() {
            let before = &case.values[row.answers];
            prop_assert_eq!(before.len(), row.values.len());
            for (before, after) in before.iter().zip(&row.values) {
                prop_assert!(after.is_none() || after == before);
                given += usize::from(before.is_some());
                kept += usize::from(after.is_some());
            }
        }
        let share = if given == 0 { 1.0 } else { kept as f64 / given as f64 };
        prop_assert_eq!(sealed.kept(), share);
    }
}
