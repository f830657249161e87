//! A monthly indicator: brought in as a file, asked for by group.

use crate::guard::{Amount, may_show_amount, may_show_people};
use crate::reading::{Layout, Reading, RowReading};
use crate::series::{Kind, Series};
use crate::sheet::Sheet;
use crate::terms::{Terms, part};
use crate::{IndicatorError, Terms as ProgrammeTerms};
use chorus_questionnaire::Choices;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A series as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Monthly {
    /// The k that it was guarded with.
    pub k: u16,
    /// The attributes of its groups.
    pub by: Vec<String>,
    /// A row for each month and group.
    pub rows: Vec<MonthlyRow>,
}

/// One group in one month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MonthlyRow {
    /// The month, as `2026-03`.
    pub month: String,
    /// Value by attribute.
    pub group: Choices,
    /// The numbers; nothing where they are withheld.
    pub numbers: Option<Numbers>,
}

/// What is known of a group in a month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Numbers {
    /// People concerned.
    pub people: u64,
    /// Of how many.
    pub headcount: u64,
    /// The sum over them; for a count of people, themselves.
    pub total: f64,
}

/// An answer: months and groups with what is shown of them.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthlyCell {
    /// The month; empty for all that were asked for together.
    pub month: String,
    /// Value by attribute.
    pub group: Choices,
    /// The sum over the rows that are shown; nothing if none is.
    pub numbers: Option<Numbers>,
    /// Whether rows were left out of it because they are withheld.
    pub partial: bool,
}

const PEOPLE: Layout = Layout { needed: &["month", "headcount", "people"], optional: &[], least_attributes: 0 };
const AMOUNT: Layout = Layout {
    needed: &["month", "headcount", "people", "total", "largest", "second_largest"],
    optional: &[],
    least_attributes: 0,
};

impl Monthly {
    /// Reads a file, and keeps of it what may be shown.
    ///
    /// # Errors
    /// [`IndicatorError::File`] with every row at fault; then nothing is taken.
    pub fn read(series: Series, bytes: &[u8], terms: &ProgrammeTerms) -> Result<Self, IndicatorError> {
        let layout = if series.kind() == Kind::People { PEOPLE } else { AMOUNT };
        let reading = Reading::new(Sheet::read(bytes)?, &layout, terms)?;
        let mut seen: BTreeMap<(String, Choices), u64> = BTreeMap::new();
        let (by, rows) = reading.all(|row| {
            let (month, group) = (row.month()?, row.group()?);
            if let Some(line) = seen.insert((month.clone(), group.clone()), row.line()) {
                return row.fault("month", format!("this group and month stand in line {line} already"));
            }
            let numbers = numbers(row, series.kind(), terms)?;
            Some(MonthlyRow { month, group, numbers })
        })?;
        Ok(Self { k: terms.k(), by, rows })
    }

    /// The same where k has grown since: what would not have been kept then is withheld.
    #[must_use]
    pub fn guarded(mut self, k: u16) -> Self {
        self.k = self.k.max(k);
        let k = u64::from(self.k);
        for row in &mut self.rows {
            row.numbers = row.numbers.filter(|numbers| may_show_people(numbers.people, numbers.headcount, k));
        }
        self
    }

    /// The months there are, in order.
    pub fn months(&self) -> Vec<&str> {
        let mut months: Vec<&str> = self.rows.iter().map(|row| row.month.as_str()).collect();
        months.sort_unstable();
        months.dedup();
        months
    }

    /// Sums by group and month, or over all months together, from one month to another.
    ///
    /// # Errors
    /// [`IndicatorError::Breakdown`] for an attribute that the file did not have.
    pub fn ask(
        &self,
        by: &[String],
        months: (Option<&str>, Option<&str>),
        each_month: bool,
    ) -> Result<Vec<MonthlyCell>, IndicatorError> {
        known(by, &self.by)?;
        let within = |month: &str| months.0.is_none_or(|from| month >= from) && months.1.is_none_or(|to| month <= to);
        let mut cells: BTreeMap<(String, Choices), MonthlyCell> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| within(&row.month)) {
            let month = if each_month { row.month.clone() } else { String::new() };
            let group = part(&row.group, by);
            let empty = || MonthlyCell { month: month.clone(), group: group.clone(), numbers: None, partial: false };
            let cell = cells.entry((month.clone(), group.clone())).or_insert_with(empty);
            match (row.numbers, &mut cell.numbers) {
                (None, _) => cell.partial = true,
                (Some(numbers), None) => cell.numbers = Some(numbers),
                (Some(numbers), Some(sum)) => {
                    sum.people += numbers.people;
                    sum.headcount += numbers.headcount;
                    sum.total += numbers.total;
                }
            }
        }
        Ok(cells.into_values().collect())
    }
}

/// Refuses a breakdown that the numbers do not have.
pub(crate) fn known(by: &[String], has: &[String]) -> Result<(), IndicatorError> {
    match by.iter().find(|name| !has.contains(name)) {
        None => Ok(()),
        Some(name) => {
            let known = if has.is_empty() { "none".to_owned() } else { has.join(", ") };
            Err(IndicatorError::Breakdown { name: name.clone(), known })
        }
    }
}

/// The numbers of a row, if they may be shown: `Some(None)` if they are right and withheld.
fn numbers(row: &mut RowReading<'_>, kind: Kind, terms: &Terms) -> Option<Option<Numbers>> {
    let k = u64::from(terms.k());
    let (headcount, people) = (row.count("headcount")?, row.count("people")?);
    if people > headcount {
        return row.fault("people", "more people than the headcount says there are");
    }
    let mut shown = may_show_people(people, headcount, k);
    let mut total = people as f64;
    if kind == Kind::Amount {
        let amount = Amount {
            total: row.amount("total")?,
            largest: row.amount("largest")?,
            second: row.amount("second_largest")?,
        };
        let Amount { largest, second, .. } = amount;
        total = amount.total;
        let rounding = 1e-9 * total;
        if second > largest {
            return row.fault("second_largest", "greater than the largest; the two are changed about");
        }
        if largest + second > total + rounding || (people == 1 && second > 0.0) {
            return row.fault("total", "less than its two largest parts together");
        }
        if total > largest + second * people.saturating_sub(1) as f64 + rounding {
            return row.fault("total", "more than these people can have, whose parts are at most the largest two");
        }
        shown &= may_show_amount(amount, people, k);
    }
    Some(shown.then_some(Numbers { people, headcount, total }))
}
