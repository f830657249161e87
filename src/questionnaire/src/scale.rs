//! Scales: scored sets of items, and where their scores mean something.

use crate::error::Faults;
use crate::{Text, Variable};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// A scored set of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Code used in queries and files.
    pub code: String,
    /// Its name for people.
    pub label: Text,
    /// Sum or mean of the items' scores.
    pub score: ScaleScore,
    /// How many of its items a respondent must have answered with a scored option to get a score. All when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_answered: Option<u16>,
    /// The items scored.
    pub items: Vec<ScaleItem>,
    /// Where scores mean something: the share of people on each side is told beside the mean.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut_offs: Vec<CutOff>,
}

/// A range of scores with a name, such as 10 and more on the PHQ-8.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CutOff {
    /// Code used in files.
    pub code: String,
    /// What people read.
    pub label: Text,
    /// The least score that counts. From below without end when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Threshold>,
    /// The greatest score that counts. Without end when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Threshold>,
}

/// A score in hundredths, written as a number with up to two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Threshold(pub i64);

impl Serialize for Threshold {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A whole number is written as one, so that a document has one form.
        if self.0 % 100 == 0 {
            serializer.serialize_i64(self.0 / 100)
        } else {
            serializer.serialize_f64(self.0 as f64 / 100.0)
        }
    }
}

impl<'de> Deserialize<'de> for Threshold {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hundredths = f64::deserialize(deserializer)? * 100.0;
        let whole = hundredths.round();
        let near = (hundredths - whole).abs() < 1e-6 && whole.abs() <= 1e11;
        let rule = "a threshold is a number with at most two decimals, up to a billion";
        if near { Ok(Self(whole as i64)) } else { Err(serde::de::Error::custom(rule)) }
    }
}

impl utoipa::PartialSchema for Threshold {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        let number = utoipa::openapi::schema::Type::Number;
        let description = Some("A score with at most two decimals.");
        utoipa::openapi::schema::ObjectBuilder::new().schema_type(number).description(description).into()
    }
}

impl utoipa::ToSchema for Threshold {}

/// How the items' scores are joined. A sum with unanswered items is prorated: the mean of the answered ones times the
/// number of items (person-mean imputation; Downey and King 1998, doi 10.1080/00221309809595542).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScaleScore {
    /// Sum of the scores.
    Sum,
    /// Mean of the scores.
    Mean,
}

/// One item of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleItem {
    /// The item's code.
    pub item: String,
    /// Whether it counts the other way round: least score + greatest score - score.
    #[serde(default)]
    pub reverse: bool,
}

impl Scale {
    /// How many scored answers a respondent needs.
    pub fn needed(&self) -> usize {
        self.minimum_answered.map_or(self.items.len(), usize::from)
    }

    pub(crate) fn validate(
        &self,
        at: &str,
        variables: &HashMap<String, Variable<'_>>,
        languages: &[String],
        faults: &mut Faults,
    ) {
        self.label.validate(&format!("{at}.label"), languages, faults);
        faults.check(!self.items.is_empty(), &format!("{at}.items"), "a scale has at least one item");
        let enough = (1..=self.items.len()).contains(&self.needed()) || self.items.is_empty();
        faults.check(enough, &format!("{at}.minimum_answered"), "it is 1 up to the number of the scale's items");
        let sensitive = |entry: &ScaleItem| variables.get(&entry.item).is_some_and(Variable::sensitive);
        let alike = self.items.iter().all(sensitive) || !self.items.iter().any(sensitive);
        let rule = "a scale's items all have a sensitive option, or none has: answers are exchanged together, so that its \
                    overall scores stay exact";
        faults.check(alike, &format!("{at}.items"), rule);
        let mut seen = BTreeSet::new();
        for (i, entry) in self.items.iter().enumerate() {
            let place = format!("{at}.items[{i}].item");
            faults.check(seen.insert(&entry.item), &place, "an item counts once in a scale");
            match variables.get(&entry.item) {
                None => {
                    let reason =
                        format!("there is no item or matrix row '{}' that is measured by one answer", entry.item);
                    faults.add(place, reason);
                }
                Some(variable) if variable.score_range().is_none() => {
                    faults.add(place, format!("give the options of item '{}' a `score` first", entry.item));
                }
                Some(_) => {}
            }
        }
        self.validate_cut_offs(&format!("{at}.cut_offs"), languages, faults);
    }

    fn validate_cut_offs(&self, at: &str, languages: &[String], faults: &mut Faults) {
        faults.check(self.cut_offs.len() <= 20, at, "a scale has at most 20 cut-offs");
        let mut codes = BTreeSet::new();
        for (i, cut_off) in self.cut_offs.iter().enumerate() {
            let place = format!("{at}[{i}]");
            faults.code(&format!("{place}.code"), &cut_off.code, &mut codes);
            cut_off.label.validate(&format!("{place}.label"), languages, faults);
            let (least, most) = (cut_off.at_least, cut_off.at_most);
            let rule = "give `at_least`, `at_most`, or both with the first not above the second";
            let bounded = least.is_some() || most.is_some();
            faults.check(bounded && least.zip(most).is_none_or(|(least, most)| least <= most), &place, rule);
        }
    }

    /// All its texts.
    pub(crate) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        std::iter::once(&mut self.label).chain(self.cut_offs.iter_mut().map(|cut_off| &mut cut_off.label))
    }
}
