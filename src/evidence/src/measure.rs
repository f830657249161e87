//! One pass over the rows for each measure: what the released groups answered.

use crate::SealedTable;
use crate::grouping::Grouping;
use crate::moments::{Moments, Spread};
use chorus_questionnaire::{Item, Scale, ScaleScore};

/// What one released group answered to one measure.
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

/// Counts an item's options in every released group, by slot.
pub(crate) fn item(table: &SealedTable, at: usize, grouping: &Grouping) -> Vec<Tally> {
    let (Some(item), Some(column)) = (table.questionnaire().items.get(at), table.item_columns().get(at)) else {
        return Vec::new();
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
    counts.chunks_exact(stride).take(grouping.released()).map(group).collect()
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

/// Scores a scale in every released group, by slot. Sums are kept apart by how many items a row answered, so that they
/// stay whole numbers until the end.
pub(crate) fn scale(table: &SealedTable, scale: &Scale, grouping: &Grouping) -> Vec<Tally> {
    let parts = parts(table, scale);
    let needed = scale.needed().max(1);
    let stride = (scale.items.len() + 1).saturating_sub(needed);
    let mut answered_rows = vec![0_u64; grouping.released()];
    let mut moments = vec![Moments::default(); grouping.released() * stride];
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
    let group = |(slot, &n): (usize, &u64)| {
        let mut spread = Spread::default();
        for (moments, scored) in moments.iter().skip(slot * stride).take(stride).zip(needed..) {
            spread.join(moments, numerator, scored as i64);
        }
        Tally { n, counts: Vec::new(), scores: Some(spread) }
    };
    answered_rows.iter().enumerate().map(group).collect()
}
