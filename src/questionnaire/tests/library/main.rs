//! The library that ships: that each file is a document that Chorus accepts, that none holds wording it must not, that scores
//! come out as the instruments' sources say, and that the ready evaluation asks the same items as the single files.
#![expect(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "in a test, a panic is the message")]

mod content;
mod examples;

use chorus_questionnaire::library::{Entry, LIBRARY, Ships};
use chorus_questionnaire::{ProgrammeDocument, Questionnaire, WaveDocument};

/// Every entry, read from its YAML.
fn entries() -> Vec<Entry> {
    let read = |yaml: &str, code: &str| serde_saphyr::from_str(yaml).unwrap_or_else(|error| panic!("{code}: {error}"));
    LIBRARY.iter().map(|file| read(file.yaml, file.code)).collect()
}

/// The questionnaire of the entry with this code.
fn questionnaire(code: &str) -> Questionnaire {
    let entry = entries().into_iter().find(|entry| entry.meta.code == code).expect(code);
    entry.questionnaire.expect("the entry has items")
}

/// A programme that asks just this.
fn programme(languages: &[String], questionnaire: Questionnaire) -> ProgrammeDocument {
    let wave = WaveDocument {
        title: "Only".into(),
        k: 5,
        attributes: Vec::new(),
        exchange_per_mille: 50,
        panel: false,
        questionnaire,
    };
    ProgrammeDocument { title: "Only".into(), languages: languages.to_vec(), help: Vec::new(), waves: vec![wave] }
}

/// Whether an entry was written for Chorus.
fn own(entry: &Entry) -> bool {
    entry.meta.ships == Ships::Text && !entry.meta.validated
}
