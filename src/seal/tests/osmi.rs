//! How much is kept of the OSMI 2014 survey (six attributes, 48 countries).

use std::{collections::HashMap, error::Error};

use chorus_seal::{Occasion, Row, Rule, seal};
use rand::{SeedableRng, rngs::StdRng};

const ATTRIBUTES: [&str; 6] = ["country", "company_size", "age_band", "gender", "remote_work", "tech_company"];

fn survey() -> Result<Vec<Row<()>>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/osmi_2014.csv"))?;
    let mut known: [HashMap<String, u16>; 6] = Default::default();
    let mut rows = Vec::new();
    for record in reader.deserialize::<HashMap<String, String>>() {
        let record = record?;
        let mut values = Vec::new();
        for (attribute, known) in ATTRIBUTES.iter().zip(&mut known) {
            let text = record.get(*attribute).ok_or("a column is missing")?;
            let next = u16::try_from(known.len())?;
            values.push((!text.is_empty()).then(|| *known.entry(text.clone()).or_insert(next)));
        }
        rows.push(Row { values, answers: () });
    }
    Ok(rows)
}

/// The share kept with the least lucky of five seeds.
fn least_kept(k: usize) -> Result<f64, Box<dyn Error>> {
    let (rule, rows) = (Rule::unweighted(k, ATTRIBUTES.len())?, survey()?);
    let mut least = 1.0_f64;
    for seed in 0..5 {
        let sealed = seal(&rule, Occasion::Batch, &mut rows.clone(), &mut StdRng::seed_from_u64(seed))?;
        let mut sizes: HashMap<&[Option<u16>], usize> = HashMap::new();
        for row in sealed.rows() {
            *sizes.entry(&row.values).or_default() += 1;
        }
        assert!(sizes.values().all(|size| *size >= k));
        least = least.min(sealed.kept());
    }
    Ok(least)
}

#[test]
fn most_values_are_kept_at_k_five() -> Result<(), Box<dyn Error>> {
    let kept = least_kept(5)?;
    assert!(kept >= 0.89, "{kept}");
    Ok(())
}

#[test]
fn most_values_are_kept_at_k_ten() -> Result<(), Box<dyn Error>> {
    let kept = least_kept(10)?;
    assert!(kept >= 0.82, "{kept}");
    Ok(())
}
