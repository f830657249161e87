//! The attacker who knows all attributes of everybody, and what he can put together from a release.
//!
//! He knows who answered, the rule, k and λ, and he asked after each batch. So he has every sealed class of every batch by
//! itself, which is more than breakdowns of three attributes show: its kept values, and of a sensitive item either how often
//! each option was chosen in it, or only the number, the sum and the sum of squares of the scores (a mean and a standard
//! deviation with the public correction undone). He does not know who lies in which class (anybody may whose values are those
//! kept, or lie in them), what each answered, and which answers were exchanged. Sealing is a search that anybody can repeat on
//! the same people but for ties, so a second attacker knows everybody's class too.
//!
//! **Exchanges.** In a batch of n rows a random number of rows show another's answers. He takes it to be no more than the 99.9 %
//! quantile of the binomial distribution, or than what it truly was if that was more, as when the guard added to it: so the truth
//! always agrees with what he believes, and no attacker who reckons with fewer exchanges is right more often.

use crate::company::{Company, OPTIONS, Stored, Terms};
use crate::outcome::Outcome;
use crate::program::{Certainty, Program};
use std::collections::{BTreeMap, BTreeSet};

/// How many of the groups that are safe at sight are put to the solver as well.
const SAMPLED: usize = 20;

/// What he reads of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    Counts,
    /// Means and standard deviations.
    Moments,
}

/// A class of one batch.
struct Class {
    batch: usize,
    values: Vec<Option<u16>>,
    people: Vec<usize>,
    /// For each answer, unanswered last, how many rows show it, and how many of its people gave it.
    shown: Vec<f64>,
    given: Vec<f64>,
    /// How many of its people did not give the sensitive answer.
    others: usize,
}

/// What he knows of a company by one item.
pub struct Attacker<'a> {
    company: &'a Company,
    item: usize,
    reads: Reads,
    classes: Vec<Class>,
    /// For each batch, how many rows he lets show another's answer.
    moved: Vec<f64>,
    /// For each person the class where they are, and those where they may be for all that he knows.
    class: Vec<usize>,
    may: Vec<Vec<usize>>,
}

impl<'a> Attacker<'a> {
    pub fn new(
        company: &'a Company,
        terms: Terms,
        stored: &[Stored],
        item: usize,
        reads: Reads,
        knows_classes: bool,
    ) -> Self {
        let mut by_values: BTreeMap<(usize, &[Option<u16>]), Vec<&Stored>> = BTreeMap::new();
        for row in stored {
            by_values.entry((row.batch, &row.values)).or_default().push(row);
        }
        // By counts, an answer is the sensitive one or it is not: what moves among the others moves for free.
        let value = |answer: Option<usize>| match reads {
            Reads::Counts => usize::from(answer == Some(OPTIONS[item] - 1)),
            Reads::Moments => answer.unwrap_or(OPTIONS[item]),
        };
        let answers = if reads == Reads::Counts { 2 } else { OPTIONS[item] + 1 };
        let class = |((batch, values), rows): ((usize, &[Option<u16>]), Vec<&Stored>)| {
            let (mut shown, mut given) = (vec![0.0; answers], vec![0.0; answers]);
            for row in &rows {
                shown[value(row.answers[item])] += 1.0;
                given[value(company.answers[row.person][item])] += 1.0;
            }
            let people: Vec<usize> = rows.iter().map(|row| row.person).collect();
            let sensitive = Some(OPTIONS[item] - 1);
            let others = people.iter().filter(|person| company.answers[**person][item] != sensitive).count();
            Class { batch, values: values.to_vec(), people, shown, given, others }
        };
        let classes: Vec<Class> = by_values.into_iter().map(class).collect();
        let mut class = vec![0; company.people()];
        for (at, of) in classes.iter().enumerate() {
            of.people.iter().for_each(|&person| class[person] = at);
        }
        let may = match knows_classes {
            true => class.iter().map(|&at| vec![at]).collect(),
            false => may_lie_in(company, &classes),
        };
        let batches = classes.iter().map(|class| class.batch + 1).max().unwrap_or(0);
        let mut attacker = Self { company, item, reads, classes, moved: vec![0.0; batches], class, may };
        for batch in 0..batches {
            let rows = attacker.of_batch(batch).map(|class| class.people.len()).sum();
            let drawn = terms.share(rows).map_or(0, |share| most_drawn(rows, share));
            attacker.moved[batch] = attacker.truly_moved(batch).max(drawn as f64);
        }
        attacker
    }

    fn of_batch(&self, batch: usize) -> impl Iterator<Item = &Class> {
        self.classes.iter().filter(move |class| class.batch == batch)
    }

    /// The fewest rows of a batch that must show another's answer for the truth to look like this.
    fn truly_moved(&self, batch: usize) -> f64 {
        let lost =
            |class: &Class| class.given.iter().zip(&class.shown).map(|(given, shown)| (given - shown).max(0.0)).sum();
        self.of_batch(batch).map(|class| -> f64 { lost(class) }).sum()
    }

    /// The answer that is sensitive, among those of a class.
    fn sensitive(&self) -> usize {
        if self.reads == Reads::Counts { 1 } else { OPTIONS[self.item] - 1 }
    }

    fn gave(&self, person: usize) -> bool {
        self.company.answers[person][self.item] == Some(OPTIONS[self.item] - 1)
    }

    /// Whether the wave's totals leave a group no doubt, whatever is exchanged: there are too few others, batch by batch as he
    /// knows them when he knows the classes, or all together.
    fn told_by_totals(&self, group: &[usize], knows_classes: bool) -> bool {
        let others = |batch| self.of_batch(batch).map(|class| class.others).sum::<usize>();
        if !knows_classes {
            return (0..self.moved.len()).map(others).sum::<usize>() < group.len();
        }
        let inside = |batch| group.iter().filter(|person| self.classes[self.class[**person]].batch == batch).count();
        (0..self.moved.len()).any(|batch| others(batch) < inside(batch))
    }

    /// Whether all sensitive answers of a group may as well be others': swapped with people of their classes, which shows
    /// nowhere, or of their batch, where two more rows then show another's answer. A solution that needs no solver.
    fn safe_at_sight(&self, group: &[usize]) -> bool {
        let mut touched: BTreeMap<usize, [usize; 2]> = BTreeMap::new();
        for &person in group {
            touched.entry(self.class[person]).or_default()[usize::from(self.gave(person))] += 1;
        }
        (0..self.moved.len()).all(|batch| {
            let (mut beyond, mut spare) = (0, self.of_batch(batch).map(|class| class.others).sum::<usize>());
            for (&class, &[innocent, gave]) in touched.iter().filter(|(class, _)| self.classes[**class].batch == batch)
            {
                let others = self.classes[class].others - innocent;
                beyond += gave.saturating_sub(others);
                spare -= self.classes[class].others - others.saturating_sub(gave);
            }
            beyond <= spare && self.truly_moved(batch) + 2.0 * beyond as f64 <= self.moved[batch]
        })
    }

    /// Looks for groups that certainly hold somebody who gave the sensitive answer. Without `at_sight` it is all left to the
    /// solver.
    pub fn attack(&self, groups: &[Vec<usize>], knows_classes: bool, at_sight: bool) -> Outcome {
        let mut outcome = Outcome { groups: groups.len(), ..Outcome::default() };
        let mut open: Vec<&Vec<usize>> = groups.iter().collect();
        // A group of which nobody gave it cannot be certain to hold somebody who did.
        open.retain(|group| group.iter().any(|&person| self.gave(person)));
        let before = open.len();
        open.retain(|group| !self.told_by_totals(group, knows_classes));
        outcome.by_totals = before - open.len();
        if at_sight {
            let (safe, unclear): (Vec<_>, Vec<_>) = open.into_iter().partition(|group| self.safe_at_sight(group));
            outcome.at_sight = safe.len();
            // The solver gets some of them all the same, evenly chosen, and must agree.
            let every = safe.len().div_ceil(SAMPLED).max(1);
            open = unclear.into_iter().chain(safe.into_iter().step_by(every)).collect();
        }
        if !open.is_empty() {
            let Certainty { certain, solved, unknowns } = self.solve(&open);
            (outcome.certain, outcome.programs, outcome.unknowns) = (certain.len(), solved, unknowns);
        }
        outcome
    }

    fn solve(&self, groups: &[&Vec<usize>]) -> Certainty {
        let asked: BTreeSet<usize> = groups.iter().flat_map(|group| group.iter().copied()).collect();
        // People who may lie in the same classes are alike, and of those asked about, people who are in the same groups.
        let mut member_of = vec![Vec::new(); self.company.people()];
        for (at, group) in groups.iter().enumerate() {
            group.iter().for_each(|&person| member_of[person].push(at));
        }
        let mut alike: BTreeMap<(&[usize], &[usize]), Vec<usize>> = BTreeMap::new();
        for (person, may) in self.may.iter().enumerate() {
            alike.entry((may, &member_of[person])).or_default().push(person);
        }
        let units: Vec<Vec<usize>> = alike.into_values().collect();
        let program = self.program(&units);
        let truth: Vec<f64> =
            units.iter().map(|unit| unit.iter().filter(|&&person| self.gave(person)).count() as f64).collect();
        let mut in_units = vec![Vec::new(); groups.len()];
        for (at, unit) in units.iter().enumerate().filter(|(_, unit)| asked.contains(&unit[0])) {
            member_of[unit[0]].iter().for_each(|&group| in_units[group].push(at));
        }
        program.certain(&in_units, &truth)
    }

    /// All that he knows. The unknowns are flows: of each unit's people into classes with their answers, and of answers that rows of
    /// a class lost and gained by exchange.
    fn program(&self, units: &[Vec<usize>]) -> Program {
        let (mut program, sensitive) = (Program::default(), self.sensitive());
        let answers = self.classes[0].shown.len();
        let mut held = vec![vec![Vec::new(); answers]; self.classes.len()];
        for unit in units {
            let (mut all, mut gave) = (Vec::new(), Vec::new());
            for &class in &self.may[unit[0]] {
                for (answer, held) in held[class].iter_mut().enumerate() {
                    let unknown = program.unknown();
                    held.push(unknown);
                    all.push((unknown, 1.0));
                    gave.extend((answer == sensitive).then_some(unknown));
                }
            }
            program.equal(all, unit.len() as f64);
            program.answers.push(gave);
        }
        // For each batch and answer, the flows into it and out of it.
        let mut flows = vec![vec![Vec::new(); answers]; self.moved.len()];
        let mut lost = vec![Vec::new(); self.moved.len()];
        for (class, held) in self.classes.iter().zip(&held) {
            let people = held.iter().flatten().map(|&unknown| (unknown, 1.0)).collect();
            program.equal(people, class.people.len() as f64);
            let mut rows = Vec::new();
            let mut shown = Vec::new();
            for (answer, held) in held.iter().enumerate() {
                let [gains, loses] = [program.unknown(), program.unknown()];
                flows[class.batch][answer].extend([(gains, 1.0), (loses, -1.0)]);
                rows.extend([(gains, 1.0), (loses, -1.0)]);
                lost[class.batch].push((loses, 1.0));
                let mut terms: Vec<(usize, f64)> = held.iter().map(|&unknown| (unknown, 1.0)).collect();
                let mut losing: Vec<(usize, f64)> = held.iter().map(|&unknown| (unknown, -1.0)).collect();
                losing.push((loses, 1.0));
                program.at_most(losing, 0.0);
                terms.extend([(gains, 1.0), (loses, -1.0)]);
                shown.push(terms);
            }
            program.equal(rows, 0.0);
            for weigh in self.sums() {
                let terms = shown.iter().enumerate().flat_map(|(answer, terms)| {
                    terms.iter().map(move |&(unknown, factor)| (unknown, factor * weigh(answer)))
                });
                let sum = class.shown.iter().enumerate().map(|(answer, rows)| rows * weigh(answer)).sum();
                program.equal(terms.filter(|term| term.1 != 0.0).collect(), sum);
            }
        }
        for ((flows, lost), most) in flows.into_iter().zip(lost).zip(&self.moved) {
            flows.into_iter().for_each(|flow| program.equal(flow, 0.0));
            program.at_most(lost, *most);
        }
        program
    }

    /// Of which sums over its rows a class tells: how much each answer counts in them.
    fn sums(&self) -> Vec<fn(usize) -> f64> {
        match self.reads {
            Reads::Counts => vec![|answer| answer as f64],
            // Unanswered comes last and has no score.
            Reads::Moments => vec![
                |answer| if answer < 5 { 1.0 } else { 0.0 },
                |answer| if answer < 5 { answer as f64 } else { 0.0 },
                |answer| if answer < 5 { (answer * answer) as f64 } else { 0.0 },
            ],
        }
    }
}

/// For each person the classes that they may lie in: whatever is kept there is theirs.
fn may_lie_in(company: &Company, classes: &[Class]) -> Vec<Vec<usize>> {
    let of = |own: &Vec<Vec<u16>>| {
        let agrees =
            |class: &Class| class.values.iter().zip(own).all(|(kept, own)| kept.is_none_or(|kept| own.contains(&kept)));
        (0..classes.len()).filter(|&at| agrees(&classes[at])).collect()
    };
    company.lineages.iter().map(of).collect()
}

/// The 99.9 % quantile of how many of so many rows get the answers of another.
pub fn most_drawn(rows: usize, share: f64) -> usize {
    let n = rows as f64;
    let probability = share * (n - 1.0) / n;
    let mut exactly = (1.0 - probability).powf(n);
    let mut at_most = exactly;
    let mut drawn = 0;
    while at_most < 0.999 && drawn < rows {
        exactly *= (n - drawn as f64) / (drawn as f64 + 1.0) * probability / (1.0 - probability);
        at_most += exactly;
        drawn += 1;
    }
    drawn
}
