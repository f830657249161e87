//! Random organisations: people with skewed, dependent attributes, some with levels, who answer in batches.

use chorus_questionnaire::{Attribute, WaveDocument};
use chorus_seal::{Level, Occasion, Row, Rule, seal};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::json;
use std::collections::BTreeMap;

/// An organisation and what its people would answer. Values are positions among all of an attribute's levels.
pub struct Population {
    pub k: usize,
    pub document: WaveDocument,
    /// For each person their value of each attribute.
    pub values: Vec<Vec<Option<u16>>>,
    /// For each person the option chosen, of eight.
    pub answers: Vec<usize>,
    /// How many of them are sealed together, in order.
    batches: Vec<usize>,
}

/// What is stored after a batch: people, and what is kept of their values.
pub type Stored = Vec<(usize, Vec<Option<u16>>)>;

impl Population {
    pub fn random(seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let k = rng.random_range(3..=10);
        let attributes: Vec<(usize, bool)> =
            (0..rng.random_range(1..=4)).map(|_| (rng.random_range(2..=5), rng.random_bool(0.3))).collect();
        let document = document(k, &attributes);
        let batches: Vec<usize> = (0..rng.random_range(1..=3))
            .map(
                |batch| {
                    if batch == 0 { rng.random_range(k..=8 * k) } else { rng.random_range((4 * k).max(20)..=12 * k) }
                },
            )
            .rev()
            .collect();
        let people = batches.iter().sum();
        let values = (0..people).map(|_| person(&attributes, &mut rng)).collect();
        let answers = (0..people).map(|_| rng.random_range(0..8)).collect();
        Self { k, document, values, answers, batches }
    }

    pub fn people(&self) -> usize {
        self.values.len()
    }

    pub fn attributes(&self) -> &[Attribute] {
        &self.document.attributes
    }

    /// What is stored after each batch, sealed.
    pub fn sealed(&self, seed: u64) -> Vec<Stored> {
        let mut rng = StdRng::seed_from_u64(seed ^ 0x5EA1);
        let rule = self.rule();
        let (mut stored, mut all, mut first) = (Vec::new(), Stored::new(), 0);
        for (at, size) in self.batches.iter().enumerate() {
            let people = first..first + size;
            first += size;
            let mut batch: Vec<Row<usize>> =
                people.map(|person| Row { values: self.values[person].clone(), answers: person }).collect();
            let occasion = if at + 1 == self.batches.len() { Occasion::Closing } else { Occasion::Batch };
            let sealed = seal(&rule, occasion, &mut batch, &mut rng).unwrap();
            all.extend(sealed.into_rows().into_iter().map(|row| (row.answers, row.values)));
            stored.push(all.clone());
        }
        stored
    }

    /// The same if nothing were sealed.
    pub fn unsealed(&self) -> Vec<Stored> {
        vec![self.values.iter().cloned().enumerate().collect()]
    }

    fn rule(&self) -> Rule {
        let attribute = |attribute: &Attribute| {
            let levels = attribute.nesting().into_iter().map(|within| Level { keeps: 0.6, within });
            chorus_seal::Attribute::nested(1.0, levels.collect())
        };
        Rule::new(self.k, self.attributes().iter().map(attribute).collect()).unwrap()
    }

    /// Every group of fewer than k people that one to three of their true values single out; those of one person too.
    pub fn small_groups(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<Vec<(usize, Option<u16>)>, Vec<usize>> = BTreeMap::new();
        let attributes = self.attributes().len();
        for subset in (1_usize..1 << attributes).filter(|subset| subset.count_ones() <= 3) {
            for (person, values) in self.values.iter().enumerate() {
                let chosen = (0..attributes).filter(|at| subset & (1 << at) != 0).map(|at| (at, values[at])).collect();
                groups.entry(chosen).or_default().push(person);
            }
        }
        groups.into_values().filter(|group| group.len() < self.k).collect()
    }
}

fn person(attributes: &[(usize, bool)], rng: &mut StdRng) -> Vec<Option<u16>> {
    let lean: f64 = rng.random();
    let value = |&(values, nested): &(usize, bool), rng: &mut StdRng| {
        // Everybody leans the same way in all attributes, so that they depend on each other.
        let at = (f64::midpoint(lean, rng.random::<f64>()).powi(2) * values as f64) as usize;
        let at = at.min(values - 1);
        match rng.random_range(0..20) {
            0 => None,
            // Somebody names the coarser value only.
            1 if nested => Some((values + at / 2) as u16),
            _ => Some(at as u16),
        }
    };
    attributes.iter().map(|attribute| value(attribute, rng)).collect()
}

/// Attributes with so many values, those that are nested with half as many above; one item.
fn document(k: usize, attributes: &[(usize, bool)]) -> WaveDocument {
    let attribute = |(at, &(values, nested)): (usize, &(usize, bool))| {
        let value = |value: usize| match nested {
            true => json!({"code": format!("v{value}"), "within": format!("w{}", value / 2)}),
            false => json!({"code": format!("v{value}")}),
        };
        let coarser = (0..values.div_ceil(2)).map(|value| json!({"code": format!("w{value}")})).collect::<Vec<_>>();
        let levels =
            if nested { json!([{"code": format!("l{at}"), "label": "L", "values": coarser}]) } else { json!([]) };
        json!({"code": format!("a{at}"), "label": "A", "values": (0..values).map(value).collect::<Vec<_>>(), "levels": levels})
    };
    let options: Vec<_> = (0..8).map(|option| json!({"code": format!("o{option}"), "label": "O"})).collect();
    let attributes: Vec<_> = attributes.iter().enumerate().map(attribute).collect();
    serde_json::from_value(json!({"title": "W", "k": k, "attributes": attributes,
        "questionnaire": {"items": [{"code": "q", "text": "?", "options": options}]}}))
    .unwrap()
}
