//! What the waves of a programme say of its groups: the attributes with all their levels, and k.

use chorus_questionnaire::{Choices, Manifest};
use std::collections::BTreeMap;

/// The groups of a programme, and how many people a number must speak of.
#[derive(Debug, Clone)]
pub struct Terms {
    k: u16,
    lists: BTreeMap<String, Vec<String>>,
}

impl Terms {
    /// Those of its opened waves: every value that one of them knows, and the greatest k.
    pub fn new<'a>(manifests: impl IntoIterator<Item = &'a Manifest>) -> Self {
        let mut terms = Terms { k: chorus_questionnaire::MIN_K, lists: BTreeMap::new() };
        for manifest in manifests {
            terms.k = terms.k.max(manifest.k);
            for (code, values) in manifest.attributes.iter().flat_map(|attribute| attribute.lists()) {
                let known = terms.lists.entry(code.to_owned()).or_default();
                for value in values {
                    if !known.contains(&value.code) {
                        known.push(value.code.clone());
                    }
                }
            }
        }
        terms
    }

    /// The least number of people that any number speaks of.
    pub fn k(&self) -> u16 {
        self.k
    }

    /// The values of an attribute, or of a level of one.
    pub fn values(&self, list: &str) -> Option<&[String]> {
        self.lists.get(list).map(Vec::as_slice)
    }

    /// The codes of all attributes and levels.
    pub(crate) fn names(&self) -> String {
        self.lists.keys().cloned().collect::<Vec<_>>().join(", ")
    }
}

/// The part of a group that a breakdown asks for.
pub(crate) fn part(group: &Choices, by: &[String]) -> Choices {
    group.iter().filter(|(code, _)| by.contains(code)).map(|(code, value)| (code.clone(), value.clone())).collect()
}
