//! How the wave came out: each measure by itself, each group by itself, and how far groups are apart.

use super::{Writer, note};
use crate::document::{Block, Section};
use crate::numbers::{decimal, percent};
use chorus_evidence::{Cell, GroupGap, Measure, MeasureKind, ReliabilityCell, Status};

impl<'a> Writer<'a> {
    pub(super) fn outcomes(&self) -> Vec<Block> {
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

    pub(super) fn groups(&self) -> Option<Section> {
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

    pub(super) fn equity(&self) -> Option<Section> {
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

    /// Of the scales of more than one question.
    pub(super) fn reliability(&self) -> Option<Block> {
        let two = |number| decimal(self.language, number, 2);
        let row = |cell: &'a ReliabilityCell| {
            let ends = self.between(cell.alpha_low?, cell.alpha_high?, two);
            let alpha = format!("{} ({ends})", two(cell.alpha?));
            Some(vec![
                self.names.measure(&cell.scale).to_owned(),
                alpha,
                cell.omega.map(two).unwrap_or_default(),
                self.count(cell.n?),
            ])
        };
        let rows: Vec<Vec<String>> = self.figures.reliability.cells.iter().filter_map(row).collect();
        let words = self.words;
        let head = [words.measure, words.alpha, words.omega, words.answers];
        (!rows.is_empty()).then(|| self.table(words.reliability, &head, rows))
    }
}
