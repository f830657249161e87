//! The people who linked their answers of two waves: how their scores differ, by the group that they were in at the earlier wave.

use super::side::Side;
use crate::estimate::{self, Correction};
use crate::moments::Sums;
use crate::query::Subject;
use crate::statistics::PairedSums;
use crate::{SealedTable, scales};
use std::collections::BTreeMap;

/// Links between the rows of two tables, as their places in them: the earlier row and the later. Only those that sealing kept may come
/// here (`chorus_seal::keep_links`); then every group of the earlier wave's classes, of the later one's, and of both has none or at
/// least k of them.
#[derive(Default)]
pub struct Pairs {
    links: Vec<(u32, u32)>,
    k: u16,
}

impl Pairs {
    /// Links that keep to this k.
    pub fn new(links: Vec<(u32, u32)>, k: u16) -> Self {
        Self { links, k }
    }

    /// The links by joint class: the attribute values that their rows keep in both waves.
    pub(crate) fn by_class(&self, earlier: &SealedTable, later: &SealedTable) -> PairsByClass {
        let values = |table: &SealedTable, row: u32| -> Vec<Option<u16>> {
            let columns = (0..table.dimensions().len()).map(|at| table.attribute_columns().get(at));
            columns.map(|column| column?.codes().get(row as usize).copied()).collect()
        };
        let mut classes: BTreeMap<_, Vec<(u32, u32)>> = BTreeMap::new();
        for &(from, to) in &self.links {
            classes.entry((values(earlier, from), values(later, to))).or_default().push((from, to));
        }
        PairsByClass { classes: classes.into_values().collect(), k: self.k }
    }
}

/// Links, class by class.
pub(crate) struct PairsByClass {
    classes: Vec<Vec<(u32, u32)>>,
    k: u16,
}

impl PairsByClass {
    /// For each group with at least k pairs that have a score in both waves, how these differ.
    pub(crate) fn of(
        &self,
        earlier: &Side<'_>,
        before: &Subject<'_>,
        later: &Side<'_>,
        after: &Subject<'_>,
        k: u16,
    ) -> BTreeMap<BTreeMap<String, String>, PairedSums> {
        let k = u64::from(k.max(self.k));
        let scores = [scales::row_scores(earlier.table, before), scales::row_scores(later.table, after)];
        let mut sums = vec![Joint::default(); earlier.grouping.released()];
        for class in &self.classes {
            // All rows of a class stand in one group, whatever is asked.
            let slot = class.first().and_then(|(from, _)| earlier.grouping.slots().get(*from as usize));
            let Some(sums) = slot.and_then(|slot| sums.get_mut(usize::from(*slot))) else { continue };
            sums.pairs += class.len() as u64;
            let score = |wave: usize, row: u32| scores[wave].get(row as usize).copied().flatten();
            let both: Vec<_> = class.iter().filter_map(|(from, to)| Some((score(0, *from)?, score(1, *to)?))).collect();
            for (from, to) in both.iter().take(told(both.len(), class.len(), k as usize)) {
                sums.add(*from, *to);
            }
        }
        let waves = [whole(&scores[0]), whole(&scores[1])];
        let exchanges = [exchange(earlier, before), exchange(later, after)];
        let rows = [earlier.table.len() as u64, later.table.len() as u64];
        let of = |(group, place): (&BTreeMap<String, String>, Option<(usize, u64)>)| {
            let joint = sums.get(place?.0).filter(|joint| joint.n >= k)?;
            Some((group.clone(), joint.corrected(waves, exchanges, rows)?))
        };
        earlier.groups.iter().zip(earlier.grouping.groups()).filter_map(of).collect()
    }
}

/// How many of a class's pairs count, of those that have both scores: so many that who is left out is nobody or at least k. What both
/// waves show of the class less what its pairs show would else speak of the one or two who skipped the question once. Which
/// pairs these are follows from the random order of the rows, and is the same whatever is asked.
fn told(both: usize, class: usize, k: usize) -> usize {
    let left_out = class - both;
    let counted = if left_out == 0 || left_out >= k { both } else { both.saturating_sub(k - left_out) };
    if counted >= k { counted } else { 0 }
}

fn exchange(side: &Side<'_>, subject: &Subject<'_>) -> f64 {
    side.table.measure(subject).exchange.unwrap_or_default()
}

/// What all rows of a wave scored.
fn whole(scores: &[Option<f64>]) -> Sums {
    Sums::of(scores.iter().flatten().copied())
}

/// The scores of pairs, summed about the first pair's so that great scores lose no digits.
#[derive(Debug, Clone, Copy, Default)]
struct Joint {
    /// Linked rows, with scores or without.
    pairs: u64,
    n: u64,
    origin: (f64, f64),
    from: f64,
    to: f64,
    from_squares: f64,
    to_squares: f64,
    products: f64,
}

impl Joint {
    fn add(&mut self, from: f64, to: f64) {
        if self.n == 0 {
            self.origin = (from, to);
        }
        let (x, y) = (from - self.origin.0, to - self.origin.1);
        self.n += 1;
        self.from += x;
        self.to += y;
        self.from_squares += x * x;
        self.to_squares += y * y;
        self.products += x * y;
    }

    /// The pairs' difference, with each wave's exchange undone. A link joins rows whose sensitive answers may be other people's in
    /// either wave, so that what two waves have in common shows by (1 - λ)(1 - λ') of it.
    fn corrected(&self, waves: [Sums; 2], exchanges: [f64; 2], rows: [u64; 2]) -> Option<PairedSums> {
        let n = self.n as f64;
        let centred = |sum: f64, squares: f64| (squares - sum * sum / n).max(0.0);
        let (x, y) = (centred(self.from, self.from_squares), centred(self.to, self.to_squares));
        let covariance = (self.products - self.from * self.to / n) / (n - 1.0);
        let [from, to] = [(self.origin.0, self.from, x), (self.origin.1, self.to, y)]
            .map(|(origin, sum, deviation)| Sums::new(n, origin + sum / n, deviation));
        let sample = |at: usize, sums: Sums| {
            let correction = Correction::new(exchanges[at], self.pairs, rows[at]);
            let sample = estimate::sample(correction, sums, waves[at])?;
            Some((sample, if sums.sd()? > 0.0 { sample.spread / sums.sd()? } else { 1.0 }))
        };
        let ((from, stretch_from), (to, stretch_to)) = (sample(0, from)?, sample(1, to)?);
        let kept = (1.0 - exchanges[0]) * (1.0 - exchanges[1]);
        let spread = from.spread.powi(2) + to.spread.powi(2) - 2.0 * stretch_from * stretch_to * covariance;
        let variance = from.sd.powi(2) + to.sd.powi(2) - 2.0 * covariance / kept;
        let rounding = 1e-14 * (from.spread.powi(2) + to.spread.powi(2));
        let root = |variance: f64| if variance <= rounding { 0.0 } else { variance.sqrt() };
        Some(PairedSums { n, mean: to.mean - from.mean, sd: root(variance), spread: root(spread) })
    }
}
