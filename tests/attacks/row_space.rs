//! Exact linear algebra over people: atoms of a system of sums, and whether the sum over a group follows from it.

use crate::release::Equation;
use std::collections::{BTreeMap, BTreeSet};

/// A prime, so that everything but 0 has an inverse. A vector that is in the row space over the rationals is in it modulo the prime as
/// well, unless the prime divides one of the denominators; at this size that does not happen by chance.
const PRIME: u128 = (1 << 61) - 1;

/// Sums over people.
pub struct System {
    /// For each person their atom: people whom no equation tells apart.
    atom: Vec<usize>,
    atoms: Vec<Vec<usize>>,
    /// The rows after elimination, over atoms, each with its leading place.
    basis: Vec<(usize, Vec<u128>)>,
    equations: usize,
}

impl System {
    pub fn new(people: usize, equations: BTreeSet<Equation>) -> Self {
        let mut signatures: Vec<Vec<usize>> = vec![Vec::new(); people];
        for (at, equation) in equations.iter().enumerate() {
            equation.iter().for_each(|person| signatures[*person].push(at));
        }
        let mut by_signature: BTreeMap<&[usize], Vec<usize>> = BTreeMap::new();
        for (person, signature) in signatures.iter().enumerate() {
            by_signature.entry(signature).or_default().push(person);
        }
        // Of people in no released sum nothing is told, so they need not be many.
        by_signature.remove(&[] as &[usize]);
        let atoms: Vec<Vec<usize>> = by_signature.into_values().collect();
        let mut atom = vec![usize::MAX; people];
        for (at, members) in atoms.iter().enumerate() {
            members.iter().for_each(|person| atom[*person] = at);
        }
        let mut system = Self { atom, atoms, basis: Vec::new(), equations: equations.len() };
        for equation in &equations {
            let mut row = vec![0; system.atoms.len()];
            equation.iter().for_each(|person| row[system.atom[*person]] = 1);
            if let Some(lead) = system.reduce(&mut row) {
                let inverse = power(row[lead], PRIME - 2);
                row.iter_mut().for_each(|value| *value = *value * inverse % PRIME);
                system.basis.push((lead, row));
            }
        }
        system
    }

    /// How many different sums there are.
    pub fn equations(&self) -> usize {
        self.equations
    }

    /// People whom no equation tells apart, together.
    pub fn atoms(&self) -> &[Vec<usize>] {
        &self.atoms
    }

    /// Whether the sum over these people follows from the equations: whether their indicator lies in the row space.
    pub fn determines(&self, group: &[usize]) -> bool {
        let mut row = vec![0; self.atoms.len()];
        for person in group {
            match row.get_mut(self.atom[*person]) {
                Some(count) => *count += 1,
                None => return false,
            }
        }
        // An atom is in the group as a whole or not at all, or the indicator is not constant on it.
        let whole = row.iter().zip(&self.atoms).all(|(count, atom)| *count == 0 || *count == atom.len() as u128);
        row.iter_mut().for_each(|count| *count = (*count).min(1));
        whole && self.reduce(&mut row).is_none()
    }

    /// Takes away what the basis explains; the first place that is left, if any is.
    fn reduce(&self, row: &mut [u128]) -> Option<usize> {
        for (lead, basis) in &self.basis {
            let factor = row[*lead];
            if factor != 0 {
                for (value, basis) in row.iter_mut().zip(basis) {
                    *value = (*value + PRIME * PRIME - factor * basis) % PRIME;
                }
            }
        }
        row.iter().position(|value| *value != 0)
    }
}

fn power(base: u128, mut exponent: u128) -> u128 {
    let (mut result, mut base) = (1, base % PRIME);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}
