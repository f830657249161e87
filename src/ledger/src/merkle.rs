//! The Merkle tree hash of RFC 9162, section 2.1.1 (the same as that of RFC 6962), with SHA-256. It does not know what its entries are.

use chorus_questionnaire::Hash;
use sha2::{Digest, Sha256};

/// Leaves and nodes begin differently, so that no node can pass for a leaf.
const LEAF: [u8; 1] = [0x00];
const NODE: [u8; 1] = [0x01];

/// A Merkle tree that grows entry by entry. It keeps one hash for each complete subtree, and no entry.
#[derive(Debug, Clone, Default)]
pub struct MerkleTree {
    size: u64,
    /// The heads of the complete subtrees, from the largest, on the left, to the smallest.
    subtrees: Vec<[u8; 32]>,
}

impl MerkleTree {
    /// Appends an entry.
    pub fn push(&mut self, entry: &[u8]) {
        let mut hash: [u8; 32] = Sha256::new().chain_update(LEAF).chain_update(entry).finalize().into();
        // Every one at the end of the size, in binary, is a complete subtree of that size, which the new entry completes further.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.subtrees.pop() {
                hash = node(&left, &hash);
            }
        }
        self.subtrees.push(hash);
        self.size += 1;
    }

    /// How many entries there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hash of the whole tree; that of an empty one is the hash of nothing.
    pub fn root(&self) -> Hash {
        let root = self.subtrees.iter().rev().copied().reduce(|right, left| node(&left, &right));
        Hash(root.unwrap_or_else(|| Sha256::digest([]).into()))
    }
}

impl<T: AsRef<[u8]>> FromIterator<T> for MerkleTree {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        let mut tree = Self::default();
        entries.into_iter().for_each(|entry| tree.push(entry.as_ref()));
        tree
    }
}

fn node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update(NODE).chain_update(left).chain_update(right).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The tree that the test vectors of Certificate Transparency are made of, and the root after each entry.
    const VECTORS: &str = include_str!("../tests/vectors/certificate_transparency.json");

    #[derive(serde::Deserialize)]
    struct Vectors {
        empty: String,
        entries: Vec<String>,
        roots: Vec<String>,
    }

    fn text(root: Hash) -> String {
        hex::encode(root.0)
    }

    #[test]
    fn the_vectors_of_certificate_transparency() {
        let vectors: Vectors = serde_json::from_str(VECTORS).unwrap();
        assert_eq!((vectors.entries.len(), vectors.roots.len()), (8, 8));
        let mut tree = MerkleTree::default();
        assert_eq!(text(tree.root()), vectors.empty);
        for (entry, root) in vectors.entries.iter().zip(&vectors.roots) {
            tree.push(&hex::decode(entry).unwrap());
            assert_eq!(&text(tree.root()), root, "{} entries", tree.size());
        }
    }

    /// The definition, word for word: MTH(D[n]) = H(0x01 || MTH(D[0:k]) || MTH(D[k:n])), k the largest power of two below n.
    fn as_defined(entries: &[Vec<u8>]) -> [u8; 32] {
        match entries {
            [] => Sha256::digest([]).into(),
            [entry] => Sha256::digest([&[0x00], entry.as_slice()].concat()).into(),
            entries => {
                let k = entries.len().next_power_of_two() / 2;
                let (left, right) = entries.split_at(k);
                Sha256::digest([&[0x01], as_defined(left).as_slice(), &as_defined(right)].concat()).into()
            }
        }
    }

    proptest! {
        #[test]
        fn growing_gives_what_the_definition_gives(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..70)) {
            let tree: MerkleTree = entries.iter().collect();
            prop_assert_eq!(tree.size(), entries.len() as u64);
            prop_assert_eq!(tree.root().0, as_defined(&entries));
        }

        #[test]
        fn whatever_is_changed_changes_the_root(
            entries in prop::collection::btree_set(any::<[u8; 32]>(), 2..70),
            place in any::<prop::sample::Index>(),
            bit in 0..256_usize,
        ) {
            let entries: Vec<[u8; 32]> = entries.into_iter().collect();
            let root = |entries: &[[u8; 32]]| entries.iter().collect::<MerkleTree>().root();
            let place = place.index(entries.len());
            let mut changed = entries.clone();
            changed[place][bit / 8] ^= 1 << (bit % 8);
            prop_assert_ne!(root(&changed), root(&entries));
            let mut missing = entries.clone();
            missing.remove(place);
            prop_assert_ne!(root(&missing), root(&entries));
            let mut exchanged = entries.clone();
            exchanged.swap(place, (place + 1) % entries.len());
            prop_assert_ne!(root(&exchanged), root(&entries));
            let mut added = entries.clone();
            added.push(entries[place]);
            prop_assert_ne!(root(&added), root(&entries));
        }
    }
}
