//! Made-up companies whose teams differ in what is sensitive, and how they are sealed.

use chorus_questionnaire::{Attribute, Exchange, WaveDocument};
use chorus_seal::{Level, Occasion, Row, Rule, SensitiveAnswers, seal};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::json;
use std::collections::BTreeSet;

/// Options of the two items. Of the first, the second is sensitive; of the other, which has the positions as scores, the last.
pub const OPTIONS: [usize; 2] = [2, 5];

/// The positions of the options chosen; `None` if unanswered.
pub type Answers = [Option<usize>; 2];

/// How a release is made.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    pub k: usize,
    /// How many answers in a thousand are exchanged; without, neither exchange nor guard.
    pub per_mille: Option<u16>,
    /// How many are sealed together while the wave is open, if the terms do not ask for more.
    pub batch: usize,
}

impl Terms {
    /// The share of the rows that is exchanged in a batch of so many.
    pub fn share(self, rows: usize) -> Option<f64> {
        Some(Exchange::new(self.per_mille?, self.k as u16).share(rows))
    }

    /// The least number of rows in a batch, the last one too.
    fn least(self, rule: &Rule) -> usize {
        let full = self.per_mille.map_or(0, |per_mille| Exchange::new(per_mille, self.k as u16).full_batch());
        rule.minimum_batch().max(full as usize)
    }
}

/// Everybody in it.
pub struct Company {
    pub document: WaveDocument,
    pub values: Vec<Vec<Option<u16>>>,
    pub answers: Vec<Answers>,
    /// For each person and attribute the value and the coarser ones that it lies in.
    pub lineages: Vec<Vec<Vec<u16>>>,
}

/// A row of the sealed table, and whose it was.
pub struct Stored {
    pub person: usize,
    pub batch: usize,
    pub values: Vec<Option<u16>>,
    pub answers: Answers,
}

/// What travels with a row: whose it is stays, the answers may be exchanged.
struct Travelling {
    person: usize,
    answers: Answers,
}

impl SensitiveAnswers for Travelling {
    fn option(&self, item: usize) -> Option<usize> {
        self.answers.get(item).copied().flatten()
    }

    fn exchange(&mut self, other: &mut Self) {
        std::mem::swap(&mut self.answers, &mut other.answers);
    }
}

impl Company {
    pub fn new(people: usize, seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed ^ people as u64);
        let teams = (people / 12).clamp(2, 40);
        let sizes = [4, 5, 3, 4];
        let document = document(teams, &sizes);
        // What is rare in one team is what nearly everybody says in another: there a class is close to unanimous.
        let leaning: Vec<[f64; 2]> = (0..teams).map(|_| [rng.random_range(0.02..0.9), rng.random()]).collect();
        let mut company = Self { document, values: Vec::new(), answers: Vec::new(), lineages: Vec::new() };
        for _ in 0..people {
            let skewed = |among: usize, rng: &mut StdRng| (rng.random::<f64>().powf(1.7) * among as f64) as usize;
            let team = skewed(teams, &mut rng);
            let mut values = vec![Some(team as u16)];
            values.extend(sizes.iter().map(|&size| match rng.random_range(0..40) {
                0 => None,
                _ => Some(skewed(size, &mut rng) as u16),
            }));
            let [first, second] = leaning[team];
            let level = (f64::midpoint(second, rng.random::<f64>()) * 6.0) as usize;
            let answers = [Some(usize::from(rng.random_bool(first))), Some(level.min(4))];
            let lineages = values.iter().zip(company.attributes()).map(|(value, of)| lineage(of, *value)).collect();
            company.lineages.push(lineages);
            company.values.push(values);
            company.answers.push(if rng.random_range(0..30) == 0 { [None, answers[1]] } else { answers });
        }
        company
    }

    pub fn people(&self) -> usize {
        self.values.len()
    }

    pub fn attributes(&self) -> &[Attribute] {
        &self.document.attributes
    }

    /// Everybody answers in the order of their numbers, which is random; a batch is sealed as soon as it is full.
    pub fn sealed(&self, terms: Terms, seed: u64) -> Vec<Stored> {
        let mut rng = StdRng::seed_from_u64(seed ^ 0x5EA1);
        let rule = rule(terms.k, self.attributes());
        let mut stored = Vec::new();
        let mut first = 0;
        let least = terms.least(&rule);
        let full = terms.batch.max(least);
        for batch in 0.. {
            let closing = self.people() - first < full + least;
            let until = if closing { self.people() } else { first + full };
            let row = |person: usize| Row {
                values: self.values[person].clone(),
                answers: Travelling { person, answers: self.answers[person] },
            };
            let mut rows: Vec<Row<Travelling>> = (first..until).map(row).collect();
            let occasion = if closing { Occasion::Closing } else { Occasion::Batch };
            let mut sealed = seal(&rule, occasion, &mut rows, &mut rng).unwrap();
            if let Some(share) = terms.share(until - first) {
                let sensitive = OPTIONS.map(|options| (0..options).map(|option| option + 1 == options).collect());
                sealed = sealed.exchange(&chorus_seal::Exchange::new(share, sensitive.to_vec()).unwrap(), &mut rng);
            }
            stored.extend(sealed.into_rows().into_iter().map(|row| Stored {
                person: row.answers.person,
                batch,
                values: row.values,
                answers: row.answers.answers,
            }));
            if closing {
                return stored;
            }
            first = until;
        }
        stored
    }

    /// Every group of fewer than k people that one to three true values, at any level, single out; each set of people once.
    pub fn small_groups(&self, k: usize) -> Vec<Vec<usize>> {
        let mut groups = BTreeSet::new();
        self.groups(|_, members| {
            if members.len() < k {
                groups.insert(members.to_vec());
            }
        });
        groups.into_iter().collect()
    }

    /// Goes through all groups by one to three true values at any level.
    pub fn groups(&self, mut each: impl FnMut(&[(usize, u16)], &[usize])) {
        let everybody: Vec<usize> = (0..self.people()).collect();
        self.descend(0, &mut Vec::new(), &everybody, &mut each);
    }

    fn descend(
        &self,
        from: usize,
        chosen: &mut Vec<(usize, u16)>,
        members: &[usize],
        each: &mut impl FnMut(&[(usize, u16)], &[usize]),
    ) {
        if !chosen.is_empty() {
            each(chosen, members);
        }
        if chosen.len() == 3 {
            return;
        }
        for at in from..self.attributes().len() {
            let own = |person: &usize| &self.lineages[*person][at];
            let values: BTreeSet<u16> = members.iter().flat_map(own).copied().collect();
            for value in values {
                let inside: Vec<usize> =
                    members.iter().copied().filter(|person| own(person).contains(&value)).collect();
                chosen.push((at, value));
                self.descend(at + 1, chosen, &inside, each);
                chosen.pop();
            }
        }
    }
}

/// A value and the coarser ones that it lies in.
fn lineage(attribute: &Attribute, value: Option<u16>) -> Vec<u16> {
    let nesting = attribute.nesting();
    let Some(value) = value else { return Vec::new() };
    let (mut lineage, mut start) = (vec![value], 0);
    for within in &nesting {
        let last = usize::from(*lineage.last().unwrap());
        if let Some(&outer) = last.checked_sub(start).and_then(|at| within.get(at)) {
            lineage.push((start + within.len()) as u16 + outer);
        }
        start += within.len();
    }
    lineage
}

/// The one place where rules are made.
pub fn rule(k: usize, attributes: &[Attribute]) -> Rule {
    let attribute = |attribute: &Attribute| {
        let levels = attribute.nesting().into_iter().map(|within| Level { keeps: 0.6, within });
        chorus_seal::Attribute::nested(1.0, levels.collect())
    };
    Rule::new(k, attributes.iter().map(attribute).collect()).unwrap()
}

/// Teams in departments of four, and flat attributes of these sizes.
fn document(teams: usize, sizes: &[usize]) -> WaveDocument {
    let team = |team: usize| json!({"code": format!("t{team}"), "within": format!("d{}", team / 4)});
    let departments: Vec<_> = (0..teams.div_ceil(4)).map(|at| json!({"code": format!("d{at}")})).collect();
    let mut attributes =
        vec![json!({"code": "team", "label": "Team", "values": (0..teams).map(team).collect::<Vec<_>>(),
        "levels": [{"code": "department", "label": "Department", "values": departments}]})];
    attributes.extend(sizes.iter().enumerate().map(|(at, size)| {
        let values: Vec<_> = (0..*size).map(|value| json!({"code": format!("v{value}")})).collect();
        json!({"code": format!("a{at}"), "label": "A", "values": values})
    }));
    let item = |(at, options): (usize, &usize)| {
        let option = |option: usize| {
            json!({"code": format!("o{option}"), "label": "O", "score": option,
            "sensitive": option + 1 == *options})
        };
        json!({"code": format!("q{at}"), "text": "?", "options": (0..*options).map(option).collect::<Vec<_>>()})
    };
    let items: Vec<_> = OPTIONS.iter().enumerate().map(item).collect();
    serde_json::from_value(json!({"title": "W", "k": 5, "attributes": attributes, "questionnaire": {"items": items}}))
        .unwrap()
}
