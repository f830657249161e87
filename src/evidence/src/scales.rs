//! Scores of scales: one pass over the rows counts the sums of item scores, and everything else follows from these counts.

use crate::SealedTable;
use crate::grouping::Grouping;
use crate::measure::{Band, Tallies, Tally, scores};
use crate::moments::{Moments, Spread};
use crate::quantiles::quartiles;
use crate::query::Subject;
use chorus_questionnaire::{CutOff, Scale, ScaleScore, Threshold};
use std::collections::BTreeMap;
use std::ops::Range;

/// The most bands that the range of a scale is divided into.
const MOST_BANDS: i64 = 20;
/// Sums are counted in a list while it has at most so many places, and else in a map.
const MOST_PLACES: usize = 4_000_000;

/// An item of a scale: its column, and for each code the score it counts, which none has for unanswered.
pub(crate) struct Part<'a> {
    pub codes: &'a [u8],
    pub missing: u8,
    pub scores: Vec<Option<i64>>,
}

pub(crate) fn parts<'a>(table: &'a SealedTable, scale: &Scale) -> Vec<Part<'a>> {
    let part = |entry: &chorus_questionnaire::ScaleItem| {
        let asked = table.asked().iter().find(|asked| asked.code == entry.item)?;
        let column = table.item_columns().get(asked.columns.start)?;
        let (least, greatest) = asked.score_range()?;
        let turned = |score: i64| i64::from(least) + i64::from(greatest) - score;
        let mut scores = scores(asked)?;
        if entry.reverse {
            scores.iter_mut().flatten().for_each(|score| *score = turned(*score));
        }
        Some(Part { codes: column.codes(), missing: column.missing(), scores })
    };
    scale.items.iter().filter_map(part).collect()
}

/// Scores a scale. Sums are kept apart by how many items a row answered, so that they stay whole numbers until the end.
pub(crate) fn scale(table: &SealedTable, scale: &Scale, grouping: &Grouping) -> Tallies {
    let parts = parts(table, scale);
    let rule = Rule::new(scale, &parts);
    // One slot more, for the rows that count nowhere but in the wave as a whole.
    let slots = grouping.released() + 1;
    let mut answered_rows = vec![0_u64; slots];
    let mut sums = SumCounts::new(slots * rule.stride, &rule.reach);
    for (row, &slot) in grouping.slots().iter().enumerate() {
        let Some(answered_rows) = answered_rows.get_mut(usize::from(slot)) else {
            continue;
        };
        let (mut answered, mut scored, mut sum) = (false, 0_usize, 0_i64);
        for part in &parts {
            let code = part.codes.get(row).copied().unwrap_or(part.missing);
            answered |= code != part.missing;
            if let Some(score) = part.scores.get(usize::from(code)).copied().flatten() {
                scored += 1;
                sum += score;
            }
        }
        *answered_rows += u64::from(answered);
        if let Some(over) = scored.checked_sub(rule.needed) {
            sums.add(usize::from(slot) * rule.stride + over, sum);
        }
    }
    let of = |slots: Range<usize>| {
        let n = answered_rows.get(slots.clone()).unwrap_or_default().iter().sum();
        rule.tally(n, slots, &sums)
    };
    let groups = (0..grouping.released()).map(|slot| of(slot..slot + 1)).collect();
    Tallies { groups, wave: of(0..slots) }
}

/// How a scale turns the sum of the items that a row answered into a score.
struct Rule<'a> {
    scale: &'a Scale,
    /// How many items must be scored, and how many different numbers of items there may be.
    needed: usize,
    stride: usize,
    /// The items, and what a score counts for a sum over all of them.
    items: i64,
    numerator: i64,
    /// The least and the greatest sum, over any number of items.
    reach: Range<i64>,
    /// The least and the greatest sum over all items, which bands divide.
    range: (i64, i64),
}

impl<'a> Rule<'a> {
    fn new(scale: &'a Scale, parts: &[Part<'_>]) -> Self {
        let needed = scale.needed().max(1);
        let ends = |part: &Part<'_>| {
            let scores = || part.scores.iter().flatten().copied();
            (scores().min().unwrap_or_default(), scores().max().unwrap_or_default())
        };
        let ends: Vec<(i64, i64)> = parts.iter().map(ends).collect();
        let items = scale.items.len() as i64;
        Rule {
            scale,
            needed,
            stride: (scale.items.len() + 1).saturating_sub(needed),
            items,
            numerator: match scale.score {
                ScaleScore::Sum => items,
                ScaleScore::Mean => 1,
            },
            // An item that is left out adds nothing.
            reach: ends.iter().map(|(low, _)| low.min(&0)).sum()
                ..ends.iter().map(|(_, high)| high.max(&0)).sum::<i64>() + 1,
            range: (ends.iter().map(|(low, _)| low).sum(), ends.iter().map(|(_, high)| high).sum()),
        }
    }

    /// What these slots scored together; `n` of their rows answered.
    fn tally(&self, n: u64, slots: Range<usize>, sums: &SumCounts) -> Tally {
        let mut spread = Spread::default();
        let mut counts = vec![0; self.scale.cut_offs.len()];
        let mut bands = self.bands();
        let mut counted: BTreeMap<(i64, i64), u64> = BTreeMap::new();
        for slot in slots {
            for over in 0..self.stride {
                let scored = (self.needed + over) as i64;
                let mut moments = Moments::default();
                for (sum, count) in sums.of(slot * self.stride + over) {
                    moments.add(sum, count);
                    *counted.entry((sum, scored)).or_default() += count;
                }
                spread.join(&moments, self.numerator, scored);
            }
        }
        for (&(sum, scored), &of_sum) in &counted {
            for (count, cut_off) in counts.iter_mut().zip(&self.scale.cut_offs) {
                *count += if lies_within(cut_off, sum * self.numerator, scored) { of_sum } else { 0 };
            }
            let last = bands.len().saturating_sub(1);
            if let Some(band) = bands.get_mut(self.band(sum, scored).min(last)) {
                band.count += of_sum;
            }
        }
        let score = |((sum, scored), count)| ((sum * self.numerator) as f64 / scored as f64, count);
        let quartiles = quartiles(counted.into_iter().map(score).collect());
        Tally { n, counts, of: spread.n(), scores: Some(spread), quartiles, bands }
    }

    /// How many whole sums one band is wide.
    fn width(&self) -> i64 {
        let (least, greatest) = self.range;
        (greatest - least + 1 + MOST_BANDS - 1) / MOST_BANDS
    }

    fn bands(&self) -> Vec<Band> {
        let ((least, greatest), width) = (self.range, self.width().max(1));
        let score = |sum: i64| (sum * self.numerator) as f64 / self.items.max(1) as f64;
        let band = |at: i64| Band { from: score(least + at * width), to: score(least + (at + 1) * width), count: 0 };
        (0..=(greatest - least) / width).map(band).collect()
    }

    /// The band in which the sum over so many items lies, were all items answered alike; the ends take what lies outside.
    fn band(&self, sum: i64, scored: i64) -> usize {
        let above = i128::from(sum) * i128::from(self.items) - i128::from(self.range.0) * i128::from(scored);
        let band = above.div_euclid(i128::from(self.width().max(1)) * i128::from(scored));
        usize::try_from(band.max(0)).unwrap_or(usize::MAX)
    }
}

/// How many bands the distribution of a scale has.
pub(crate) fn bands(table: &SealedTable, scale: &Scale) -> usize {
    Rule::new(scale, &parts(table, scale)).bands().len()
}

/// How many rows have each sum, kept apart by any number of places.
enum SumCounts {
    /// For each place a count for each sum from the least on.
    List {
        least: i64,
        width: usize,
        counts: Vec<u32>,
    },
    Map(Vec<BTreeMap<i64, u32>>),
}

impl SumCounts {
    fn new(places: usize, reach: &Range<i64>) -> Self {
        let width = usize::try_from(reach.end.saturating_sub(reach.start)).unwrap_or(usize::MAX);
        match places.checked_mul(width).filter(|all| *all <= MOST_PLACES) {
            Some(all) => SumCounts::List { least: reach.start, width, counts: vec![0; all] },
            None => SumCounts::Map(vec![BTreeMap::new(); places]),
        }
    }

    fn add(&mut self, place: usize, sum: i64) {
        match self {
            SumCounts::List { least, width, counts } => {
                let at = usize::try_from(sum - *least).ok().map(|at| place * *width + at);
                if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
                    *count += 1;
                }
            }
            SumCounts::Map(places) => {
                if let Some(place) = places.get_mut(place) {
                    *place.entry(sum).or_default() += 1;
                }
            }
        }
    }

    /// The sums of a place that any row has, with how many have them.
    fn of(&self, place: usize) -> Vec<(i64, u64)> {
        match self {
            SumCounts::List { least, width, counts } => {
                let counts = counts.get(place * width..(place + 1) * width).unwrap_or_default();
                let counted = (*least..).zip(counts).filter(|(_, count)| **count > 0);
                counted.map(|(sum, count)| (sum, u64::from(*count))).collect()
            }
            SumCounts::Map(places) => {
                let counts = places.get(place).into_iter().flatten();
                counts.map(|(sum, count)| (*sum, u64::from(*count))).collect()
            }
        }
    }
}

/// The score of every row, if it has one.
pub(crate) fn row_scores(table: &SealedTable, subject: &Subject<'_>) -> Vec<Option<f64>> {
    match subject {
        Subject::Item(asked) => {
            let column = table.item_columns().get(asked.columns.start).filter(|_| !asked.multiple);
            let scores = scores(asked).unwrap_or_default();
            let score = |code: &u8| scores.get(usize::from(*code)).copied().flatten().map(|score| score as f64);
            column.map(|column| column.codes().iter().map(score).collect()).unwrap_or_default()
        }
        Subject::Scale(scale) => {
            let parts = parts(table, scale);
            let needed = scale.needed().max(1);
            let score = |row: usize| {
                let scored = parts.iter().filter_map(|part| {
                    let code = part.codes.get(row).copied().unwrap_or(part.missing);
                    part.scores.get(usize::from(code)).copied().flatten()
                });
                let (count, sum) = scored.fold((0_usize, 0_i64), |(count, sum), score| (count + 1, sum + score));
                let times = match scale.score {
                    ScaleScore::Sum => scale.items.len() as f64,
                    ScaleScore::Mean => 1.0,
                };
                (count >= needed).then(|| sum as f64 * times / count as f64)
            };
            (0..table.len()).map(score).collect()
        }
        Subject::Comment(..) => Vec::new(),
    }
}

/// Whether the score `numerator / denominator` lies within a cut-off, reckoned in whole numbers.
fn lies_within(cut_off: &CutOff, numerator: i64, denominator: i64) -> bool {
    let (score, unit) = (i128::from(numerator) * 100, i128::from(denominator));
    cut_off.at_least.is_none_or(|Threshold(least)| score >= i128::from(least) * unit)
        && cut_off.at_most.is_none_or(|Threshold(most)| score <= i128::from(most) * unit)
}
