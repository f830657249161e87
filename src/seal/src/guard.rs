//! The guard against unanimity: after it, no class is unanimous in a sensitive option, unless the whole batch is.
//!
//! Classes lie in the order of their values, the heaviest attribute first, so that the neighbours of a class share with it what
//! evaluators care for most. A unanimous class exchanges the answers of one of its rows with a row of the nearest class that can
//! spare one. If there is none in the whole batch, it joins a neighbour and both lose what sets them apart.

use std::collections::HashMap;

use rand::{CryptoRng, RngExt, seq::SliceRandom};

use crate::{
    Row, Rule,
    exchange::{SensitiveAnswers, exchange},
    key::Key,
};

/// The values that the rows of a class keep.
type Values = Vec<Option<u16>>;

/// A class, and how often each option was chosen in it. One without rows has joined another.
#[derive(Default)]
struct Class {
    values: Values,
    rows: Vec<usize>,
    /// For each sensitive item, the rows by option.
    counts: Vec<Vec<usize>>,
}

/// The classes of a batch under watch.
pub(crate) struct Guard<'a, A> {
    /// For each sensitive item, for each option, whether it is sensitive.
    sensitive: &'a [Vec<bool>],
    rule: &'a Rule,
    rows: &'a mut [Row<A>],
    classes: Vec<Class>,
    at: HashMap<Values, usize>,
}

impl<'a, A: SensitiveAnswers> Guard<'a, A> {
    pub(crate) fn new(sensitive: &'a [Vec<bool>], rows: &'a mut [Row<A>], rule: &'a Rule) -> Self {
        let heaviest_first = rule.heaviest_first();
        let key = |row: &Row<A>| -> Values { heaviest_first.iter().map(|&attribute| row.values[attribute]).collect() };
        let mut order: Vec<(Values, usize)> = rows.iter().map(key).zip(0..).collect();
        order.sort_unstable();
        let class = |members: &[(Values, usize)]| {
            let mut counts: Vec<Vec<usize>> = sensitive.iter().map(|options| vec![0; options.len()]).collect();
            members.iter().for_each(|(_, row)| count(&mut counts, &rows[*row].answers, 1));
            let members: Vec<usize> = members.iter().map(|(_, row)| *row).collect();
            Class { values: rows[members[0]].values.clone(), rows: members, counts }
        };
        let classes: Vec<Class> = order.chunk_by(|left, right| left.0 == right.0).map(class).collect();
        let at = classes.iter().zip(0..).map(|(class, at)| (class.values.clone(), at)).collect();
        Self { sensitive, rule, rows, classes, at }
    }

    pub(crate) fn break_unanimity<R: CryptoRng + ?Sized>(mut self, rng: &mut R) {
        let mut waiting: Vec<usize> =
            (0..self.classes.len()).filter(|&class| self.unanimous(class).is_some()).collect();
        waiting.shuffle(rng);
        while let Some(class) = waiting.pop() {
            // It may have joined another, or an exchange made for another may have helped it.
            let Some((item, option)) = self.unanimous(class) else { continue };
            if !self.exchange_nearby(class, item, option, rng) {
                // Without a neighbour it is the whole batch, of which the overall totals tell the same.
                waiting.extend(self.join_neighbour(class));
            }
        }
    }

    /// The item and the sensitive option that all rows of a class chose, if there is such an option.
    fn unanimous(&self, class: usize) -> Option<(usize, usize)> {
        let Class { rows, counts, .. } = &self.classes[class];
        let of_item = |(item, counts): (usize, &Vec<usize>)| {
            let all = counts.iter().position(|count| *count == rows.len())?;
            self.sensitive[item][all].then_some((item, all))
        };
        if rows.is_empty() { None } else { counts.iter().enumerate().find_map(of_item) }
    }

    /// Exchanges the answers of one row with those of a row in the nearest class with which that leaves neither unanimous.
    fn exchange_nearby<R: CryptoRng + ?Sized>(
        &mut self,
        class: usize,
        item: usize,
        option: usize,
        rng: &mut R,
    ) -> bool {
        // All rows of the class are alike in this item, so any will do for it; a few are tried for the sake of other items.
        let few = self.classes[class].rows.len().min(3);
        let mine: Vec<usize> =
            (0..few).map(|_| self.classes[class].rows[rng.random_range(0..self.classes[class].rows.len())]).collect();
        for other in self.neighbours(class, rng.random()) {
            // Two rows of it must have chosen otherwise, or it would be unanimous itself afterwards.
            let Class { rows, counts, .. } = &self.classes[other];
            if rows.is_empty() || counts[item][option] + 2 > rows.len() {
                continue;
            }
            let otherwise = |row: &usize| self.rows[*row].answers.option(item) != Some(option);
            let mut theirs: Vec<usize> = self.classes[other].rows.iter().copied().filter(otherwise).collect();
            theirs.shuffle(rng);
            for two in theirs {
                for &one in &mine {
                    self.swap((class, one), (other, two));
                    if self.unanimous(class).is_none() && self.unanimous(other).is_none() {
                        return true;
                    }
                    self.swap((class, one), (other, two));
                }
            }
        }
        false
    }

    /// The other classes, the nearest first, alternating between the two sides.
    fn neighbours(&self, class: usize, right_first: bool) -> impl Iterator<Item = usize> + use<A> {
        let classes = self.classes.len();
        let side = move |right: bool, step| if right { class.checked_add(step) } else { class.checked_sub(step) };
        let both = move |step| [side(right_first, step), side(!right_first, step)];
        (1..classes).flat_map(both).flatten().filter(move |&other| other < classes)
    }

    /// Exchanges the answers of two rows, each given with its class, and keeps the counts right.
    fn swap(&mut self, one: (usize, usize), two: (usize, usize)) {
        for ((class, leaving), (_, coming)) in [(one, two), (two, one)] {
            let counts = &mut self.classes[class].counts;
            count(counts, &self.rows[leaving].answers, -1);
            count(counts, &self.rows[coming].answers, 1);
        }
        exchange(self.rows, one.1, two.1);
    }

    /// Lets a class and its nearest neighbour withhold what sets them apart, and gives the class that this makes.
    fn join_neighbour(&mut self, class: usize) -> Option<usize> {
        let neighbour = self.neighbours(class, true).find(|&other| !self.classes[other].rows.is_empty())?;
        let (left, right) = (&self.classes[class].values, &self.classes[neighbour].values);
        let mut common = left.clone();
        self.rule.common(&Key::new(left), &Key::new(right)).unpack(&mut common);
        // There may be a class that has just these values already.
        let host = self.at.get(&common).copied().filter(|&host| self.classes[host].values == common);
        let host = host.filter(|&host| !self.classes[host].rows.is_empty());
        let host = host.unwrap_or(neighbour);
        let joining = [class, neighbour].into_iter().filter(|&joining| joining != host);
        for joined in joining.map(|joining| std::mem::take(&mut self.classes[joining])).collect::<Vec<_>>() {
            let host = &mut self.classes[host];
            host.rows.extend(joined.rows);
            for (counts, more) in host.counts.iter_mut().zip(joined.counts) {
                counts.iter_mut().zip(more).for_each(|(count, more)| *count += more);
            }
        }
        for &row in &self.classes[host].rows {
            self.rows[row].values.clone_from(&common);
        }
        self.classes[host].values.clone_from(&common);
        self.at.insert(common, host);
        Some(host)
    }
}

/// Counts a row's answers in, or out again.
fn count<A: SensitiveAnswers>(counts: &mut [Vec<usize>], answers: &A, by: isize) {
    for (item, counts) in counts.iter_mut().enumerate() {
        if let Some(count) = answers.option(item).and_then(|option| counts.get_mut(option)) {
            *count = count.saturating_add_signed(by);
        }
    }
}
