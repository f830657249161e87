//! Export: a form as a workbook, and what readers other than Chorus lose.

use super::cells::Cells;
use super::{CUT_OFFS, SCALE_ITEMS, SCALES, expression, guarded, rows};
use crate::form::in_language;
use crate::names::Names;
use crate::remark::Remarks;
use crate::{Form, InterchangeError, Remark, language};
use chorus_questionnaire::{Item, ItemKind, ScaleScore, Text, Threshold};
use rust_xlsxwriter::Workbook;

/// What the writing of one workbook shares.
pub(super) struct Writing<'a> {
    form: &'a Form,
    /// Tags with the headings of their columns.
    languages: Vec<(&'a str, String)>,
    /// Names of items and rows: XML names, unique whatever their case.
    pub(super) names: Names,
    pub(super) survey: Cells,
    pub(super) choices: Cells,
    pub(super) remarks: Remarks,
}

/// A workbook with the sheets `survey`, `choices` and `settings`, and those of Chorus.
pub fn write(form: &Form) -> Result<(Vec<u8>, Vec<Remark>), InterchangeError> {
    let languages: Vec<(&str, String)> =
        form.languages.iter().map(|tag| (tag.as_str(), language::heading(tag))).collect();
    let every = |kind: &str| languages.iter().map(|(_, name)| format!("{kind}::{name}")).collect::<Vec<_>>();
    let plain = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let units = languages.iter().map(|(tag, _)| format!("chorus_unit_{tag}")).collect();
    let after = ["required", "relevant", "constraint", "appearance", "parameters", "chorus_code", "chorus_role"];
    let ours = ["chorus_sensitive", "chorus_random_order", "chorus_random_block"];
    let survey = [plain(&["type", "name"]), every("label"), every("hint"), plain(&after), plain(&ours), units].concat();
    let choices = [plain(&["list_name", "name"]), every("label"), plain(&["score", "chorus_from"])];
    let choices = [choices.concat(), plain(&["chorus_exclusive", "chorus_sensitive", "chorus_favourable"])].concat();
    let always = 2 + languages.len();
    let mut writing = Writing {
        form,
        names: Names::new(str::to_lowercase, &["data", "meta", "instanceID"]),
        survey: Cells::new("survey", always, survey),
        choices: Cells::new("choices", always, choices),
        languages,
        remarks: Remarks::default(),
    };
    rows::write(&mut writing);
    let scales = scales(&mut writing);
    let settings = settings(&writing);
    let mut workbook = Workbook::new();
    writing.survey.add_to(&mut workbook)?;
    writing.choices.add_to(&mut workbook)?;
    settings.add_to(&mut workbook)?;
    for sheet in scales.into_iter().filter(|sheet| !sheet.is_empty()) {
        sheet.add_to(&mut workbook)?;
    }
    let bytes = workbook.save_to_buffer().map_err(|error| InterchangeError::Write(error.to_string()))?;
    Ok((bytes, writing.remarks.into_told()))
}

impl<'a> Writing<'a> {
    /// The form that is written.
    pub(super) fn form(&self) -> &'a Form {
        self.form
    }

    /// Fills the columns of a text, and says where a translation is missing.
    pub(super) fn text(&mut self, sheet: Sheet, kind: &str, text: &Text, place: &str) {
        let first = self.form.first_language();
        for (tag, name) in &self.languages {
            let cells = match sheet {
                Sheet::Survey => &mut self.survey,
                Sheet::Choices => &mut self.choices,
            };
            match in_language(text, tag, first) {
                Some(words) => drop(cells.set(&format!("{kind}::{name}"), guarded(words))),
                None => self.remarks.add(
                    place,
                    format!("there is no text in '{tag}'."),
                    "Other readers show '-' there; Chorus shows another language.",
                ),
            }
        }
    }

    /// The name of an item or a row, whose code is kept beside it if it is another.
    pub(super) fn name(&mut self, code: &str, place: &str) -> String {
        let name = self.names.of(code, |code| {
            let begins = code.starts_with(|at: char| at.is_ascii_alphabetic() || at == '_');
            if begins { code.to_owned() } else { format!("_{code}") }
        });
        self.survey.set("name", name.clone());
        if name != code {
            self.survey.set("chorus_code", code);
            let what = format!("the code '{code}' is no name in XLSForm, or only its capitals tell it from another.");
            self.remarks.add(place, what, format!("Other readers call it '{name}'."));
        }
        name
    }

    /// The condition under which an item is shown.
    pub(super) fn relevant(&mut self, item: &Item) {
        if !item.show_if.is_empty() {
            let kind = |code: &str| self.form.questionnaire.item(code).map_or(ItemKind::Choice, |item| item.kind);
            let relevant = expression::write(&item.show_if, |code| (self.names.get(code).to_owned(), kind(code)));
            self.survey.set("relevant", relevant);
        }
    }

    /// Fills the columns of a unit.
    pub(super) fn unit(&mut self, unit: &Text, place: &str) {
        let first = self.form.first_language();
        for (tag, _) in &self.languages {
            if let Some(words) = in_language(unit, tag, first) {
                self.survey.set(&format!("chorus_unit_{tag}"), guarded(words));
            }
        }
        self.remarks.add(place, "XLSForm has no unit.", "Name it in the text or the hint for other readers.");
    }
}

/// Which of the sheets with texts.
#[derive(Clone, Copy)]
pub(super) enum Sheet {
    Survey,
    Choices,
}

fn settings(writing: &Writing<'_>) -> Cells {
    let (form, first) = (writing.form, writing.form.first_language());
    let titles = writing.languages.iter().map(|(tag, _)| format!("chorus_title_{tag}"));
    let columns = ["form_title", "form_id", "version", "default_language"].map(str::to_owned);
    let mut cells = Cells::new("settings", 4, columns.into_iter().chain(titles));
    cells.row().set("form_title", guarded(form.title.get(first))).set("form_id", "chorus_questionnaire");
    cells.set("version", form.questionnaire.hash().to_string()).set("default_language", language::heading(first));
    for (tag, _) in writing.languages.iter().skip(1) {
        if let Some(words) = in_language(&form.title, tag, first) {
            cells.set(&format!("chorus_title_{tag}"), guarded(words));
        }
    }
    cells
}

fn scales(writing: &mut Writing<'_>) -> [Cells; 3] {
    let labels = || writing.languages.iter().map(|(_, name)| format!("label::{name}"));
    let columns = |before: &[&str], after: &[&str]| {
        let plain = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        [plain(before), labels().collect(), plain(after)].concat()
    };
    let mut scales = Cells::new(SCALES, 1, columns(&["code"], &["score", "minimum_answered"]));
    let mut items = Cells::new(SCALE_ITEMS, 2, ["scale", "item", "reverse"].map(str::to_owned));
    let mut cut_offs = Cells::new(CUT_OFFS, 2, columns(&["scale", "code"], &["at_least", "at_most"]));
    let first = writing.form.first_language();
    let label = |cells: &mut Cells, text: &Text| {
        for (tag, name) in &writing.languages {
            if let Some(words) = in_language(text, tag, first) {
                cells.set(&format!("label::{name}"), guarded(words));
            }
        }
    };
    for (at, scale) in writing.form.questionnaire.scales.iter().enumerate() {
        let score = match scale.score {
            ScaleScore::Sum => "sum",
            ScaleScore::Mean => "mean",
        };
        scales.row().set("code", &scale.code).set("score", score);
        label(&mut scales, &scale.label);
        if let Some(minimum) = scale.minimum_answered {
            scales.set("minimum_answered", minimum.to_string());
        }
        for entry in &scale.items {
            items.row().set("scale", &scale.code).set("item", &entry.item).flag("reverse", entry.reverse);
        }
        for cut_off in &scale.cut_offs {
            cut_offs.row().set("scale", &scale.code).set("code", &cut_off.code);
            label(&mut cut_offs, &cut_off.label);
            for (column, bound) in [("at_least", cut_off.at_least), ("at_most", cut_off.at_most)] {
                if let Some(Threshold(hundredths)) = bound {
                    cut_offs.set(column, written(hundredths));
                }
            }
        }
        let what = format!("XLSForm has no scales: '{}' is kept in sheets that other readers pass over.", scale.code);
        let remedy = "Score it from the column 'score' of the choices.";
        writing.remarks.add(format!("scales[{at}]"), what, remedy);
    }
    [scales, items, cut_offs]
}

/// Hundredths as a decimal number.
fn written(hundredths: i64) -> String {
    let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
    match size % 100 {
        0 => format!("{sign}{}", size / 100),
        part => format!("{sign}{}.{part:02}", size / 100),
    }
}
