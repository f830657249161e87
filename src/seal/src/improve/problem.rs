//! Which classes the rows of a few classes could be in.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::{
    key::Key,
    rule::{Pattern, Rule},
};

/// Rows by profile, and all combinations that at least k of them agree with: the classes that could be.
pub(crate) struct Problem {
    /// The smallest class.
    pub(crate) k: usize,
    /// The combinations.
    pub(crate) keys: Vec<Key>,
    /// What a row of each combination counts.
    pub(crate) worth: Vec<f64>,
    /// For each profile the combinations it agrees with, the heaviest first.
    above: Lists,
    /// For each combination the profiles that agree with it.
    below: Lists,
}

/// Many lists in one.
struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// One list for each of so many owners, in the order in which their items come.
    fn new(owners: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0_u32; owners + 1];
        for (owner, _) in pairs.clone() {
            starts[owner as usize + 1] += 1;
        }
        for owner in 0..owners {
            starts[owner + 1] += starts[owner];
        }
        let mut next = starts.clone();
        let mut items = vec![0; starts[owners] as usize];
        for (owner, item) in pairs {
            items[next[owner as usize] as usize] = item;
            next[owner as usize] += 1;
        }
        Self { starts, items }
    }

    fn of(&self, owner: u32) -> &[u32] {
        &self.items[self.starts[owner as usize] as usize..self.starts[owner as usize + 1] as usize]
    }
}

impl Problem {
    /// The combinations for rows with these values and counts, for patterns from the heaviest on.
    pub(crate) fn new(rule: &Rule, patterns: &[Pattern], profiles: &[(Key, usize)], hasher: &FixedState) -> Self {
        let mut found: HashMap<Key, u32, FixedState> = HashMap::with_hasher(hasher.clone());
        let (mut keys, mut worth, mut support) = (Vec::new(), Vec::new(), Vec::new());
        let mut pairs = Vec::new();
        for pattern in patterns {
            for ((profile, count), at) in profiles.iter().zip(0_u32..) {
                let Some(key) = rule.project(profile, pattern) else { continue };
                let next = keys.len() as u32;
                let id = *found.entry(key).or_insert(next);
                if id == next {
                    keys.push(key);
                    worth.push(pattern.worth);
                    support.push(0);
                }
                support[id as usize] += count;
                pairs.push((at, id));
            }
        }
        pairs.retain(|(_, id): &(u32, u32)| support[*id as usize] >= rule.k());
        let all = Self::with(rule.k(), keys, worth, profiles.len(), &pairs);
        // Of classes that the same rows could be in, only the heaviest is of use; it came first.
        let mut seen: HashSet<&[u32], FixedState> = HashSet::with_hasher(hasher.clone());
        let heaviest: Vec<bool> = (0..all.keys.len() as u32).map(|class| seen.insert(all.below(class))).collect();
        all.of(profiles.len(), |class| heaviest[class as usize])
    }

    fn with(k: usize, keys: Vec<Key>, worth: Vec<f64>, profiles: usize, pairs: &[(u32, u32)]) -> Self {
        let above = Lists::new(profiles, pairs.iter().copied());
        let below = Lists::new(keys.len(), pairs.iter().map(|(profile, id)| (*id, *profile)));
        Self { k, keys, worth, above, below }
    }

    /// The same with only some of the classes, which keep their numbers.
    pub(crate) fn of(&self, profiles: usize, wanted: impl Fn(u32) -> bool) -> Self {
        let pairs =
            (0..profiles as u32).flat_map(|profile| self.above(profile).iter().map(move |class| (profile, *class)));
        let pairs: Vec<(u32, u32)> = pairs.filter(|(_, class)| wanted(*class)).collect();
        Self::with(self.k, self.keys.clone(), self.worth.clone(), profiles, &pairs)
    }

    /// The number of pairs of a profile and a combination that it agrees with.
    pub(crate) fn pairs(&self) -> usize {
        self.above.items.len()
    }

    /// The combinations that the profile agrees with, the heaviest first.
    pub(crate) fn above(&self, profile: u32) -> &[u32] {
        self.above.of(profile)
    }

    /// The profiles that agree with the combination.
    pub(crate) fn below(&self, key: u32) -> &[u32] {
        self.below.of(key)
    }
}
