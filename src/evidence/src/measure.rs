//! One pass over the rows for each measure: what the released groups answered, and the wave as a whole.

use crate::SealedTable;
use crate::grouping::Grouping;
use crate::moments::{Moments, Spread};
use chorus_questionnaire::{Item, Scale, ScaleScore};

/// What one group answered to one measure.
#[derive(Default)]
pub(crate) struct Tally {
    /// Rows with an answer.
    pub n: u64,
    /// Rows by option; empty for a scale.
    pub counts: Vec<u64>,
    /// The scores, if the measure is scored.
    pub scores: Option<Spread>,
}

/// The scores of an item's options, if it is a scored item.
pub(crate) fn scores(item: &Item) -> Option<Vec<Option<i64>>> {
    item.score_range()?;
    Some(item.options.iter().map(|option| option.score.map(i64::from)).collect())
}

/// What the released groups answered, by slot, and what all rows of the wave did.
#[derive(Default)]
pub(crate) struct Tallies {
    pub groups: Vec<Tally>,
    pub wave: Tally,
}

/// Counts an item's options.
pub(crate) fn item(table: &SealedTable, at: usize, grouping: &Grouping) -> Tallies {
    let (Some(item), Some(column)) = (table.questionnaire().items.get(at), table.item_columns().get(at)) else {
        return Tallies::default();
    };
    let options = usize::from(column.missing());
    let stride = options + 1;
    let mut counts = vec![0_u64; (grouping.released() + 1) * stride];
    for (&slot, &code) in grouping.slots().iter().zip(column.codes()) {
        if let Some(count) = counts.get_mut(slot as usize * stride + usize::from(code)) {
            *count += 1;
        }
    }
    let scores = scores(item);
    let group = |counts: &[u64]| {
        let counts: Vec<u64> = counts.iter().take(options).copied().collect();
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
        Tally { n: counts.iter().sum(), counts, scores: spread }
    };
    let mut all = vec![0; options];
    for counts in counts.chunks_exact(stride) {
        all.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
    }
    Tallies { groups: counts.chunks_exact(stride).take(grouping.released()).map(group).collect(), wave: group(&all) }
}

/// An item of a scale: its column, and for each code the score it counts, which none has for unanswered.
struct Part<'a> {
    codes: &'a [u8],
    missing: u8,
    scores: Vec<Option<i64>>,
}

fn parts<'a>(table: &'a SealedTable, scale: &Scale) -> Vec<Part<'a>> {
    let questionnaire = table.questionnaire();
    let find = |code: &str| questionnaire.items.iter().zip(table.item_columns()).find(|(item, _)| item.code == code);
    let part = |entry: &chorus_questionnaire::ScaleItem| {
        let (item, column) = find(&entry.item)?;
        let (least, greatest) = item.score_range()?;
        let turned = |score: i64| i64::from(least) + i64::from(greatest) - score;
        let mut scores = scores(item)?;
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
    for (row, &slot) in grouping.slots().iter().enumerate() {
        let Some(answered_rows) = answered_rows.get_mut(slot as usize) else {
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
            && let Some(moments) = moments.get_mut(slot as usize * stride + over)
        {
            moments.add(sum, 1);
        }
    }
    let numerator = match scale.score {
        ScaleScore::Sum => scale.items.len() as i64,
        ScaleScore::Mean => 1,
    };
    let join = |spread: &mut Spread, slot: usize| {
        for (moments, scored) in moments.iter().skip(slot * stride).take(stride).zip(needed..) {
            spread.join(moments, numerator, scored as i64);
        }
    };
    let group = |(slot, &n): (usize, &u64)| {
        let mut spread = Spread::default();
        join(&mut spread, slot);
        Tally { n, counts: Vec::new(), scores: Some(spread) }
    };
    let groups = answered_rows.iter().take(grouping.released()).enumerate().map(group).collect();
    let mut spread = Spread::default();
    (0..answered_rows.len()).for_each(|slot| join(&mut spread, slot));
    Tallies { groups, wave: Tally { n: answered_rows.iter().sum(), counts: Vec::new(), scores: Some(spread) } }
}
