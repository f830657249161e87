//! The differencing attack on panels: two waves and the links between them. Pairs are released by the class of either wave, so
//! what is told of a wave are sums over its classes, after each batch, over the linked rows of a class, and over the linked rows
//! of two classes.
//!
//! Unknowns are the answers of both waves, those of the second after those of the first. Here a set of unknowns that no sum tells
//! apart may be smaller than k (the linked rows of one batch of a class) without being determined, so that rank alone decides.

use crate::population::{Population, Stored};
use crate::row_space::System;
use chorus_seal::keep_links;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::{BTreeMap, BTreeSet};

type Values = Vec<Option<u16>>;

/// A wave's rows by their class in the first and in the second wave, where it matters.
type Classes<'a> = (usize, Option<&'a Values>, Option<&'a Values>);

/// Two waves of one population, and who offers a link.
struct Panel {
    population: Population,
    waves: [Vec<Stored>; 2],
    offered: Vec<(usize, usize)>,
}

impl Panel {
    fn random(seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed ^ 0x11AC);
        let (population, mut later) = (Population::random(seed), Population::random(seed));
        for person in 0..later.people() {
            // Some have moved to where somebody else was.
            if rng.random_range(0..6) == 0 {
                later.values[person] = population.values[rng.random_range(0..population.people())].clone();
            }
        }
        let waves = [population.sealed(seed), later.sealed(seed + 1)];
        let place: BTreeMap<usize, usize> = last(&waves[1]).iter().map(|row| row.0).zip(0..).collect();
        let all = last(&waves[0]).iter().enumerate().map(|(at, row)| (at, place[&row.0]));
        let offered = all.filter(|_| rng.random_bool(0.8)).collect();
        Self { population, waves, offered }
    }

    /// The links that sealing keeps.
    fn kept(&self, seed: u64) -> Vec<(usize, usize)> {
        let earlier: Vec<(&Values, ())> = last(&self.waves[0]).iter().map(|row| (&row.1, ())).collect();
        let later: Vec<&Values> = last(&self.waves[1]).iter().map(|row| &row.1).collect();
        keep_links(&earlier, &later, &self.offered, self.population.k, &mut StdRng::seed_from_u64(seed))
    }

    /// Everything told of both waves with these links. If `naive`, joint groups under k are hidden and no more is done.
    fn system(&self, links: &[(usize, usize)], naive: bool) -> System {
        let people = self.population.people();
        let mut sums: BTreeMap<(usize, Classes<'_>), Vec<usize>> = BTreeMap::new();
        for (wave, tables) in self.waves.iter().enumerate() {
            for (batch, table) in tables.iter().enumerate() {
                for (person, values) in table {
                    let class = [Some(values), None];
                    sums.entry((batch, (wave, class[wave], class[1 - wave]))).or_default().push(wave * people + person);
                }
            }
        }
        let whole = sums.into_values();
        let mut joint: BTreeMap<Classes<'_>, Vec<usize>> = BTreeMap::new();
        for &(one, two) in links {
            let (one, two) = (&last(&self.waves[0])[one], &last(&self.waves[1])[two]);
            for wave in 0..2 {
                for (first, second) in
                    [(Some(&one.1), None), (None, Some(&two.1)), (Some(&one.1), Some(&two.1)), (None, None)]
                {
                    joint.entry((wave, first, second)).or_default().push(wave * people + one.0);
                }
            }
        }
        let joint = joint.into_values().filter(|members| {
            assert!(naive || members.len() >= self.population.k, "a joint group of {}", members.len());
            members.len() >= self.population.k
        });
        System::new(2 * people, whole.chain(joint).map(sorted).collect::<BTreeSet<_>>())
    }

    /// Groups of fewer than k whose sum in either wave follows.
    fn determined(&self, system: &System) -> usize {
        let k = self.population.k;
        let atoms: Vec<&Vec<usize>> = system.atoms().iter().filter(|atom| atom.len() < k).collect();
        let mut groups: BTreeSet<Vec<usize>> = BTreeSet::new();
        // Whatever is determined is made of atoms: all of up to three of them.
        for (at, one) in atoms.iter().enumerate() {
            groups.insert((*one).clone());
            for (next, two) in atoms.iter().enumerate().skip(at + 1) {
                let pair: Vec<usize> = one.iter().chain(two.iter()).copied().collect();
                if pair.len() < k {
                    let three = atoms.iter().skip(next + 1).map(|three| sorted([&pair[..], &three[..]].concat()));
                    groups.extend(three.filter(|three| three.len() < k));
                    groups.insert(sorted(pair));
                }
            }
        }
        let people = self.population.people();
        for group in self.population.small_groups() {
            groups.insert(group.iter().map(|person| people + person).collect());
            groups.insert(group);
        }
        groups.iter().filter(|group| system.determines(group)).count()
    }
}

fn last(tables: &[Stored]) -> &Stored {
    tables.last().unwrap()
}

fn sorted(mut members: Vec<usize>) -> Vec<usize> {
    members.sort_unstable();
    members
}

/// Attacks panels by what is told when all is sealed, or with what was told after each batch as well: how many links were kept, how
/// many sums there are, and for the links kept and for all links, how many panels tell of groups under k, and of how many groups.
fn attack(watched: bool) -> [[usize; 2]; 3] {
    let (mut told, mut sealed, mut naive) = ([0; 2], [0; 2], [0; 2]);
    for seed in 0..crate::populations() {
        let mut panel = Panel::random(seed);
        if !watched {
            panel.waves = panel.waves.map(|mut tables| tables.split_off(tables.len() - 1));
        }
        let kept = panel.kept(seed);
        let system = panel.system(&kept, false);
        told = [told[0] + kept.len(), told[1] + system.equations()];
        let everything = panel.system(&panel.offered, true);
        for (sum, system) in [(&mut sealed, system), (&mut naive, everything)] {
            let found = panel.determined(&system);
            *sum = [sum[0] + usize::from(found > 0), sum[1] + found];
        }
    }
    println!(
        "{} panels, batches watched: {watched}; {} links kept, {} different sums: {} groups under k are told, in {} panels; with all \
         links and only joint groups under k hidden, {} groups, in {} panels",
        crate::populations(),
        told[0],
        told[1],
        sealed[1],
        sealed[0],
        naive[1],
        naive[0]
    );
    [told, sealed, naive]
}

#[test]
fn no_group_under_k_is_determined_by_links_between_waves() {
    let [told, sealed, naive] = attack(false);
    assert_eq!(sealed, [0, 0]);
    assert!(
        told[0] > 0 && 2 * naive[0] > crate::populations() as usize,
        "the attack must find people where links are not chosen"
    );
}

/// Links are chosen by classes, and a class may be of several batches. If its linked rows happen to be all of one batch, and a few
/// more, what was told after that batch less what is told of the linked rows is the sum over these few. Sealed rows do not know
/// their batch, so [`keep_links`] cannot avoid it. That is why nothing is told of a wave with a panel before it is closed.
#[test]
fn who_saw_each_batch_would_be_told_of_groups_under_k() {
    assert!(attack(true)[1][0] > 0, "if this finds nobody, results of panels need not wait any more");
}
