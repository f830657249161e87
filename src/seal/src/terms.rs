//! Terms of comments: which may be kept, and of whom. Free text gives people away by rare words, so that a term is kept as a count
//! only, and only where at least k rows of one class used it. It reads no other answer.

use std::collections::BTreeMap;

use crate::Sealed;

/// How many rows of one class used a term: at least k.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptTerm<T> {
    /// The term.
    pub term: T,
    /// The class; all withheld for what was used by fewer than k in each of several classes.
    pub values: Vec<Option<u16>>,
    /// The rows.
    pub rows: usize,
}

impl<A> Sealed<A> {
    /// The terms that may be kept. `of` gives those of one row; one that a row names twice counts once.
    ///
    /// Where fewer than k rows of a class used a term, they are counted together with those of the other classes where that is so, as
    /// rows of which every attribute is withheld; if they are still fewer than k, the term is lost.
    pub fn terms<'a, T: Ord + Clone + 'a>(&'a self, of: impl Fn(&'a A) -> Vec<T>) -> Vec<KeptTerm<T>> {
        let mut found: BTreeMap<T, BTreeMap<&[Option<u16>], usize>> = BTreeMap::new();
        for row in self.rows() {
            let mut terms = of(&row.answers);
            terms.sort_unstable();
            terms.dedup();
            for term in terms {
                *found.entry(term).or_default().entry(&row.values).or_default() += 1;
            }
        }
        let withheld = vec![None; self.rule.attributes()];
        let mut kept = Vec::new();
        for (term, classes) in found {
            let (mut enough, few): (BTreeMap<_, _>, BTreeMap<_, _>) =
                classes.into_iter().partition(|(_, rows)| *rows >= self.k());
            let left: usize = few.values().sum();
            if left >= self.k() {
                *enough.entry(&withheld[..]).or_default() += left;
            }
            let of_class = |(values, rows): (&[Option<u16>], usize)| KeptTerm {
                term: term.clone(),
                values: values.to_vec(),
                rows,
            };
            kept.extend(enough.into_iter().map(of_class));
        }
        kept
    }
}
