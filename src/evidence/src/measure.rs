//! One pass over the rows for each measure: what the released groups answered, and the wave as a whole.

use crate::SealedTable;
use crate::asked::Asked;
use crate::counts::Counts;
use crate::grouping::Grouping;
use crate::moments::{Moments, Spread};
use chorus_questionnaire::{CutOff, Scale, ScaleScore, Threshold};

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
}

/// The scores of the options, if they are scored.
fn scores(asked: &Asked) -> Option<Vec<Option<i64>>> {
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
        let n = counts.iter().sum();
        Tally { n, counts, of: n, scores: spread }
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

/// An item of a scale: its column, and for each code the score it counts, which none has for unanswered.
struct Part<'a> {
    codes: &'a [u8],
    missing: u8,
    scores: Vec<Option<i64>>,
}

fn parts<'a>(table: &'a SealedTable, scale: &Scale) -> Vec<Part<'a>> {
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
    let needed = scale.needed().max(1);
    let stride = (scale.items.len() + 1).saturating_sub(needed);
    // One slot more, for the rows that count nowhere but in the wave as a whole.
    let mut answered_rows = vec![0_u64; grouping.released() + 1];
    let mut moments = vec![Moments::default(); (grouping.released() + 1) * stride];
    let cut_offs = scale.cut_offs.len();
    let mut counts = vec![0_u64; (grouping.released() + 1) * cut_offs];
    let numerator = match scale.score {
        ScaleScore::Sum => scale.items.len() as i64,
        ScaleScore::Mean => 1,
    };
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
        if let Some(over) = scored.checked_sub(needed)
            && let Some(moments) = moments.get_mut(usize::from(slot) * stride + over)
        {
            moments.add(sum, 1);
            let counts = counts.iter_mut().skip(usize::from(slot) * cut_offs);
            for (count, cut_off) in counts.zip(&scale.cut_offs) {
                *count += u64::from(lies_within(cut_off, sum * numerator, scored as i64));
            }
        }
    }
    let join = |spread: &mut Spread, slot: usize| {
        for (moments, scored) in moments.iter().skip(slot * stride).take(stride).zip(needed..) {
            spread.join(moments, numerator, scored as i64);
        }
    };
    let group = |(slot, &n): (usize, &u64)| {
        let mut spread = Spread::default();
        join(&mut spread, slot);
        let counts = counts.iter().skip(slot * cut_offs).take(cut_offs).copied().collect();
        Tally { n, counts, of: spread.n(), scores: Some(spread) }
    };
    let groups = answered_rows.iter().take(grouping.released()).enumerate().map(group).collect();
    let mut spread = Spread::default();
    (0..answered_rows.len()).for_each(|slot| join(&mut spread, slot));
    let counts = if cut_offs == 0 { Vec::new() } else { sum(&counts, cut_offs) };
    let wave = Tally { n: answered_rows.iter().sum(), counts, of: spread.n(), scores: Some(spread) };
    Tallies { groups, wave }
}

/// Whether the score `numerator / denominator` lies within a cut-off, reckoned in whole numbers.
fn lies_within(cut_off: &CutOff, numerator: i64, denominator: i64) -> bool {
    let (score, unit) = (i128::from(numerator) * 100, i128::from(denominator));
    cut_off.at_least.is_none_or(|Threshold(least)| score >= i128::from(least) * unit)
        && cut_off.at_most.is_none_or(|Threshold(most)| score <= i128::from(most) * unit)
}
