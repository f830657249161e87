//! The answer to a question about change.

use crate::grouping::Grouping;
use crate::statistics::{Difference, OrdinalShift, PairedSums, Share, Standardised};
use crate::summary::Summary;
use crate::{MeasureKind, Status, Values};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// How answers changed from one wave to another.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Change {
    /// The least number of people that any number here speaks of: the greater k of the two waves.
    pub k: u16,
    /// `withheld` if fewer than k responses of either wave match the filter.
    pub status: Status,
    /// The earlier wave.
    pub from: WaveSide,
    /// The later wave.
    pub to: WaveSide,
    /// The breakdown: its attributes, each with the values that both waves have.
    pub by: Vec<Values>,
    /// The filter: for each attribute, the values of which one must match.
    #[serde(rename = "where")]
    pub filters: Vec<Values>,
    /// What is compared.
    pub measures: Vec<ChangedMeasure>,
    /// For each measure, every group in declared order: the last attribute of the breakdown changes fastest.
    pub cells: Vec<ChangeCell>,
}

/// How many of a wave a comparison speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, utoipa::ToSchema)]
pub struct WaveSide {
    /// Sealed responses that match the filter.
    pub responses: Option<u64>,
    /// Share (0 to 1) of these that stand in no group shown.
    pub withheld_share: Option<f64>,
}

impl WaveSide {
    pub(crate) fn of(grouping: &Grouping) -> Self {
        Self { responses: grouping.responses, withheld_share: grouping.withheld_share }
    }
}

/// What is compared.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ChangedMeasure {
    /// Code of the item or scale.
    pub code: String,
    /// Which of the two.
    pub kind: MeasureKind,
    /// Whether there are scores, and so means.
    pub scored: bool,
    /// The share of sensitive answers (0 to 1) exchanged in the earlier wave; null for any other measure. Means, shares and pairs are
    /// corrected for it, with wider intervals; `shift` is not, and reads closer to 0 by about that share.
    pub exchange_from: Option<f64>,
    /// The same of the later wave.
    pub exchange_to: Option<f64>,
}

/// One measure in one group.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ChangeCell {
    /// Value by attribute; empty without a breakdown.
    #[schema(inline)]
    pub group: BTreeMap<String, String>,
    /// Code of the measure.
    pub measure: String,
    /// `released` if the group is shown in both waves.
    pub status: Status,
    /// The group in the earlier wave.
    pub from: CellSide,
    /// The group in the later wave.
    pub to: CellSide,
    /// The change of the mean score, the samples taken for independent; null without scores, or where nothing varies.
    pub mean: Option<MeanChange>,
    /// The shift of an item's answers in the order of their scores; null for scales and where nothing varies.
    pub shift: Option<Shift>,
    /// The change of each option's share, or each cut-off's.
    pub options: Vec<OptionChange>,
    /// The change of those who linked their answers, by the group that they were in at the earlier wave; null without at least k such
    /// pairs with a score in both.
    pub paired: Option<PairedChange>,
}

/// A group in one of the waves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct CellSide {
    /// Responses.
    pub responses: Option<u64>,
    /// Those with an answer.
    pub n: Option<u64>,
    /// Those with a score.
    pub scored_n: Option<u64>,
    /// Mean score.
    pub mean: Option<f64>,
    /// Sample standard deviation of the scores.
    pub sd: Option<f64>,
}

impl CellSide {
    pub(crate) fn new(summary: Option<&Summary>) -> Self {
        let Some(summary) = summary else { return Self::default() };
        Self {
            responses: Some(summary.rows),
            n: Some(summary.n),
            scored_n: summary.scores.map(|scores| scores.n as u64),
            mean: summary.scores.map(|scores| scores.mean),
            sd: summary.scores.map(|scores| scores.sd),
        }
    }
}

/// A two-sided test of no change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Tested {
    /// The p-value.
    pub p: f64,
    /// Adjusted by Holm for all of its kind in this answer.
    pub p_holm: f64,
    /// Adjusted by Benjamini and Hochberg for all of its kind in this answer.
    pub p_bh: f64,
}

impl Tested {
    /// Before the others are known.
    pub(crate) fn alone(p: f64) -> Self {
        Self { p, p_holm: p, p_bh: p }
    }
}

/// The change of a mean score: later less earlier.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, utoipa::ToSchema)]
pub struct MeanChange {
    /// In score points.
    pub difference: f64,
    /// Lower end of its interval of 95 % (Welch).
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The test.
    #[serde(flatten)]
    pub test: Tested,
    /// Hedges' g, in standard deviations.
    pub g: Option<f64>,
    /// Lower end of its interval of 95 %.
    pub g_low: Option<f64>,
    /// Upper end.
    pub g_high: Option<f64>,
}

impl MeanChange {
    pub(crate) fn new(change: Difference, g: Option<Standardised>) -> Self {
        Self {
            difference: change.value,
            low: change.low,
            high: change.high,
            test: Tested::alone(change.p),
            g: g.map(|g| g.value),
            g_low: g.map(|g| g.low),
            g_high: g.map(|g| g.high),
        }
    }
}

/// The shift of ordered answers (Mann and Whitney).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Shift {
    /// U: pairs of an earlier and a later respondent in which the later answered higher, ties counting half.
    pub u: f64,
    /// The test.
    #[serde(flatten)]
    pub test: Tested,
    /// The rank-biserial correlation: the share of such pairs in which the later answered higher less that in which lower, -1 to 1.
    pub rank_biserial: f64,
    /// Lower end of its interval of 95 % (Brunner and Munzel); null where all of one wave answered above all of the other.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl From<OrdinalShift> for Shift {
    fn from(shift: OrdinalShift) -> Self {
        Self {
            u: shift.u,
            test: Tested::alone(shift.p),
            rank_biserial: shift.rank_biserial,
            low: shift.interval.map(|interval| interval.0),
            high: shift.interval.map(|interval| interval.1),
        }
    }
}

/// The change of an option's share: later less earlier.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct OptionChange {
    /// Code of the option or cut-off.
    pub code: String,
    /// Percent in the earlier wave.
    pub from: Option<f64>,
    /// Percent in the later wave.
    pub to: Option<f64>,
    /// In percentage points.
    pub difference: Option<f64>,
    /// Lower end of its interval of 95 % (Newcombe).
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// The test; null when the cell is withheld.
    #[serde(flatten, serialize_with = "with_nulls")]
    #[schema(inline, value_type = PerhapsTested)]
    pub test: Option<Tested>,
}

/// A test, or null in its place.
#[derive(Serialize, utoipa::ToSchema)]
struct PerhapsTested {
    /// The p-value; null when the cell is withheld.
    p: Option<f64>,
    /// Adjusted by Holm for all of its kind in this answer.
    p_holm: Option<f64>,
    /// Adjusted by Benjamini and Hochberg for all of its kind in this answer.
    p_bh: Option<f64>,
}

/// Fields that are taken up into others must be there to be null.
fn with_nulls<S: Serializer>(test: &Option<Tested>, serializer: S) -> Result<S::Ok, S::Error> {
    let field = |of: fn(&Tested) -> f64| test.as_ref().map(of);
    let (p, p_holm, p_bh) = (field(|test| test.p), field(|test| test.p_holm), field(|test| test.p_bh));
    PerhapsTested { p, p_holm, p_bh }.serialize(serializer)
}

impl OptionChange {
    pub(crate) fn new(code: &str, shares: Option<(Share, Share)>, change: Option<Difference>) -> Self {
        Self {
            code: code.to_owned(),
            from: shares.map(|(from, _)| 100.0 * from.value),
            to: shares.map(|(_, to)| 100.0 * to.value),
            difference: change.map(|change| 100.0 * change.value),
            low: change.map(|change| 100.0 * change.low),
            high: change.map(|change| 100.0 * change.high),
            test: change.map(|change| Tested::alone(change.p)),
        }
    }
}

/// The change of people's own scores: later less earlier.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, utoipa::ToSchema)]
pub struct PairedChange {
    /// People with a score in both waves.
    pub pairs: u64,
    /// In score points.
    pub difference: f64,
    /// Lower end of its interval of 95 % (Student).
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The test.
    #[serde(flatten)]
    pub test: Tested,
    /// d_z, in standard deviations of people's differences.
    pub d_z: Option<f64>,
    /// Lower end of its interval of 95 %.
    pub d_z_low: Option<f64>,
    /// Upper end.
    pub d_z_high: Option<f64>,
}

impl PairedChange {
    pub(crate) fn new(pairs: PairedSums, change: Difference, size: Option<Standardised>) -> Self {
        Self {
            pairs: pairs.n as u64,
            difference: change.value,
            low: change.low,
            high: change.high,
            test: Tested::alone(change.p),
            d_z: size.map(|size| size.value),
            d_z_low: size.map(|size| size.low),
            d_z_high: size.map(|size| size.high),
        }
    }
}
