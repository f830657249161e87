//! The study that a programme is evaluated by: which groups are trained when, and which outcomes were named beforehand. It is part
//! of the programme's document and stands in the manifest of every wave, so that nobody can choose either after seeing results.

use crate::error::Faults;
use crate::{Day, WaveDocument};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The arm of a group that is trained, where its author gives none.
const TRAINED: &str = "trained";
/// The arm of every group that has no date.
pub const COMPARISON: &str = "comparison";
/// The most groups that a study may name.
const MAX_GROUPS: usize = 1_000;
/// The most outcomes that may be named beforehand.
const MAX_OUTCOMES: usize = 50;

/// How a programme is evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// The design, which decides what results may be called.
    pub design: StudyDesign,
    /// The attribute, or the coarser level of one, whose values are trained at different times: the clusters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Which of its values is trained from when on. A value left out is in no arm and counts in no comparison.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rollout: Vec<Rollout>,
    /// Items and scales named beforehand; all others are exploratory.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<String>,
}

/// The design of a study, from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StudyDesign {
    /// All are trained at about the same time; before is compared with after.
    PrePost,
    /// Some groups are trained and others, the comparison, are not or later.
    Comparison,
    /// All groups are trained, one after the other.
    SteppedWedge,
}

/// When one group is trained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rollout {
    /// A value of the attribute.
    pub group: String,
    /// The day that training begins; left out for the comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// The kind of training; `trained` if left out, and `comparison` without a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arm: Option<String>,
}

impl Rollout {
    /// The arm.
    pub fn arm(&self) -> &str {
        match (&self.date, &self.arm) {
            (None, _) => COMPARISON,
            (Some(_), Some(arm)) => arm,
            (Some(_), None) => TRAINED,
        }
    }
}

impl Study {
    /// Where a value of the attribute stands in the rollout.
    pub fn rollout_of(&self, group: &str) -> Option<&Rollout> {
        self.rollout.iter().find(|rollout| rollout.group == group)
    }

    /// Whether this item or scale was named beforehand.
    pub fn declares(&self, measure: &str) -> bool {
        self.outcomes.iter().any(|outcome| outcome == measure)
    }

    pub(crate) fn validate(&self, waves: &[WaveDocument], faults: &mut Faults) {
        let named = self.by.is_some();
        faults.check(self.outcomes.len() <= MAX_OUTCOMES, "study.outcomes", "name at most 50 outcomes");
        faults.check(self.rollout.len() <= MAX_GROUPS, "study.rollout", "name at most 1,000 groups");
        let needs_groups = self.design != StudyDesign::PrePost;
        faults.check(
            named || !needs_groups,
            "study.by",
            "name the attribute whose values are trained at different times",
        );
        let stray = "say in `by` of which attribute these are values";
        faults.check(named || self.rollout.is_empty(), "study.rollout", stray);
        let mut groups = BTreeSet::new();
        let mut arms: BTreeMap<&str, usize> = BTreeMap::new();
        for (i, rollout) in self.rollout.iter().enumerate() {
            let at = format!("study.rollout[{i}]");
            faults.check(
                groups.insert(&rollout.group),
                &format!("{at}.group"),
                "a group is trained once; leave one of the two out",
            );
            let arm = rollout.arm.as_deref();
            let rule = "a group with an arm has a date; leave the arm out for the comparison";
            faults.check(rollout.date.is_some() || arm.is_none_or(|arm| arm == COMPARISON), &format!("{at}.arm"), rule);
            let rule = "a group with a date is trained; give its arm another name than 'comparison'";
            faults.check(rollout.date.is_none() || arm != Some(COMPARISON), &format!("{at}.arm"), rule);
            if let Some(arm) = arm {
                faults.code(&format!("{at}.arm"), arm, &mut BTreeSet::new());
            }
            *arms.entry(rollout.arm()).or_default() += 1;
        }
        let trained = self.rollout.len() - arms.get(COMPARISON).copied().unwrap_or_default();
        if named && self.design == StudyDesign::Comparison {
            let compared = arms.contains_key(COMPARISON) && trained > 0;
            faults.check(compared, "study.rollout", "a comparison needs a group with a date and a group without");
        }
        if named && self.design == StudyDesign::SteppedWedge {
            let dates: BTreeSet<_> = self.rollout.iter().map(|rollout| rollout.date).collect();
            faults.check(
                dates.len() >= 2,
                "study.rollout",
                "a stepped wedge needs groups that are trained at two dates or more",
            );
        }
        for (i, wave) in waves.iter().enumerate() {
            self.validate_wave(wave, &format!("waves[{i}]."), faults);
        }
        for (i, outcome) in self.outcomes.iter().enumerate() {
            let at = format!("study.outcomes[{i}]");
            faults.check(
                !self.outcomes.iter().take(i).any(|earlier| earlier == outcome),
                &at,
                "named twice; leave one out",
            );
            let known =
                waves.is_empty() || waves.iter().any(|wave| wave.questionnaire.measures().any(|code| code == outcome));
            faults.check(known, &at, &format!("no wave has an item or scale '{outcome}'"));
        }
    }

    /// What a wave of this study needs: a day, and the groups that are trained.
    pub(crate) fn validate_wave(&self, wave: &WaveDocument, at: &str, faults: &mut Faults) {
        faults.check(wave.date.is_some(), &format!("{at}date"), "a wave of a study has a day, for example 2026-03-31");
        let Some(by) = &self.by else { return };
        let attributes = format!("{at}attributes");
        let Some((_, values)) =
            wave.attributes.iter().flat_map(|attribute| attribute.lists()).find(|(code, _)| code == by)
        else {
            return faults
                .add(attributes, format!("the study goes by '{by}'; declare it as an attribute or a level of one"));
        };
        for rollout in &self.rollout {
            let known = values.iter().any(|value| value.code == rollout.group);
            faults.check(
                known,
                &attributes,
                &format!("'{by}' lacks the value '{}', which the study trains", rollout.group),
            );
        }
    }
}
