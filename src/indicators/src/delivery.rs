//! How the training was delivered: sessions, who came, and how closely they kept to the plan. A session is no secret; how many people
//! of a group came to it is told from k on.

use crate::guard::may_show_people;
use crate::reading::{Layout, Reading, RowReading};
use crate::sheet::Sheet;
use crate::terms::{Terms, part};
use crate::{IndicatorError, monthly};
use chorus_questionnaire::Choices;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Sessions as they are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// The k that they were guarded with.
    pub k: u16,
    /// The attributes of the groups.
    pub by: Vec<String>,
    /// The sessions, in the order of the file.
    pub sessions: Vec<Session>,
}

/// One session, or one group's part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The month, as `2026-03`.
    pub month: String,
    /// The group that it was for: value by attribute.
    pub group: Choices,
    /// What else is told of it, such as its format: value by name.
    pub about: Choices,
    /// Who came; nothing where that is withheld.
    pub attendance: Option<Attendance>,
    /// Points of the checklist that were done, of how many.
    pub checklist: Option<(u64, u64)>,
    /// The facilitator's rating, 1 to 5.
    pub rating: Option<u64>,
}

/// Who came to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// People invited.
    pub invited: u64,
    /// People who came.
    pub attended: u64,
    /// Those of them who came to a session of the programme for the first time, if that is known and they are nobody or k.
    pub first_time: Option<u64>,
}

impl Attendance {
    /// What of it may be told.
    fn guarded(self, k: u64) -> Option<Self> {
        let apart = |people: &u64| {
            let others = self.attended.saturating_sub(*people);
            (*people == 0 || *people >= k) && (others == 0 || others >= k)
        };
        let told = Attendance { first_time: self.first_time.filter(apart), ..self };
        may_show_people(self.attended, self.invited, k).then_some(told)
    }
}

/// Sessions of a group or a kind together. What is withheld of a session is in none of its sums.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeliveryCell {
    /// Value by attribute, month, or name of what is told of sessions.
    pub group: Choices,
    /// How many sessions.
    pub sessions: u64,
    /// How many of them say who came.
    pub counted: u64,
    /// People invited to these.
    pub invited: u64,
    /// Who came; somebody who came twice counts twice.
    pub attended: u64,
    /// People who came at all, if every counted session tells.
    pub first_time: Option<u64>,
    /// Points of checklists done, of how many.
    pub checklist: (u64, u64),
    /// Facilitators' ratings: their sum, and how many.
    pub ratings: (u64, u64),
}

impl DeliveryCell {
    /// The share of the checklist's points that were done.
    pub fn fidelity(&self) -> Option<f64> {
        (self.checklist.1 > 0).then(|| self.checklist.0 as f64 / self.checklist.1 as f64)
    }

    /// The mean of facilitators' ratings.
    pub fn rating(&self) -> Option<f64> {
        (self.ratings.1 > 0).then(|| self.ratings.0 as f64 / self.ratings.1 as f64)
    }
}

/// What is told of a session beside its month and group.
const ABOUT: [&str; 4] = ["format", "trainer", "module", "version"];
const FORMATS: [&str; 3] = ["in_person", "online", "blended"];
const LAYOUT: Layout = Layout {
    needed: &["month", "invited", "attended"],
    optional: &["format", "trainer", "module", "version", "first_time", "checklist_done", "checklist_items", "rating"],
    least_attributes: 1,
};

impl Delivery {
    /// Reads a file, and keeps of it what may be shown.
    ///
    /// # Errors
    /// [`IndicatorError::File`] with every row at fault; then nothing is taken.
    pub fn read(bytes: &[u8], terms: &Terms) -> Result<Self, IndicatorError> {
        let reading = Reading::new(Sheet::read(bytes)?, &LAYOUT, terms)?;
        let (by, sessions) = reading.all(|row| session(row, u64::from(terms.k())))?;
        Ok(Self { k: terms.k(), by, sessions })
    }

    /// The same where k has grown since: what would not have been kept then is withheld.
    #[must_use]
    pub fn guarded(mut self, k: u16) -> Self {
        self.k = self.k.max(k);
        let k = u64::from(self.k);
        for session in &mut self.sessions {
            session.attendance = session.attendance.and_then(|attendance| attendance.guarded(k));
        }
        self
    }

    /// Sessions by attribute, `month`, `format`, `trainer`, `module` or `version`, from one month to another.
    ///
    /// # Errors
    /// [`IndicatorError::Breakdown`] for anything else.
    pub fn ask(
        &self,
        by: &[String],
        months: (Option<&str>, Option<&str>),
    ) -> Result<Vec<DeliveryCell>, IndicatorError> {
        let others = ["month"].into_iter().chain(ABOUT).map(str::to_owned);
        monthly::known(by, &self.by.iter().cloned().chain(others).collect::<Vec<_>>())?;
        let within = |month: &str| months.0.is_none_or(|from| month >= from) && months.1.is_none_or(|to| month <= to);
        let mut cells: BTreeMap<Choices, DeliveryCell> = BTreeMap::new();
        for session in self.sessions.iter().filter(|session| within(&session.month)) {
            let mut place = session.about.clone();
            place.extend(session.group.clone());
            place.insert("month".to_owned(), session.month.clone());
            let group = part(&place, by);
            let empty = || DeliveryCell { group: group.clone(), first_time: Some(0), ..DeliveryCell::default() };
            cells.entry(group.clone()).or_insert_with(empty).add(session);
        }
        Ok(cells.into_values().collect())
    }
}

impl DeliveryCell {
    fn add(&mut self, session: &Session) {
        self.sessions += 1;
        if let Some(attendance) = session.attendance {
            self.counted += 1;
            self.invited += attendance.invited;
            self.attended += attendance.attended;
            self.first_time = self.first_time.zip(attendance.first_time).map(|(sum, people)| sum + people);
        }
        if let Some((done, of)) = session.checklist {
            self.checklist = (self.checklist.0 + done, self.checklist.1 + of);
        }
        if let Some(rating) = session.rating {
            self.ratings = (self.ratings.0 + rating, self.ratings.1 + 1);
        }
    }
}

fn session(row: &mut RowReading<'_>, k: u64) -> Option<Session> {
    let (month, group) = (row.month()?, row.group()?);
    let mut about = Choices::new();
    for name in ABOUT {
        let Some(text) = row.text(name).map(str::to_owned) else { continue };
        if name == "format" && !FORMATS.contains(&text.as_str()) {
            return row.fault(name, "it is in_person, online or blended");
        }
        let plain = text.len() <= 64 && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
        if !plain {
            return row.fault(name, "write a code of letters, digits, '_', '-' or '.': not a name or an address");
        }
        about.insert(name.to_owned(), text);
    }
    let (invited, attended) = (row.count("invited")?, row.count("attended")?);
    if attended > invited {
        return row.fault("attended", "more people came than were invited");
    }
    let first_time = row.optional_count("first_time").ok()?;
    if first_time.is_some_and(|people| people > attended) {
        return row.fault("first_time", "more came for the first time than came");
    }
    let checklist = match (row.optional_count("checklist_done").ok()?, row.optional_count("checklist_items").ok()?) {
        (None, None) => None,
        (Some(done), Some(of)) if done <= of && of > 0 => Some((done, of)),
        _ => return row.fault("checklist_done", "give both, the points done and how many there are, or neither"),
    };
    let rating = row.optional_count("rating").ok()?;
    if rating.is_some_and(|rating| !(1..=5).contains(&rating)) {
        return row.fault("rating", "a rating is 1 to 5");
    }
    let attendance = Attendance { invited, attended, first_time }.guarded(k);
    Some(Session { month, group, about, attendance, checklist, rating })
}
