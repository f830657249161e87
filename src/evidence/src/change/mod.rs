//! Change between two waves: of groups (unpaired), and of the people who linked their answers (paired).
//!
//! Unpaired change is computed from what [`SealedTable::results`] releases of each wave, so it tells nothing new. It takes the two
//! samples for independent; where many of the same people answered both waves, its intervals are wider than they need be.
//!
//! Paired change goes over links that sealing kept ([`crate::Pairs`]): any group by the classes of the earlier wave that has a link has
//! at least k. Rows are linked by their place in the two tables; nobody's pseudonym is known here.

mod answer;
mod family;
mod pairs;
mod side;

pub use answer::{
    CellSide, Change, ChangeCell, ChangedMeasure, MeanChange, OptionChange, PairedChange, Shift, Tested, WaveSide,
};
pub use pairs::Pairs;

use crate::statistics::{ordinal_shift, paired_means, paired_size, share_difference, standardised_difference, welch};
use crate::summary::Summary;
use crate::{EvidenceError, MeasureKind, Query, QueryPart, SealedTable, Status};
pub(crate) use family::adjust_all as adjust_tests;
pub(crate) use side::Side;
use std::collections::BTreeMap;

impl SealedTable {
    /// How answers changed from `self`, the earlier wave, to `later`, for the measures and groups that both waves have. `pairs` are
    /// the links between them, if there are any. Comments are not compared.
    ///
    /// # Errors
    /// As [`SealedTable::results`], for either wave; [`EvidenceError::NotComparable`] if a measure that was named is asked
    /// otherwise in the two waves, or if an attribute of the breakdown shares no value.
    pub fn change(&self, later: &SealedTable, query: &Query, pairs: Option<&Pairs>) -> Result<Change, EvidenceError> {
        let measures = comparable(self, later, &query.measures)?;
        let query = Query { measures, ..query.clone() };
        let k = self.k().max(later.k());
        let (earlier, later) = (Side::new(self, &query)?, Side::new(later, &query)?);
        let by = shared_values(&earlier, &later)?;
        let pairs = pairs.map(|pairs| pairs.by_class(earlier.table, later.table));
        let groups = combinations(&by);
        let mut cells = Vec::new();
        let mut measures = Vec::new();
        for (before, after) in earlier.plan.subjects.iter().zip(&later.plan.subjects) {
            let (from, mut befores) = earlier.summaries(before);
            let (to, mut afters) = later.summaries(after);
            let codes: Vec<String> = after.options().into_iter().map(str::to_owned).collect();
            let paired =
                pairs.as_ref().filter(|_| from.scored).map(|pairs| pairs.of(&earlier, before, &later, after, k));
            for group in &groups {
                let before = befores.remove(group).flatten().filter(|summary| summary.n >= u64::from(k));
                let after = afters.remove(group).flatten().filter(|summary| summary.n >= u64::from(k));
                let pairs = paired.as_ref().and_then(|paired| paired.get(group).copied());
                cells.push(cell(group.clone(), &from.code, &codes, [before, after], from.kind, pairs));
            }
            let (exchange_from, exchange_to) = (from.exchange, to.exchange);
            measures.push(ChangedMeasure {
                code: from.code,
                kind: from.kind,
                scored: from.scored,
                exchange_from,
                exchange_to,
            });
        }
        family::adjust(&mut cells);
        let told = earlier.grouping.responses.is_some() && later.grouping.responses.is_some();
        Ok(Change {
            k,
            status: if told { Status::Released } else { Status::Withheld },
            from: WaveSide::of(&earlier.grouping),
            to: WaveSide::of(&later.grouping),
            by,
            filters: later.filters(),
            measures,
            cells,
        })
    }
}

/// The codes of the measures to compare: those named, if both waves ask them alike, or else all that they do.
pub(crate) fn comparable(
    earlier: &SealedTable,
    later: &SealedTable,
    named: &[String],
) -> Result<Vec<String>, EvidenceError> {
    let all = |table: &SealedTable| -> Vec<String> {
        let items = table.asked().iter().map(|asked| asked.code.clone());
        items.chain(table.questionnaire().scales.iter().map(|scale| scale.code.clone())).collect()
    };
    let alike = |code: &str| {
        let asked = |table: &SealedTable| table.asked().iter().find(|asked| asked.code == code).map(side::signature);
        let scale = |table: &SealedTable| {
            let scale = table.questionnaire().scales.iter().find(|scale| scale.code == code)?;
            let items = scale.items.iter().map(|entry| {
                let asked = table.asked().iter().find(|asked| asked.code == entry.item);
                (entry.item.clone(), entry.reverse, asked.map(side::signature))
            });
            let cut_offs =
                scale.cut_offs.iter().map(|cut_off| (cut_off.code.clone(), cut_off.at_least, cut_off.at_most));
            Some((scale.score, scale.minimum_answered, items.collect::<Vec<_>>(), cut_offs.collect::<Vec<_>>()))
        };
        asked(earlier) == asked(later) && scale(earlier) == scale(later)
    };
    let (before, after) = (all(earlier), all(later));
    if named.is_empty() {
        let both: Vec<String> = before.into_iter().filter(|code| after.contains(code) && alike(code)).collect();
        return if both.is_empty() { Err(EvidenceError::NothingAlike) } else { Ok(both) };
    }
    for name in named {
        // What one of them does not know is said by its own check.
        if before.contains(name) && after.contains(name) && !alike(name) {
            return Err(not_alike(QueryPart::Measure, name));
        }
        if earlier.comments().iter().any(|comment| comment.code == *name) {
            return Err(not_alike(QueryPart::Measure, name));
        }
    }
    Ok(named.to_vec())
}

fn not_alike(part: QueryPart, name: &str) -> EvidenceError {
    EvidenceError::NotComparable { part, name: name.to_owned() }
}

/// The breakdown, with the values that both waves have, in the later one's order.
fn shared_values(earlier: &Side<'_>, later: &Side<'_>) -> Result<Vec<crate::Values>, EvidenceError> {
    let both = |(before, after): (crate::Values, crate::Values)| {
        let values: Vec<String> = after.values.into_iter().filter(|value| before.values.contains(value)).collect();
        let name = after.attribute;
        if values.is_empty() {
            Err(not_alike(QueryPart::By, &name))
        } else {
            Ok(crate::Values { attribute: name, values })
        }
    };
    earlier.by().into_iter().zip(later.by()).map(both).collect()
}

/// All combinations of values, the last attribute changing fastest.
fn combinations(by: &[crate::Values]) -> Vec<BTreeMap<String, String>> {
    by.iter().fold(vec![BTreeMap::new()], |groups, dimension| {
        let with = |group: &BTreeMap<String, String>, value: &String| {
            let mut group = group.clone();
            group.insert(dimension.attribute.clone(), value.clone());
            group
        };
        groups.iter().flat_map(|group| dimension.values.iter().map(move |value| with(group, value))).collect()
    })
}

fn cell(
    group: BTreeMap<String, String>,
    measure: &str,
    codes: &[String],
    waves: [Option<Summary>; 2],
    kind: MeasureKind,
    pairs: Option<crate::statistics::PairedSums>,
) -> ChangeCell {
    let sides = waves.each_ref().map(Option::as_ref);
    let both = sides[0].zip(sides[1]);
    let scores = both.and_then(|(before, after)| before.scores.zip(after.scores));
    let mean = scores.and_then(|(before, after)| {
        Some(MeanChange::new(welch(before, after)?, standardised_difference(before, after)))
    });
    let shift = both
        .filter(|_| kind == MeasureKind::Item)
        .and_then(|(before, after)| ordinal_shift(&before.ordered, &after.ordered).map(Shift::from));
    let option = |(at, code): (usize, &String)| {
        let shares = both.and_then(|(before, after)| Some(((*before.shares.get(at)?)?, (*after.shares.get(at)?)?)));
        OptionChange::new(code, shares, shares.and_then(|(before, after)| share_difference(before, after)))
    };
    ChangeCell {
        group,
        measure: measure.to_owned(),
        status: if both.is_some() { Status::Released } else { Status::Withheld },
        from: CellSide::new(sides[0]),
        to: CellSide::new(sides[1]),
        mean,
        shift,
        options: codes.iter().enumerate().map(option).collect(),
        paired: pairs.and_then(|sums| Some(PairedChange::new(sums, paired_means(sums)?, paired_size(sums)))),
    }
}
