//! Numbers one by one, each with one status: what every format is written from, whatever was asked.

use super::Terms;
use chorus_evidence::Values;
use serde_json::Value;
use std::collections::BTreeMap;

/// Numbers with their places.
pub(crate) struct Dataset<'a> {
    /// What was asked, as part of file names: `results` or `change`.
    pub name: &'static str,
    /// Of what: the id of a wave, or of two.
    pub id: String,
    /// The same for people.
    pub title: String,
    /// The words of the attributes and their values.
    pub terms: Terms<'a>,
    /// The least number of people that any number speaks of.
    pub k: u16,
    /// The breakdown.
    pub by: &'a [Values],
    /// The measures' codes.
    pub measures: Vec<&'a str>,
    /// Measure by measure, each with its groups in declared order. Cells of one measure have the same observations in the same order.
    pub cells: Vec<ObservedCell<'a>>,
    /// What JSON-stat carries besides.
    pub extension: Value,
    /// What a workbook says of it, in lines of a name and a text.
    pub about: Vec<(&'static str, String)>,
}

/// One measure in one group.
pub(crate) struct ObservedCell<'a> {
    pub measure: &'a str,
    pub group: &'a BTreeMap<String, String>,
    pub observations: Vec<Observation<'a>>,
}

/// How it stands with a number, in the words of SDMX (code lists CL_OBS_STATUS 2.2 and CL_CONF_STATUS 1.3).
///
/// | status | `OBS_STATUS` | `CONF_STATUS` | value |
/// |---|---|---|---|
/// | released | `A` normal | `F` free | the number |
/// | it does not exist (a mean of no scores) | `M` missing | `F` free | none |
/// | withheld: nobody, or too few | `Q` suppressed | `C` confidential | none |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Released,
    Absent,
    Withheld,
}

impl Standing {
    pub(crate) fn obs_status(self) -> &'static str {
        match self {
            Standing::Released => "A",
            Standing::Absent => "M",
            Standing::Withheld => "Q",
        }
    }

    pub(crate) fn conf_status(self) -> &'static str {
        if self == Standing::Withheld { "C" } else { "F" }
    }
}

/// One number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Observation<'a> {
    /// The option, cut-off or term; empty for the whole measure.
    pub option: &'a str,
    pub statistic: &'static str,
    pub value: Option<f64>,
    pub standing: Standing,
}

impl<'a> Observation<'a> {
    /// A number, or why there is none.
    pub(super) fn new(option: &'a str, statistic: &'static str, value: Option<f64>, without: Standing) -> Self {
        Self { option, statistic, value, standing: if value.is_some() { Standing::Released } else { without } }
    }
}
