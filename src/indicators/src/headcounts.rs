//! How many people there are in each group: what response rates, weights and reach are held against.

use crate::reading::{Layout, Reading};
use crate::sheet::Sheet;
use crate::terms::{Terms, part};
use crate::{IndicatorError, monthly};
use chorus_questionnaire::Choices;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Headcounts as they are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Headcounts {
    /// The k that they were guarded with.
    pub k: u16,
    /// The attributes of the groups.
    pub by: Vec<String>,
    /// A row for each group.
    pub rows: Vec<Headcount>,
}

/// How many people a group has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Headcount {
    /// Value by attribute.
    pub group: Choices,
    /// The people; nothing where they are fewer than k.
    pub people: Option<u64>,
}

const LAYOUT: Layout = Layout { needed: &["people"], optional: &[], least_attributes: 1 };

impl Headcounts {
    /// Reads a file, and keeps of it what may be shown.
    ///
    /// # Errors
    /// [`IndicatorError::File`] with every row at fault; then nothing is taken.
    pub fn read(bytes: &[u8], terms: &Terms) -> Result<Self, IndicatorError> {
        let k = u64::from(terms.k());
        let reading = Reading::new(Sheet::read(bytes)?, &LAYOUT, terms)?;
        let mut seen: BTreeMap<Choices, u64> = BTreeMap::new();
        let (by, rows) = reading.all(|row| {
            let group = row.group()?;
            if let Some(line) = seen.insert(group.clone(), row.line()) {
                return row.fault("people", format!("this group stands in line {line} already"));
            }
            let people = row.count("people")?;
            Some(Headcount { group, people: Some(people).filter(|people| *people >= k) })
        })?;
        Ok(Self { k: terms.k(), by, rows })
    }

    /// The same where k has grown since: what would not have been kept then is withheld.
    #[must_use]
    pub fn guarded(mut self, k: u16) -> Self {
        self.k = self.k.max(k);
        for row in &mut self.rows {
            row.people = row.people.filter(|people| *people >= u64::from(self.k));
        }
        self
    }

    /// The people of each group of a breakdown. A group of which a part is withheld is left out: the rest of it is not its size.
    ///
    /// # Errors
    /// [`IndicatorError::Breakdown`] for an attribute that the file did not have.
    pub fn ask(&self, by: &[String]) -> Result<BTreeMap<Choices, u64>, IndicatorError> {
        monthly::known(by, &self.by)?;
        let mut groups: BTreeMap<Choices, Option<u64>> = BTreeMap::new();
        for row in &self.rows {
            let sum = groups.entry(part(&row.group, by)).or_insert(Some(0));
            *sum = sum.zip(row.people).map(|(sum, people)| sum + people);
        }
        Ok(groups.into_iter().filter_map(|(group, people)| Some((group, people?))).collect())
    }
}
