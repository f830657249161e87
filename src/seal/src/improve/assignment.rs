//! Which rows are in which class, with the moves that change it and a way back.

use rand::RngExt;

use super::problem::Problem;

/// Rows that could move: what each would gain, the profile, and their class.
type Offer = (f64, u32, u32);

/// An assignment of rows to classes. Between moves every class has no row or at least k.
pub(crate) struct Assignment<'a> {
    problem: &'a Problem,
    /// For each profile its classes, and how many of its rows each has.
    at: Vec<Vec<(u32, u32)>>,
    /// For each class its profiles, and how many rows of each it has.
    members: Vec<Vec<(u32, u32)>>,
    sizes: Vec<usize>,
    /// What was done since the last [`Assignment::commit`]: profile, from, to, rows.
    journal: Vec<(u32, u32, u32, u32)>,
    /// What was gained since then.
    gain: f64,
    /// Room to work in, so that it need not be made anew for every move.
    offers: Vec<Offer>,
    short: Vec<u32>,
    /// Classes visited by a search for a chain, in order; those with the current stamp have been.
    queue: Vec<u32>,
    seen: Vec<u32>,
    stamp: u32,
    /// How many offers and links between classes were looked at.
    work: usize,
    /// For each class visited, the profile that a row would move of, and the class next in the chain.
    by: Vec<(u32, u32)>,
}

impl<'a> Assignment<'a> {
    /// The assignment by which each class has these profiles' rows: class, profile, and how many.
    pub(crate) fn new(problem: &'a Problem, profiles: usize, classes: impl Iterator<Item = (u32, u32, u32)>) -> Self {
        let keys = problem.keys.len();
        let mut assignment = Self {
            problem,
            at: vec![Vec::new(); profiles],
            members: vec![Vec::new(); keys],
            sizes: vec![0; keys],
            journal: Vec::new(),
            gain: 0.0,
            offers: Vec::new(),
            short: Vec::new(),
            queue: Vec::new(),
            seen: vec![0; keys],
            by: vec![(0, 0); keys],
            stamp: 0,
            work: 0,
        };
        for (class, profile, rows) in classes {
            change(&mut assignment.at[profile as usize], class, i64::from(rows));
            change(&mut assignment.members[class as usize], profile, i64::from(rows));
            assignment.sizes[class as usize] += rows as usize;
        }
        assignment
    }

    /// All rows: class, profile, and how many.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        let classes = (0..).zip(&self.members);
        classes.flat_map(|(class, members)| members.iter().map(move |(profile, rows)| (class, *profile, *rows)))
    }

    /// What was gained since the last commit or undoing; below 0 if more was lost.
    pub(crate) fn gain(&self) -> f64 {
        self.gain
    }

    /// How much was looked at so far, as a measure of time that is the same on every machine.
    pub(crate) fn work(&self) -> usize {
        self.work
    }

    /// Keeps what was done.
    pub(crate) fn commit(&mut self) {
        self.journal.clear();
        self.gain = 0.0;
    }

    /// Takes back what was done since the last commit.
    pub(crate) fn undo(&mut self) {
        while let Some((profile, from, to, rows)) = self.journal.pop() {
            self.shift(profile, to, from, rows);
            self.journal.pop();
        }
        self.gain = 0.0;
    }

    fn shift(&mut self, profile: u32, from: u32, to: u32, rows: u32) {
        if from == to || rows == 0 {
            return;
        }
        change(&mut self.at[profile as usize], from, -i64::from(rows));
        change(&mut self.at[profile as usize], to, i64::from(rows));
        change(&mut self.members[from as usize], profile, -i64::from(rows));
        change(&mut self.members[to as usize], profile, i64::from(rows));
        self.sizes[from as usize] -= rows as usize;
        self.sizes[to as usize] += rows as usize;
        self.gain += (self.problem.worth[to as usize] - self.problem.worth[from as usize]) * f64::from(rows);
        self.journal.push((profile, from, to, rows));
    }

    /// The classes of a profile's rows, with how many each has.
    pub(crate) fn of(&self, profile: u32) -> &[(u32, u32)] {
        &self.at[profile as usize]
    }

    /// The profiles of a class, with how many rows of each it has.
    pub(crate) fn members(&self, class: u32) -> &[(u32, u32)] {
        &self.members[class as usize]
    }

    /// Whether the class has rows.
    pub(crate) fn is_open(&self, class: u32) -> bool {
        self.sizes[class as usize] > 0
    }

    fn spare(&self, class: u32) -> usize {
        self.sizes[class as usize].saturating_sub(self.problem.k)
    }

    /// How many more rows the class needs.
    fn lacks(&self, class: u32) -> usize {
        self.problem.k.saturating_sub(self.sizes[class as usize])
    }

    /// The heaviest other class with enough rows that the profile agrees with.
    fn best(&self, profile: u32, except: u32) -> Option<u32> {
        let enough = |class: &&u32| **class != except && self.sizes[**class as usize] >= self.problem.k;
        self.problem.above(profile).iter().find(enough).copied()
    }

    /// Moves a profile's rows from one class to another that has enough rows.
    pub(crate) fn relocate(&mut self, profile: u32, from: u32, to: u32, rows: u32) -> bool {
        self.shift(profile, from, to, rows);
        self.short.clear();
        self.short.push(from);
        self.mend()
    }

    /// Opens a class: with all rows that gain by it, and if they are too few, with those that lose the least.
    pub(crate) fn open<R: RngExt + ?Sized>(&mut self, class: u32, all: bool, rng: &mut R) -> bool {
        let worth = &self.problem.worth;
        let mut offers = std::mem::take(&mut self.offers);
        offers.clear();
        for &profile in self.problem.below(class) {
            for &(from, _) in &self.at[profile as usize] {
                // A breath of chance, so that equal offers are in random order.
                let chance = rng.random::<f64>() * 1e-7;
                offers.push((worth[class as usize] - worth[from as usize] + chance, profile, from));
            }
        }
        self.work += offers.len();
        offers.sort_unstable_by(|left, right| right.0.total_cmp(&left.0));
        self.short.clear();
        // Twice: first only rows that can be spared, unless they gain; then any.
        for round in 0..2 {
            for &(gain, profile, from) in &offers {
                let gains = gain > 1e-6 && (all || round == 1);
                let lacks = self.lacks(class);
                if lacks == 0 && (round == 1 || gain <= 1e-6) {
                    break;
                }
                if from == class {
                    continue;
                }
                let have = self.at[profile as usize].iter().find(|of| of.0 == from).map_or(0, |of| of.1);
                let most = match (gain > 1e-6, gains || round == 1) {
                    (true, true) => have as usize,
                    (true, false) => (have as usize).min(self.spare(from)),
                    (false, true) => (have as usize).min(lacks),
                    (false, false) => (have as usize).min(self.spare(from)).min(lacks),
                };
                self.shift(profile, from, class, most as u32);
                self.short.push(from);
            }
        }
        self.offers = offers;
        self.lacks(class) == 0 && self.mend()
    }

    /// Closes a class: each row goes to the heaviest other class that it agrees with.
    pub(crate) fn close(&mut self, class: u32) -> bool {
        while let Some(&(profile, rows)) = self.members[class as usize].last() {
            let Some(to) = self.best(profile, class) else { return false };
            self.shift(profile, class, to, rows);
        }
        true
    }

    /// Closes or fills up, whichever costs less, each class that was left with too few rows; then lets rows move on to heavier
    /// classes wherever there are now rows to spare.
    fn mend(&mut self) -> bool {
        while let Some(class) = self.short.pop() {
            let lacks = self.lacks(class);
            if lacks == 0 || lacks == self.problem.k {
                continue;
            }
            let closing = self.closing_costs(class);
            let (mark, before) = (self.journal.len(), self.gain);
            let mut filled = true;
            while self.lacks(class) > 0 {
                if closing.is_some_and(|closing| before - self.gain > closing) || !self.pull(class) {
                    filled = false;
                    break;
                }
            }
            if !filled {
                if closing.is_none() {
                    return false;
                }
                self.back_to(mark);
                if !self.close(class) {
                    return false;
                }
            }
        }
        let mut at = 0;
        while at < self.journal.len() {
            let class = self.journal[at].2;
            while self.spare(class) > 0 && self.push(class) {}
            at += 1;
        }
        true
    }

    /// Brings one row into a class, at the end of a chain: a class with rows to spare gives a row to another, which gives one of its own
    /// to the next. All that such a chain changes is what its ends are worth, so it begins at the lightest class that it can.
    fn pull(&mut self, class: u32) -> bool {
        self.visit(class);
        let mut best: Option<u32> = None;
        let mut next = 0;
        while next < self.queue.len() {
            let to = self.queue[next];
            next += 1;
            for &profile in self.problem.below(to) {
                self.work += self.at[profile as usize].len();
                for &(from, _) in &self.at[profile as usize] {
                    if self.seen[from as usize] == self.stamp {
                        continue;
                    }
                    self.seen[from as usize] = self.stamp;
                    self.by[from as usize] = (profile, to);
                    self.queue.push(from);
                    let worth = &self.problem.worth;
                    if self.sizes[from as usize] > self.problem.k
                        && best.is_none_or(|best| worth[from as usize] < worth[best as usize])
                    {
                        best = Some(from);
                    }
                }
            }
        }
        let Some(mut from) = best else { return false };
        while from != class {
            let (profile, to) = self.by[from as usize];
            self.shift(profile, from, to, 1);
            from = to;
        }
        true
    }

    /// Takes one row that a class can spare to a heavier class, at the end of a chain as in [`Self::pull`].
    fn push(&mut self, class: u32) -> bool {
        self.visit(class);
        let mut best = class;
        let mut next = 0;
        while next < self.queue.len() {
            let from = self.queue[next];
            next += 1;
            for &(profile, _) in &self.members[from as usize] {
                self.work += self.problem.above(profile).len();
                for &to in self.problem.above(profile) {
                    if self.sizes[to as usize] == 0 || self.seen[to as usize] == self.stamp {
                        continue;
                    }
                    self.seen[to as usize] = self.stamp;
                    self.by[to as usize] = (profile, from);
                    self.queue.push(to);
                    if self.problem.worth[to as usize] > self.problem.worth[best as usize] + 1e-9 {
                        best = to;
                    }
                }
            }
        }
        if best == class {
            return false;
        }
        let mut to = best;
        while to != class {
            let (profile, from) = self.by[to as usize];
            self.shift(profile, from, to, 1);
            to = from;
        }
        true
    }

    fn visit(&mut self, class: u32) {
        self.stamp += 1;
        self.seen[class as usize] = self.stamp;
        self.queue.clear();
        self.queue.push(class);
    }

    fn back_to(&mut self, mark: usize) {
        while self.journal.len() > mark {
            if let Some((profile, from, to, rows)) = self.journal.pop() {
                self.shift(profile, to, from, rows);
                self.journal.pop();
            }
        }
    }

    fn closing_costs(&self, class: u32) -> Option<f64> {
        let worth = &self.problem.worth;
        let mut costs = 0.0;
        for &(profile, rows) in &self.members[class as usize] {
            let to = self.best(profile, class)?;
            costs += (worth[class as usize] - worth[to as usize]) * f64::from(rows);
        }
        Some(costs)
    }
}

/// Adds to the number that a list holds for an item, and drops the item at 0.
fn change(list: &mut Vec<(u32, u32)>, item: u32, by: i64) {
    if let Some(at) = list.iter().position(|of| of.0 == item) {
        let rows = i64::from(list[at].1) + by;
        if rows == 0 {
            list.swap_remove(at);
        } else {
            list[at].1 = rows as u32;
        }
    } else {
        list.push((item, by as u32));
    }
}
