//! Our own documents as JSON or YAML: a programme, one wave of it, or an instrument of the library.

use crate::{Form, InterchangeError};
use chorus_questionnaire::{Invalid, InvalidDocument, ProgrammeDocument, Questionnaire, Text, WaveDocument};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

/// How a document is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

/// Which kind of document it is.
#[derive(Deserialize)]
struct Outline {
    questionnaire: Option<IgnoredAny>,
    meta: Option<IgnoredAny>,
    waves: Option<IgnoredAny>,
}

/// An instrument of the library: a questionnaire with what is to be known of it.
#[derive(Deserialize)]
struct Instrument {
    meta: Meta,
    questionnaire: Questionnaire,
}

#[derive(Deserialize)]
struct Meta {
    title: Text,
    languages: Vec<String>,
}

/// The checked programme in a document. A wave or an instrument by itself becomes a programme of one wave.
pub fn read_document(bytes: &[u8], notation: Notation) -> Result<ProgrammeDocument, InterchangeError> {
    // Read once for its form alone: what is neither JSON nor YAML has no field to name.
    parse::<IgnoredAny>(bytes, notation).map_err(|error| match error {
        InterchangeError::Document(faults) => InterchangeError::Unreadable(faults.to_string()),
        other => other,
    })?;
    let outline: Outline = parse(bytes, notation)?;
    let programme = match outline {
        Outline { questionnaire: Some(_), meta: Some(_), waves: None } => {
            let Instrument { meta, questionnaire } = parse(bytes, notation)?;
            Form { title: meta.title, languages: meta.languages, questionnaire }.into_programme().0
        }
        Outline { questionnaire: Some(_), waves: None, .. } => {
            let wave: WaveDocument = parse(bytes, notation)?;
            // Its programme knows the languages; here the title tells them.
            let languages = match &wave.title {
                Text::Plain(_) => vec!["en".to_owned()],
                Text::ByLanguage(map) => map.keys().cloned().collect(),
            };
            ProgrammeDocument { title: wave.title.clone(), languages, help: Vec::new(), study: None, waves: vec![wave] }
        }
        _ => parse(bytes, notation)?,
    };
    Ok(programme.checked()?)
}

/// A document in the notation wished for.
pub fn write_document<T: Serialize>(document: &T, notation: Notation) -> Result<String, InterchangeError> {
    match notation {
        Notation::Json => {
            serde_json::to_string_pretty(document).map_err(|error| InterchangeError::Write(error.to_string()))
        }
        Notation::Yaml => serde_saphyr::to_string(document).map_err(|error| InterchangeError::Write(error.to_string())),
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8], notation: Notation) -> Result<T, InterchangeError> {
    let mut path = None;
    let told = |path: Option<String>, reason: String| match path.filter(|path| path != ".") {
        Some(field) => InterchangeError::Document(InvalidDocument(vec![Invalid { field, reason }])),
        None => InterchangeError::Unreadable(reason),
    };
    match notation {
        Notation::Json => {
            let mut reader = serde_json::Deserializer::from_slice(bytes);
            let parsed = serde_path_to_error::deserialize(&mut reader)
                .map_err(|error| told(Some(error.path().to_string()), error.inner().to_string()))?;
            reader.end().map_err(|error| InterchangeError::Unreadable(error.to_string()))?;
            Ok(parsed)
        }
        Notation::Yaml => serde_saphyr::with_deserializer_from_slice(bytes, |reader| {
            serde_path_to_error::deserialize(reader).map_err(|error| {
                path = Some(error.path().to_string());
                error.into_inner()
            })
        })
        .map_err(|error| told(path.take(), error.without_snippet().to_string())),
    }
}
