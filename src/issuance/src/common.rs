//! Which combinations of groups many of those invited share, so that a respondent's page can warn of a rare one without asking about
//! it: everybody gets the same list, and what somebody chose never leaves their browser. It is reckoned from headcounts of rosters,
//! and knows no person and no answer.

use chorus_questionnaire::{Attribute, Choices, WaveDocument};
use std::collections::{BTreeMap, BTreeSet};

/// The most combinations in the list.
const MOST_LISTED: usize = 5_000;
/// The most combinations that are found on the way to it, coarser ones included.
const MOST_FOUND: usize = 50_000;
/// The most steps of the search: a second or so.
const MOST_STEPS: usize = 20_000_000;

/// The combinations of groups that at least 2k of those invited share, as far as rosters named groups. No number of people is told, and
/// no rarer combination.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct CommonGroups {
    /// The attributes that rosters name for at least 2k people. None if nothing is known, or if there is too much to list: then the
    /// list is empty as well, and nobody is to be warned.
    pub attributes: Vec<String>,
    /// Value by attribute, or by one of its coarser levels. A combination is common if it is one of these, or coarser than one: with a
    /// department in place of a team, or with an attribute left out.
    #[schema(inline)]
    pub common: Vec<Choices>,
}

/// A position among an attribute's values for each attribute, or nothing.
type Pattern = Vec<Option<usize>>;

/// How many people share a combination: for each attribute their value, then the coarser ones in which it lies.
struct Headcount {
    climbed: Vec<Vec<usize>>,
    people: u64,
}

impl CommonGroups {
    /// From how many people share each combination of the finest values that a roster named.
    pub(crate) fn of(wave: &WaveDocument, combinations: &[(Choices, u64)]) -> Self {
        let attributes = &wave.attributes;
        let least = 2 * u64::from(wave.k);
        let headcount = |(choices, people): &(Choices, u64)| Headcount {
            climbed: attributes.iter().map(|attribute| climbed(attribute, choices)).collect(),
            people: *people,
        };
        let headcounts: Vec<Headcount> = combinations.iter().map(headcount).collect();
        let mut search = Search { headcounts: &headcounts, least, found: Vec::new(), steps: 0 };
        let everybody: Vec<usize> = (0..headcounts.len()).collect();
        if !search.refine(&everybody, 0, &mut vec![None; attributes.len()]) {
            return Self::default();
        }
        let common = finest(attributes, &search.found);
        if common.len() > MOST_LISTED {
            return Self::default();
        }
        let known = attributes.iter().enumerate().filter(|(at, _)| {
            let named = headcounts.iter().filter(|one| !one.climbed[*at].is_empty());
            named.map(|one| one.people).sum::<u64>() >= least
        });
        Self { attributes: known.map(|(_, attribute)| attribute.code.clone()).collect(), common }
    }
}

/// The positions of the value that was chosen of an attribute, and of the coarser ones in which it lies; none if none was chosen.
fn climbed(attribute: &Attribute, choices: &Choices) -> Vec<usize> {
    let mut climbed = Vec::new();
    let mut value: Option<&str> = None;
    for (list, _) in attribute.lists() {
        value = value.or_else(|| choices.get(list).map(String::as_str));
        let Some(position) = value.and_then(|value| attribute.position(list, value)) else {
            continue;
        };
        climbed.push(position);
        value = attribute.value(position).and_then(|(_, value)| value.within.as_deref());
    }
    climbed
}

/// A search that looks only below what is common: whatever is finer than something rare is rare itself.
struct Search<'a> {
    headcounts: &'a [Headcount],
    least: u64,
    found: Vec<Pattern>,
    steps: usize,
}

impl Search<'_> {
    /// Finds what is common among these headcounts and names one of the attributes from here on. False if there is too much.
    fn refine(&mut self, among: &[usize], from: usize, pattern: &mut Pattern) -> bool {
        for attribute in from..pattern.len() {
            let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for at in among {
                for position in &self.headcounts[*at].climbed[attribute] {
                    groups.entry(*position).or_default().push(*at);
                    self.steps += 1;
                }
            }
            for (position, members) in groups {
                if members.iter().map(|at| self.headcounts[*at].people).sum::<u64>() < self.least {
                    continue;
                }
                pattern[attribute] = Some(position);
                self.found.push(pattern.clone());
                let bounded = self.found.len() <= MOST_FOUND && self.steps <= MOST_STEPS;
                if !bounded || !self.refine(&members, attribute + 1, pattern) {
                    return false;
                }
            }
            pattern[attribute] = None;
        }
        true
    }
}

/// Those that no other one is finer than: the others follow from them.
fn finest(attributes: &[Attribute], found: &[Pattern]) -> Vec<Choices> {
    let mut follow = BTreeSet::new();
    for pattern in found {
        for (at, attribute) in attributes.iter().enumerate() {
            if let Some(position) = pattern[at] {
                let mut coarser = pattern.clone();
                coarser[at] = above(attribute, position);
                follow.insert(coarser);
            }
        }
    }
    let choices = |pattern: &Pattern| -> Choices {
        let chosen = attributes.iter().zip(pattern).filter_map(|(attribute, at)| attribute.value((*at)?));
        chosen.map(|(list, value)| (list.to_owned(), value.code.clone())).collect()
    };
    found.iter().filter(|pattern| !follow.contains(*pattern)).map(choices).collect()
}

/// The position of the value in which this one lies.
fn above(attribute: &Attribute, position: usize) -> Option<usize> {
    let (list, value) = attribute.value(position)?;
    let (coarser, _) = attribute.lists().skip_while(|(code, _)| *code != list).nth(1)?;
    attribute.position(coarser, value.within.as_deref()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAVE: &str = r#"{"title": {"en": "Wave"}, "k": 3, "questionnaire": {"items": []}, "attributes": [
        {"code": "shift", "label": {"en": "Shift"}, "values": [{"code": "day"}, {"code": "night"}]},
        {"code": "team", "label": {"en": "Team"},
         "values": [{"code": "a", "within": "north"}, {"code": "b", "within": "north"}, {"code": "c", "within": "south"}],
         "levels": [{"code": "house", "label": {"en": "House"}, "values": [{"code": "north"}, {"code": "south"}]}]}
    ]}"#;

    fn choices(pairs: &[(&str, &str)]) -> Choices {
        pairs.iter().map(|(list, value)| ((*list).to_owned(), (*value).to_owned())).collect()
    }

    #[track_caller]
    fn common(people: &[(&[(&str, &str)], u64)]) -> CommonGroups {
        let wave: WaveDocument = serde_json::from_str(WAVE).unwrap();
        CommonGroups::of(&wave, &people.iter().map(|(pairs, people)| (choices(pairs), *people)).collect::<Vec<_>>())
    }

    #[test]
    fn only_the_finest_combinations_of_twice_k_are_listed() {
        let told = common(&[
            (&[("shift", "day"), ("team", "a")], 6),
            (&[("shift", "night"), ("team", "a")], 3),
            (&[("shift", "night"), ("team", "b")], 3),
            (&[("shift", "night"), ("team", "c")], 5),
        ]);
        assert_eq!(told.attributes, ["shift", "team"]);
        // Neither team of the night is common, their house is; house south is not, whatever the shift.
        let expected =
            [choices(&[("shift", "day"), ("team", "a")]), choices(&[("shift", "night"), ("house", "north")])];
        assert_eq!(told.common, expected);
    }

    #[test]
    fn what_fewer_than_twice_k_are_named_for_is_not_known() {
        assert_eq!(common(&[]), CommonGroups::default());
        assert_eq!(common(&[(&[("shift", "day"), ("team", "a")], 5)]), CommonGroups::default());
        let told = common(&[(&[("shift", "day")], 4), (&[("shift", "night"), ("house", "south")], 2)]);
        assert_eq!((told.attributes, told.common), (vec!["shift".to_owned()], vec![]));
    }

    /// Every combination of at most 500 people with three attributes, against counting it out.
    #[test]
    fn the_list_says_of_every_combination_what_counting_says() {
        let (shifts, teams) = (["day", "night"], ["a", "b", "c"]);
        for seed in 0..200_u64 {
            let people: Vec<(Choices, u64)> = shifts
                .iter()
                .enumerate()
                .flat_map(|(i, shift)| teams.iter().enumerate().map(move |(j, team)| (i, shift, j, team)))
                .map(|(i, shift, j, team)| {
                    (choices(&[("shift", shift), ("team", team)]), (seed * 7 + 3 * i as u64 + 5 * j as u64 * seed) % 9)
                })
                .collect();
            let wave: WaveDocument = serde_json::from_str(WAVE).unwrap();
            let told = CommonGroups::of(&wave, &people);
            let lies = |finer: &Choices, coarser: &Choices| {
                wave.attributes.iter().all(|attribute| {
                    let asked = climbed(attribute, coarser);
                    asked.first().is_none_or(|position| climbed(attribute, finer).contains(position))
                })
            };
            for shift in [None, Some("day"), Some("night")] {
                for team in [
                    None,
                    Some(("team", "a")),
                    Some(("team", "b")),
                    Some(("team", "c")),
                    Some(("house", "north")),
                    Some(("house", "south")),
                ] {
                    let pairs: Vec<_> = shift.map(|shift| ("shift", shift)).into_iter().chain(team).collect();
                    let asked = choices(&pairs);
                    let count: u64 = people.iter().filter(|(own, _)| lies(own, &asked)).map(|(_, count)| count).sum();
                    let listed = pairs.is_empty() || told.common.iter().any(|known| lies(known, &asked));
                    assert!(pairs.is_empty() || listed == (count >= 6), "{asked:?} {count} {told:?}");
                }
            }
        }
    }
}
