//! Where people find help: named by whoever runs the service, for every page, or by a programme's author, for its own pages.

use crate::error::Faults;
use crate::{InvalidDocument, Text};
use serde::{Deserialize, Serialize};

/// The most places that are listed.
const MOST: usize = 30;

/// A place to find help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// Whose help it is.
    pub name: Text,
    /// How to reach it: a number, an address, an hour.
    pub contact: Text,
    /// A page about it; `https` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Help {
    /// Checks a list that belongs to no programme: each name may be in any languages (a plain string is English), and how to reach it is
    /// in the same. Errors name the place at fault.
    pub fn checked(mut list: Vec<Self>) -> Result<Vec<Self>, InvalidDocument> {
        let mut faults = Faults::default();
        faults.check(list.len() <= MOST, "help", "list at most 30 places to find help");
        for (i, help) in list.iter_mut().enumerate() {
            help.normalise("en");
            help.validate(i, &help.name.languages(), &mut faults);
        }
        faults.into_result().map(|()| list)
    }

    pub(crate) fn normalise(&mut self, first_language: &str) {
        self.name.normalise(first_language);
        self.contact.normalise(first_language);
    }

    /// Checks the entry at this place of a list; the first of the languages must be there.
    fn validate(&self, at: usize, languages: &[String], faults: &mut Faults) {
        self.name.validate(&format!("help[{at}].name"), languages, faults);
        self.contact.validate(&format!("help[{at}].contact"), languages, faults);
        let https = self.url.as_ref().is_none_or(|url| url.starts_with("https://") && url.len() <= 2_000);
        faults.check(https, &format!("help[{at}].url"), "a link starts with https://");
    }
}

/// Checks a programme's list.
pub(crate) fn validate(list: &[Help], languages: &[String], faults: &mut Faults) {
    faults.check(list.len() <= MOST, "help", "list at most 30 places to find help");
    list.iter().enumerate().for_each(|(at, help)| help.validate(at, languages, faults));
}
