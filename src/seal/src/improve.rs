//! A better choice of classes, within a bounded budget: prices tell which classes can matter, a search among those improves.
//!
//! The greedy choice keeps about a point less than the best one. Which classes are open decides everything: given those, rows can
//! be assigned at best by chains ([`assignment`]). [`prices`] proves by Lagrangian relaxation how much could be kept at most,
//! and by the way which classes no good choice has; among the few hundred that remain, simulated annealing (S. Kirkpatrick and
//! others, 1983, [doi:10.1126/science.220.4598.671](https://doi.org/10.1126/science.220.4598.671)) opens and closes them.
//!
//! It sees attribute values only, never answers.

mod assignment;
mod prices;
mod problem;

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use rand::RngExt;

use crate::{
    classes::Class,
    key::Key,
    profiles::Profiles,
    rule::{Pattern, Rule},
};
use assignment::Assignment;
use prices::Prices;
use problem::Problem;

/// Classes are improved in blocks of about so many profiles.
const BLOCK: usize = 600;
/// In a batch of more profiles the greedy choice stands: its groups are so large that little is lost, and time would be.
const MOST_PROFILES: usize = 3_000;
/// How many independent searches a block gets; several blocks share them.
const RUNS: usize = 6;
/// Moves tried for each profile: in each of these searches, and in the last one among the classes that they found.
const MOVES: (usize, usize) = (150, 400);
/// A search also ends when it has looked at so many offers and links: few attributes never need as many, ten would a lot more.
const MOST_WORK: usize = 60_000_000;
/// Steps of the relaxation: more hardly move its bound, fewer tell too little.
const STEPS: (usize, usize) = (50, 400);
/// So often the relaxation looks at a pair of a profile and a class, in all blocks together, unless that were too few steps.
const MOST_PRICING: usize = 24_000_000;
/// Classes that would lose more than so many values at the prices found are left out, unless they are open already.
const NEAR: f64 = 3.0;
/// With no more classes than these, none is left out: prices are coarse where rows are few.
const FEW_CLASSES: usize = 400;
/// How much a move may lose at the beginning and at the end, in values of the heaviest attribute.
const TEMPERATURES: (f64, f64) = (1.0, 0.1);
/// The same for the last search, which begins with the best that was found.
const LAST_TEMPERATURES: (f64, f64) = (0.8, 0.15);
/// Which part of the moves is tried at the end without losing anything.
const QUIET: f64 = 0.15;
/// Up to so many more classes are drawn before one is opened or closed, and the one that prices speak for is taken.
const DRAWS: usize = 3;

/// Improves the classes. What they keep together never becomes less.
pub(crate) fn improve<R: RngExt + ?Sized>(
    rule: &Rule,
    patterns: &[Pattern],
    profiles: &Profiles,
    classes: Vec<Class>,
    hasher: &FixedState,
    rng: &mut R,
) -> Vec<Class> {
    if profiles.len() > MOST_PROFILES {
        return classes;
    }
    let mut improved = Vec::with_capacity(classes.len());
    let blocks = blocks(rule, classes);
    let of = blocks.len().max(1);
    for block in blocks {
        improved.extend(Block { rule, patterns, profiles, hasher, of }.improve(block, rng));
    }
    improved
}

/// Neighbours together: classes in the order of their values, those of the heaviest attribute first.
fn blocks(rule: &Rule, mut classes: Vec<Class>) -> Vec<Vec<Class>> {
    let heaviest_first = rule.heaviest_first();
    classes.sort_by_cached_key(|class| heaviest_first.iter().map(|at| class.key.0[*at]).collect::<Vec<u16>>());
    let total: usize = classes.iter().map(|class| class.members.len()).sum();
    // All of about the same size.
    let size = total.div_ceil(total.div_ceil(BLOCK).max(1));
    let (mut blocks, mut block, mut members) = (Vec::new(), Vec::new(), 0);
    for class in classes {
        members += class.members.len();
        block.push(class);
        if members >= size {
            blocks.push(std::mem::take(&mut block));
            members = 0;
        }
    }
    if !block.is_empty() {
        blocks.push(block);
    }
    blocks
}

/// What a block of classes is improved with.
struct Block<'a> {
    rule: &'a Rule,
    patterns: &'a [Pattern],
    profiles: &'a Profiles,
    hasher: &'a FixedState,
    /// The number of blocks, which share the time.
    of: usize,
}

impl Block<'_> {
    fn improve<R: RngExt + ?Sized>(&self, classes: Vec<Class>, rng: &mut R) -> Vec<Class> {
        let whole = |class: &Class| class.members.iter().all(|of| *self.profiles.key(of.0) == class.key);
        if classes.iter().all(whole) {
            return classes;
        }
        let mut members: Vec<(usize, usize)> = classes.iter().flat_map(|class| class.members.iter().copied()).collect();
        members.sort_unstable();
        let by_profile = members.chunk_by(|left, right| left.0 == right.0);
        let (global, rows): (Vec<usize>, Vec<(Key, usize)>) = by_profile
            .map(|same| (same[0].0, (*self.profiles.key(same[0].0), same.iter().map(|of| of.1).sum())))
            .unzip();
        let problem = Problem::new(self.rule, self.patterns, &rows, self.hasher);
        let ids: HashMap<&Key, u32> = problem.keys.iter().zip(0..).collect();
        let places: HashMap<usize, u32> = global.iter().copied().zip(0..).collect();
        let mut start: Vec<(u32, u32, u32)> = Vec::new();
        for class in &classes {
            for (profile, rows) in &class.members {
                // Every class is one of the problem's, for at least k of these rows are in it.
                let (Some(&id), Some(&place)) = (ids.get(&class.key), places.get(profile)) else { return classes };
                start.push((id, place, *rows as u32));
            }
        }
        let counts: Vec<usize> = rows.iter().map(|of| of.1).collect();
        let steps = (MOST_PRICING / (problem.pairs() * self.of).max(1)).clamp(STEPS.0, STEPS.1);
        let prices = Prices::new(&problem, &counts, &start, steps);
        let runs = (RUNS / self.of).max(1);
        let open = classes_of(&start);
        let few = problem.keys.len() <= FEW_CLASSES;
        let near = |class: u32| few || prices.gains[class as usize] >= -NEAR || open.contains(&class);
        let core = Search { problem: problem.of(rows.len(), near), gains: &prices.gains, profiles: rows.len() };
        let kept = |found: &Found| found.iter().map(|of| problem.worth[of.0 as usize] * f64::from(of.2)).sum::<f64>();
        let (mut best, mut together) = (start.clone(), HashSet::new());
        for _ in 0..runs {
            if kept(&best) > prices.bound - 1e-6 {
                break;
            }
            let found = core.anneal(&start, MOVES.0, TEMPERATURES, rng);
            together.extend(classes_of(&found));
            if kept(&found) > kept(&best) {
                best = found;
            }
        }
        if runs > 1 && kept(&best) < prices.bound - 1e-6 {
            // What several searches agree on is likely good; where they differ, the better parts can be combined.
            let merged = Search { problem: core.problem.of(rows.len(), |class| together.contains(&class)), ..core };
            best = merged.anneal(&best, MOVES.1, LAST_TEMPERATURES, rng);
        }
        let mut improved: HashMap<u32, Class> = HashMap::new();
        for (id, place, rows) in best {
            let class =
                improved.entry(id).or_insert_with(|| Class { key: problem.keys[id as usize], members: Vec::new() });
            class.members.push((global[place as usize], rows as usize));
        }
        // In an order that the random numbers alone decide.
        let mut improved: Vec<(u32, Class)> = improved.into_iter().collect();
        improved.sort_unstable_by_key(|of| of.0);
        improved.into_iter().map(|of| of.1).collect()
    }
}

/// An assignment: class, profile, rows.
type Found = Vec<(u32, u32, u32)>;

fn classes_of(found: &[(u32, u32, u32)]) -> HashSet<u32> {
    found.iter().map(|of| of.0).collect()
}

/// What a search goes by.
struct Search<'a> {
    problem: Problem,
    /// What prices say of each class.
    gains: &'a [f64],
    profiles: usize,
}

impl Search<'_> {
    /// The best assignment that simulated annealing finds, and not less than the one it starts with.
    fn anneal<R: RngExt + ?Sized>(
        &self,
        start: &[(u32, u32, u32)],
        moves: usize,
        (hot, cold): (f64, f64),
        rng: &mut R,
    ) -> Found {
        let mut assignment = Assignment::new(&self.problem, self.profiles, start.iter().copied());
        let (mut best, mut best_gain, mut gain) = (start.to_vec(), 0.0, 0.0);
        let moves = moves * self.profiles.max(50);
        for at in 0..moves {
            let done = f64::max(at as f64 / moves as f64, assignment.work() as f64 / MOST_WORK as f64);
            let end = done >= 1.0 || at + 1 == moves;
            let done = done / (1.0 - QUIET);
            let temperature = if done < 1.0 { hot * (cold / hot).powf(done) } else { 0.0 };
            let possible = self.propose(&mut assignment, rng);
            if possible && assignment.gain() >= temperature * rng.random::<f64>().ln() {
                gain += assignment.gain();
                assignment.commit();
            } else {
                assignment.undo();
            }
            // Not at every improvement: most are surpassed at once.
            if gain > best_gain + 1e-6 && (at % 256 == 255 || end) {
                best_gain = gain;
                best = assignment.rows().collect();
            }
            if end {
                break;
            }
        }
        best
    }

    /// Does something to the assignment, to be kept or undone. Tells whether it came to an end.
    fn propose<R: RngExt + ?Sized>(&self, assignment: &mut Assignment<'_>, rng: &mut R) -> bool {
        let mut profile = rng.random_range(0..self.profiles as u32);
        if rng.random_range(0..4) == 0 {
            let class = self.one_to_close(assignment, profile, rng);
            let members = assignment.members(class);
            profile = members[rng.random_range(0..members.len())].0;
            if !assignment.close(class) {
                return false;
            }
            if rng.random_range(0..4) == 0 {
                return true;
            }
        }
        let of = assignment.of(profile);
        let (from, rows) = of[rng.random_range(0..of.len())];
        let Some(to) = self.one_to_open(profile, from, rng) else { return false };
        if assignment.is_open(to) {
            let rows = if rows > 1 && rng.random::<bool>() { rng.random_range(1..=rows) } else { rows };
            assignment.relocate(profile, from, to, rows)
        } else {
            assignment.open(to, rng.random::<bool>(), rng)
        }
    }

    /// An open class of this or another profile.
    fn one_to_close<R: RngExt + ?Sized>(&self, assignment: &Assignment<'_>, profile: u32, rng: &mut R) -> u32 {
        let one_of = |profile: u32, rng: &mut R| {
            let of = assignment.of(profile);
            of[rng.random_range(0..of.len())].0
        };
        let mut class = one_of(profile, rng);
        for _ in 0..rng.random_range(0..=DRAWS) {
            let other = one_of(rng.random_range(0..self.profiles as u32), rng);
            if self.gains[other as usize] < self.gains[class as usize] {
                class = other;
            }
        }
        class
    }

    /// A class that keeps more of a profile than the one it is in.
    fn one_to_open<R: RngExt + ?Sized>(&self, profile: u32, from: u32, rng: &mut R) -> Option<u32> {
        let (above, worth) = (self.problem.above(profile), &self.problem.worth);
        let better = above.partition_point(|class| worth[*class as usize] > worth[from as usize] + 1e-9);
        if better == 0 {
            return None;
        }
        let mut to = above[rng.random_range(0..better)];
        for _ in 0..rng.random_range(0..=DRAWS) {
            let other = above[rng.random_range(0..better)];
            if self.gains[other as usize] > self.gains[to as usize] {
                to = other;
            }
        }
        Some(to)
    }
}
