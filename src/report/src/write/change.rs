//! What changed since the earlier wave, and which effect the training had where the study has a comparison.

use super::{Writer, note, text};
use crate::document::{Block, Chart, Interval, Section};
use crate::figures::Earlier;
use crate::numbers::{decimal, p, percent, signed};
use chorus_evidence::Status;
use chorus_evidence::change::ChangeCell;
use chorus_evidence::claim::Design;
use chorus_evidence::study::{ArmEffect, MeasureEffect, StudyEffects};
use chorus_questionnaire::{Item, Questionnaire, ScaleScore};

impl<'a> Writer<'a> {
    /// What the study that was declared says of the training.
    pub(super) fn effect(&self, effects: &'a StudyEffects) -> Section {
        let words = self.words;
        let rests_on = match effects.claim.design {
            Design::SteppedWedge => words.effect_wedge,
            _ => words.effect_comparison,
        };
        let rows = effects.measures.iter().flat_map(|measure| self.effects_on(measure)).collect();
        let head = [words.measure, words.effect_size, words.p, words.p_dealt, words.clusters];
        let mut blocks = vec![text(rests_on.to_owned()), self.table(words.effect, &head, rows)];
        if effects.measures.iter().any(|measure| measure.few_groups && !measure.effects.is_empty()) {
            blocks.push(note(words.few_groups.to_owned()));
        }
        self.section(words.effect, blocks)
    }

    /// A row for each arm.
    fn effects_on(&self, measure: &'a MeasureEffect) -> Vec<Vec<String>> {
        let (words, name) = (self.words, self.names.measure(&measure.code));
        let groups = self.count(measure.groups as u64);
        if measure.effects.is_empty() {
            return vec![vec![name.to_owned(), words.not_worked_out.to_owned(), String::new(), String::new(), groups]];
        }
        let row = |effect: &ArmEffect| {
            let named = if measure.effects.len() > 1 { format!("{name} – {}", effect.arm) } else { name.to_owned() };
            let found = self.difference(effect.effect, effect.low, effect.high, 2);
            let dealt = effect.permutation_p.map(|number| p(self.language, number)).unwrap_or_default();
            vec![named, found, p(self.language, effect.test.p_holm), dealt, groups.clone()]
        };
        measure.effects.iter().map(row).collect()
    }

    /// A difference with its interval.
    fn difference(&self, value: f64, low: f64, high: f64, places: usize) -> String {
        let ends = self.between(low, high, |number| signed(self.language, number, places));
        format!("{} ({ends})", signed(self.language, value, places))
    }

    pub(super) fn change(&self, earlier: &Earlier<'a>) -> Section {
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
        if let Some(mean) = &cell.mean {
            let side = |mean: Option<f64>| mean.map(two).unwrap_or_default();
            let size = mean.g.map(|g| signed(self.language, g, 2)).unwrap_or_default();
            let moved = self.difference(mean.difference, mean.low, mean.high, 2);
            let tested = p(self.language, mean.test.p_holm);
            return vec![vec![name.to_owned(), side(cell.from.mean), side(cell.to.mean), moved, size, tested]];
        }
        let option = |option: &'a chorus_evidence::change::OptionChange| {
            let (value, low, high) = (option.difference?, option.low?, option.high?);
            let what = format!("{name} – {}", self.names.option(&cell.measure, &option.code));
            let share = |value: Option<f64>| value.map(|value| percent(self.language, value)).unwrap_or_default();
            let tested = option.test.map(|test| p(self.language, test.p_holm)).unwrap_or_default();
            Some(vec![
                what,
                share(option.from),
                share(option.to),
                self.difference(value, low, high, 1),
                blank(),
                tested,
            ])
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
