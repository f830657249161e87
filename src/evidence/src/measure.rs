//! One pass over the rows for each measure: what the released groups answered, and the wave as a whole.

use crate::asked::Asked;
use crate::counts::Counts;
use crate::estimate::Part;
use crate::grouping::Grouping;
use crate::moments::{Moments, Spread};
use crate::quantiles::quartiles;

/// What one group answered to one measure.
#[derive(Default)]
pub(crate) struct Tally {
    /// Rows with an answer.
    pub n: u64,
    /// Rows by option, or by cut-off of a scale.
    pub counts: Vec<u64>,
    /// Of how many rows these are: those with an answer, or with a score of the scale.
    pub of: u64,
    /// The scores, if the measure is scored.
    pub scores: Option<Spread>,
    /// Their quartiles: lower, median, upper.
    pub quartiles: Option<[f64; 3]>,
    /// For a scale how many have a score in each band of its range.
    pub bands: Vec<Band>,
}

impl Tally {
    /// The rows that hold an option, of those that could.
    pub(crate) fn part(&self, option: usize) -> Option<Part> {
        Some(Part { count: *self.counts.get(option)?, of: self.of })
    }
}

/// Scores from one number to another, and how many lie there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Band {
    /// The least score.
    pub from: f64,
    /// The greatest; where it is the next band's least, a score there counts in the next.
    pub to: f64,
    pub count: u64,
}

/// The scores of the options, if they are scored.
pub(crate) fn scores(asked: &Asked) -> Option<Vec<Option<i64>>> {
    asked.score_range()?;
    Some(asked.options.iter().map(|option| option.score.map(i64::from)).collect())
}

/// What the released groups answered, by slot, and what all rows of the wave did.
#[derive(Default)]
pub(crate) struct Tallies {
    pub groups: Vec<Tally>,
    pub wave: Tally,
}

/// Counts the options of an item or of a row of a matrix.
pub(crate) fn item(asked: &Asked, grouping: &Grouping, counts: &Counts) -> Tallies {
    if asked.multiple { several(asked, grouping, counts) } else { one(asked, grouping, counts) }
}

fn one(asked: &Asked, grouping: &Grouping, counts: &Counts) -> Tallies {
    // The options, and unanswered.
    let stride = asked.options.len() + 1;
    let counts = counts.of(asked.columns.start);
    let scores = scores(asked);
    let group = |counts: &[u64]| {
        let counts: Vec<u64> = counts.iter().take(stride - 1).copied().collect();
        let spread = scores.as_ref().map(|scores| {
            let mut moments = Moments::default();
            for (score, &count) in scores.iter().zip(&counts) {
                if let Some(score) = score {
                    moments.add(*score, count);
                }
            }
            let mut spread = Spread::default();
            spread.join(&moments, 1, 1);
            spread
        });
        let scored = scores.iter().flatten().zip(&counts).filter_map(|(score, count)| Some(((*score)? as f64, *count)));
        let quartiles = quartiles(scored.collect());
        let n = counts.iter().sum();
        Tally { n, counts, of: n, scores: spread, quartiles, bands: Vec::new() }
    };
    let wave = sum(counts, stride);
    Tallies { groups: counts.chunks_exact(stride).take(grouping.released()).map(group).collect(), wave: group(&wave) }
}

/// Counts a multiple choice: for each option how many chose it, of those who answered.
fn several(asked: &Asked, grouping: &Grouping, counts: &Counts) -> Tallies {
    let mut tallies: Vec<Tally> = (0..=grouping.released()).map(|_| Tally::default()).collect();
    let mut wave = Tally::default();
    for column in asked.columns.clone() {
        // Not chosen, chosen, not answered.
        let counts = counts.of(column);
        let add = |tally: &mut Tally, counts: &[u64]| {
            if let [not_chosen, chosen, ..] = *counts {
                tally.n = not_chosen + chosen;
                tally.of = tally.n;
                tally.counts.push(chosen);
            }
        };
        tallies.iter_mut().zip(counts.chunks_exact(3)).for_each(|(tally, counts)| add(tally, counts));
        add(&mut wave, &sum(counts, 3));
    }
    tallies.truncate(grouping.released());
    Tallies { groups: tallies, wave }
}

/// The counts of all slots together.
fn sum(counts: &[u64], stride: usize) -> Vec<u64> {
    let mut all = vec![0; stride];
    for counts in counts.chunks_exact(stride) {
        all.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
    }
    all
}
