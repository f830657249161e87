//! A form: one questionnaire with its title and languages, which is what other tools' files hold.

use crate::{InterchangeError, Remark};
use chorus_questionnaire::{EXCHANGE_PER_MILLE, ProgrammeDocument, Questionnaire, Text, WaveDocument};

/// The group size of an imported wave, which no other format knows.
const K: u16 = 5;

/// One questionnaire, its title and its languages, of which every text has the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What people call it.
    pub title: Text,
    /// BCP 47 tags.
    pub languages: Vec<String>,
    /// What is asked.
    pub questionnaire: Questionnaire,
}

impl Form {
    /// The questionnaire of one wave of a checked programme; `wave` counts from 1 and may be left out if there is one only.
    pub fn of(programme: &ProgrammeDocument, wave: Option<usize>) -> Result<Self, InterchangeError> {
        let count = programme.waves.len();
        let chosen = match (wave, count) {
            (_, 0) => return Err(InterchangeError::NoWave),
            (None, 1) => programme.waves.first(),
            (None, _) => None,
            (Some(wave), _) => wave.checked_sub(1).and_then(|at| programme.waves.get(at)),
        };
        let wave = chosen.ok_or(InterchangeError::Wave { count })?;
        let (title, questionnaire) = (wave.title.clone(), wave.questionnaire.clone());
        Ok(Self { title, languages: programme.languages.clone(), questionnaire })
    }

    /// A programme with this questionnaire as its only wave, and what is still wrong with it. A document with faults is handed
    /// back too: its author mends it more easily than the file that it came from.
    pub fn into_programme(self) -> (ProgrammeDocument, Vec<Remark>) {
        let wave = WaveDocument {
            title: self.title.clone(),
            date: None,
            k: K,
            attributes: Vec::new(),
            exchange_per_mille: EXCHANGE_PER_MILLE,
            panel: false,
            questionnaire: self.questionnaire,
        };
        let document = ProgrammeDocument {
            title: self.title,
            languages: self.languages,
            help: Vec::new(),
            study: None,
            waves: vec![wave],
        };
        match document.clone().checked() {
            Ok(checked) => (checked, Vec::new()),
            Err(faults) => {
                let remark = |fault: chorus_questionnaire::Invalid| Remark {
                    place: fault.field,
                    what: format!("Chorus does not take it so: {}.", fault.reason),
                    remedy: "Mend it in the document before you create the wave.".to_owned(),
                };
                (document, faults.0.into_iter().map(remark).collect())
            }
        }
    }

    /// The language that every text has.
    pub(crate) fn first_language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }
}

/// The text in exactly this language, if there is one.
pub(crate) fn in_language<'a>(text: &'a Text, language: &str, first: &str) -> Option<&'a str> {
    match text {
        Text::Plain(text) => (language == first).then_some(text.as_str()),
        Text::ByLanguage(map) => map.get(language).map(String::as_str),
    }
}
