//! The levels of an attribute: team in department in division, country in region.

use crate::{error::SealError, key::WITHHELD};

/// How an attribute is sealed: what it weighs, and to which coarser values its values can climb.
///
/// A value is given by its number. A flat attribute may have the values 0 to 65,534. In a nested one the values of all
/// levels are numbered one after the other, those of the finest level first: with three teams in two departments, the
/// teams are 0, 1 and 2, and the departments 3 and 4.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    pub(crate) weight: f64,
    pub(crate) levels: Vec<Level>,
}

impl Attribute {
    /// An attribute without coarser levels: a value is either kept or withheld.
    pub fn flat(weight: f64) -> Self {
        Self::nested(weight, Vec::new())
    }

    /// An attribute with these coarser levels above its own values, from fine to coarse.
    ///
    /// The finest level has as many values as the first level's `within` is long, and so on; the coarsest has as many
    /// as its `within` names.
    pub fn nested(weight: f64, levels: Vec<Level>) -> Self {
        Self { weight, levels }
    }
}

/// A coarser level of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Which share of the attribute's weight a value of this level still counts: less than 1, less than the level
    /// below, and more than 0.
    pub keeps: f64,
    /// For each value of the level below, the value of this level in which it lies, both counted from 0 within their
    /// own level.
    pub within: Vec<u16>,
}

/// An attribute's levels, checked, and laid out so that climbing is a look-up.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hierarchy {
    /// What a value of each level counts, from the finest, which counts the attribute's weight, to the coarsest.
    worth: Vec<f64>,
    /// Where each level's values begin. Empty if the attribute is flat.
    starts: Vec<u16>,
    /// For each value the next coarser one; [`WITHHELD`] for those of the coarsest level. Empty if flat.
    parents: Vec<u16>,
}

impl Hierarchy {
    /// Checks and lays out the levels of the attribute at this place.
    pub(crate) fn new(attribute: usize, weight: f64, levels: &[Level]) -> Result<Self, SealError> {
        let mut worth = vec![weight];
        let (mut starts, mut parents) = (Vec::new(), Vec::new());
        let mut keeps = 1.0;
        for (level, above) in levels.iter().zip(1..) {
            if !(level.keeps > 0.0 && level.keeps < keeps) {
                return Err(SealError::Keeps { attribute, level: above });
            }
            keeps = level.keeps;
            worth.push(weight * keeps);

            let malformed = SealError::Within { attribute, level: above };
            let size = match levels.get(above) {
                Some(coarser) => coarser.within.len(),
                None => level.within.iter().max().map_or(0, |last| usize::from(*last) + 1),
            };
            let start = parents.len() + level.within.len();
            // All values of this level must be numbers below WITHHELD.
            if level.within.is_empty() || start + size > usize::from(WITHHELD) {
                return Err(malformed);
            }
            starts.push(u16::try_from(parents.len()).map_err(|_| malformed)?);
            for &value in &level.within {
                if usize::from(value) >= size {
                    return Err(malformed);
                }
                parents.push(u16::try_from(start + usize::from(value)).map_err(|_| malformed)?);
            }
            if levels.len() == above {
                starts.push(u16::try_from(start).map_err(|_| malformed)?);
                parents.resize(start + size, WITHHELD);
            }
        }
        Ok(Self { worth, starts, parents })
    }

    /// The number of levels; the level of this number stands for withheld.
    pub(crate) fn levels(&self) -> usize {
        self.worth.len()
    }

    /// What a value of the level counts; a withheld one counts nothing.
    pub(crate) fn worth(&self, level: usize) -> f64 {
        self.worth.get(level).copied().unwrap_or(0.0)
    }

    /// The last value there is.
    pub(crate) fn last(&self) -> u16 {
        if self.parents.is_empty() { WITHHELD - 1 } else { (self.parents.len() - 1) as u16 }
    }

    /// The level of a value.
    pub(crate) fn level(&self, value: u16) -> usize {
        if value == WITHHELD {
            return self.levels();
        }
        self.starts.iter().skip(1).take_while(|start| **start <= value).count()
    }

    /// The next coarser value, or [`WITHHELD`].
    pub(crate) fn parent(&self, value: u16) -> u16 {
        self.parents.get(usize::from(value)).copied().unwrap_or(WITHHELD)
    }

    /// The value at the level in which the given one lies, or none if the given one is coarser than that.
    pub(crate) fn climb(&self, mut value: u16, level: usize) -> Option<u16> {
        if level >= self.levels() {
            return Some(WITHHELD);
        }
        let from = self.level(value);
        for _ in from..level {
            value = self.parent(value);
        }
        (from <= level).then_some(value)
    }

    /// The finest value in which both lie, or [`WITHHELD`].
    pub(crate) fn common(&self, mut left: u16, mut right: u16) -> u16 {
        while left != right {
            // Numbers grow from level to level, and WITHHELD is the largest: the smaller is never the coarser.
            let finer = if left < right { &mut left } else { &mut right };
            *finer = self.parent(*finer);
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Teams 0, 1, 2, 3 in departments 4, 5, 6 in divisions 7, 8.
    fn teams() -> Result<Hierarchy, SealError> {
        let departments = Level { keeps: 0.6, within: vec![0, 0, 1, 2] };
        let divisions = Level { keeps: 0.25, within: vec![0, 0, 1] };
        Hierarchy::new(0, 2.0, &[departments, divisions])
    }

    #[test]
    fn a_value_climbs_to_the_levels_above_it() -> Result<(), SealError> {
        let teams = teams()?;
        assert_eq!(teams.last(), 8);
        assert_eq!([0, 3, 4, 6, 7, 8, WITHHELD].map(|value| teams.level(value)), [0, 0, 1, 1, 2, 2, 3]);
        assert_eq!([0, 1, 2, 3].map(|level| teams.climb(2, level)), [Some(2), Some(5), Some(7), Some(WITHHELD)]);
        assert_eq!([0, 1, 2].map(|level| teams.climb(6, level)), [None, Some(6), Some(8)]);
        assert_eq!([0, 3].map(|level| teams.climb(WITHHELD, level)), [None, Some(WITHHELD)]);
        assert_eq!([0, 1, 2, 3].map(|level| teams.worth(level)), [2.0, 1.2, 0.5, 0.0]);
        Ok(())
    }

    #[test]
    fn two_values_meet_where_both_lie() -> Result<(), SealError> {
        let teams = teams()?;
        assert_eq!(teams.common(0, 1), 4);
        assert_eq!(teams.common(1, 2), 7);
        assert_eq!(teams.common(1, 5), 7);
        assert_eq!(teams.common(4, 1), 4);
        assert_eq!(teams.common(0, 3), WITHHELD);
        assert_eq!(teams.common(WITHHELD, 3), WITHHELD);
        Ok(())
    }

    #[test]
    fn flat_values_are_kept_or_withheld() -> Result<(), SealError> {
        let flat = Hierarchy::new(0, 1.0, &[])?;
        assert_eq!((flat.climb(9, 0), flat.climb(9, 1), flat.climb(WITHHELD, 0)), (Some(9), Some(WITHHELD), None));
        assert_eq!((flat.common(9, 9), flat.common(9, 8), flat.last()), (9, WITHHELD, 65_534));
        Ok(())
    }

    #[test]
    fn what_levels_keep_falls_strictly() {
        for keeps in [[0.0, 0.0], [1.0, 0.5], [0.5, 0.5], [0.5, 0.6], [f64::NAN, 0.5], [0.5, f64::NAN], [0.5, -0.1]] {
            let levels = keeps.map(|keeps| Level { keeps, within: vec![0] });
            assert!(matches!(Hierarchy::new(3, 1.0, &levels), Err(SealError::Keeps { attribute: 3, .. })), "{keeps:?}");
        }
    }

    #[test]
    fn every_value_lies_in_one_that_exists() {
        let level = |keeps, within: &[u16]| Level { keeps, within: within.to_vec() };
        let refused = |levels: &[Level]| Hierarchy::new(1, 1.0, levels).err();
        let within = |level| Some(SealError::Within { attribute: 1, level });
        assert_eq!(refused(&[level(0.5, &[])]), within(1));
        assert_eq!(refused(&[level(0.5, &[0, 2]), level(0.2, &[0, 0])]), within(1));
        assert_eq!(refused(&[level(0.5, &[0, 1]), level(0.2, &[])]), within(1));
        assert_eq!(refused(&[level(0.5, &[65_534])]), within(1));
        assert_eq!(refused(&[level(0.5, &[0, 1]), level(0.2, &[0, 7])]), None);
    }
}
