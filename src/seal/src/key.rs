//! Attribute values of one row, packed so that they are cheap to copy, compare and sort.

/// The most attributes a rule can have.
pub(crate) const MOST_ATTRIBUTES: usize = 10;

/// A set of attributes: bit `i` stands for attribute `i`.
pub(crate) type Subset = u16;

/// A combination of attribute values. Attributes outside `given` hold 0, so equal combinations are equal keys.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    given: Subset,
    values: [u16; MOST_ATTRIBUTES],
}

impl Key {
    /// Packs a row's values; there must be at most [`MOST_ATTRIBUTES`].
    pub(crate) fn new(values: &[Option<u16>]) -> Self {
        let mut key = Self { given: 0, values: [0; MOST_ATTRIBUTES] };
        for (attribute, (slot, value)) in key.values.iter_mut().zip(values).enumerate() {
            if let Some(value) = value {
                *slot = *value;
                key.given |= 1 << attribute;
            }
        }
        key
    }

    /// The attributes that have a value.
    pub(crate) fn given(&self) -> Subset {
        self.given
    }

    /// Whether every attribute of the subset has a value.
    pub(crate) fn gives(&self, subset: Subset) -> bool {
        self.given & subset == subset
    }

    /// The same combination with every attribute outside the subset withheld.
    pub(crate) fn project(mut self, subset: Subset) -> Self {
        self.given &= subset;
        for (attribute, value) in self.values.iter_mut().enumerate() {
            if self.given & (1 << attribute) == 0 {
                *value = 0;
            }
        }
        self
    }

    /// What two combinations have in common: the attributes to which both give the same value.
    pub(crate) fn common(self, other: &Self) -> Self {
        let mut same = self.given & other.given;
        for (attribute, (mine, theirs)) in self.values.iter().zip(&other.values).enumerate() {
            if mine != theirs {
                same &= !(1 << attribute);
            }
        }
        self.project(same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_given_and_zero_are_different_values() {
        assert!(Key::new(&[None, Some(1)]) != Key::new(&[Some(0), Some(1)]));
    }

    #[test]
    fn projecting_withholds_what_lies_outside_the_subset() {
        let key = Key::new(&[Some(7), None, Some(9)]);
        assert!(key.project(0b011) == Key::new(&[Some(7), None, None]));
        assert!(key.gives(0b101) && !key.gives(0b011));
    }

    #[test]
    fn common_keeps_only_equal_given_values() {
        let left = Key::new(&[Some(0), Some(2), Some(3), None]);
        let right = Key::new(&[None, Some(2), Some(4), None]);
        assert!(left.common(&right) == Key::new(&[None, Some(2), None, None]));
    }
}
