//! What results can be written as, beside JSON: the same numbers, one by one, each with one status. A format adds nothing to what
//! evidence releases, and turns no withheld number into a 0.

mod change;
mod csv;
mod dataset;
mod frictionless;
mod json_stat;
mod results;
mod xlsx;

use crate::EvaluatorError;
use actix_web::HttpRequest;
use actix_web::http::header;
use chorus_evidence::change::Change;
use chorus_evidence::{Results, Values};
use chorus_questionnaire::{AttributeValue, Manifest, Text};
use dataset::Dataset;
pub(crate) use dataset::Standing;
use serde::Serialize;

/// A format, by its name in `format=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Format {
    Json,
    Csv,
    JsonStat,
    Frictionless,
    Xlsx,
}

impl Format {
    /// All formats, with their names and media types.
    pub(crate) const ALL: [(&'static str, Format, &'static str); 5] = [
        ("json", Format::Json, "application/json"),
        ("csv", Format::Csv, "text/csv; charset=utf-8"),
        ("json-stat", Format::JsonStat, "application/vnd.json-stat+json"),
        ("frictionless", Format::Frictionless, "application/vnd.datapackage+json"),
        ("xlsx", Format::Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ];

    /// The format of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, ..)| *known == name).map(|(_, format, _)| *format)
    }

    /// The first format that an `Accept` begins with; JSON if it names none.
    pub(crate) fn accepted(accept: &str) -> Self {
        let wanted = |media_type: &str| media_type.split(';').next().is_some_and(|plain| accept.starts_with(plain));
        Self::ALL.iter().find(|(.., media_type)| wanted(media_type)).map_or(Format::Json, |(_, format, _)| *format)
    }

    /// The format that a request wants: the one named, or else by its `Accept`.
    pub(crate) fn wanted(http: &HttpRequest, named: Option<&str>) -> Result<Self, EvaluatorError> {
        let accept = http.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
        let by_header = || Ok(Self::accepted(accept.unwrap_or_default()));
        named.map_or_else(by_header, |name| Self::named(name).ok_or(EvaluatorError::Format))
    }

    /// Its media type.
    pub(crate) fn media_type(self) -> &'static str {
        Self::ALL.iter().find(|(_, format, _)| *format == self).map_or("", |(.., media_type)| media_type)
    }

    /// Results in this format; `json` is what JSON holds of them.
    pub(crate) fn write<T: Serialize>(
        self,
        results: &Results,
        terms: Terms<'_>,
        json: &T,
    ) -> Result<Vec<u8>, EvaluatorError> {
        self.of(&results::dataset(results, terms), json)
    }

    /// A change between two waves with these terms in this format.
    pub(crate) fn write_change<T: Serialize>(
        self,
        change: &Change,
        terms: [Terms<'_>; 2],
        json: &T,
    ) -> Result<Vec<u8>, EvaluatorError> {
        self.of(&change::dataset(change, terms), json)
    }

    fn of<T: Serialize>(self, data: &Dataset<'_>, json: &T) -> Result<Vec<u8>, EvaluatorError> {
        match self {
            Format::Json => Ok(serde_json::to_vec(json)?),
            Format::Csv => csv::write(data),
            Format::JsonStat => Ok(serde_json::to_vec(&json_stat::dataset(data))?),
            Format::Frictionless => Ok(serde_json::to_vec_pretty(&frictionless::package(data))?),
            Format::Xlsx => xlsx::write(data),
        }
    }
}

/// A number in words, or that it is withheld.
fn told(number: Option<String>) -> String {
    number.unwrap_or_else(|| "withheld".to_owned())
}

/// What is said of every dataset.
fn common_lines(k: u16, filters: &[Values]) -> Vec<(&'static str, String)> {
    let filters = filters.iter().map(|filter| format!("{}: {}", filter.attribute, filter.values.join(" or ")));
    vec![
        ("k", format!("Every number speaks of at least {k} people.")),
        ("Filter", filters.collect::<Vec<_>>().join("; ")),
        ("OBS_STATUS", "A: a number. M: there is no such number. Q: withheld, nobody or too few.".to_owned()),
        ("CONF_STATUS", "F: free. C: confidential, withheld.".to_owned()),
    ]
}

/// What a wave's terms say of the names in its results. Words are those of the programme's first language.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'a> {
    manifest: &'a Manifest,
    language: &'a str,
}

impl<'a> Terms<'a> {
    pub(crate) fn new(manifest: &'a Manifest) -> Self {
        Self { manifest, language: manifest.languages.first().map_or("", String::as_str) }
    }

    /// The wave's name, after that of its programme.
    fn title(&self) -> String {
        format!("{}: {}", self.words(&self.manifest.programme.title), self.wave_title())
    }

    /// The wave's name.
    fn wave_title(&self) -> &'a str {
        self.words(&self.manifest.title)
    }

    /// The measures that were named before anybody answered.
    fn pre_declared(&self) -> &'a [String] {
        self.manifest.programme.study.as_ref().map_or(&[], |study| study.outcomes.as_slice())
    }

    /// What people read for an attribute, or a level of one.
    fn attribute(&self, code: &'a str) -> &'a str {
        self.list(code).map_or(code, |(label, _)| self.words(label))
    }

    /// What people read for a value of it.
    fn value(&self, attribute: &str, code: &'a str) -> &'a str {
        let value = self.list(attribute).and_then(|(_, values)| values.iter().find(|value| value.code == code));
        value.and_then(|value| value.label.as_ref()).map_or(code, |label| self.words(label))
    }

    fn words(&self, text: &'a Text) -> &'a str {
        text.get(self.language)
    }

    fn list(&self, code: &str) -> Option<(&'a Text, &'a [AttributeValue])> {
        let attributes = self.manifest.attributes.iter();
        let mut lists = attributes.flat_map(|attribute| {
            let levels = attribute.levels.iter().map(|level| (&level.code, &level.label, level.values.as_slice()));
            std::iter::once((&attribute.code, &attribute.label, attribute.values.as_slice())).chain(levels)
        });
        lists.find(|(known, ..)| *known == code).map(|(_, label, values)| (label, values))
    }
}
