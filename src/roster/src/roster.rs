//! The roster: who is invited, read against the terms of a wave. Of a person Chorus keeps `contact`, and of those whom it writes
//! to `email` and `language`. A `name` is printed on letters and kept nowhere. Columns of attributes are counted, and go into the person's
//! own link if that is asked for: nothing is kept that joins them to a person. A respondent says which group they are of; a link only
//! fills it in.

use crate::RosterGroup;
use crate::groups::Groups;
use crate::sheet::{MOST, MOST_TOLD, RosterFault, RosterFaults, Row, Sheet};
use chorus_questionnaire::{Choices, WaveDocument};
use std::collections::BTreeMap;

/// The people of one call, each once, and what is wrong with the others.
pub struct Roster {
    /// Those whose rows are without fault.
    pub people: Vec<Person>,
    /// What is wrong, by line; at most about 100 places.
    pub faults: Vec<RosterFault>,
    groups: Groups,
}

/// One person to invite.
#[derive(Clone)]
pub struct Person {
    /// Where they stand, as [`RosterFault::line`].
    pub line: u64,
    /// By what whoever invites knows them.
    pub contact: String,
    /// Where mail reaches them: what stands under `email`, else a contact that is an address.
    pub address: Option<String>,
    /// The language that letters to them are in.
    pub language: Option<String>,
    /// The finest value that the roster names of each attribute.
    pub groups: Choices,
    /// What is printed on a letter in place of the contact.
    name: Option<String>,
}

impl Person {
    /// By what whoever hands out a letter knows them.
    pub fn called(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.contact)
    }
}

/// What a column holds.
enum Column {
    Contact,
    Email,
    Language,
    Name,
    /// Values of this list of attributes.
    Attribute(usize),
}

impl Roster {
    /// Reads the rows against a wave and the languages it is offered in. Every bad row is a fault, none is skipped in silence.
    /// `is_address` says whether mail can be addressed to a text.
    ///
    /// # Errors
    /// Names the column of the header that does not fit.
    pub fn read(
        sheet: Sheet,
        wave: &WaveDocument,
        languages: &[String],
        is_address: fn(&str) -> bool,
    ) -> Result<Self, RosterFaults> {
        let mut groups = Groups::new(wave);
        let columns = columns(&sheet.columns, &mut groups)?;
        let mut reading = Reading { languages, is_address, faults: sheet.faults, seen: BTreeMap::new() };
        let mut people = Vec::new();
        for row in &sheet.rows {
            if people.len() >= MOST || reading.faults.len() >= MOST_TOLD {
                break;
            }
            if let Some(person) = reading.row(row, &columns, &mut groups) {
                people.push(person);
            }
        }
        let mut faults = reading.faults;
        if faults.is_empty() && (people.is_empty() || sheet.rows.len() > MOST) {
            faults.push(RosterFault::new(1, "contact", format!("invite 1 to {MOST} people in one call")));
        }
        faults.sort_by_key(|fault| fault.line);
        Ok(Self { people, faults, groups })
    }

    /// Everybody.
    ///
    /// # Errors
    /// Says what is wrong, if anything is.
    pub fn whole(self) -> Result<Vec<Person>, RosterFaults> {
        if self.faults.is_empty() { Ok(self.people) } else { Err(RosterFaults(self.faults)) }
    }

    /// How many people each group would have.
    pub fn groups(&self) -> Vec<RosterGroup> {
        self.groups.counted()
    }

    /// How many people have a combination of values that fewer than k on the roster share.
    pub fn rare(&self) -> usize {
        self.groups.rare()
    }
}

fn columns(names: &[String], groups: &mut Groups) -> Result<Vec<Column>, RosterFaults> {
    let refused = |column: &str, reason: String| Err(RosterFaults(vec![RosterFault::new(1, column, reason)]));
    let mut columns = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        if names[..at].contains(name) {
            return refused(name, "this column stands here twice; leave one out".to_owned());
        }
        columns.push(match name.as_str() {
            "contact" => Column::Contact,
            "email" => Column::Email,
            "language" => Column::Language,
            "name" => Column::Name,
            other => match groups.ask(other) {
                Some(list) => Column::Attribute(list),
                None => {
                    let known = groups.names().join(", ");
                    let known = if known.is_empty() { String::new() } else { format!(", {known}") };
                    return refused(
                        name,
                        format!("leave this column out; known are contact, email, language, name{known}"),
                    );
                }
            },
        });
    }
    if columns.iter().any(|column| matches!(column, Column::Contact | Column::Email)) {
        return Ok(columns);
    }
    refused("contact", "name the columns in the first row, one of them `contact` or `email`".to_owned())
}

/// What is remembered from row to row.
struct Reading<'a> {
    languages: &'a [String],
    is_address: fn(&str) -> bool,
    faults: Vec<RosterFault>,
    /// Where each contact stood first.
    seen: BTreeMap<String, u64>,
}

impl Reading<'_> {
    /// The person in this row, unless something is wrong with it.
    fn row(&mut self, row: &Row, columns: &[Column], groups: &mut Groups) -> Option<Person> {
        let before = self.faults.len();
        let (mut contact, mut email, mut language, mut name) = (None, None, None, None);
        let mut values = Vec::new();
        for (cell, column) in row.cells.iter().zip(columns) {
            match column {
                Column::Contact => contact = Some(cell.as_str()),
                Column::Email => email = Some(cell.as_str()).filter(|cell| !cell.is_empty()),
                Column::Language => language = Some(cell.as_str()).filter(|cell| !cell.is_empty()),
                Column::Name => name = Some(cell.as_str()).filter(|cell| !cell.is_empty()),
                Column::Attribute(_) if cell.is_empty() => {}
                Column::Attribute(list) => match groups.value(*list, cell) {
                    Ok(value) => values.push(value),
                    Err(reason) => self.faults.push(RosterFault::new(row.line, groups.name(*list), reason)),
                },
            }
        }
        let mut fault = |column: &str, reason: String| self.faults.push(RosterFault::new(row.line, column, reason));
        if email.is_some_and(|email| !(self.is_address)(email)) {
            fault("email", "write one address, such as ana@example.org, or leave it empty".to_owned());
        }
        if language.is_some_and(|language| !self.languages.iter().any(|known| known == language)) {
            let known = self.languages.join(", ");
            fault("language", format!("write one of the languages that the wave is offered in, or nothing: {known}"));
        }
        if name.is_some_and(|name| name.chars().count() > 254 || name.chars().any(char::is_control)) {
            fault("name", "a name has at most 254 characters, none of them control characters".to_owned());
        }
        let column = if contact.is_some() { "contact" } else { "email" };
        let contact = contact.or(email).unwrap_or_default();
        if contact.is_empty() || contact.chars().count() > 254 {
            fault(column, "a contact has 1 to 254 characters".to_owned());
        } else if contact.chars().any(char::is_control) {
            fault(column, "a contact has no control characters".to_owned());
        } else if let Some(first) = self.seen.get(contact) {
            let reason = format!("this contact stands here twice, first in line {first}; a person is invited once");
            fault(column, reason);
        } else {
            self.seen.insert(contact.to_owned(), row.line);
        }
        if self.faults.len() > before {
            return None;
        }
        groups.add(&values);
        let own = |text: &str| text.to_owned();
        let address = email.or_else(|| Some(contact).filter(|contact| (self.is_address)(contact))).map(own);
        let (language, name) = (language.map(own), name.map(own));
        let groups = groups.finest(&values);
        Some(Person { line: row.line, contact: own(contact), address, language, groups, name })
    }
}
