//! What a batch must satisfy, and what is lost by withholding.

use crate::{
    error::SealError,
    hierarchy::{Attribute, Hierarchy},
    key::{Key, MOST_ATTRIBUTES, WITHHELD},
};

/// The most patterns a rule can have: every step of the search goes through them.
pub(crate) const MOST_PATTERNS: usize = 4096;

/// How a wave's batches are sealed: the smallest class, and the attributes with their weights and levels.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    k: usize,
    /// Weighted relative to the heaviest attribute, which has 1.
    hierarchies: Vec<Hierarchy>,
}

/// For each attribute the level that is kept, one above its coarsest for withheld.
#[derive(Clone)]
pub(crate) struct Pattern {
    /// The levels, as many as there are attributes.
    pub(crate) levels: Vec<usize>,
    /// What a row with such values counts.
    pub(crate) worth: f64,
}

impl Rule {
    /// The values that k may take.
    pub const K: std::ops::RangeInclusive<usize> = 3..=100;

    /// A rule for rows of these attributes: the more an attribute weighs, the rather it is kept.
    ///
    /// Only the proportions of the weights matter.
    ///
    /// # Errors
    ///
    /// If k is outside [`Rule::K`], there are more than ten attributes, a weight is not a finite number above 0, the
    /// levels of an attribute do not fit together, or all levels, with withheld as one more, can be combined in more
    /// than 4,096 ways.
    pub fn new(k: usize, attributes: Vec<Attribute>) -> Result<Self, SealError> {
        if !Self::K.contains(&k) {
            return Err(SealError::ClassSize(k));
        }
        if attributes.len() > MOST_ATTRIBUTES {
            return Err(SealError::TooManyAttributes(attributes.len()));
        }
        let weights = attributes.iter().map(|attribute| attribute.weight);
        if let Some(bad) = weights.clone().find(|weight| !(weight.is_finite() && *weight > 0.0)) {
            return Err(SealError::Weight(bad));
        }
        let ways = |attribute: &Attribute| attribute.levels.len().saturating_add(2);
        let patterns = attributes.iter().map(ways).fold(1, usize::saturating_mul);
        if patterns > MOST_PATTERNS {
            return Err(SealError::TooManyPatterns(patterns));
        }
        // Relative to the heaviest, so that no sum can overflow.
        let heaviest = weights.fold(0.0, f64::max);
        let hierarchies = attributes.iter().enumerate();
        let hierarchies =
            hierarchies.map(|(place, attribute)| Hierarchy::new(place, attribute.weight / heaviest, &attribute.levels));
        Ok(Self { k, hierarchies: hierarchies.collect::<Result<_, _>>()? })
    }

    /// A rule by which all attributes weigh the same and none has coarser levels.
    ///
    /// # Errors
    ///
    /// As [`Rule::new`].
    pub fn unweighted(k: usize, attributes: usize) -> Result<Self, SealError> {
        if attributes > MOST_ATTRIBUTES {
            return Err(SealError::TooManyAttributes(attributes));
        }
        Self::new(k, vec![Attribute::flat(1.0); attributes])
    }

    /// The smallest number of rows that may share a combination of attribute values.
    pub fn k(&self) -> usize {
        self.k
    }

    /// The number of attributes that each row has.
    pub fn attributes(&self) -> usize {
        self.hierarchies.len()
    }

    /// The smallest batch that may be sealed while the wave is open.
    pub fn minimum_batch(&self) -> usize {
        (4 * self.k).max(20)
    }

    /// The fewest rows that may be sealed on this occasion.
    pub(crate) fn fewest(&self, occasion: Occasion) -> usize {
        match occasion {
            Occasion::Batch => self.minimum_batch(),
            Occasion::Closing => self.k,
        }
    }

    /// Refuses a row that does not have one value for each attribute, or one that its attribute does not have.
    pub(crate) fn check(&self, values: &[Option<u16>]) -> Result<(), SealError> {
        let (needed, have) = (self.attributes(), values.len());
        if needed != have {
            return Err(SealError::WrongNumberOfValues { needed, have });
        }
        for (attribute, (hierarchy, value)) in self.hierarchies.iter().zip(values).enumerate() {
            let last = hierarchy.last();
            if value.is_some_and(|value| value > last) {
                return Err(SealError::ValueOutOfRange { attribute, last });
            }
        }
        Ok(())
    }

    /// The attributes' hierarchies.
    pub(crate) fn hierarchies(&self) -> &[Hierarchy] {
        &self.hierarchies
    }

    /// The attributes, the heaviest first.
    pub(crate) fn heaviest_first(&self) -> Vec<usize> {
        let mut attributes: Vec<usize> = (0..self.hierarchies.len()).collect();
        let worth = |attribute: &usize| self.hierarchies[*attribute].worth(0);
        attributes.sort_by(|left, right| worth(right).total_cmp(&worth(left)));
        attributes
    }

    /// All patterns, that in which everything is withheld among them.
    pub(crate) fn patterns(&self) -> Vec<Pattern> {
        let mut patterns = vec![Pattern { levels: Vec::new(), worth: 0.0 }];
        for hierarchy in &self.hierarchies {
            let extended = patterns.iter().flat_map(|pattern| {
                (0..=hierarchy.levels()).map(|level| {
                    let mut pattern = pattern.clone();
                    pattern.levels.push(level);
                    pattern.worth += hierarchy.worth(level);
                    pattern
                })
            });
            patterns = extended.collect();
        }
        patterns
    }

    /// The combination with every value climbed to the pattern's level, or none if a value is coarser than that.
    pub(crate) fn project(&self, key: &Key, pattern: &Pattern) -> Option<Key> {
        let mut projected = Key::NOTHING;
        let places = projected.0.iter_mut().zip(key.0);
        for ((slot, value), (hierarchy, level)) in places.zip(self.hierarchies.iter().zip(&pattern.levels)) {
            *slot = hierarchy.climb(value, *level)?;
        }
        Some(projected)
    }

    /// What two combinations have in common: for each attribute the finest value in which both lie.
    pub(crate) fn common(&self, left: &Key, right: &Key) -> Key {
        let mut common = Key::NOTHING;
        let values = left.0.iter().zip(right.0);
        for ((slot, hierarchy), (left, right)) in common.0.iter_mut().zip(&self.hierarchies).zip(values) {
            *slot = hierarchy.common(*left, right);
        }
        common
    }

    /// What a row with these values counts.
    pub(crate) fn worth(&self, key: &Key) -> f64 {
        let values = self.hierarchies.iter().zip(key.0).filter(|(_, value)| *value != WITHHELD);
        values.map(|(hierarchy, value)| hierarchy.worth(hierarchy.level(value))).sum()
    }

    /// The same if all attributes weighed 1.
    pub(crate) fn unweighted_worth(&self, key: &Key) -> f64 {
        let values = self.hierarchies.iter().zip(key.0).filter(|(_, value)| *value != WITHHELD);
        values.map(|(hierarchy, value)| hierarchy.worth(hierarchy.level(value)) / hierarchy.worth(0)).sum()
    }
}

/// Why rows are sealed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// The wave is still open and enough rows wait: at least [`Rule::minimum_batch`].
    Batch,
    /// The wave closes and all rows that remain are sealed: at least k.
    Closing,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hierarchy::Level;

    fn flat(weights: &[f64]) -> Vec<Attribute> {
        weights.iter().map(|weight| Attribute::flat(*weight)).collect()
    }

    /// Four countries in two regions, and a flat attribute.
    fn countries() -> Result<Rule, SealError> {
        let regions = Level { keeps: 0.6, within: vec![0, 0, 1, 1] };
        Rule::new(3, vec![Attribute::nested(2.0, vec![regions]), Attribute::flat(1.0)])
    }

    #[test]
    fn k_is_bounded() {
        assert_eq!(Rule::unweighted(2, 1), Err(SealError::ClassSize(2)));
        assert_eq!(Rule::unweighted(101, 1), Err(SealError::ClassSize(101)));
        assert!(Rule::unweighted(3, 0).is_ok() && Rule::unweighted(100, 10).is_ok());
        assert_eq!(SealError::ClassSize(2).to_string(), "k must be from 3 to 100, but is 2.");
    }

    #[test]
    fn weights_are_finite_and_above_zero() {
        for bad in [0.0, -1.0, f64::INFINITY] {
            assert_eq!(Rule::new(5, flat(&[1.0, bad])), Err(SealError::Weight(bad)));
        }
        assert!(matches!(Rule::new(5, flat(&[f64::NAN])), Err(SealError::Weight(_))));
    }

    #[test]
    fn only_the_proportions_of_weights_matter() {
        assert_eq!(Rule::new(5, flat(&[4.0, 2.0])), Rule::new(5, flat(&[f64::MAX, f64::MAX / 2.0])));
    }

    #[test]
    fn at_most_ten_attributes() {
        assert_eq!(Rule::unweighted(5, 11), Err(SealError::TooManyAttributes(11)));
        assert_eq!(Rule::unweighted(5, usize::MAX), Err(SealError::TooManyAttributes(usize::MAX)));
    }

    #[test]
    fn at_most_4096_patterns() {
        let nested = |levels: i32| {
            let level = |above| Level { keeps: 0.5_f64.powi(above), within: vec![0] };
            Attribute::nested(1.0, (1..=levels).map(level).collect())
        };
        assert!(Rule::new(5, vec![nested(2); 6]).is_ok());
        let refused = Rule::new(5, vec![nested(2), nested(2), nested(2), nested(2), nested(2), nested(3)]);
        assert_eq!(refused, Err(SealError::TooManyPatterns(5120)));
        let text = SealError::TooManyPatterns(5120).to_string();
        assert!(text.contains("5120 ways") && text.contains("at most 4096"), "{text}");
        assert!(Rule::new(5, vec![nested(900); 10]).is_err());
    }

    #[test]
    fn rows_have_one_known_value_for_each_attribute() -> Result<(), SealError> {
        let rule = countries()?;
        assert_eq!(rule.check(&[Some(5), Some(9)]), Ok(()));
        assert_eq!(rule.check(&[None, None]), Ok(()));
        assert_eq!(rule.check(&[Some(6), None]), Err(SealError::ValueOutOfRange { attribute: 0, last: 5 }));
        assert_eq!(rule.check(&[None, Some(65_535)]), Err(SealError::ValueOutOfRange { attribute: 1, last: 65_534 }));
        assert_eq!(rule.check(&[None]), Err(SealError::WrongNumberOfValues { needed: 2, have: 1 }));
        Ok(())
    }

    #[test]
    fn a_pattern_is_what_its_values_count() -> Result<(), SealError> {
        let rule = countries()?;
        let key = Key::new(&[Some(3), Some(7)]);
        let patterns = rule.patterns();
        assert_eq!(patterns.len(), 6);
        for pattern in &patterns {
            assert_eq!(rule.project(&key, pattern).map(|key| rule.worth(&key)), Some(pattern.worth));
        }
        let coarse = Key::new(&[Some(5), Some(7)]);
        assert_eq!(patterns.iter().filter(|pattern| rule.project(&coarse, pattern).is_none()).count(), 2);
        assert_eq!(rule.common(&key, &Key::new(&[Some(2), Some(8)])), Key::new(&[Some(5), None]));
        assert_eq!((rule.worth(&coarse), rule.unweighted_worth(&coarse)), (0.6 + 0.5, 0.6 + 1.0));
        Ok(())
    }

    #[test]
    fn a_batch_is_never_smaller_than_twenty() -> Result<(), SealError> {
        assert_eq!(Rule::unweighted(3, 1)?.minimum_batch(), 20);
        assert_eq!(Rule::unweighted(6, 1)?.minimum_batch(), 24);
        Ok(())
    }
}
