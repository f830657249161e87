//! How long sealing takes, beside a plain group-by of the same rows in the same run.
//!
//!     cargo bench -p chorus-seal
//!
//! Rows have six skewed attributes, two of which depend on the first. Each size is timed three times, and the medians are shown.
#![expect(clippy::print_stdout, reason = "the figures are the result")]

use std::{collections::HashMap, error::Error, time::Instant};

use chorus_seal::{Occasion, Row, Rule, seal};
use rand::{RngExt, SeedableRng, rngs::StdRng};

/// How many values each attribute has.
const VALUES: [u16; 6] = [40, 12, 6, 5, 3, 2];

fn rows(count: usize, rng: &mut StdRng) -> Vec<Row<()>> {
    let skewed =
        |rng: &mut StdRng, values: u16| ((rng.random::<f64>().powi(2) * f64::from(values)) as u16).min(values - 1);
    let row = |_| {
        let mut values: Vec<Option<u16>> = VALUES.iter().map(|values| Some(skewed(rng, *values))).collect();
        // A department has its own site and shift, mostly.
        if rng.random_bool(0.7) {
            values[1] = values[0].map(|department| department % VALUES[1]);
            values[4] = values[0].map(|department| department % VALUES[4]);
        }
        Row { values, answers: () }
    };
    (0..count).map(row).collect()
}

fn median(mut time: impl FnMut() -> f64) -> f64 {
    let mut times = [time(), time(), time()];
    times.sort_by(f64::total_cmp);
    times[1]
}

fn main() -> Result<(), Box<dyn Error>> {
    let rule = Rule::unweighted(5, VALUES.len())?;
    let most: usize = std::env::args().filter_map(|argument| argument.parse().ok()).max().unwrap_or(1_000_000);
    println!("{:>10} {:>12} {:>12} {:>10} {:>14} {:>8}", "rows", "group-by s", "seal s", "ratio", "ns a row", "kept %");
    let mut count = 10_000;
    while count <= most {
        let mut rng = StdRng::seed_from_u64(1);
        let batch = rows(count, &mut rng);
        let grouped = median(|| {
            let start = Instant::now();
            let mut groups: HashMap<&[Option<u16>], usize> = HashMap::new();
            for row in &batch {
                *groups.entry(&row.values).or_default() += 1;
            }
            std::hint::black_box(groups.len());
            start.elapsed().as_secs_f64()
        });
        let mut kept = 0.0;
        let sealed = median(|| {
            let mut batch = batch.clone();
            let start = Instant::now();
            if let Ok(sealed) = seal(&rule, Occasion::Batch, &mut batch, &mut rng) {
                kept = sealed.kept();
            }
            start.elapsed().as_secs_f64()
        });
        let each = 1e9 * sealed / count as f64;
        println!(
            "{count:>10} {grouped:>12.3} {sealed:>12.3} {:>10.1} {each:>14.0} {:>8.1}",
            sealed / grouped,
            100.0 * kept
        );
        count *= 10;
    }
    Ok(())
}
