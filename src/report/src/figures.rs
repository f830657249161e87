//! What a report is written from: the answers that the API gives to the same questions, and the terms that name what is in them.

use chorus_evidence::change::Change;
use chorus_evidence::claim::Claim;
use chorus_evidence::study::StudyEffects;
use chorus_evidence::{Cell, Gaps, Reliability, Results};
use chorus_questionnaire::{Choices, Manifest, PublishedWave};

/// Everything in one report.
pub struct Figures<'a> {
    /// The wave that it reports on.
    pub wave: &'a PublishedWave,
    /// Whether the wave is closed.
    pub closed: bool,
    /// Attribute and value, if it is of one group only.
    pub group: Option<(&'a str, &'a str)>,
    /// Totals.
    pub results: &'a Results,
    /// The wave that it is compared with.
    pub earlier: Option<Earlier<'a>>,
    /// What the training did, if the programme's study has a comparison and enough of its waves are closed.
    pub effects: Option<&'a StudyEffects>,
    /// How well the items of its scales go together.
    pub reliability: &'a Reliability,
    /// For each attribute, how far its groups are apart.
    pub gaps: &'a [(String, Gaps)],
    /// For each attribute, how many answered in each of its groups, in declared order.
    pub answered: &'a [Answered],
    /// The groups of the first-ranked attribute that are shown by themselves.
    pub groups: &'a [Group],
    /// How many of its groups are not.
    pub groups_withheld: usize,
    /// How the training was delivered.
    pub delivered: &'a [Delivered],
    /// What the organisation counted by itself.
    pub indicators: &'a [Indicator],
}

/// An attribute, and for each of its values how many answered; none where that is withheld.
pub type Answered = (String, Vec<(String, Option<u64>)>);

/// A comparison with an earlier wave.
pub struct Earlier<'a> {
    /// Its terms.
    pub manifest: &'a Manifest,
    /// What changed.
    pub change: &'a Change,
    /// What that may be called.
    pub claim: Claim,
}

/// One group by itself.
pub struct Group {
    /// The attribute.
    pub attribute: String,
    /// Its value.
    pub value: String,
    /// A cell for each measure.
    pub cells: Vec<Cell>,
}

/// Sessions of one group.
pub struct Delivered {
    /// Value by attribute.
    pub group: Choices,
    /// How many sessions.
    pub sessions: u64,
    /// Who came; none where that is withheld.
    pub attended: Option<u64>,
    /// The share of the headcount (0 to 1) that came at all.
    pub reach: Option<f64>,
    /// The share (0 to 1) of checklist points that were done.
    pub fidelity: Option<f64>,
}

/// A number that the organisation counted of one group.
pub struct Indicator {
    /// The series' name.
    pub series: &'static str,
    /// Value by attribute.
    pub group: Choices,
    /// People concerned; none where that is withheld.
    pub people: Option<u64>,
    /// Percent of the headcount who are concerned.
    pub percent: Option<f64>,
    /// The sum over those concerned.
    pub total: Option<f64>,
    /// Its unit.
    pub unit: &'static str,
}
