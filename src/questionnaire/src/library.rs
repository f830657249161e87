//! The instruments that ship with Chorus: questionnaire fragments and scoring recipes, embedded as they stand in `library/`.
//!
//! It hands out text and the types to read it into; which reader of YAML is used is for the caller to choose. It must not know any
//! wave, and never holds the wording of a licensed instrument: of those there are only recipes, whose [placeholders] the organiser
//! replaces.

use crate::{Questionnaire, canonical_json};
use serde::{Deserialize, Serialize};

/// A file of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LibraryFile {
    /// The instrument's code, which is also the file's name.
    pub code: &'static str,
    /// The file: an [`Entry`] in YAML.
    pub yaml: &'static str,
}

macro_rules! files {
    ($($code:literal),+ $(,)?) => {
        [$(LibraryFile { code: $code, yaml: include_str!(concat!("../../../library/", $code, ".yaml")) }),+]
    };
}

/// All instruments: first those that ship whole and are validated, then those written for Chorus, then the recipes.
pub const LIBRARY: [LibraryFile; 24] = files![
    "phq2",
    "phq8",
    "gad2",
    "gad7",
    "k6",
    "who5",
    "brfss-stigma",
    "stigma",
    "knowledge",
    "confidence",
    "help-seeking",
    "barriers",
    "awareness",
    "time-to-help",
    "training-feedback",
    "training-use",
    "mhsis",
    "ssosh",
    "psychological-safety",
    "uwes3",
    "psc12",
    "ghsq",
    "atspph-sf",
    "oms-wa",
];

/// A programme ready to adapt, with a wave before, after and some months after a training: a
/// [`ProgrammeDocument`](crate::ProgrammeDocument) in YAML.
pub const TRAINING_EVALUATION: &str = include_str!("../../../library/training-evaluation.yaml");

/// What stands in every text of a recipe that the organiser must replace.
const PLACEHOLDER: &str = "paste the licensed";

/// One instrument: what it is, and what of it may be asked as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What it is, whose it is, and what to know before using it.
    pub meta: Meta,
    /// How a licensed instrument is scored, in words; the same stands in the questionnaire's scales.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipe: Option<Recipe>,
    /// The items and scales to copy into a wave. None where the scoring could not be verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub questionnaire: Option<Questionnaire>,
}

/// What an instrument is, whose it is, and what to know before using it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// The file's name, without its ending.
    pub code: String,
    /// Its name.
    pub title: String,
    /// What it measures, over which range, and what a higher score means.
    pub about: String,
    /// Whether the wording ships, or only how to score it.
    pub ships: Ships,
    /// Where it and its scoring come from.
    pub source: Vec<Source>,
    /// Under which terms it may be used.
    pub licence: Licence,
    /// Whether its measurement was studied and published. Items written for Chorus were not.
    pub validated: bool,
    /// Languages of the texts, as BCP 47 tags.
    pub languages: Vec<String>,
    /// What to know before using it, what is uncertain included.
    pub notes: Vec<String>,
}

/// What of an instrument ships.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ships {
    /// Its items, ready to ask.
    Text,
    /// Only how to score it.
    Recipe,
}

/// A publication or a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Authors, title, place and year.
    pub cite: String,
    /// Its DOI, without a resolver before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// Where it is, if it has no DOI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Terms of use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// In a few words.
    pub name: String,
    /// The text of a public licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What the terms mean for who asks the items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where to get the wording that does not ship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub get: Option<String>,
}

/// How a licensed instrument is scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// How many items it has.
    pub items: u16,
    /// The least and the greatest score of an answer.
    pub answers: Bounds,
    /// Numbers of the items that count the other way round.
    pub reversed: Vec<u16>,
    /// Sum or mean; none where items are reported one by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<crate::ScaleScore>,
    /// The least and the greatest score of the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Bounds>,
    /// What a higher score means.
    pub higher: String,
    /// What is done with missing answers.
    pub missing: String,
}

/// The ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The least.
    pub from: i32,
    /// The greatest.
    pub to: i32,
}

impl LibraryFile {
    /// The file of the instrument with this code.
    pub fn find(code: &str) -> Option<&'static LibraryFile> {
        LIBRARY.iter().find(|file| file.code == code)
    }
}

/// Codes of the items in which a recipe's placeholder still stands: they are not ready to be asked.
pub fn placeholders(questionnaire: &Questionnaire) -> Vec<&str> {
    // In the canonical JSON every text of an item is looked at, whatever kinds of text there are.
    let stands = |json: Vec<u8>| json.windows(PLACEHOLDER.len()).any(|part| part == PLACEHOLDER.as_bytes());
    let unready = questionnaire.items.iter().filter(|item| stands(canonical_json(item)));
    unready.map(|item| item.code.as_str()).collect()
}
