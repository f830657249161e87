//! What sealing promises for any batch.

use std::collections::HashMap;

use chorus_seal::{Attribute, Level, Occasion, Row, Rule, SealError, seal};
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};

type Values = Vec<Option<u16>>;

/// An attribute with so many values, and above them half as many coarser ones if it is nested.
#[derive(Clone, Debug)]
struct Declared {
    values: u16,
    weight: f64,
    nested: bool,
}

impl Declared {
    fn attribute(&self) -> Attribute {
        let within = (0..self.values).map(|value| value / 2).collect();
        let levels = if self.nested { vec![Level { keeps: 0.6, within }] } else { Vec::new() };
        Attribute::nested(self.weight, levels)
    }

    /// The values of all levels.
    fn all_values(&self) -> u16 {
        if self.nested { self.values + self.values.div_ceil(2) } else { self.values }
    }

    /// Whether one may stand in the place of the other.
    fn covers(&self, after: Option<u16>, before: Option<u16>) -> bool {
        let coarser =
            before.filter(|before| self.nested && *before < self.values).map(|before| self.values + before / 2);
        after.is_none() || after == before || after == coarser
    }

    /// What a value counts.
    fn worth(&self, value: Option<u16>) -> f64 {
        let level = |value: u16| if value < self.values { 1.0 } else { 0.6 };
        self.weight * value.map_or(0.0, level)
    }
}

#[derive(Clone, Debug)]
struct Case {
    k: usize,
    attributes: Vec<Declared>,
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
        Rule::new(self.k, self.attributes.iter().map(Declared::attribute).collect())
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

fn declared() -> impl Strategy<Value = Declared> {
    let weight = prop_oneof![Just(1.0), 0.1..10.0_f64];
    (1..=8u16, weight, any::<bool>()).prop_map(|(values, weight, nested)| Declared { values, weight, nested })
}

fn case() -> impl Strategy<Value = Case> {
    let shape = (0..=250usize, prop::collection::vec(declared(), 0..=5));
    shape.prop_flat_map(|(size, attributes)| {
        let row: Vec<_> = attributes.iter().map(|attribute| value(attribute.all_values())).collect();
        let occasion = prop_oneof![Just(Occasion::Batch), Just(Occasion::Closing)];
        let values = prop::collection::vec(row, size);
        let k = prop_oneof![3..=20usize, 21..=100usize];
        (k, Just(attributes), occasion, values, any::<u64>()).prop_map(|(k, attributes, occasion, values, seed)| Case {
            k,
            attributes,
            occasion,
            values,
            seed,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

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

        let (mut given, mut kept) = (0.0, 0.0);
        for row in sealed.rows() {
            let before = &case.values[row.answers];
            prop_assert_eq!(before.len(), row.values.len());
            for ((before, after), declared) in before.iter().zip(&row.values).zip(&case.attributes) {
                prop_assert!(declared.covers(*after, *before), "{:?} became {:?}", before, after);
                given += declared.worth(*before);
                kept += declared.worth(*after);
            }
        }
        let share = if given == 0.0 { 1.0 } else { kept / given };
        prop_assert!((sealed.kept() - share).abs() < 1e-9, "{} is told, {} is kept", sealed.kept(), share);
    }

    /// What is kept depends on which rows there are, and on chance, but not on the order in which they came.
    #[test]
    fn the_order_of_coming_changes_nothing_but_the_draw(case in case(), seed in any::<u64>()) {
        prop_assume!(case.values.len() >= case.fewest());
        let kept = |batch: &mut Vec<Row<usize>>| -> Result<f64, SealError> {
            let mut sum = 0.0;
            for draw in 0..2 {
                let rng = &mut StdRng::seed_from_u64(case.seed ^ draw);
                sum += seal(&case.rule()?, case.occasion, &mut batch.clone(), rng)?.kept() / 2.0;
            }
            Ok(sum)
        };
        let mut batch = case.batch();
        let as_it_came = kept(&mut batch)?;
        batch.shuffle(&mut StdRng::seed_from_u64(seed));
        let shuffled = kept(&mut batch)?;
        prop_assert!((as_it_came - shuffled).abs() < 0.05, "{} and {}", as_it_came, shuffled);
    }
}
