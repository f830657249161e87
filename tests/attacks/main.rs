//! The differencing attack: from everything that the evaluator's API returns, after every batch, is any small group determined?
//!
//! Every released number is a sum over some respondents, so all of them together are a linear system (trackers; D. E. Denning and
//! J. Schlörer, 1983, doi 10.1109/MC.1983.1654444). The sum over a group is determined if and only if the group's indicator lies in
//! the system's row space. The same attack is pointed at a release that shows true groups and only hides those under k: there
//! it must find people, or it would prove nothing.
//!
//! [`linked`] asks the same of panels. [`certainty`] is the attacker who knows all attributes and reckons by linear programming (I. P.
//! Fellegi, 1972, doi 10.1080/01621459.1972.10481199, on what follows from what is shown): he is to be certain of nobody.
//!
//! `CHORUS_ATTACK_POPULATIONS=5000 cargo test --test attacks` attacks as many random organisations; 200 otherwise.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "in a test, a panic is the message, and figures are the result"
)]

mod attacker;
mod certainty;
mod company;
mod linked;
mod outcome;
mod population;
mod program;
mod reading;
mod release;
mod row_space;

use population::Population;
use release::equations;
use row_space::System;

#[test]
fn no_group_under_k_is_determined_by_anything_released() {
    let populations = populations();
    let (mut released, mut smallest, mut leaking, mut leaks) = (0, f64::INFINITY, 0, 0);
    for seed in 0..populations {
        let population = Population::random(seed);
        let sealed = population.sealed(seed);
        let system = System::new(population.people(), equations(&population, &sealed));
        released += system.equations();
        for atom in system.atoms() {
            // Every vector of the row space is constant on an atom, so no group smaller than the smallest atom can be in it.
            assert!(atom.len() >= population.k, "seed {seed}: {} people are told apart from all others", atom.len());
            smallest = smallest.min(atom.len() as f64 / population.k as f64);
        }
        // The same once more without that argument, by rank, for every true group that an attacker could name.
        for group in population.small_groups() {
            assert!(!system.determines(&group), "seed {seed}: a group of {} is determined", group.len());
        }

        let naive = System::new(population.people(), equations(&population, &population.unsealed()));
        let found = population.small_groups().iter().filter(|group| naive.determines(group)).count();
        leaking += usize::from(found > 0);
        leaks += found;
    }
    println!(
        "{populations} organisations, {released} different sums; smallest atom {smallest:.2} k; a release that hides n < k \
         tells {leaks} groups under k, in {leaking} organisations"
    );
    assert!(leaking * 2 > populations as usize, "the attack must find people where only small cells are hidden");
}

/// How many random populations to attack.
fn populations() -> u64 {
    std::env::var("CHORUS_ATTACK_POPULATIONS").map_or(200, |text| text.parse().unwrap())
}
