//! The answer to a query.

use crate::asked::Asked;
use crate::attributes::Dimension;
use crate::counts::Counts;
use crate::estimate::{self, Correction, Part};
use crate::grouping::Grouping;
use crate::measure::{self, Tally};
use crate::moments::Sums;
use crate::query::{Plan, Subject};
use crate::{EvidenceError, Query, SealedTable, scales};
use serde::Serialize;
use std::collections::BTreeMap;

/// Whether numbers are released. Nobody and too few are the same here: `withheld`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The numbers speak of at least k people; in a cell, of at least k who answered.
    Released,
    /// There are not k people to speak of, or in a cell not k who answered; every number is null.
    Withheld,
}

/// Aggregates of one wave.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Results {
    /// The least number of people that any number here speaks of.
    pub k: u16,
    /// `withheld` if fewer than k sealed responses match the filter; then all cells are.
    pub status: Status,
    /// Sealed responses that match the filter.
    pub responses: Option<u64>,
    /// Share (0 to 1) of these that stand in no group shown, because sealing withheld an attribute of the breakdown or
    /// the respondent did not give it.
    pub withheld_share: Option<f64>,
    /// The breakdown: its attributes in the order asked for, each with all its values in declared order.
    pub by: Vec<Values>,
    /// The filter: for each attribute, the values of which one must match.
    #[serde(rename = "where")]
    pub filters: Vec<Values>,
    /// What is measured.
    pub measures: Vec<Measure>,
    /// For each measure, every group in declared order: the last attribute of the breakdown changes fastest.
    pub cells: Vec<Cell>,
}

/// Values of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = AttributeValues)]
pub struct Values {
    /// The attribute's code.
    pub attribute: String,
    /// The values' codes.
    pub values: Vec<String>,
}

/// What is measured.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Measure {
    /// Code of the item or scale.
    pub code: String,
    /// Which of the two.
    pub kind: MeasureKind,
    /// Whether there are scores, and so a mean.
    pub scored: bool,
    /// Whether several options could be chosen, so that percentages add up to more than 100.
    pub several: bool,
    /// For a sensitive measure, the share of answers (0 to 1) that the seal exchanged; null for any other. Totals of the wave
    /// are exact all the same; percentages, means and standard deviations of groups are corrected for it, and their intervals
    /// are wider by it.
    pub exchange: Option<f64>,
}

/// Kind of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// One question.
    Item,
    /// A scored set of items.
    Scale,
    /// A comment, by the terms that at least k people of a group used.
    Comment,
}

/// One measure in one group.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Cell {
    /// Value by attribute; empty without a breakdown.
    #[schema(inline)]
    pub group: BTreeMap<String, String>,
    /// Code of the measure.
    pub measure: String,
    /// Whether the numbers are released.
    pub status: Status,
    /// Responses in the group: at least k.
    pub responses: Option<u64>,
    /// Those of them with an answer to the item, or to at least one item of the scale: at least k. For a comment all.
    pub n: Option<u64>,
    /// All options of an item in declared order; for a scale its cut-offs, of those with a score; for a comment its most frequent
    /// terms, of all in the group, null where fewer than k are known to have used it.
    pub options: Vec<OptionCount>,
    /// Those of the group with a score: null when the measure has no scores, and for a scale when fewer than k have one.
    pub scored_n: Option<u64>,
    /// Mean score; null when nobody has one, and whenever `scored_n` is.
    pub mean: Option<f64>,
    /// Lower end of the mean's interval of 95 % (Student); null when fewer than two have a score.
    pub mean_low: Option<f64>,
    /// Upper end of it.
    pub mean_high: Option<f64>,
    /// Sample standard deviation (divisor n - 1) of the scores; null when fewer than two have one, and whenever
    /// `scored_n` is.
    pub sd: Option<f64>,
    /// Lower quartile of the scores of the sealed rows, linear between neighbours; not corrected for an exchange. Null whenever the
    /// mean is.
    pub q1: Option<f64>,
    /// Their median.
    pub median: Option<f64>,
    /// Their upper quartile.
    pub q3: Option<f64>,
    /// Those who chose an option marked as favourable; null for a measure without such options.
    pub favourable: Option<Favourable>,
    /// For a scale, how many of the sealed rows have a score in each of at most 20 bands of its range; empty whenever `scored_n` is
    /// null.
    pub distribution: Vec<ScoreBand>,
}

/// Those who chose a favourable option. Null when the cell is withheld.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Favourable {
    /// How many of the sealed rows hold one.
    pub count: Option<u64>,
    /// Percent (0 to 100) of those who answered.
    pub percent: Option<f64>,
    /// Lower end of its interval of 95 % (Wilson).
    pub low: Option<f64>,
    /// Upper end of it.
    pub high: Option<f64>,
}

/// A band of scores.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ScoreBand {
    /// The least score in it.
    pub from: f64,
    /// The score at which the next band begins.
    pub to: f64,
    /// How many of the sealed rows lie in it.
    pub count: u64,
}

/// How many chose an option.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct OptionCount {
    /// Code of the option or cut-off.
    pub code: String,
    /// How many of the sealed rows hold it, or have a score within it; null when the cell is withheld, and any number from 0 when not.
    pub count: Option<u64>,
    /// Percent (0 to 100) of those who answered, or who have a score; null when the cell is withheld.
    pub percent: Option<f64>,
    /// Lower end of the percentage's interval of 95 % (Wilson).
    pub low: Option<f64>,
    /// Upper end of it.
    pub high: Option<f64>,
}

impl SealedTable {
    /// Answers a query. A group, filter or wave of fewer than k rows is withheld, and so is a measure that fewer than k of a
    /// group answered.
    pub fn results(&self, query: &Query) -> Result<Results, EvidenceError> {
        let plan = Plan::new(self, query)?;
        let grouping = Grouping::new(self, &plan);
        let counts = Counts::new(self, &plan, &grouping);
        let by: Vec<&Dimension> = plan.by.iter().filter_map(|&at| self.dimensions().get(at)).collect();
        let groups = groups(&by);
        let mut measures = Vec::new();
        let mut cells = Vec::with_capacity(plan.subjects.len() * plan.groups);
        for subject in &plan.subjects {
            let measure = self.measure(subject);
            let tallies = match subject {
                Subject::Item(asked) => measure::item(asked, &grouping, &counts),
                Subject::Scale(scale) => scales::scale(self, scale, &grouping),
                Subject::Comment(comment, terms) => comment.tally(self, &plan, &grouping, terms),
            };
            for (group, place) in groups.iter().zip(grouping.groups()) {
                let released = place.and_then(|(slot, rows)| Some((rows, tallies.groups.get(slot)?)));
                // What fewer than k answered is theirs, however many are in the group: a mean of one is one answer.
                let released = released.filter(|(_, tally)| tally.n >= u64::from(self.k())).map(|(rows, tally)| {
                    let exchange = measure.exchange.unwrap_or_default();
                    Released { rows, tally, wave: &tallies.wave, correction: self.correction(exchange, rows) }
                });
                cells.push(cell(group.clone(), subject, self.k(), released));
            }
            measures.push(measure);
        }
        let status = if grouping.responses.is_some() { Status::Released } else { Status::Withheld };
        let filters = plan.filters.iter().filter_map(|filter| {
            let dimension = self.dimensions().get(filter.dimension)?;
            Some(values(dimension, filter.values.iter().copied()))
        });
        Ok(Results {
            k: self.k(),
            status,
            responses: grouping.responses,
            withheld_share: grouping.withheld_share,
            by: by.iter().map(|dimension| values(dimension, 0..dimension.values.len())).collect(),
            filters: filters.collect(),
            measures,
            cells,
        })
    }

    pub(crate) fn measure(&self, subject: &Subject<'_>) -> Measure {
        let (kind, scored, several, sensitive) = match subject {
            Subject::Item(asked) => {
                (MeasureKind::Item, asked.score_range().is_some(), asked.multiple, asked.sensitive())
            }
            Subject::Scale(scale) => {
                let asked = |code: &str| self.asked().iter().find(|asked| asked.code == code);
                let sensitive = scale.items.iter().any(|entry| asked(&entry.item).is_some_and(Asked::sensitive));
                (MeasureKind::Scale, true, false, sensitive)
            }
            Subject::Comment(..) => (MeasureKind::Comment, false, true, false),
        };
        let exchange = (sensitive && self.exchange() > 0.0).then_some(self.exchange());
        Measure { code: subject.code().to_owned(), kind, scored, several, exchange }
    }

    fn correction(&self, exchange: f64, rows: u64) -> Correction {
        Correction::new(exchange, rows, self.len() as u64)
    }
}

pub(crate) fn values(dimension: &Dimension, positions: impl Iterator<Item = usize>) -> Values {
    let codes = positions.filter_map(|at| dimension.values.get(at)).cloned();
    Values { attribute: dimension.code.clone(), values: codes.collect() }
}

/// All combinations of values, the last attribute changing fastest.
pub(crate) fn groups(by: &[&Dimension]) -> Vec<BTreeMap<String, String>> {
    by.iter().fold(vec![BTreeMap::new()], |groups, dimension| {
        let with = |group: &BTreeMap<String, String>, value: &str| {
            let mut group = group.clone();
            group.insert(dimension.code.clone(), value.to_owned());
            group
        };
        let extended = groups.iter().flat_map(|group| dimension.values.iter().map(move |value| with(group, value)));
        extended.collect()
    })
}

/// A group that is shown: its rows, what they answered, and what all of the wave did.
struct Released<'a> {
    rows: u64,
    tally: &'a Tally,
    wave: &'a Tally,
    correction: Correction,
}

impl Released<'_> {
    /// An item's mean follows from its counts; a scale's speaks of those alone who have a score, who must be k.
    fn scores(&self, is_item: bool, k: u16) -> Option<Sums> {
        self.tally.scores.filter(|scores| is_item || scores.n() >= u64::from(k)).map(Sums::from)
    }
}

/// The cell of a group; of a withheld one when there is none.
fn cell(group: BTreeMap<String, String>, subject: &Subject<'_>, k: u16, released: Option<Released<'_>>) -> Cell {
    let released = released.as_ref();
    let is_item = !matches!(subject, Subject::Scale(_));
    // What fewer than k are known to have used is nobody's: none and too few look alike.
    let is_comment = matches!(subject, Subject::Comment(..));
    let scores = released.and_then(|group| group.scores(is_item, k));
    // Of a scale, nothing is told where fewer than k have a score.
    let counted = released.filter(|_| is_item || scores.is_some());
    let options = subject.options().into_iter().enumerate().map(|(at, code)| {
        let counted = counted.filter(|group| !is_comment || group.tally.counts.get(at).is_some_and(|count| *count > 0));
        let percent =
            counted.and_then(|group| estimate::percent(group.correction, group.tally.part(at)?, group.wave.part(at)?));
        OptionCount {
            code: code.to_owned(),
            count: counted.and_then(|group| group.tally.counts.get(at).copied()),
            percent: percent.map(|percent| percent.value),
            low: percent.map(|percent| percent.low),
            high: percent.map(|percent| percent.high),
        }
    });
    let wave = released.and_then(|group| group.wave.scores).map(Sums::from).unwrap_or_default();
    let mean = released.zip(scores).and_then(|(group, scores)| estimate::mean(group.correction, scores, wave));
    let interval = mean.and_then(|mean| mean.interval);
    let of_scores = released.zip(mean).map(|(group, _)| group.tally);
    let quartiles = of_scores.and_then(|tally| tally.quartiles);
    let bands = of_scores.map(|tally| tally.bands.as_slice()).unwrap_or_default();
    Cell {
        group,
        measure: subject.code().to_owned(),
        status: if released.is_some() { Status::Released } else { Status::Withheld },
        responses: released.map(|group| group.rows),
        n: released.map(|group| group.tally.n),
        options: options.collect(),
        scored_n: scores.map(|scores| scores.n as u64),
        mean: mean.map(|mean| mean.value),
        mean_low: interval.map(|(low, _)| low),
        mean_high: interval.map(|(_, high)| high),
        sd: mean.and_then(|mean| mean.sd),
        q1: quartiles.map(|[q1, ..]| q1),
        median: quartiles.map(|[_, median, _]| median),
        q3: quartiles.map(|[.., q3]| q3),
        favourable: favourable(subject, released),
        distribution: bands.iter().map(|band| ScoreBand { from: band.from, to: band.to, count: band.count }).collect(),
    }
}

/// Those who chose a favourable option, for an item that has some.
fn favourable(subject: &Subject<'_>, released: Option<&Released<'_>>) -> Option<Favourable> {
    let Subject::Item(asked) = subject else { return None };
    if !asked.options.iter().any(|option| option.favourable) {
        return None;
    }
    let part = |tally: &Tally| {
        let marked = tally.counts.iter().zip(&asked.options).filter(|(_, option)| option.favourable);
        Part { count: marked.map(|(count, _)| count).sum(), of: tally.of }
    };
    let percent = released.and_then(|group| estimate::percent(group.correction, part(group.tally), part(group.wave)));
    Some(Favourable {
        count: released.map(|group| part(group.tally).count),
        percent: percent.map(|percent| percent.value),
        low: percent.map(|percent| percent.low),
        high: percent.map(|percent| percent.high),
    })
}
