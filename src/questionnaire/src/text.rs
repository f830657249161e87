//! A text in one or several languages.

use crate::error::{Faults, InvalidDocument};
use crate::library::PLACEHOLDER;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text for people, by BCP 47 language tag. An author may write a plain string for the programme's first language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a text, or one text for each language tag")]
pub enum Text {
    /// In the programme's first language.
    Plain(String),
    /// By language tag.
    ByLanguage(BTreeMap<String, String>),
}

impl utoipa::PartialSchema for Text {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Type};
        let string = || ObjectBuilder::new().schema_type(Type::String);
        OneOfBuilder::new()
            .item(string())
            .item(ObjectBuilder::new().schema_type(Type::Object).additional_properties(Some(string())))
            .description(Some("A text: a plain string in the first language, or one string for each language tag."))
            .into()
    }
}

impl utoipa::ToSchema for Text {}

impl Text {
    /// The text in `language`, else in any language there is.
    pub fn get(&self, language: &str) -> &str {
        match self {
            Text::Plain(text) => text,
            Text::ByLanguage(map) => map.get(language).or_else(|| map.values().next()).map_or("", String::as_str),
        }
    }

    /// The languages that it is in; none for a plain string.
    pub fn languages(&self) -> Vec<String> {
        match self {
            Text::Plain(_) => Vec::new(),
            Text::ByLanguage(map) => map.keys().cloned().collect(),
        }
    }

    /// Checks a text that belongs to no document, and spells it out by language; the first of these must be there.
    ///
    /// # Errors
    /// Names `field`, and what is wrong there.
    pub fn checked(mut self, field: &str, languages: &[String]) -> Result<Self, InvalidDocument> {
        self.normalise(languages.first().map_or("en", String::as_str));
        let mut faults = Faults::default();
        self.validate(field, languages, &mut faults);
        faults.into_result().map(|()| self)
    }

    /// The same text spelled out by language, which is the canonical form.
    pub(crate) fn normalise(&mut self, first_language: &str) {
        if let Text::Plain(text) = self {
            *self = Text::ByLanguage(BTreeMap::from([(first_language.to_owned(), std::mem::take(text))]));
        }
    }

    pub(crate) fn validate(&self, field: &str, languages: &[String], faults: &mut Faults) {
        let check = |text: &str, faults: &mut Faults| {
            let length = text.chars().count();
            faults.check(!text.trim().is_empty() && length <= 4_000, field, "a text has 1 to 4,000 characters");
            let rule = "put the wording of your licensed copy in place of this";
            faults.check(!text.contains(PLACEHOLDER), field, rule);
        };
        match self {
            Text::Plain(text) => check(text, faults),
            Text::ByLanguage(map) => {
                for (language, text) in map {
                    if !languages.contains(language) {
                        faults.add(field, format!("language '{language}' is not in the programme's `languages`"));
                    }
                    check(text, faults);
                }
                if let Some(first) = languages.first().filter(|first| !map.contains_key(*first)) {
                    faults.add(field, format!("the text in the first language, '{first}', is missing"));
                }
            }
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::Plain(text.to_owned())
    }
}
