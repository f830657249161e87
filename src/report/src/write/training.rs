//! How the training was delivered, and what the organisation counted by itself.

use super::{Writer, text};
use crate::document::Section;
use crate::numbers::{decimal, percent};

impl<'a> Writer<'a> {
    pub(super) fn delivery(&self) -> Section {
        let words = self.words;
        let share = |share: Option<f64>| share.map(|share| percent(self.language, 100.0 * share)).unwrap_or_default();
        let row = |cell: &'a crate::Delivered| {
            let attended = cell.attended.map_or_else(|| words.not_shown.to_owned(), |people| self.count(people));
            vec![
                self.names.group(&cell.group),
                self.count(cell.sessions),
                attended,
                share(cell.reach),
                share(cell.fidelity),
            ]
        };
        let rows: Vec<Vec<String>> = self.figures.delivered.iter().map(row).collect();
        if rows.is_empty() {
            return self.section(words.delivery, vec![text(words.nothing.to_owned())]);
        }
        let head = [words.group, words.sessions, words.attended, words.reach, words.fidelity];
        self.section(words.delivery, vec![self.table(words.delivery, &head, rows)])
    }

    pub(super) fn indicators(&self) -> Section {
        let words = self.words;
        let row = |cell: &'a crate::Indicator| {
            let people = cell.people.map_or_else(
                || words.not_shown.to_owned(),
                |people| {
                    let share = cell.percent.map(|share| format!(" ({})", percent(self.language, share)));
                    format!("{}{}", self.count(people), share.unwrap_or_default())
                },
            );
            let total = cell.total.map(|total| format!("{} {}", decimal(self.language, total, 1), cell.unit));
            vec![
                words.indicator(cell.series).to_owned(),
                self.names.group(&cell.group),
                people,
                total.unwrap_or_default(),
            ]
        };
        let rows: Vec<Vec<String>> = self.figures.indicators.iter().map(row).collect();
        if rows.is_empty() {
            return self.section(words.indicators, vec![text(words.nothing.to_owned())]);
        }
        let head = [words.series, words.group, words.people, words.total];
        self.section(words.indicators, vec![self.table(words.indicators, &head, rows)])
    }
}
