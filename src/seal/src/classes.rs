//! The search for classes: which values each row keeps.
//!
//! 1. Rows with the same values are one *profile* ([`crate::profiles`]).
//! 2. Greedy, [`form`]: over the patterns from the heaviest to the one in which everything is withheld, the rows that
//!    have no class yet and give every value of the pattern are grouped by those values, and each group of at least k
//!    rows becomes a class. So a row always gets the heaviest class that could then hold it.
//! 3. Left-overs, [`place_left_over`]: fewer than k rows agree with no class. They become the class that withholds
//!    everything, with the company of those that lose the least by it.
//! 4. Improvement, [`crate::improve`]: a local search over classes, within a bounded budget.
//! 5. [`refine`]: a class keeps all that its rows have in common.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use rand::{RngExt, seq::SliceRandom};

use crate::{
    improve::improve,
    key::Key,
    profiles::Profiles,
    rule::{Pattern, Rule},
};

/// Rows that are sealed alike: each lies in every value that the class keeps.
pub(crate) struct Class {
    /// The values kept.
    pub(crate) key: Key,
    /// How many rows of which profile.
    pub(crate) members: Vec<(usize, usize)>,
}

impl Class {
    /// The number of rows.
    pub(crate) fn size(&self) -> usize {
        self.members.iter().map(|(_, rows)| rows).sum()
    }
}

/// For each row, the values that it keeps. There must be at least k rows.
pub(crate) fn choose<R: RngExt + ?Sized>(rule: &Rule, keys: Vec<Key>, rng: &mut R) -> Vec<Key> {
    let mut kept = vec![Key::NOTHING; keys.len()];
    let profiles = Profiles::new(rule, keys);
    let patterns = heaviest_first(rule, &profiles, rng);
    let hasher = FixedState::with_seed(rng.random());
    let (mut classes, left_over) = form(rule, &patterns, &profiles, &hasher);
    place_left_over(rule, left_over, &mut classes);
    refine(rule, &profiles, &mut classes);
    let mut classes = improve(rule, &patterns, &profiles, classes, &hasher, rng);
    refine(rule, &profiles, &mut classes);

    let mut taken = vec![0; profiles.len()];
    for class in &classes {
        for &(profile, rows) in &class.members {
            for &row in profiles.rows(profile, taken[profile]..taken[profile] + rows) {
                kept[row] = class.key;
            }
            taken[profile] += rows;
        }
    }
    kept
}

/// All patterns, the heaviest first. Of equally heavy ones, that with the fewest possible combinations of values comes
/// first, for it leaves the largest groups; what is tied even then is in random order.
fn heaviest_first<R: RngExt + ?Sized>(rule: &Rule, profiles: &Profiles, rng: &mut R) -> Vec<Pattern> {
    let distinct = |attribute: usize, level: usize| {
        let hierarchy = &rule.hierarchies()[attribute];
        let values = (0..profiles.len()).filter_map(|at| hierarchy.climb(profiles.key(at).0[attribute], level));
        values.collect::<HashSet<u16, FixedState>>().len() as f64
    };
    let levels = rule.hierarchies().iter().enumerate();
    let distinct: Vec<Vec<f64>> =
        levels.map(|(at, hierarchy)| (0..=hierarchy.levels()).map(|level| distinct(at, level)).collect()).collect();
    let mut patterns: Vec<(f64, Pattern)> = rule
        .patterns()
        .into_iter()
        .map(|pattern| (pattern.levels.iter().zip(&distinct).map(|(level, of)| of[*level]).product(), pattern))
        .collect();
    patterns.shuffle(rng);
    patterns.sort_by(|left, right| right.1.worth.total_cmp(&left.1.worth).then(left.0.total_cmp(&right.0)));
    patterns.into_iter().map(|(_, pattern)| pattern).collect()
}

/// The greedy choice of classes, and what it leaves over: fewer than k rows.
fn form(
    rule: &Rule,
    patterns: &[Pattern],
    profiles: &Profiles,
    hasher: &FixedState,
) -> (Vec<Class>, Vec<(usize, usize)>) {
    let mut remaining: Vec<usize> = (0..profiles.len()).collect();
    let mut classes: Vec<Class> = Vec::new();
    let mut projected: Vec<(usize, Option<Key>)> = Vec::new();
    for pattern in patterns {
        projected.clear();
        projected.extend(remaining.iter().map(|at| (*at, rule.project(profiles.key(*at), pattern))));
        // For each combination its rows, then its class.
        let mut sizes: HashMap<Key, usize, FixedState> = HashMap::with_hasher(hasher.clone());
        for (profile, key) in &projected {
            if let Some(key) = key {
                *sizes.entry(*key).or_default() += profiles.count(*profile);
            }
        }
        sizes.retain(|_, size| *size >= rule.k());
        if sizes.is_empty() {
            continue;
        }
        let first = classes.len();
        remaining.clear();
        let mut places: HashMap<Key, usize, FixedState> = HashMap::with_hasher(hasher.clone());
        for &(profile, key) in &projected {
            let Some(key) = key.filter(|key| sizes.contains_key(key)) else {
                remaining.push(profile);
                continue;
            };
            let place = *places.entry(key).or_insert_with(|| {
                classes.push(Class { key, members: Vec::new() });
                classes.len() - 1
            });
            classes[place].members.push((profile, profiles.count(profile)));
        }
        debug_assert!(classes[first..].iter().all(|class| class.size() >= rule.k()));
    }
    (classes, remaining.into_iter().map(|profile| (profile, profiles.count(profile))).collect())
}

/// Makes fewer than k rows the class that withholds everything: with rows that other classes can spare, those that
/// lose the least, or else with one whole class.
fn place_left_over(rule: &Rule, left_over: Vec<(usize, usize)>, classes: &mut Vec<Class>) {
    let have: usize = left_over.iter().map(|(_, rows)| rows).sum();
    if have == 0 {
        return;
    }
    let mut nothing = Class { key: Key::NOTHING, members: left_over };
    let needed = rule.k().saturating_sub(have);
    let spare: usize = classes.iter().map(|class| class.size() - rule.k()).sum();
    if spare < needed {
        let cost = |class: &Class| rule.worth(&class.key) * class.size() as f64;
        let costs = classes.iter().map(cost).enumerate();
        if let Some((cheapest, _)) = costs.min_by(|left, right| left.1.total_cmp(&right.1)) {
            nothing.members.extend(classes.swap_remove(cheapest).members);
        }
    } else {
        let mut lightest: Vec<(f64, usize)> = classes.iter().map(|class| rule.worth(&class.key)).zip(0..).collect();
        lightest.sort_by(|left, right| left.0.total_cmp(&right.0));
        let mut needed = needed;
        for (_, lender) in lightest {
            let lender = &mut classes[lender];
            let mut lent = needed.min(lender.size() - rule.k());
            needed -= lent;
            for (profile, rows) in &mut lender.members {
                let moving = lent.min(*rows);
                *rows -= moving;
                lent -= moving;
                nothing.members.push((*profile, moving));
            }
            lender.members.retain(|(_, rows)| *rows > 0);
            if needed == 0 {
                break;
            }
        }
        nothing.members.retain(|(_, rows)| *rows > 0);
    }
    classes.push(nothing);
}

/// Lets every class keep all that its rows have in common: that costs nothing, and no class shrinks by it.
fn refine(rule: &Rule, profiles: &Profiles, classes: &mut [Class]) {
    for class in classes {
        let keys = class.members.iter().map(|(profile, _)| *profiles.key(*profile));
        if let Some(common) = keys.reduce(|left, right| rule.common(&left, &right)) {
            class.key = common;
        }
    }
}
