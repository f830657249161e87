//! Everything that the evaluator's API returns of a population, as sums over people.
//!
//! Breakdowns by up to three attributes at any level; filters by one value, by two values of an attribute, and by all but one; filters
//! with breakdowns by up to three others. Whom a number speaks of is worked out here anew, from what is stored, and compared
//! with what the API returned: how many they are, and how many of them chose each option.

use crate::population::{Population, Stored};
use chorus_evidence::{Query, SealedTable};
use chorus_questionnaire::{Attribute, Choices};
use std::collections::BTreeSet;

/// People that one released number is a sum over.
pub type Equation = Vec<usize>;

/// An attribute at one of its levels.
#[derive(Clone, Copy)]
struct Dimension<'a> {
    attribute: usize,
    code: &'a str,
    of: &'a Attribute,
}

/// What is released after each batch, each sum once.
pub fn equations(population: &Population, stored: &[Stored]) -> BTreeSet<Equation> {
    let mut equations = BTreeSet::new();
    for stored in stored {
        Release::new(population, stored).collect(&mut equations);
    }
    equations
}

struct Release<'a> {
    population: &'a Population,
    stored: &'a Stored,
    table: SealedTable,
    dimensions: Vec<Dimension<'a>>,
}

impl<'a> Release<'a> {
    fn new(population: &'a Population, stored: &'a Stored) -> Self {
        let document = &population.document;
        let mut table = SealedTable::new(document.k, &document.attributes, &document.questionnaire);
        for (person, values) in stored {
            let kept = values.iter().zip(&document.attributes).filter_map(|(value, attribute)| {
                let (list, value) = attribute.value(usize::from((*value)?))?;
                Some((list.to_owned(), value.code.clone()))
            });
            let answer = Choices::from([("q".to_owned(), format!("o{}", population.answers[*person]))]);
            table.push(&kept.collect(), &answer).unwrap();
        }
        let dimensions = document
            .attributes
            .iter()
            .enumerate()
            .flat_map(|(attribute, of)| of.lists().map(move |(code, _)| Dimension { attribute, code, of }));
        Self { population, stored, table, dimensions: dimensions.collect() }
    }

    fn collect(&self, equations: &mut BTreeSet<Equation>) {
        let breakdowns = self.breakdowns();
        for by in &breakdowns {
            self.ask(by, &[], equations);
        }
        for filter in &self.dimensions {
            let values = codes(filter);
            let mut sets: Vec<Vec<&str>> = values.iter().map(|value| vec![*value]).collect();
            for (at, one) in values.iter().enumerate() {
                sets.extend(values[at + 1..].iter().map(|other| vec![*one, *other]));
                sets.push(values.iter().filter(|value| *value != one).copied().collect());
            }
            for set in sets.iter().filter(|set| !set.is_empty()) {
                let filters: Vec<(&str, &str)> = set.iter().map(|value| (filter.code, *value)).collect();
                let others =
                    |by: &&Vec<Dimension<'_>>| by.iter().all(|dimension| dimension.attribute != filter.attribute);
                for by in breakdowns.iter().filter(others) {
                    self.ask(by, &filters, equations);
                }
            }
        }
    }

    /// All sets of up to three dimensions, each of another attribute.
    fn breakdowns(&self) -> Vec<Vec<Dimension<'a>>> {
        let mut all: Vec<Vec<Dimension<'a>>> = vec![Vec::new()];
        for dimension in &self.dimensions {
            let extended = all.iter().filter(|by| by.len() < 3);
            let extended = extended.filter(|by| by.iter().all(|other| other.attribute != dimension.attribute));
            let extended: Vec<_> = extended.map(|by| by.iter().copied().chain([*dimension]).collect()).collect();
            all.extend(extended);
        }
        all
    }

    fn ask(&self, by: &[Dimension<'_>], filters: &[(&str, &str)], equations: &mut BTreeSet<Equation>) {
        let owned = |(code, value): &(&str, &str)| ((*code).to_owned(), (*value).to_owned());
        let query = Query {
            measures: Vec::new(),
            by: by.iter().map(|dimension| dimension.code.to_owned()).collect(),
            filters: filters.iter().map(owned).collect(),
        };
        let results = self.table.results(&query).unwrap();
        let matching: Vec<&(usize, Vec<Option<u16>>)> = self
            .stored
            .iter()
            .filter(|(_, values)| {
                filters.is_empty() || filters.iter().any(|(code, value)| self.lies(values, code, value))
            })
            .collect();
        if let Some(responses) = results.responses {
            assert_eq!(responses as usize, matching.len());
            add(matching.iter().map(|row| row.0), equations);
        }
        for cell in results.cells.iter().filter(|cell| cell.responses.is_some()) {
            let inside = |row: &&&(usize, Vec<Option<u16>>)| {
                cell.group.iter().all(|(code, value)| self.lies(&row.1, code, value))
            };
            let people: Vec<usize> = matching.iter().filter(inside).map(|row| row.0).collect();
            assert_eq!(cell.responses, Some(people.len() as u64));
            for (option, shown) in cell.options.iter().enumerate() {
                let chose = people.iter().filter(|person| self.population.answers[**person] == option).count();
                assert_eq!(shown.count, Some(chose as u64), "the attack must know whom a number speaks of");
            }
            add(people.into_iter(), equations);
        }
    }

    /// Whether what is kept of somebody's values lies in this one.
    fn lies(&self, values: &[Option<u16>], code: &str, value: &str) -> bool {
        let of = |dimension: &&Dimension<'_>| dimension.code == code;
        let Some(dimension) = self.dimensions.iter().find(of) else { return false };
        let kept = values[dimension.attribute].and_then(|kept| dimension.of.value(usize::from(kept)));
        let Some((list, kept)) = kept else { return false };
        (list == code && kept.code == value)
            || (list != code && kept.within.as_deref() == Some(value) && code != dimension.of.code)
    }
}

fn add(people: impl Iterator<Item = usize>, equations: &mut BTreeSet<Equation>) {
    let mut people: Equation = people.collect();
    people.sort_unstable();
    equations.insert(people);
}

fn codes<'a>(dimension: &Dimension<'a>) -> Vec<&'a str> {
    let list = dimension.of.lists().find(|(code, _)| *code == dimension.code);
    list.map_or(Vec::new(), |(_, values)| values.iter().map(|value| value.code.as_str()).collect())
}
