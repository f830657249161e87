//! The homogeneity attack by somebody who knows all attributes (A. Machanavajjhala and others, *ℓ-diversity*, 2007,
//! doi 10.1145/1217299.1217302), by linear programming: is he certain that a group of fewer than k holds somebody who gave a
//! sensitive answer? Pointed at seals without exchange and at a release that only hides small cells, the attack must succeed.
//!
//! In companies up to 100 the solver alone decides. In larger ones most groups are shown to be safe at sight
//! (`Attacker::attack`): by a solution that needs no solver. What is left is solved, and so is a sample of the others as a check.

use crate::attacker::{Attacker, Reads};
use crate::company::{Company, Terms};
use crate::outcome::Outcome;
use crate::program::Program;

const ASKED: [(usize, Reads); 3] = [(0, Reads::Counts), (1, Reads::Counts), (1, Reads::Moments)];

/// Attacks a company by each item and each way of reading it, without and with knowledge of everybody's class.
fn attack(people: usize, seed: u64, terms: Terms) -> [Outcome; 2] {
    let company = Company::new(people, seed);
    let stored = company.sealed(terms, seed);
    let groups = company.small_groups(terms.k);
    [false, true].map(|knows_classes| {
        let mut sum = Outcome::default();
        for (item, reads) in ASKED {
            let attacker = Attacker::new(&company, terms, &stored, item, reads, knows_classes);
            sum.add(attacker.attack(&groups, knows_classes, people > 100));
        }
        sum.companies = 1;
        sum.hit = usize::from(sum.certain > 0);
        sum
    })
}

/// Attacks so many companies of a size, k = 5 and k = 10, and prints what came of it.
fn attack_all(people: usize, companies: u64, per_mille: Option<u16>, batch: usize) -> Outcome {
    let mut all = Outcome::default();
    for k in [5, 10] {
        let mut sums = [Outcome::default(); 2];
        for seed in 0..companies {
            let found = attack(people, seed, Terms { k, per_mille, batch });
            sums.iter_mut().zip(found).for_each(|(sum, found)| sum.add(found));
        }
        for (sum, knows) in sums.into_iter().zip(["attributes", "attributes and classes"]) {
            println!("{people} people, k = {k}, {per_mille:?} in 1,000, batches of {batch}, who knows {knows}: {sum}");
            all.add(sum);
        }
    }
    all
}

/// How many companies, of those planned for 200 populations.
fn companies(planned: usize) -> u64 {
    (planned * crate::populations() as usize).div_ceil(200) as u64
}

#[test]
fn nobody_is_certain_of_a_small_group_in_small_companies() {
    let mut certain = 0;
    for (people, planned) in [(20, 60), (30, 60), (45, 30), (60, 20), (100, 10)] {
        certain += attack_all(people, companies(planned), Some(50), people).certain;
    }
    assert_eq!(certain, 0);
}

#[test]
fn nobody_is_certain_of_a_small_group_in_large_companies() {
    let mut certain = 0;
    for (people, planned, batch) in
        [(130, 10, 65), (200, 4, 65), (300, 2, 300), (500, 4, 100), (2_000, 2, 500), (5_000, 1, 5_000)]
    {
        certain += attack_all(people, companies(planned), Some(50), batch).certain;
    }
    assert_eq!(certain, 0);
}

#[test]
fn without_exchange_the_attacker_is_certain() {
    for (people, companies) in [(30, 10), (100, 3), (500, 1)] {
        let found = attack_all(people, companies, None, people);
        assert!(2 * found.hit > found.companies, "the attack must succeed where nothing is exchanged");
    }
}

#[test]
fn where_only_small_cells_are_hidden_the_attacker_is_certain() {
    for (people, companies, k) in [(30, 10, 5), (100, 4, 5), (100, 4, 10)] {
        let mut sum = Outcome::default();
        for seed in 0..companies {
            sum.add(attack_naive(&Company::new(people, seed), k));
        }
        println!("{people} people, k = {k}, true values and only cells under k hidden: {sum}");
        assert!(2 * sum.hit > sum.companies, "the attack must succeed where only small cells are hidden");
    }
}

/// The same question to a release of the counts of all true groups of at least k.
fn attack_naive(company: &Company, k: usize) -> Outcome {
    let gave = |person: &usize| company.answers[*person][0] == Some(1);
    let mut program = Program::default();
    for _ in 0..company.people() {
        let unknown = program.unknown();
        program.answers.push(vec![unknown]);
        program.at_most(vec![(unknown, 1.0)], 1.0);
    }
    let mut show = |members: &[usize]| {
        let terms = members.iter().map(|&person| (person, 1.0)).collect();
        program.equal(terms, members.iter().filter(|person| gave(person)).count() as f64);
    };
    show(&(0..company.people()).collect::<Vec<_>>());
    company.groups(|_, members| {
        if members.len() >= k {
            show(members);
        }
    });
    let groups = company.small_groups(k);
    let truth: Vec<f64> = (0..company.people()).map(|person| f64::from(u8::from(gave(&person)))).collect();
    let found = program.certain(&groups, &truth);
    Outcome {
        companies: 1,
        groups: groups.len(),
        programs: found.solved,
        unknowns: found.unknowns,
        certain: found.certain.len(),
        hit: usize::from(!found.certain.is_empty()),
        ..Outcome::default()
    }
}
