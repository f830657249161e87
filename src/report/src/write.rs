//! From figures to a report in one language.

use crate::document::{Block, Chart, Interval, Report, Section};
use crate::figures::{Earlier, Figures};
use crate::names::Names;
use crate::numbers::{count, decimal, p, percent, signed};
use crate::words::{LANGUAGES, Words, fill};
use chorus_evidence::change::ChangeCell;
use chorus_evidence::{Cell, GroupGap, Measure, MeasureKind, Status};
use chorus_questionnaire::{Item, Questionnaire, ScaleScore};

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

    fn outcomes(&self) -> Vec<Block> {
        let results = self.figures.results;
        let rows = results.cells.iter().zip(&results.measures).flat_map(|(cell, measure)| self.outcome(cell, measure));
        vec![self.outcome_table(self.words.outcomes, rows.collect())]
    }

    fn outcome_table(&self, caption: &str, rows: Vec<Vec<String>>) -> Block {
        let words = self.words;
        self.table(caption, &[words.measure, words.result, words.interval, words.answers], rows)
    }

    /// The mean of a measure that has one, or else each option; and the favourable answers, if some are.
    fn outcome(&self, cell: &Cell, measure: &Measure) -> Vec<Vec<String>> {
        let (words, name) = (self.words, self.names.measure(&measure.code));
        if measure.kind == MeasureKind::Comment {
            return Vec::new();
        }
        let Some(n) = cell.n.filter(|_| cell.status == Status::Released) else {
            return vec![vec![name.to_owned(), words.not_shown.to_owned(), String::new(), String::new()]];
        };
        let two = |number| decimal(self.language, number, 2);
        let share = |number| percent(self.language, number);
        let row = |what: &str, value: String, interval: Option<String>, n: u64| {
            vec![format!("{name} – {what}"), value, interval.unwrap_or_default(), self.count(n)]
        };
        let mut rows = Vec::new();
        if let Some(mean) = cell.mean {
            let interval = cell.mean_low.zip(cell.mean_high).map(|(low, high)| self.between(low, high, two));
            rows.push(row(words.mean, two(mean), interval, cell.scored_n.unwrap_or(n)));
        }
        if let Some(favourable) = &cell.favourable {
            let interval = favourable.low.zip(favourable.high).map(|(low, high)| self.between(low, high, share));
            rows.extend(favourable.percent.map(|value| row(words.favourable, share(value), interval, n)));
        }
        if cell.mean.is_none() || measure.kind == MeasureKind::Scale {
            for option in &cell.options {
                let interval = option.low.zip(option.high).map(|(low, high)| self.between(low, high, share));
                let what = self.names.option(&measure.code, &option.code);
                rows.extend(option.percent.map(|value| row(what, share(value), interval, cell.scored_n.unwrap_or(n))));
            }
        }
        rows
    }

    fn change(&self, earlier: &Earlier<'a>) -> Section {
        let words = self.words;
        let study = self.figures.wave.manifest.programme.study.as_ref();
        let named = |cell: &&ChangeCell| study.is_some_and(|study| study.declares(&cell.measure));
        let cells = &earlier.change.cells;
        let mut blocks = Vec::new();
        if !earlier.claim.causal {
            blocks.push(text(words.no_cause.to_owned()));
        }
        blocks.extend(self.chart(cells));
        let (first, others): (Vec<&ChangeCell>, Vec<&ChangeCell>) = cells.iter().partition(named);
        for (caption, cells) in [(words.named, first), (words.exploratory, others)] {
            let rows: Vec<Vec<String>> = cells.into_iter().flat_map(|cell| self.changed(cell)).collect();
            if !rows.is_empty() {
                let head = [words.measure, words.before, words.after, words.difference, words.size, words.p];
                blocks.push(self.table(caption, &head, rows));
            }
        }
        for cell in cells {
            if let Some(paired) = &cell.paired {
                let written = |number| signed(self.language, number, 2);
                let name = self.names.measure(&cell.measure);
                let values = [self.count(paired.pairs), name.to_owned(), written(paired.difference)];
                let ends = [written(paired.low), written(paired.high)];
                let values: Vec<&str> = values.iter().chain(&ends).map(String::as_str).collect();
                blocks.push(text(self.fill(words.linked, &values)));
            }
        }
        self.section(&self.fill(words.change, &[self.names.text(&earlier.manifest.title)]), blocks)
    }

    /// A measure's mean, or each of its options.
    fn changed(&self, cell: &'a ChangeCell) -> Vec<Vec<String>> {
        let name = self.names.measure(&cell.measure);
        let blank = String::new;
        let not_shown =
            || vec![vec![name.to_owned(), self.words.not_shown.to_owned(), blank(), blank(), blank(), blank()]];
        if cell.status == Status::Withheld {
            return not_shown();
        }
        let two = |number: f64| decimal(self.language, number, 2);
        let difference = |value: f64, low: f64, high: f64, places: usize| {
            let ends = self.between(low, high, |number| signed(self.language, number, places));
            format!("{} ({ends})", signed(self.language, value, places))
        };
        if let Some(mean) = &cell.mean {
            let side = |mean: Option<f64>| mean.map(two).unwrap_or_default();
            let size = mean.g.map(|g| signed(self.language, g, 2)).unwrap_or_default();
            let moved = difference(mean.difference, mean.low, mean.high, 2);
            let tested = p(self.language, mean.test.p_holm);
            return vec![vec![name.to_owned(), side(cell.from.mean), side(cell.to.mean), moved, size, tested]];
        }
        let option = |option: &'a chorus_evidence::change::OptionChange| {
            let (value, low, high) = (option.difference?, option.low?, option.high?);
            let what = format!("{name} – {}", self.names.option(&cell.measure, &option.code));
            let share = |value: Option<f64>| value.map(|value| percent(self.language, value)).unwrap_or_default();
            let tested = option.test.map(|test| p(self.language, test.p_holm)).unwrap_or_default();
            Some(vec![what, share(option.from), share(option.to), difference(value, low, high, 1), blank(), tested])
        };
        cell.options.iter().filter_map(option).collect()
    }

    /// Differences of means on scales of the same ends: those that most measures have.
    fn chart(&self, cells: &'a [ChangeCell]) -> Option<Block> {
        let questionnaire = &self.figures.wave.questionnaire;
        let mut by_range: Vec<((f64, f64), Vec<Interval>)> = Vec::new();
        for cell in cells {
            let (Some(mean), Some(range)) = (&cell.mean, range(questionnaire, &cell.measure)) else { continue };
            let label = self.names.measure(&cell.measure).to_owned();
            let row = Interval { label, value: mean.difference, low: mean.low, high: mean.high };
            match by_range.iter_mut().find(|(known, _)| *known == range) {
                Some((_, rows)) => rows.push(row),
                None => by_range.push((range, vec![row])),
            }
        }
        let ((low, high), rows) = by_range.into_iter().max_by_key(|(_, rows)| rows.len())?;
        let end = |number: f64| decimal(self.language, number, usize::from(number.fract() != 0.0));
        let title = self.fill(self.words.points, &[&end(low), &end(high)]);
        Chart::new(title, rows).map(Block::Chart)
    }

    fn equity(&self) -> Option<Section> {
        let words = self.words;
        if self.figures.gaps.is_empty() {
            return None;
        }
        let mut blocks = Vec::new();
        for (attribute, gaps) in self.figures.gaps {
            let means = gaps.gaps.iter().filter(|gap| gap.option.is_none());
            let rows: Vec<Vec<String>> = means.filter_map(|gap| self.gap(gap)).collect();
            let caption = self.fill(words.equity_by, &[self.names.attribute(attribute)]);
            if rows.is_empty() {
                blocks.push(note(format!("{caption}: {}", words.no_gap)));
            } else {
                let head = [words.measure, words.lowest, words.highest, words.gap];
                blocks.push(self.table(&caption, &head, rows));
            }
        }
        Some(self.section(words.equity, blocks))
    }

    fn gap(&self, gap: &'a GroupGap) -> Option<Vec<String>> {
        let two = |number| decimal(self.language, number, 2);
        let ends = self.between(gap.low?, gap.high?, two);
        Some(vec![
            self.names.measure(&gap.measure).to_owned(),
            self.names.group(gap.lowest.as_ref()?),
            self.names.group(gap.highest.as_ref()?),
            format!("{} ({ends})", two(gap.gap?)),
        ])
    }

    fn delivery(&self) -> Section {
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

    fn indicators(&self) -> Section {
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

    fn groups(&self) -> Option<Section> {
        let (words, figures) = (self.words, self.figures);
        if figures.groups.is_empty() && figures.groups_withheld == 0 {
            return None;
        }
        let mut blocks: Vec<Block> = Vec::new();
        for group in figures.groups {
            let cells = group.cells.iter().zip(&figures.results.measures);
            let rows = cells.flat_map(|(cell, measure)| self.outcome(cell, measure)).collect();
            blocks.push(self.outcome_table(self.names.value(&group.attribute, &group.value), rows));
        }
        if figures.groups_withheld > 0 {
            let withheld = self.count(figures.groups_withheld as u64);
            blocks.push(note(self.fill(words.groups_withheld, &[&withheld])));
        }
        Some(self.section(words.groups, blocks))
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

/// The least and the greatest score of a measure.
fn range(questionnaire: &Questionnaire, measure: &str) -> Option<(f64, f64)> {
    let of_item = |code: &str| {
        let item = questionnaire
            .items
            .iter()
            .find(|item| item.code == code || item.rows.iter().any(|row| row.code == code))?;
        item_range(item)
    };
    let Some(scale) = questionnaire.scales.iter().find(|scale| scale.code == measure) else { return of_item(measure) };
    let ranges: Vec<(f64, f64)> = scale.items.iter().filter_map(|entry| of_item(&entry.item)).collect();
    let (lows, highs) = (ranges.iter().map(|range| range.0), ranges.iter().map(|range| range.1));
    match scale.score {
        ScaleScore::Sum => Some((lows.sum(), highs.sum())),
        ScaleScore::Mean => Some((lows.fold(f64::INFINITY, f64::min), highs.fold(f64::NEG_INFINITY, f64::max))),
    }
    .filter(|_| !ranges.is_empty())
}

fn item_range(item: &Item) -> Option<(f64, f64)> {
    if let Some(range) = &item.range {
        return Some((f64::from(range.from), f64::from(range.to)));
    }
    let scores: Vec<f64> = item.options.iter().filter_map(|option| option.score.map(f64::from)).collect();
    let low = scores.iter().copied().fold(f64::INFINITY, f64::min);
    let high = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (scores.len() > 1).then_some((low, high))
}
