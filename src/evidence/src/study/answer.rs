//! The answer to the question whether the training worked.

use crate::change::Tested;
use crate::claim::{Claim, Declaration};
use crate::designs::{Effect, PermutationTest};
use chorus_questionnaire::Day;
use serde::Serialize;

/// Effects of a training.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct StudyEffects {
    /// What these estimates may be called.
    #[serde(flatten)]
    pub claim: Claim,
    /// The least number of people that any group here speaks of.
    pub k: u16,
    /// The attribute whose values are trained at different times.
    pub by: String,
    /// The waves, in the order of their days.
    pub waves: Vec<StudyWave>,
    /// What was measured.
    pub measures: Vec<MeasureEffect>,
}

/// A wave, and what it is in the study.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, utoipa::ToSchema)]
pub struct StudyWave {
    /// Its day.
    pub date: Day,
    /// What it is used as.
    pub used: WaveUse,
}

/// What a wave is in a study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaveUse {
    /// Before any group was trained.
    Before,
    /// After all that are trained began.
    After,
    /// While only some had begun: a comparison leaves it out.
    Between,
    /// A period of a stepped wedge.
    Period,
}

/// The effect on one measure.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct MeasureEffect {
    /// Code of the item or scale.
    pub code: String,
    /// Whether it was named beforehand.
    pub declaration: Declaration,
    /// The greatest share of sensitive answers (0 to 1) exchanged in a wave; means are corrected for it. Null if it is not sensitive.
    pub exchange: Option<f64>,
    /// People with a score, all waves together.
    pub n: u64,
    /// Groups that are shown in at least one wave.
    pub groups: usize,
    /// Whether these are so few (under 20) that `permutation_p` is to be read rather than the interval.
    pub few_groups: bool,
    /// How many times a group is withheld in a wave.
    pub missing: usize,
    /// The greatest share of a wave's responses that stand in no group shown; null where one may not be told.
    pub withheld_share: Option<f64>,
    /// The effect in each arm that was trained; empty if there is none, and `reason` says why.
    pub effects: Vec<ArmEffect>,
    /// Why there is no estimate.
    pub reason: Option<String>,
}

/// The effect in one arm, in score points.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ArmEffect {
    /// The arm.
    pub arm: String,
    /// The estimate.
    pub effect: f64,
    /// Its standard error, robust for groups (CR1).
    pub standard_error: f64,
    /// Lower end of its interval of 95 %, on `freedom` degrees of freedom.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Groups less one.
    pub freedom: f64,
    /// The test of no effect.
    #[serde(flatten)]
    pub test: Tested,
    /// The p-value of a permutation test that deals the dates to the groups anew; null where not every allocation has an effect.
    pub permutation_p: Option<f64>,
    /// How many allocations it compared.
    pub allocations: Option<u64>,
    /// Whether these were all there are.
    pub exact: Option<bool>,
}

impl ArmEffect {
    pub(super) fn new(arm: &str, effect: Effect, permutation: Option<PermutationTest>) -> Self {
        Self {
            arm: arm.to_owned(),
            effect: effect.value,
            standard_error: effect.standard_error,
            low: effect.low,
            high: effect.high,
            freedom: effect.freedom,
            test: Tested::alone(effect.p),
            permutation_p: permutation.map(|test| test.p),
            allocations: permutation.map(|test| test.allocations),
            exact: permutation.map(|test| test.exact),
        }
    }
}
