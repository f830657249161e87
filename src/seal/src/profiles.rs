//! Rows by their values: all that follows works on distinct combinations and how often each occurs.

use std::ops::Range;

use crate::{
    key::{Key, WITHHELD},
    rule::Rule,
};

/// The distinct combinations of values in a batch, in the order of their values, with their rows.
pub(crate) struct Profiles {
    keys: Vec<Key>,
    /// Where each profile's rows begin, and where the last one's end.
    starts: Vec<usize>,
    rows: Vec<usize>,
}

impl Profiles {
    /// Groups the rows of a batch.
    ///
    /// A value that fewer than k rows share can be in no class. It is replaced by the finest coarser one that k rows
    /// share, or withheld, before anything else: nothing is lost by that, and fewer profiles remain.
    pub(crate) fn new(rule: &Rule, mut keys: Vec<Key>) -> Self {
        climb_from_rare_values(rule, &mut keys);
        let mut sorted: Vec<(Key, usize)> = keys.into_iter().zip(0..).collect();
        sorted.sort_unstable();
        let mut profiles =
            Self { keys: Vec::new(), starts: vec![0], rows: sorted.iter().map(|(_, row)| *row).collect() };
        for equal in sorted.chunk_by(|left, right| left.0 == right.0) {
            profiles.keys.push(equal[0].0);
            profiles.starts.push(profiles.starts[profiles.keys.len() - 1] + equal.len());
        }
        profiles
    }

    /// The number of profiles.
    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The values of a profile.
    pub(crate) fn key(&self, profile: usize) -> &Key {
        &self.keys[profile]
    }

    /// The number of rows that have these values.
    pub(crate) fn count(&self, profile: usize) -> usize {
        self.starts[profile + 1] - self.starts[profile]
    }

    /// Some of the rows that have these values.
    pub(crate) fn rows(&self, profile: usize, which: Range<usize>) -> &[usize] {
        let rows = &self.rows[self.starts[profile]..self.starts[profile + 1]];
        &rows[which]
    }
}

fn climb_from_rare_values(rule: &Rule, keys: &mut [Key]) {
    for (attribute, hierarchy) in rule.hierarchies().iter().enumerate() {
        let last = keys.iter().map(|key| key.0[attribute]).filter(|value| *value != WITHHELD).max();
        let Some(last) = last.map(|seen| if hierarchy.levels() == 1 { seen } else { hierarchy.last() }) else {
            continue;
        };
        // A value's rows are also those of every coarser one. Values are numbered from fine to coarse.
        let mut counts = vec![0; usize::from(last) + 1];
        for value in keys.iter().map(|key| key.0[attribute]).filter(|value| *value != WITHHELD) {
            counts[usize::from(value)] += 1;
        }
        for value in 0..=last {
            let parent = hierarchy.parent(value);
            if parent != WITHHELD {
                counts[usize::from(parent)] += counts[usize::from(value)];
            }
        }
        let mut replaced: Vec<u16> = (0..=last).collect();
        for value in (0..=last).rev().filter(|value| counts[usize::from(*value)] < rule.k()) {
            let parent = hierarchy.parent(value);
            replaced[usize::from(value)] = replaced.get(usize::from(parent)).copied().unwrap_or(WITHHELD);
        }
        for key in &mut *keys {
            let value = &mut key.0[attribute];
            *value = replaced.get(usize::from(*value)).copied().unwrap_or(WITHHELD);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        error::SealError,
        hierarchy::{Attribute, Level},
    };

    #[test]
    fn rare_values_climb_until_enough_rows_share_them() -> Result<(), SealError> {
        // Values 0 to 3 lie in 4, 4, 5 and 5; those in 6, 6.
        let levels = vec![Level { keeps: 0.6, within: vec![0, 0, 1, 1] }, Level { keeps: 0.3, within: vec![0, 0] }];
        let rule = Rule::new(3, vec![Attribute::nested(1.0, levels), Attribute::flat(1.0)])?;
        let rows = [(0, 7), (0, 7), (0, 7), (1, 7), (2, 9), (4, 9)];
        let keys = rows.iter().map(|(nested, flat)| Key::new(&[Some(*nested), Some(*flat)])).collect();
        let profiles = Profiles::new(&rule, keys);
        let expected = [([Some(0), Some(7)], 3), ([Some(4), None], 1), ([Some(4), Some(7)], 1), ([Some(6), None], 1)];
        let mut found: Vec<(Key, usize)> =
            (0..profiles.len()).map(|profile| (*profiles.key(profile), profiles.count(profile))).collect();
        let mut expected = expected.map(|(values, count)| (Key::new(&values), count)).to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected);
        Ok(())
    }
}
