//! How far the seal is from the best on batches so small that the best can be found by trying everything.

#![expect(clippy::print_stdout, reason = "the figures are the result")]

use chorus_seal::{Attribute, Level, Occasion, Row, Rule, SealError, seal};
use rand::{RngExt, SeedableRng, rngs::StdRng};

const K: usize = 3;

/// Four values in two coarser ones that count 0.6.
const COARSER: [u16; 4] = [4, 4, 5, 5];
const COARSER_KEEPS: f64 = 0.6;

/// Rows of some attributes with these weights; the first attribute has coarser values if `nested`.
struct Case {
    weights: Vec<f64>,
    nested: bool,
    rows: Vec<Vec<Option<u16>>>,
}

impl Case {
    fn random(rng: &mut StdRng) -> Self {
        let weights: Vec<f64> = (0..rng.random_range(2..=4)).map(|_| f64::from(rng.random_range(1..=3_u8))).collect();
        let mut value = |_: &f64| rng.random_bool(0.9).then(|| rng.random_range(0..4_u16));
        let rows = (0..12).map(|_| weights.iter().map(&mut value).collect()).collect::<Vec<_>>();
        let (nested, size) = (rng.random(), rng.random_range(K..=12));
        Self { weights, nested, rows: rows.into_iter().take(size).collect() }
    }

    fn rule(&self) -> Result<Rule, SealError> {
        let mut attributes: Vec<Attribute> = self.weights.iter().map(|weight| Attribute::flat(*weight)).collect();
        if self.nested {
            let within = COARSER.map(|coarser| coarser - 4).to_vec();
            attributes[0] = Attribute::nested(self.weights[0], vec![Level { keeps: COARSER_KEEPS, within }]);
        }
        Rule::new(K, attributes)
    }

    /// What a value of an attribute counts.
    fn worth(&self, attribute: usize, value: Option<u16>) -> f64 {
        match value {
            None => 0.0,
            Some(value) if value < 4 => self.weights[attribute],
            Some(_) => COARSER_KEEPS * self.weights[attribute],
        }
    }

    /// What rows keep if they become one class: all that they have in common.
    fn together(&self, rows: &[usize]) -> f64 {
        let common = |attribute: usize| {
            let mut values = rows.iter().map(|row| self.rows[*row][attribute]);
            let first = values.next().flatten()?;
            if values.clone().all(|value| value == Some(first)) {
                return Some(first);
            }
            let coarser = COARSER[usize::from(first)];
            let inside = |value: Option<u16>| value.is_some_and(|value| COARSER[usize::from(value)] == coarser);
            (self.nested && attribute == 0 && values.all(inside)).then_some(coarser)
        };
        let each: f64 = (0..self.weights.len()).map(|attribute| self.worth(attribute, common(attribute))).sum();
        each * rows.len() as f64
    }

    /// The most that any division into classes keeps.
    ///
    /// A class of 2k rows or more can be divided into two that keep no less, so those of k to 2k − 1 rows are enough.
    fn best(&self) -> f64 {
        let all = 1_usize << self.rows.len();
        let members = |set: usize| (0..self.rows.len()).filter(|row| set & (1 << row) != 0).collect::<Vec<_>>();
        let class = |set: usize| (K..2 * K).contains(&(set.count_ones() as usize));
        let classes: Vec<(usize, f64)> =
            (1..all).filter(|set| class(*set)).map(|set| (set, self.together(&members(set)))).collect();
        let mut best = vec![f64::NEG_INFINITY; all];
        best[0] = 0.0;
        for set in 1..all {
            // Without loss of generality the class of the set's first row is chosen last.
            let first = 1 << set.trailing_zeros();
            for (class, kept) in &classes {
                if class & first != 0 && class & !set == 0 {
                    best[set] = f64::max(best[set], best[set & !class] + kept);
                }
            }
        }
        best[all - 1]
    }

    fn sealed(&self, seed: u64) -> Result<f64, SealError> {
        let mut batch = self.rows.iter().map(|values| Row { values: values.clone(), answers: () }).collect();
        let sealed = seal(&self.rule()?, Occasion::Closing, &mut batch, &mut StdRng::seed_from_u64(seed))?;
        let values = sealed.rows().iter().flat_map(|row| row.values.iter().enumerate());
        Ok(values.map(|(attribute, value)| self.worth(attribute, *value)).sum())
    }
}

#[test]
fn small_batches_are_sealed_as_well_as_can_be() -> Result<(), SealError> {
    let mut rng = StdRng::seed_from_u64(12);
    let (mut sum, mut worst, mut reached, cases) = (0.0, 1.0_f64, 0, 400);
    for seed in 0..cases {
        let case = Case::random(&mut rng);
        let (best, found) = (case.best(), case.sealed(seed)?);
        assert!(found <= best + 1e-9, "nothing keeps more than the best: {found}, {best}");
        let ratio = if best == 0.0 { 1.0 } else { found / best };
        sum += ratio;
        worst = worst.min(ratio);
        reached += u64::from(ratio > 1.0 - 1e-9);
    }
    let mean = sum / cases as f64;
    let figures = format!("{reached} of {cases} as good as the best, mean {mean:.4}, worst {worst:.4}");
    assert!(mean > 0.97 && worst > 0.75, "{figures}");
    println!("{figures}");
    Ok(())
}
