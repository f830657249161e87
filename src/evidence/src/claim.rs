//! What an estimate may be called. Words of cause and effect appear only where the design earns them, and with what they rest on.

use chorus_questionnaire::{Study, StudyDesign};
use serde::Serialize;

/// The design that an estimate comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// One wave.
    Descriptive,
    /// Before and after, of the same groups.
    PrePost,
    /// Before and after, of trained groups and of others.
    Comparison,
    /// Groups trained one after the other.
    SteppedWedge,
}

/// An estimate's design, and what it may be said to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Claim {
    /// The design.
    pub design: Design,
    /// Whether it may be called an effect of the training.
    pub causal: bool,
    /// What it says, and what it rests on, in plain English.
    #[schema(value_type = String)]
    pub meaning: &'static str,
}

impl Claim {
    /// Of numbers about one wave.
    pub const DESCRIPTION: Claim = Claim {
        design: Design::Descriptive,
        causal: false,
        meaning: "What those who answered said in this wave. It does not say why.",
    };
    /// Of a change between two waves.
    pub const CHANGE: Claim = Claim {
        design: Design::PrePost,
        causal: false,
        meaning: "How answers changed between two waves. It does not show that the training changed them: there is no comparison.",
    };
    /// Of a difference in differences.
    pub const COMPARISON: Claim = Claim {
        design: Design::Comparison,
        causal: true,
        meaning: "How much more the trained groups changed than the comparison. This is the effect of the training if all groups would \
                  have changed alike without it.",
    };
    /// Of a stepped wedge.
    pub const STEPPED_WEDGE: Claim = Claim {
        design: Design::SteppedWedge,
        causal: true,
        meaning: "How answers differ where the training had begun, with what is lasting in each group and common to each wave taken \
                  out. This is the effect of the training if nothing else began in the same groups at the same times.",
    };

    /// What an estimated effect of this study may be called; none if the design has no comparison.
    pub fn of_effect(study: &Study) -> Option<Claim> {
        match study.design {
            StudyDesign::PrePost => None,
            StudyDesign::Comparison => Some(Self::COMPARISON),
            StudyDesign::SteppedWedge => Some(Self::STEPPED_WEDGE),
        }
    }
}

/// Whether a measure was named before anybody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Declaration {
    /// It stands in the study, which the manifest fixed beforehand.
    PreDeclared,
    /// It was looked at afterwards: a result to be confirmed.
    Exploratory,
}

impl Declaration {
    /// Of this measure in this study.
    pub fn of(study: Option<&Study>, measure: &str) -> Self {
        if study.is_some_and(|study| study.declares(measure)) { Self::PreDeclared } else { Self::Exploratory }
    }
}
