//! Attribute values of one row, packed so that they are cheap to copy, compare and hash.

/// The most attributes a rule can have.
pub(crate) const MOST_ATTRIBUTES: usize = 10;

/// Stands for a value that was not given or is withheld.
pub(crate) const WITHHELD: u16 = u16::MAX;

/// A combination of attribute values. Places without an attribute are withheld, so equal combinations are equal keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(pub(crate) [u16; MOST_ATTRIBUTES]);

impl Key {
    /// The combination in which everything is withheld.
    pub(crate) const NOTHING: Self = Self([WITHHELD; MOST_ATTRIBUTES]);

    /// Packs a row's values; there must be at most [`MOST_ATTRIBUTES`].
    pub(crate) fn new(values: &[Option<u16>]) -> Self {
        let mut key = Self::NOTHING;
        for (slot, value) in key.0.iter_mut().zip(values) {
            *slot = value.unwrap_or(WITHHELD);
        }
        key
    }

    /// Writes the combination back into a row.
    pub(crate) fn unpack(&self, values: &mut [Option<u16>]) {
        for (value, kept) in values.iter_mut().zip(self.0) {
            *value = (kept != WITHHELD).then_some(kept);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        for values in [vec![], vec![None, Some(1)], vec![Some(0); MOST_ATTRIBUTES]] {
            let mut unpacked = vec![Some(7); values.len()];
            Key::new(&values).unpack(&mut unpacked);
            assert_eq!(unpacked, values);
        }
        assert!(Key::new(&[None, Some(1)]) != Key::new(&[Some(0), Some(1)]));
    }
}
