//! What an organiser writes: a programme and its waves, as JSON or YAML.

use crate::error::Faults;
use crate::help::{self, Help};
use crate::{
    Attribute, Day, EXCHANGE_PER_MILLE, InvalidDocument, MAX_ATTRIBUTES, MAX_K, MAX_PATTERNS, MIN_K, Questionnaire,
    Study, Text,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A training programme under evaluation, with any number of waves to begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeDocument {
    /// The programme's name.
    pub title: Text,
    /// BCP 47 tags; the first is the one that every text must have.
    #[serde(default = "english")]
    pub languages: Vec<String>,
    /// Where people find help: shown to everybody, on every page, beside the crisis lines that Chorus always shows.
    #[serde(default)]
    pub help: Vec<Help>,
    /// How the training is evaluated; what is left out here cannot be added later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<Study>,
    /// The first waves.
    #[serde(default)]
    pub waves: Vec<WaveDocument>,
}

/// One round of collection, as its author writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaveDocument {
    /// Its name, for example "Baseline".
    pub title: Text,
    /// Its day, as planned: public, and what the waves of a programme are ordered by. A study needs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// The least number of people that anything shown may speak of; 3 to 100.
    pub k: u16,
    /// What results may be broken down by.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
    /// How many in a thousand of the answers to sensitive items are exchanged with those of other rows; 10 to 250.
    #[serde(default = "exchange_per_mille")]
    pub exchange_per_mille: u16,
    /// Whether respondents may link their answers of this wave with those of the next, by a secret that only they hold.
    #[serde(default)]
    pub panel: bool,
    /// What is asked.
    pub questionnaire: Questionnaire,
}

fn exchange_per_mille() -> u16 {
    EXCHANGE_PER_MILLE
}

fn english() -> Vec<String> {
    vec!["en".to_owned()]
}

fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let alphabetic = primary.chars().all(|c| c.is_ascii_lowercase());
    (2..=3).contains(&primary.len())
        && alphabetic
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

impl ProgrammeDocument {
    /// Checks everything and brings texts into their canonical form. Errors name every place at fault.
    pub fn checked(mut self) -> Result<Self, InvalidDocument> {
        let mut faults = Faults::default();
        if !(1..=50).contains(&self.languages.len()) {
            // At once: every text would be held against every language.
            faults.add("languages", "name 1 to 50 languages, the first by default 'en'");
            return faults.into_result().map(|()| self);
        }
        let mut seen = BTreeSet::new();
        for (i, tag) in self.languages.iter().enumerate() {
            let good = is_language_tag(tag) && seen.insert(tag);
            faults.check(
                good,
                &format!("languages[{i}]"),
                "each language is one BCP 47 tag, such as 'en' or 'pt-BR', once",
            );
        }
        self.title.validate("title", &self.languages, &mut faults);
        help::validate(&self.help, &self.languages, &mut faults);
        faults.check(self.waves.len() <= 100, "waves", "a programme has at most 100 waves");
        for (i, wave) in self.waves.iter().enumerate() {
            wave.validate(&format!("waves[{i}]."), &self.languages, &mut faults);
        }
        if let Some(study) = &self.study {
            study.validate(&self.waves, &mut faults);
        }
        faults.into_result()?;
        if let Some(first) = self.languages.first().cloned() {
            self.title.normalise(&first);
            self.help.iter_mut().for_each(|help| help.normalise(&first));
            self.waves.iter_mut().for_each(|wave| wave.normalise(&first));
        }
        Ok(self)
    }
}

impl WaveDocument {
    /// As [`ProgrammeDocument::checked`], for a wave added to a programme with these languages and this study.
    pub fn checked(mut self, languages: &[String], study: Option<&Study>) -> Result<Self, InvalidDocument> {
        let mut faults = Faults::default();
        self.validate("", languages, &mut faults);
        if let Some(study) = study {
            study.validate_wave(&self, "", &mut faults);
        }
        faults.into_result()?;
        if let Some(first) = languages.first() {
            self.normalise(first);
        }
        Ok(self)
    }

    fn normalise(&mut self, first_language: &str) {
        self.title.normalise(first_language);
        self.attributes.iter_mut().for_each(|attribute| attribute.normalise(first_language));
        self.questionnaire.normalise(first_language);
    }

    fn validate(&self, at: &str, languages: &[String], faults: &mut Faults) {
        self.title.validate(&format!("{at}title"), languages, faults);
        faults.check((MIN_K..=MAX_K).contains(&self.k), &format!("{at}k"), "k is 3 to 100");
        let attributes = format!("{at}attributes");
        faults.check(self.attributes.len() <= MAX_ATTRIBUTES, &attributes, "ask for at most 10 attributes");
        let mut codes = BTreeSet::new();
        for (i, attribute) in self.attributes.iter().enumerate() {
            faults.code(&format!("{attributes}[{i}].code"), &attribute.code, &mut codes);
            for (j, level) in attribute.levels.iter().enumerate() {
                faults.code(&format!("{attributes}[{i}].levels[{j}].code"), &level.code, &mut codes);
            }
            attribute.validate(&format!("{attributes}[{i}]"), languages, faults);
        }
        // Each level of each attribute may be kept, or the attribute withheld.
        let patterns =
            self.attributes.iter().map(|attribute| attribute.levels.len() + 2).fold(1, usize::saturating_mul);
        let rule = "attributes and levels can be combined in too many ways; leave a level or an attribute out";
        faults.check(patterns <= MAX_PATTERNS, &attributes, rule);
        let rule = "an exchange of 10 to 250 in a thousand hides enough and leaves enough";
        faults.check((10..=250).contains(&self.exchange_per_mille), &format!("{at}exchange_per_mille"), rule);
        self.questionnaire.validate(&format!("{at}questionnaire"), languages, faults);
        for (i, item) in self.questionnaire.items.iter().enumerate() {
            let place = format!("{at}questionnaire.items[{i}]");
            let rule = "an item cannot share a code with an attribute or a level";
            faults.check(!codes.contains(item.code.as_str()), &format!("{place}.code"), rule);
            for (j, row) in item.rows.iter().enumerate() {
                faults.check(!codes.contains(row.code.as_str()), &format!("{place}.rows[{j}].code"), rule);
            }
        }
    }
}
