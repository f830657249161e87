//! The library of instruments that ships with Chorus: questionnaire fragments, scoring recipes and a ready programme, embedded as
//! they stand in `library/`, so that the program always has them.
//!
//! Pure: text in, documents out. It must not know any wave, and never holds the wording of a licensed instrument: of those there
//! are only recipes, whose placeholders the organiser replaces; a document in which one still stands is not accepted.

use crate::{ProgrammeDocument, Questionnaire};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::LazyLock;

/// A file of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LibraryFile {
    /// The instrument's code, which is also the file's name.
    pub code: &'static str,
    /// The file: an [`Instrument`] in YAML.
    pub yaml: &'static str,
}

macro_rules! files {
    ($($code:literal),+ $(,)?) => {
        [$(LibraryFile { code: $code, yaml: include_str!(concat!("../../../library/", $code, ".yaml")) }),+]
    };
}

/// All instruments: first those that ship whole, then those written for Chorus, then the recipes.
pub const LIBRARY: [LibraryFile; 25] = files![
    "phq2",
    "phq8",
    "gad2",
    "gad7",
    "k6",
    "who5",
    "brfss-stigma",
    "training-evaluation",
    "stigma",
    "knowledge",
    "confidence",
    "help-seeking",
    "barriers",
    "awareness",
    "time-to-help",
    "training-feedback",
    "training-use",
    "oms-wa",
    "mhsis",
    "ssosh",
    "atspph-sf",
    "ghsq",
    "psc12",
    "uwes3",
    "psychological-safety",
];

/// What stands in every text of a recipe that the organiser must replace.
pub(crate) const PLACEHOLDER: &str = "paste the licensed";

static INSTRUMENTS: LazyLock<Result<Vec<Instrument>, serde_saphyr::Error>> =
    LazyLock::new(|| LIBRARY.iter().map(|file| serde_saphyr::from_str(file.yaml)).collect());

/// All instruments, in the order of [`LIBRARY`]. They are read once.
pub fn instruments() -> Result<&'static [Instrument], &'static serde_saphyr::Error> {
    INSTRUMENTS.as_deref()
}

/// One instrument: what it is, and what of it may be asked as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// What it is, whose it is, and what to know before using it.
    pub meta: InstrumentMeta,
    /// How a licensed instrument is scored, in short; the same stands in the questionnaire's scales.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipe: Option<ScoringRecipe>,
    /// The items and scales to copy into a wave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub questionnaire: Option<Questionnaire>,
    /// A whole programme, to adapt and send in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeDocument>,
}

/// What an instrument is, whose it is, and what to know before using it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InstrumentMeta {
    /// The file's name, without its ending.
    pub code: String,
    /// Its name.
    pub title: String,
    /// What it measures, over which range, and what a higher score means.
    pub about: String,
    /// What of it ships.
    pub status: InstrumentStatus,
    /// Where it and its scoring come from.
    pub source: Vec<InstrumentSource>,
    /// Under which terms it may be used.
    pub licence: InstrumentLicence,
    /// Languages of the texts, as BCP 47 tags.
    pub languages: Vec<String>,
    /// What to know before using it, what is uncertain included.
    pub notes: Vec<String>,
}

/// What of an instrument ships.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InstrumentStatus {
    /// Its items as they were published, ready to ask.
    Whole,
    /// Items written for Chorus, ready to ask. Nobody has studied what they measure.
    OwnNotValidated,
    /// Only how to score it: the wording is licensed.
    RecipeOnly,
}

impl fmt::Display for InstrumentStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Whole => "whole",
            Self::OwnNotValidated => "own, not validated",
            Self::RecipeOnly => "recipe only",
        })
    }
}

/// A publication or a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InstrumentSource {
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
pub struct InstrumentLicence {
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
pub struct ScoringRecipe {
    /// How many items it has.
    pub items: u16,
    /// The least and the greatest score of an answer.
    pub answers: ScoreBounds,
    /// Numbers of the items that count the other way round.
    pub reversed: Vec<u16>,
    /// Sum or mean; none where items are reported one by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<crate::ScaleScore>,
    /// The least and the greatest score of the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<ScoreBounds>,
    /// What a higher score means.
    pub higher: String,
    /// What is done with missing answers.
    pub missing: String,
}

/// The ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreBounds {
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

    /// What can be pasted into a wave, or sent in if it is a whole programme. What the file says besides (source, licence, notes)
    /// becomes comments, so that it stays with the items.
    pub fn document(&self) -> String {
        let mut document = String::new();
        let mut part = Part::About;
        for line in self.yaml.lines() {
            part = match line {
                "questionnaire:" => Part::Questionnaire,
                "programme:" => Part::Programme,
                _ => part,
            };
            match part {
                Part::About if !line.starts_with('#') => document.extend(["# ", line]),
                Part::Programme if line == "programme:" => continue,
                // A programme is a document by itself, so it begins at the margin.
                Part::Programme => document.push_str(line.strip_prefix("  ").unwrap_or(line)),
                Part::About | Part::Questionnaire => document.push_str(line),
            }
            document.push('\n');
        }
        document
    }
}

/// Which part of a file a line lies in.
#[derive(Clone, Copy)]
enum Part {
    About,
    Questionnaire,
    Programme,
}
