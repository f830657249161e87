//! Made-up companies with the skew and the correlations of real ones, the same for the same seed, for tests and benches.
//!
//! Five attributes, which their author ranks in this order:
//!
//! | attribute  | values | distribution |
//! |------------|-------:|--------------|
//! | department | 12 | number i (from 1) proportional to 1/i: from 32 % down to under 3 % |
//! | site       | 5  | seven in ten work at the site of their department (its number modulo 5), the others anywhere, number i proportional to 1/i |
//! | shift      | 3  | every third department works in shifts (day, late, night: 40, 35, 25 %), the others nearly all by day (94, 4, 2 %) |
//! | age band   | 5  | 15, 28, 27, 20, 10 % |
//! | tenure     | 4  | up to the age band, skewed towards short: proportional to 1/(1+i) for i up to the age band |
//!
//! One value in fifty is not given. The answer is one of five options of a Likert scale; its mean depends on
//! department, site, shift and tenure, by about half of its standard deviation between departments.

use chorus_seal::{Attribute, Row, Rule, SealError};
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};

/// How many values each attribute has.
pub const VALUES: [u16; 5] = [12, 5, 3, 5, 4];

/// A company of so many people. Each row's answer is from 1 to 5.
pub fn company(people: usize, seed: u64) -> Vec<Row<u8>> {
    let mut rng = StdRng::seed_from_u64(seed);
    let effects: Vec<f64> = (0..12 + 5).map(|_| 1.6 * rng.random::<f64>() - 0.8).collect();
    (0..people).map(|_| person(&effects, &mut rng)).collect()
}

/// The rule of an author who ranks so many attributes in this order: the last weighs 1, the one before it 2, and so on.
pub fn ranked(k: usize, attributes: usize) -> Result<Rule, SealError> {
    Rule::new(k, (1..=attributes).rev().map(|weight| Attribute::flat(weight as f64)).collect())
}

/// The rule of an author to whom the first attribute is worth twice as much as each of the others.
pub fn first_doubled(k: usize, attributes: usize) -> Result<Rule, SealError> {
    Rule::new(k, (0..attributes).map(|at| Attribute::flat(if at == 0 { 2.0 } else { 1.0 })).collect())
}

fn person<R: Rng>(effects: &[f64], rng: &mut R) -> Row<u8> {
    let department = draw((1..=12).map(|i| 1.0 / f64::from(i)), rng);
    let anywhere = draw((1..=5).map(|i| 1.0 / f64::from(i)), rng);
    let site = if rng.random_bool(0.7) { department % 5 } else { anywhere };
    let shifts = if department % 3 == 2 { [0.4, 0.35, 0.25] } else { [0.94, 0.04, 0.02] };
    let shift = draw(shifts.into_iter(), rng);
    let age = draw([0.15, 0.28, 0.27, 0.2, 0.1].into_iter(), rng);
    let tenure = draw((0..=age.min(3)).map(|i| 1.0 / (1.0 + i as f64)), rng);
    // The sum of twelve uniform numbers is nearly normal.
    let noise = (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0;
    let mean = 3.2 + effects[department] + 0.5 * effects[12 + site] - 0.3 * shift as f64 + 0.1 * tenure as f64;
    let values = [department, site, shift, age, tenure].map(|value| rng.random_bool(0.98).then_some(value as u16));
    Row { values: values.to_vec(), answers: (mean + noise).round().clamp(1.0, 5.0) as u8 }
}

/// A number, each as likely as its share says.
fn draw<R: Rng>(shares: impl Iterator<Item = f64> + Clone, rng: &mut R) -> usize {
    let mut left = rng.random::<f64>() * shares.clone().sum::<f64>();
    for (number, share) in shares.clone().enumerate() {
        left -= share;
        if left < 0.0 {
            return number;
        }
    }
    shares.count() - 1
}
