//! One response, and whether it fits what was asked.

use crate::error::Faults;
use crate::{InvalidDocument, PublishedWave};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Chosen codes by the code of what was asked: option by item, or value by attribute. What is missing was not given.
pub type Choices = BTreeMap<String, String>;

/// What a respondent sends.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// Value by attribute, or by one of its coarser levels. Leaving one out is always allowed.
    #[serde(default, deserialize_with = "each_once")]
    #[schema(inline)]
    pub attributes: Choices,
    /// Option by item.
    #[serde(deserialize_with = "each_once")]
    #[schema(inline)]
    pub answers: Choices,
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
        for (code, option) in &self.answers {
            match wave.questionnaire.item(code) {
                None => faults.add("answers", "holds an item that this questionnaire does not have"),
                Some(item) if item.position(option).is_none() => {
                    faults.add(format!("answers.{code}"), "is not one of the item's options");
                }
                Some(_) => {}
            }
        }
        if let Some(pseudonym) = &self.panel {
            faults.check(wave.manifest.panel, "panel", "this wave is not linked with another; leave it out");
            faults.check(read(pseudonym).is_some(), "panel", "a pseudonym is 32 bytes as 43 characters of base64url");
        }
        for item in wave.questionnaire.items.iter().filter(|item| item.required) {
            let given = self.answers.contains_key(&item.code);
            faults.check(given, &format!("answers.{}", item.code), "this item needs an answer");
        }
        faults.check(!self.answers.is_empty(), "answers", "answer at least one item");
        faults.into_result()
    }
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

/// Reads choices in which every code stands once: of two answers to one item nobody could say which was meant.
fn each_once<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Choices, D::Error> {
    struct EachOnce;

    impl<'de> Visitor<'de> for EachOnce {
        type Value = Choices;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("each code once, with the code that was chosen")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Choices, A::Error> {
            let mut choices = Choices::new();
            while let Some((code, choice)) = map.next_entry()? {
                if choices.insert(code, choice).is_some() {
                    return Err(A::Error::custom("expected each code once"));
                }
            }
            Ok(choices)
        }
    }

    deserializer.deserialize_map(EachOnce)
}
