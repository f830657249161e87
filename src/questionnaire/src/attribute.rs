//! Grouping attributes: what results may be broken down by. Each has a declared, finite list of values.

use crate::error::Faults;
use crate::{MAX_VALUES, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A grouping attribute, for example the department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Code used in queries and files.
    pub code: String,
    /// What the respondent reads.
    pub label: Text,
    /// Why it is asked, for the respondent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// How much keeping this attribute is worth when sealing must withhold something; 1 to 100.
    #[serde(default = "one")]
    pub weight: u8,
    /// The values, in the order shown.
    pub values: Vec<AttributeValue>,
}

/// One value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttributeValue {
    /// Code used in queries and files.
    pub code: String,
    /// What people read; the code itself when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
}

fn one() -> u8 {
    1
}

impl Attribute {
    /// The position of the value with this code.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.values.iter().position(|value| value.code == code)
    }

    pub(crate) fn normalise(&mut self, first_language: &str) {
        self.label.normalise(first_language);
        self.why.iter_mut().for_each(|why| why.normalise(first_language));
        self.values.iter_mut().filter_map(|v| v.label.as_mut()).for_each(|label| label.normalise(first_language));
    }

    pub(crate) fn validate(&self, at: &str, languages: &[String], faults: &mut Faults) {
        self.label.validate(&format!("{at}.label"), languages, faults);
        if let Some(why) = &self.why {
            why.validate(&format!("{at}.why"), languages, faults);
        }
        faults.check((1..=100).contains(&self.weight), &format!("{at}.weight"), "a weight is 1 to 100");
        let values = format!("{at}.values");
        faults.check((2..=MAX_VALUES).contains(&self.values.len()), &values, "an attribute has 2 to 1,000 values");
        let mut seen = BTreeSet::new();
        for (i, value) in self.values.iter().enumerate() {
            faults.value(&format!("{values}[{i}].code"), &value.code, &mut seen);
            if let Some(label) = &value.label {
                label.validate(&format!("{values}[{i}].label"), languages, faults);
            }
        }
    }
}
