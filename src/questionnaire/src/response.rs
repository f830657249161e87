//! One response, and whether it fits what was asked.

use crate::error::Faults;
use crate::{Answer, Answers, Choices, InvalidDocument, Item, PublishedWave};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;
use utoipa::PartialSchema as _;

/// What a respondent sends.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// Value by attribute, or by one of its coarser levels. Leaving one out is always allowed.
    #[serde(default, deserialize_with = "each_once")]
    #[schema(inline)]
    pub attributes: Choices,
    /// Answer by item, and by row of a matrix. Leaving one out is allowed unless it is required; `null` declines.
    #[serde(deserialize_with = "each_once")]
    #[schema(schema_with = answers_schema)]
    pub answers: Answers,
    /// The respondent's pseudonym in this programme, 32 bytes as 43 characters of base64url, if they link their waves. Only in
    /// a wave whose manifest says `panel`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel: Option<String>,
    /// Anything, ignored: clients fill up the body to a round length, so that its size says nothing about the answers.
    #[serde(default, skip_serializing)]
    pub padding: String,
}

impl Response {
    /// The respondent's pseudonym, if they link their waves.
    pub fn pseudonym(&self) -> Option<[u8; 32]> {
        read(self.panel.as_ref()?)
    }

    /// Checks the response against the wave. Errors name the attribute or item, never what was answered.
    pub fn check(&self, wave: &PublishedWave) -> Result<(), InvalidDocument> {
        let mut faults = Faults::default();
        let attributes = &wave.manifest.attributes;
        let mut seen = BTreeSet::new();
        for (list, value) in &self.attributes {
            match attributes.iter().find(|attribute| attribute.lists().any(|(code, _)| code == list)) {
                None => faults.add("attributes", "holds an attribute that this wave does not ask for"),
                Some(attribute) if attribute.position(list, value).is_none() => {
                    faults.add(format!("attributes.{list}"), "is not one of the values in the manifest");
                }
                Some(attribute) if !seen.insert(&attribute.code) => {
                    faults.add(format!("attributes.{list}"), "give one level of an attribute, not several");
                }
                Some(_) => {}
            }
        }
        let shown = wave.questionnaire.shown(&self.answers);
        for (code, answer) in &self.answers {
            match wave.questionnaire.item(code) {
                None => faults.add("answers", "holds an item that this questionnaire does not have"),
                Some(item) if !shown.contains(item.code.as_str()) => {
                    faults.add(format!("answers.{code}"), "is not asked after these answers; leave it out");
                }
                Some(item) => {
                    if let Some(fault) = answer.fault(item) {
                        faults.add(format!("answers.{code}"), fault);
                    }
                }
            }
        }
        if let Some(pseudonym) = &self.panel {
            faults.check(wave.manifest.panel, "panel", "this wave is not linked with another; leave it out");
            faults.check(read(pseudonym).is_some(), "panel", "a pseudonym is 32 bytes as 43 characters of base64url");
        }
        let asked = wave.questionnaire.items.iter().filter(|item| shown.contains(item.code.as_str()));
        for code in asked.filter(|item| item.required).flat_map(Item::answer_codes) {
            let given = self.answers.contains_key(code);
            faults.check(given, &format!("answers.{code}"), "this item needs an answer, or null to decline");
        }
        faults.check(!self.answers.is_empty(), "answers", "answer at least one item");
        faults.into_result()
    }
}

fn answers_schema() -> utoipa::openapi::schema::Object {
    use utoipa::openapi::schema::{ObjectBuilder, Type};
    ObjectBuilder::new().schema_type(Type::Object).additional_properties(Some(Answer::schema())).build()
}

fn read(pseudonym: &str) -> Option<[u8; 32]> {
    URL_SAFE_NO_PAD.decode(pseudonym).ok()?.try_into().ok()
}

/// Says only that there is one: a response must never reach a log by way of `{:?}`.
impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Response(…)")
    }
}

/// Reads a map in which every code stands once: of two answers to one item nobody could say which was meant.
fn each_once<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error> {
    struct EachOnce<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for EachOnce<T> {
        type Value = BTreeMap<String, T>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("each code once, with the code that was chosen")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut given = BTreeMap::new();
            while let Some((code, choice)) = map.next_entry()? {
                if given.insert(code, choice).is_some() {
                    return Err(A::Error::custom("expected each code once"));
                }
            }
            Ok(given)
        }
    }

    deserializer.deserialize_map(EachOnce(PhantomData))
}
