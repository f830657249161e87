//! From figures to a report in one language.

mod change;
mod outcomes;
mod training;

use crate::document::{Block, Report, Section};
use crate::figures::Figures;
use crate::names::Names;
use crate::numbers::{count, percent};
use crate::words::{LANGUAGES, Words, fill};
use chorus_evidence::Status;

/// Writes the report in this language, or the nearest that reports are written in: the same primary language, else English.
pub fn write(figures: &Figures<'_>, language: &str) -> Report {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let known = LANGUAGES.into_iter().find(|tag| primary(tag) == primary(language)).unwrap_or("en");
    let writer =
        Writer { figures, words: Words::of(known), language: known, names: Names::new(figures.wave, language) };
    writer.report()
}

struct Writer<'a> {
    figures: &'a Figures<'a>,
    words: &'static Words,
    language: &'static str,
    names: Names<'a>,
}

impl<'a> Writer<'a> {
    fn report(&self) -> Report {
        let manifest = &self.figures.wave.manifest;
        let programme = self.names.text(&manifest.programme.title);
        let title = match self.figures.group {
            None => programme.to_owned(),
            Some((attribute, value)) => {
                self.fill(self.words.of_group, &[programme, self.names.value(attribute, value)])
            }
        };
        let mut sections = vec![self.participation()];
        if self.figures.results.status == Status::Released {
            sections.push(self.section(self.words.outcomes, self.outcomes()));
            sections.extend(self.figures.earlier.as_ref().map(|earlier| self.change(earlier)));
            if self.figures.group.is_none() {
                sections.extend(self.figures.effects.map(|effects| self.effect(effects)));
                sections.extend(self.equity());
                sections.extend([self.delivery(), self.indicators()]);
                sections.extend(self.groups());
            }
        }
        sections.extend([self.method(), self.privacy(), self.limits()]);
        if self.right_to_left() {
            sections.iter_mut().flat_map(|section| &mut section.blocks).for_each(isolate);
        }
        Report {
            language: self.language.to_owned(),
            right_to_left: self.right_to_left(),
            kind: self.words.report.to_owned(),
            title,
            sections,
        }
    }

    fn right_to_left(&self) -> bool {
        self.language == "ar"
    }

    /// Puts values into their places, each in its own direction.
    fn fill(&self, template: &str, values: &[&str]) -> String {
        if !self.right_to_left() {
            return fill(template, values);
        }
        let values: Vec<String> = values.iter().map(|value| isolated(value)).collect();
        fill(template, &values.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn section(&self, heading: &str, blocks: Vec<Block>) -> Section {
        Section { heading: heading.to_owned(), blocks }
    }

    fn count(&self, number: u64) -> String {
        count(self.language, number)
    }

    fn k(&self) -> String {
        self.count(u64::from(self.figures.results.k))
    }

    /// Two ends, from the lower to the upper.
    fn between(&self, low: f64, high: f64, write: impl Fn(f64) -> String) -> String {
        format!("{} – {}", write(low), write(high))
    }

    fn table(&self, caption: &str, head: &[&str], rows: Vec<Vec<String>>) -> Block {
        Block::Table { caption: caption.to_owned(), head: head.iter().map(|head| (*head).to_owned()).collect(), rows }
    }

    fn participation(&self) -> Section {
        let (words, figures) = (self.words, self.figures);
        let wave = self.names.text(&figures.wave.manifest.title);
        let Some(answered) = figures.results.responses else {
            return self.section(words.participation, vec![text(self.fill(words.withheld, &[&self.k()]))]);
        };
        let mut blocks = vec![text(self.fill(words.answered, &[&self.count(answered), wave]))];
        if let Some(earlier) = &figures.earlier {
            let before = earlier.change.from.responses;
            let before = before.map_or_else(|| words.not_shown.to_owned(), |before| self.count(before));
            blocks.push(text(self.fill(words.compared, &[self.names.text(&earlier.manifest.title), &before])));
        }
        let mut left_out = false;
        for (attribute, groups) in figures.answered {
            let row = |(value, answered): &(String, Option<u64>)| {
                let answered = answered.map_or_else(|| words.not_shown.to_owned(), |answered| self.count(answered));
                vec![self.names.value(attribute, value).to_owned(), answered]
            };
            left_out |= groups.iter().any(|(_, answered)| answered.is_none());
            let caption = self.fill(words.by, &[self.names.attribute(attribute)]);
            blocks.push(self.table(&caption, &[words.group, words.answers], groups.iter().map(row).collect()));
        }
        if left_out {
            blocks.push(note(self.fill(words.not_shown_note, &[&self.k()])));
        }
        self.section(words.participation, blocks)
    }

    fn method(&self) -> Section {
        let (words, manifest) = (self.words, &self.figures.wave.manifest);
        let mut blocks = vec![text(words.method_statistics.to_owned())];
        let exchanged = self.figures.results.measures.iter().filter_map(|measure| measure.exchange).next();
        if let Some(exchanged) = exchanged {
            blocks.push(text(self.fill(words.method_exchange, &[&percent(self.language, 100.0 * exchanged)])));
        }
        if manifest.panel {
            blocks.push(text(words.method_panel.to_owned()));
        }
        blocks.extend(self.reliability());
        self.section(words.method, blocks)
    }

    fn privacy(&self) -> Section {
        let words = self.words;
        let mut blocks = vec![text(self.fill(words.privacy_promise, &[&self.k()]))];
        if self.figures.closed {
            blocks.push(text(words.privacy_erased.to_owned()));
        }
        let hash = self.figures.wave.manifest.hash().to_string();
        blocks.push(note(self.fill(words.privacy_terms, &[&hash])));
        self.section(words.privacy, blocks)
    }

    fn limits(&self) -> Section {
        let words = self.words;
        let limits = [words.limits_answering, words.limits_withheld, words.limits_chance];
        self.section(words.limits, limits.map(|limit| text(limit.to_owned())).to_vec())
    }
}

/// In the direction of its own first letter, and from left to right if it has none: numbers keep their signs in front (UAX 9, FSI and PDI).
fn isolated(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\u{2068}{text}\u{2069}") }
}

fn isolate(block: &mut Block) {
    if let Block::Table { rows, .. } = block {
        rows.iter_mut().flatten().for_each(|cell| *cell = isolated(cell));
    }
}

fn text(text: String) -> Block {
    Block::Text { text }
}

fn note(text: String) -> Block {
    Block::Note { text }
}
