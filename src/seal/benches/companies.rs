//! What evaluators can still see of a company after sealing: prints the table in `docs/sealing.md`.
//!
//! Run `cargo bench -p chorus-seal --bench companies`. It knows of made-up companies only.

#![expect(clippy::print_stdout, reason = "the figures are the result")]

use std::{collections::HashMap, error::Error};

use chorus_seal::{Occasion, Row, Rule, seal};
use rand::{SeedableRng, rngs::StdRng};

#[path = "../tests/support/company.rs"]
mod company;

const K: usize = 5;
/// Smaller groups are not what evaluators ask for.
const LARGE: f64 = 10.0;
const COMPANIES: u64 = 20;

/// One or two attributes with their values.
type Group = Vec<(usize, u16)>;

/// Number, mean and variance of answers.
#[derive(Default, Clone, Copy)]
struct Moments {
    rows: f64,
    sum: f64,
    squares: f64,
}

impl Moments {
    fn mean(&self) -> f64 {
        self.sum / self.rows
    }

    /// The square of the standard error of the mean.
    fn error(&self) -> f64 {
        (self.squares - self.sum * self.mean()) / (self.rows - 1.0) / self.rows
    }
}

fn groups(rows: &[Row<u8>], ways: usize) -> HashMap<Group, Moments> {
    let mut groups: HashMap<Group, Moments> = HashMap::new();
    for row in rows {
        let given: Group = row.values.iter().enumerate().filter_map(|(at, value)| value.map(|of| (at, of))).collect();
        let answer = f64::from(row.answers);
        let mut add = |group: Group| {
            let of = groups.entry(group).or_default();
            (of.rows, of.sum, of.squares) = (of.rows + 1.0, of.sum + answer, of.squares + answer * answer);
        };
        for (place, first) in given.iter().enumerate() {
            match ways {
                1 => add(vec![*first]),
                _ => given[place + 1..].iter().for_each(|second| add(vec![*first, *second])),
            }
        }
    }
    groups
}

/// Sums over the large groups of some companies.
#[derive(Default)]
struct Seen {
    groups: f64,
    visible: f64,
    /// The share of a visible group's rows that still show its values.
    rows: f64,
    /// The squares of what sealing moves a group's mean by, in standard errors of that mean.
    moved: f64,
    /// The same if the rows that still show the values were drawn blindly from the group.
    blind: f64,
}

impl Seen {
    fn add(&mut self, before: &HashMap<Group, Moments>, after: &HashMap<Group, Moments>) {
        for (group, before) in before.iter().filter(|(_, of)| of.rows >= LARGE && of.error() > 0.0) {
            self.groups += 1.0;
            // Whatever shows these values is a union of whole classes, so it has at least k rows.
            if let Some(after) = after.get(group) {
                self.visible += 1.0;
                self.rows += after.rows / before.rows;
                self.moved += (after.mean() - before.mean()).powi(2) / before.error();
                self.blind += before.rows / after.rows - 1.0;
            }
        }
    }

    fn print(&self) -> String {
        let percent = |of: f64, all: f64| 100.0 * of / all;
        let [moved, blind] = [self.moved, self.blind].map(|of| (of / self.visible).sqrt());
        let (visible, rows) = (percent(self.visible, self.groups), percent(self.rows, self.visible));
        format!("{visible:.1} % | {rows:.0} % | {moved:.2} ({blind:.2})")
    }
}

fn line(name: &str, rule: &Rule, people: usize) -> Result<(), Box<dyn Error>> {
    let (mut kept, mut one, mut two) = (0.0, Seen::default(), Seen::default());
    for number in 0..COMPANIES {
        let mut rows = company::company(people, number);
        rows.iter_mut().for_each(|row| row.values.truncate(rule.attributes()));
        let before = [1, 2].map(|ways| groups(&rows, ways));
        let sealed = seal(rule, Occasion::Batch, &mut rows, &mut StdRng::seed_from_u64(1000 + number))?;
        kept += 100.0 * sealed.kept_unweighted() / COMPANIES as f64;
        one.add(&before[0], &groups(sealed.rows(), 1));
        two.add(&before[1], &groups(sealed.rows(), 2));
    }
    println!("| {} | {people} | {name} | {kept:.1} % | {} | {} |", rule.attributes(), one.print(), two.print());
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("{COMPANIES} companies of each size, k = {K}; groups of at least {LARGE}");
    println!(
        "| attributes | people | weights | values kept | visible | rows | moved | two-way visible | rows | moved |"
    );
    println!("|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|");
    for attributes in [3, company::VALUES.len()] {
        for people in [200, 500, 2_000, 10_000] {
            line("first doubled", &company::first_doubled(K, attributes)?, people)?;
            line("ranked", &company::ranked(K, attributes)?, people)?;
            line("equal", &Rule::unweighted(K, attributes)?, people)?;
        }
    }
    Ok(())
}
