//! How many rows of each slot hold each code of a column: the one pass that large tables wait for. It knows slots and codes,
//! and must not know k, groups or what a code stands for.
//!
//! Two columns are counted together, by slot, code and code, and taken apart afterwards: half as many increments. Keys are
//! worked out a block at a time, so that they stay in the nearest cache. Neighbouring rows are counted in different tables, for
//! an increment that waits for the one before it to be written is several times as slow.

use crate::SealedTable;
use crate::grouping::Grouping;
use crate::query::{Plan, Subject};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Rows whose keys are worked out at a time.
const BLOCK: usize = 2048;
/// Rows that are counted before 32 bits are emptied into 64.
const STRETCH: usize = 1 << 24;
/// The most counters that two columns may need together; beyond, their tables leave the nearest cache.
const MOST_TOGETHER: usize = 1 << 12;
/// Counts, one for each row and column, that are worth a thread of their own.
const WORTH_A_THREAD: usize = 1 << 20;
/// The most threads of one query: others want to be answered too.
const MOST_THREADS: usize = 2;

/// A column's codes, and one more than its greatest code.
type Codes<'a> = (&'a [u8], usize);

/// The counts of the columns that a query asks for.
pub(crate) struct Counts(Vec<Vec<u64>>);

impl Counts {
    /// Counts the columns of all items of the plan.
    pub(crate) fn new(table: &SealedTable, plan: &Plan<'_>, grouping: &Grouping) -> Self {
        let columns = plan.subjects.iter().filter_map(|subject| match subject {
            Subject::Item(asked) => Some(asked.columns.clone()),
            Subject::Scale(_) | Subject::Comment(..) => None,
        });
        let found = |at: usize| Some((at, table.item_columns().get(at)?));
        let columns: Vec<_> = columns.flatten().filter_map(found).collect();
        let codes: Vec<Codes<'_>> =
            columns.iter().map(|(_, column)| (column.codes(), usize::from(column.missing()) + 1)).collect();
        let mut counts = vec![Vec::new(); table.item_columns().len()];
        let counted = count_all(grouping.slots(), grouping.released() + 1, &codes);
        for ((at, _), counted) in columns.into_iter().zip(counted) {
            if let Some(counts) = counts.get_mut(at) {
                *counts = counted;
            }
        }
        Counts(counts)
    }

    /// How many rows hold each code of a column, by slot; unanswered last. Empty for a column not asked for.
    pub(crate) fn of(&self, column: usize) -> &[u64] {
        self.0.get(column).map_or(&[], Vec::as_slice)
    }
}

/// The counts of each column by slot, of which there are `width`, then by code. On more than one thread if it is worth it.
fn count_all(slots: &[u16], width: usize, columns: &[Codes<'_>]) -> Vec<Vec<u64>> {
    let jobs: Vec<&[Codes<'_>]> = columns.chunks(2).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match jobs.get(at) {
                Some(job) => done.push((at, count(slots, width, job))),
                None => return done,
            }
        }
    };
    let worth = (slots.len().saturating_mul(columns.len()) / WORTH_A_THREAD).min(jobs.len()).min(MOST_THREADS);
    let threads = if worth > 1 { std::thread::available_parallelism().map_or(1, usize::from).min(worth) } else { 1 };
    let mut done = std::thread::scope(|scope| {
        // Where no thread is to be had, this one does it all.
        let spawn = |_| std::thread::Builder::new().spawn_scoped(scope, work).ok();
        let others: Vec<_> = (1..threads).filter_map(spawn).collect();
        let mut done = work();
        for other in others {
            match other.join() {
                Ok(theirs) => done.extend(theirs),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().flat_map(|(_, counts)| counts).collect()
}

/// The same for one column, or two.
fn count(slots: &[u16], width: usize, columns: &[Codes<'_>]) -> Vec<Vec<u64>> {
    match *columns {
        [first, second] if width * first.1 * second.1 <= MOST_TOGETHER => together(slots, width, first, second),
        _ => columns.iter().map(|&column| alone(slots, width, column)).collect(),
    }
}

fn together(slots: &[u16], width: usize, first: Codes<'_>, second: Codes<'_>) -> Vec<Vec<u64>> {
    let (each, wide) = (first.1 * second.1, second.1);
    let mut tables = Tables::new(width * each);
    let mut keys = [0_u16; BLOCK];
    // At most MOST_TOGETHER counters, so no product passes 16 bits.
    let (by_slot, by_code) = (each as u16, wide as u16);
    let blocks = slots.chunks(BLOCK).zip(first.0.chunks(BLOCK)).zip(second.0.chunks(BLOCK));
    for ((slots, first), second) in blocks {
        let rows = slots.iter().zip(first).zip(second);
        for (key, ((&slot, &first), &second)) in keys.iter_mut().zip(rows) {
            let code = u16::from(first).wrapping_mul(by_code).wrapping_add(u16::from(second));
            *key = slot.wrapping_mul(by_slot).wrapping_add(code);
        }
        tables.count(keys.get(..slots.len()).unwrap_or_default());
    }
    let both = tables.total();
    let mut counts = [vec![0_u64; width * first.1], vec![0_u64; width * wide]];
    let [firsts, seconds] = &mut counts;
    for (slot, both) in both.chunks_exact(each).enumerate() {
        for (code, both) in both.chunks_exact(wide).enumerate() {
            if let Some(count) = firsts.get_mut(slot * first.1 + code) {
                *count += both.iter().sum::<u64>();
            }
            seconds.iter_mut().skip(slot * wide).zip(both).for_each(|(count, both)| *count += both);
        }
    }
    counts.into()
}

fn alone(slots: &[u16], width: usize, (codes, wide): Codes<'_>) -> Vec<u64> {
    if width * wide > usize::from(u16::MAX) {
        return alone_with_many(slots, width, (codes, wide));
    }
    let mut tables = Tables::new(width * wide);
    let mut keys = [0_u16; BLOCK];
    for (slots, codes) in slots.chunks(BLOCK).zip(codes.chunks(BLOCK)) {
        for (key, (&slot, &code)) in keys.iter_mut().zip(slots.iter().zip(codes)) {
            *key = slot.wrapping_mul(wide as u16).wrapping_add(u16::from(code));
        }
        tables.count(keys.get(..slots.len()).unwrap_or_default());
    }
    tables.total()
}

/// For more counters than a key of 16 bits can tell apart.
fn alone_with_many(slots: &[u16], width: usize, (codes, wide): Codes<'_>) -> Vec<u64> {
    let mut counts = vec![0_u64; width * wide];
    for (&slot, &code) in slots.iter().zip(codes) {
        if let Some(count) = counts.get_mut(usize::from(slot) * wide + usize::from(code)) {
            *count += 1;
        }
    }
    counts
}

/// How often each number below `width` occurs.
pub(crate) fn occurrences(numbers: &[u16], width: usize) -> Vec<u64> {
    let mut tables = Tables::new(width);
    numbers.chunks(BLOCK).for_each(|numbers| tables.count(numbers));
    tables.total()
}

/// Counters in four tables, which neighbouring rows take in turn.
struct Tables {
    tables: [Vec<u32>; 4],
    /// Rows in the tables.
    rows: usize,
    emptied: Vec<u64>,
}

impl Tables {
    fn new(width: usize) -> Self {
        Tables { tables: std::array::from_fn(|_| vec![0; width]), rows: 0, emptied: vec![0; width] }
    }

    fn count(&mut self, keys: &[u16]) {
        let add = |table: &mut [u32], key: u16| {
            if let Some(count) = table.get_mut(usize::from(key)) {
                *count = count.wrapping_add(1);
            }
        };
        let [a, b, c, d] = &mut self.tables;
        let (a, b, c, d) = (a.as_mut_slice(), b.as_mut_slice(), c.as_mut_slice(), d.as_mut_slice());
        let (fours, rest) = keys.as_chunks::<4>();
        for &[first, second, third, fourth] in fours {
            add(a, first);
            add(b, second);
            add(c, third);
            add(d, fourth);
        }
        rest.iter().for_each(|&key| add(a, key));
        self.rows += keys.len();
        if self.rows >= STRETCH {
            self.empty();
        }
    }

    fn empty(&mut self) {
        for table in &mut self.tables {
            self.emptied.iter_mut().zip(table).for_each(|(all, count)| *all += u64::from(std::mem::take(count)));
        }
        self.rows = 0;
    }

    fn total(mut self) -> Vec<u64> {
        self.empty();
        self.emptied
    }
}

#[cfg(test)]
mod tests {
    use super::{Codes, MOST_TOGETHER, alone_with_many, count_all, occurrences};
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// Counted one by one, with nothing clever.
    fn naive(slots: &[u16], width: usize, columns: &[Codes<'_>]) -> Vec<Vec<u64>> {
        columns.iter().map(|&column| alone_with_many(slots, width, column)).collect()
    }

    /// Slots, and categories of two columns, about the borders between one way of counting and another.
    fn shape() -> impl Strategy<Value = (usize, [usize; 3])> {
        let slots = prop::sample::select(&[1, 2, 49, 113, 114, 255, 256, 257, 10_922, 10_923, 20_001, 65_535][..]);
        let categories = || prop::sample::select(&[1, 2, 3, 6, 16, 64, 255, 256][..]);
        (slots, [categories(), categories(), categories()])
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

        #[test]
        fn every_way_of_counting_counts_alike(
            (width, categories) in shape(),
            rows in vec((any::<u16>(), any::<[u8; 3]>()), 0..5000),
        ) {
            let slots: Vec<u16> = rows.iter().map(|(slot, _)| (usize::from(*slot) % width) as u16).collect();
            let codes: [Vec<u8>; 3] = std::array::from_fn(|at| {
                rows.iter().map(|(_, codes)| (usize::from(codes[at]) % categories[at]) as u8).collect()
            });
            let columns: Vec<Codes<'_>> = codes.iter().map(Vec::as_slice).zip(categories).collect();
            prop_assert_eq!(count_all(&slots, width, &columns), naive(&slots, width, &columns));
            let ones = vec![0_u8; rows.len()];
            prop_assert_eq!(vec![occurrences(&slots, width)], naive(&slots, width, &[(&ones, 1)]));
        }
    }

    #[test]
    fn several_threads_count_what_one_does() {
        let rows = 300_001_u64;
        let slots: Vec<u16> = (0..rows).map(|row| (row * row % 49) as u16).collect();
        let codes: Vec<Vec<u8>> = (1..=7).map(|at| (0..rows).map(|row| (row * at / 3 % 6) as u8).collect()).collect();
        let columns: Vec<Codes<'_>> = codes.iter().map(|codes| (codes.as_slice(), 6)).collect();
        const { assert!(49 * 36 <= MOST_TOGETHER) };
        assert_eq!(count_all(&slots, 49, &columns), naive(&slots, 49, &columns));
    }
}
