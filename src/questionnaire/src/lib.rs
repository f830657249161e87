//! What is asked, and the public manifest that fixes it.
//!
//! Pure logic: documents in, checked documents, hashes and verdicts out. It performs no I/O, keeps no clock and must not
//! know who was invited, how tokens work inside, or what anybody answered beyond the one response it is handed to check.
//!
//! The way of a document: an organiser writes a [`ProgrammeDocument`] with its [`WaveDocument`]s; opening a wave turns one
//! into a [`Manifest`], public and fixed, whose hash every respondent sees; a [`Response`] is checked against the manifest
//! and the [`Questionnaire`] it names.

mod answer;
mod attribute;
mod canonical;
mod condition;
mod day;
mod document;
mod error;
mod help;
mod item;
pub mod library;
mod manifest;
mod questionnaire;
mod response;
mod scale;
mod study;
mod text;
mod translations;
mod variable;

pub use answer::{Answer, Answers, MAX_TERM_LENGTH, MAX_TERMS};
pub use attribute::{Attribute, AttributeValue, Level};
pub use canonical::{Hash, canonical_json};
pub use condition::Condition;
pub use day::Day;
pub use document::{ProgrammeDocument, WaveDocument};
pub use error::{Invalid, InvalidDocument};
pub use help::Help;
pub use item::{ChoiceOption, Item, ItemKind, MatrixRow, NumberRange};
pub use manifest::{
    Exchange, InboxRetention, InvitationRetention, Manifest, ManifestProgramme, PseudonymRetention, PublishedWave,
    Retention, SealMethod, SealRule, SealedRetention, WaveKeys, WaveState,
};
pub use questionnaire::Questionnaire;
pub use response::Response;
pub use scale::{CutOff, Scale, ScaleItem, ScaleScore, Threshold};
pub use study::{COMPARISON, Rollout, Study, StudyDesign};
pub use text::Text;
pub use translations::{MissingTranslation, missing_translations};
pub use variable::{Category, Choices, NO, Variable, YES};

/// The smallest group size that a wave may promise.
pub const MIN_K: u16 = 3;
/// The largest group size that a wave may promise.
pub const MAX_K: u16 = 100;
/// The most attributes a wave may ask for; every further one thins out the groups.
pub const MAX_ATTRIBUTES: usize = 10;
/// The most values one attribute may have, all its levels together.
pub const MAX_VALUES: usize = 1_000;
/// The most coarser levels one attribute may have.
pub const MAX_LEVELS: usize = 3;
/// The most ways in which a row can keep values of each level or withhold them: the seal tries them all.
pub const MAX_PATTERNS: usize = 4_096;
/// How often in a thousand a sensitive answer is exchanged, unless the author says otherwise.
pub const EXCHANGE_PER_MILLE: u16 = 50;
/// The most items one questionnaire may have.
pub const MAX_ITEMS: usize = 300;
/// The most variables that the items of one questionnaire may make.
pub const MAX_VARIABLES: usize = 1_000;
/// The most comments one questionnaire may ask for.
pub const MAX_COMMENTS: usize = 10;
/// The most options one item may have.
pub const MAX_OPTIONS: usize = 100;
