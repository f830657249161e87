//! Findings as an organiser writes them.

use crate::{FindingsError, MOST_ENTRIES};
use chorus_questionnaire::{Invalid, Text};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who may see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FindingsAccess)]
pub enum Access {
    /// Nobody yet.
    #[default]
    Nobody,
    /// Whoever has the link.
    Link,
    /// Whoever has the address.
    Everybody,
}

/// What people said, and what was done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FindingsEntry)]
pub struct Entry {
    /// You said.
    pub said: Text,
    /// We did.
    pub did: Text,
}

/// What an organisation tells its people.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Findings {
    /// Who may see it.
    pub access: Access,
    /// A few words before the results.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub introduction: Option<Text>,
    /// The closed wave whose results are shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wave: Option<Uuid>,
    /// The closed wave that they are compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Uuid>,
    /// Items and scales by code; all when empty.
    #[serde(default)]
    pub measures: Vec<String>,
    /// "You said, we did."
    #[serde(default)]
    pub entries: Vec<Entry>,
}

impl Findings {
    /// Checks the texts against the programme's languages, the first of which must be there, and spells plain ones out.
    ///
    /// # Errors
    /// [`FindingsError::Document`] names every place at fault.
    pub fn checked(mut self, languages: &[String]) -> Result<Self, FindingsError> {
        let mut faults = Vec::new();
        let mut check = |text: Text, field: String| match text.clone().checked(&field, languages) {
            Ok(text) => text,
            Err(error) => {
                faults.extend(error.0);
                text
            }
        };
        self.introduction = self.introduction.map(|text| check(text, "introduction".to_owned()));
        for (at, entry) in self.entries.iter_mut().enumerate() {
            entry.said = check(entry.said.clone(), format!("entries[{at}].said"));
            entry.did = check(entry.did.clone(), format!("entries[{at}].did"));
        }
        let mut rule = |holds: bool, field: &str, reason: &str| {
            if !holds {
                faults.push(Invalid { field: field.to_owned(), reason: reason.to_owned() });
            }
        };
        rule(self.entries.len() <= MOST_ENTRIES, "entries", "write at most 100");
        rule(
            self.access == Access::Nobody || self.wave.is_some(),
            "wave",
            "name the closed wave whose results are shown",
        );
        rule(self.since.is_none() || self.wave.is_some(), "since", "name a `wave` to compare with this one");
        rule(self.since.is_none() || self.since != self.wave, "since", "name another wave than in `wave`");
        if faults.is_empty() { Ok(self) } else { Err(FindingsError::Document(faults)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(findings: Findings) -> Vec<String> {
        match findings.checked(&["en".to_owned(), "de".to_owned()]) {
            Err(FindingsError::Document(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn faults_are_named_by_their_place() {
        let entry = |said: &str| Entry { said: said.into(), did: "We did.".into() };
        let wave = Some(Uuid::from_u128(1));
        let good = Findings { access: Access::Link, wave, entries: vec![entry("You said.")], ..Findings::default() };
        assert!(faults(good.clone()).is_empty());
        assert!(faults(Findings::default()).is_empty());
        for (findings, field) in [
            (Findings { wave: None, ..good.clone() }, "wave"),
            (Findings { since: wave, ..good.clone() }, "since"),
            (Findings { entries: vec![entry("a"), entry(" ")], ..good.clone() }, "entries[1].said"),
            (Findings { entries: vec![entry("a"); MOST_ENTRIES + 1], ..good.clone() }, "entries"),
            (Findings { introduction: Some("".into()), ..good }, "introduction"),
        ] {
            assert_eq!(faults(findings), [field]);
        }
    }
}
