//! Texts in several languages, and as HTML where SurveyJS shows nothing else.

use crate::Form;
use crate::form::in_language;
use chorus_questionnaire::Text;
use serde_json::{Map, Value, json};

/// The language that SurveyJS keeps under `default`.
const DEFAULT: &str = "en";

pub(super) struct Localised<'a> {
    form: &'a Form,
}

impl<'a> Localised<'a> {
    pub(super) fn new(form: &'a Form) -> Self {
        Self { form }
    }

    /// The text as a string, or by language.
    pub(super) fn text(&self, text: &Text) -> Value {
        self.of(|language| in_language(text, language, self.form.first_language()).map(str::to_owned))
    }

    /// The text as HTML that shows just this text.
    pub(super) fn html(&self, text: &Text) -> Value {
        self.of(|language| {
            let words = in_language(text, language, self.form.first_language())?;
            let safe = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            Some(format!("<p>{}</p>", safe.replace('\n', "<br>")))
        })
    }

    /// Two texts, one after the other: the hint and the unit.
    pub(super) fn joined(&self, one: &Option<Text>, other: &Option<Text>) -> Option<Value> {
        let texts: Vec<&Text> = one.iter().chain(other).collect();
        let first = self.form.first_language();
        let words = |language: &str| {
            let parts: Vec<&str> = texts.iter().filter_map(|text| in_language(text, language, first)).collect();
            (!parts.is_empty()).then(|| parts.join(" · "))
        };
        (!texts.is_empty()).then(|| self.of(words))
    }

    fn of(&self, words: impl Fn(&str) -> Option<String>) -> Value {
        // In braces SurveyJS would put an answer: a word joiner keeps them what they are.
        let words = |language: &str| words(language).map(|words| words.replace('{', "{\u{2060}"));
        let first = self.form.first_language();
        let default = words(DEFAULT).or_else(|| words(first)).unwrap_or_default();
        let others = self.form.languages.iter().filter(|language| *language != DEFAULT);
        let others: Vec<(String, String)> =
            others.filter_map(|language| Some((language.clone(), words(language)?))).collect();
        if others.is_empty() {
            return json!(default);
        }
        let all = std::iter::once(("default".to_owned(), default)).chain(others);
        Value::Object(all.map(|(language, words)| (language, json!(words))).collect::<Map<_, _>>())
    }
}
