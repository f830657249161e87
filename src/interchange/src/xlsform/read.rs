//! Import: a workbook as a form, and line by line what of it is not carried over.

use super::headings::{self, Language, languages};
use super::sheet::{Row, Sheet, sheets};
use super::survey::{self, Survey};
use super::{CUT_OFFS, SCALE_ITEMS, SCALES, choices, scales, unguarded};
use crate::remark::Remarks;
use crate::{Form, InterchangeError, Remark};
use chorus_questionnaire::{Questionnaire, Text};
use std::collections::BTreeMap;

/// What the reading of one workbook shares.
pub(super) struct Reading {
    pub(super) languages: Vec<Language>,
    pub(super) remarks: Remarks,
}

impl Reading {
    /// A text in the languages of the form; none if every column is empty.
    pub(super) fn text(&self, row: &Row, kind: &str) -> Option<Text> {
        let words = |language: &Language| {
            let text = row.text(&language.column(kind));
            (!text.is_empty()).then(|| (language.tag.clone(), unguarded(text)))
        };
        let map: BTreeMap<String, String> = self.languages.iter().filter_map(words).collect();
        (!map.is_empty()).then_some(Text::ByLanguage(map))
    }

    /// A text with one column for each tag, which has no language's name in its heading.
    pub(super) fn tagged(&self, row: &Row, prefix: &str) -> BTreeMap<String, String> {
        let words = |language: &Language| {
            let text = row.text(&format!("{prefix}{}", language.tag));
            (!text.is_empty()).then(|| (language.tag.clone(), unguarded(text)))
        };
        self.languages.iter().filter_map(words).collect()
    }

    /// Remarks upon every filled cell that nobody asked for.
    pub(super) fn unread(&mut self, sheet: &str, row: &Row, known: &[&str]) {
        let kinds = |heading: &str| heading.split_once("::").map_or(heading, |(kind, _)| kind).to_owned();
        let ours = |heading: &str| heading.starts_with("chorus_unit_") || heading.starts_with("chorus_title_");
        for (heading, value) in
            row.filled().filter(|(heading, _)| !known.contains(&kinds(heading).as_str()) && !ours(heading))
        {
            let place = format!("{sheet}, row {}, column {heading}", row.number);
            let shown: String = value.chars().take(80).collect();
            self.remarks.add(
                place,
                format!("Chorus has no '{heading}'; '{shown}' is not carried over."),
                remedy(heading),
            );
        }
    }
}

fn remedy(heading: &str) -> &'static str {
    match heading.split("::").next().unwrap_or_default() {
        "constraint" | "constraint_message" | "required_message" => {
            "Use options, a range or bands, which cannot be answered wrongly."
        }
        "calculation" | "trigger" | "default" => {
            "Write what depends on other answers as its own question with `show_if`."
        }
        "media" | "image" | "audio" | "video" | "big-image" => "Describe it in the text.",
        "choice_filter" => "Make one question for each set of options, with `show_if`.",
        _ => "Nothing need be done if you do not miss it.",
    }
}

/// The form in a workbook. Its document may still have faults, which [`Form::into_programme`] tells.
pub fn read(bytes: &[u8]) -> Result<(Form, Vec<Remark>), InterchangeError> {
    let mut sheets = sheets(bytes, headings::tidy)?;
    let survey =
        sheets.remove("survey").ok_or_else(|| InterchangeError::NoForm("it has no sheet 'survey'".to_owned()))?;
    if !survey.headings.iter().any(|heading| heading == "type") {
        return Err(InterchangeError::NoForm("its sheet 'survey' has no column 'type' in the first row".to_owned()));
    }
    let choices = sheets.remove("choices").unwrap_or_default();
    let settings = sheets.remove("settings").unwrap_or_default();
    let settings = settings.rows.into_iter().next().unwrap_or_default();
    let mut remarks = Remarks::default();
    let default = settings.word("default_language").to_owned();
    let mut languages = languages(&[("survey", &survey), ("choices", &choices)], &default, &mut remarks);
    if languages.is_empty() {
        languages.push(Language { tag: "en".to_owned(), name: None });
    }
    let mut reading = Reading { languages, remarks };
    let own = ["form_title", "form_id", "version", "default_language"];
    reading.unread("settings", &settings, &own);
    let title = title(&settings, &reading);
    let lists = choices::read(&choices, &mut reading);
    let Survey { introduction, items, codes } = survey::read(&survey, &lists, &mut reading)?;
    let mut take = |name: &str| sheets.remove(name).unwrap_or_default();
    let scales = scales::read(&take(SCALES), &take(SCALE_ITEMS), &take(CUT_OFFS), &codes, &mut reading);
    for (name, _) in sheets.iter().filter(|(_, sheet)| !is_empty(sheet)) {
        reading.remarks.add(
            format!("sheet {name}"),
            "it is not carried over.",
            "Nothing need be done if you do not miss it.",
        );
    }
    let what = "XLSForm has neither attributes nor help, and no least group size; k is set to 5.";
    reading.remarks.add("settings", what, "Add `attributes` and `help` to the document, and choose `k`.");
    let languages = reading.languages.into_iter().map(|language| language.tag).collect();
    let questionnaire = Questionnaire { introduction, items, scales };
    Ok((Form { title, languages, questionnaire }, reading.remarks.into_told()))
}

fn is_empty(sheet: &Sheet) -> bool {
    sheet.rows.iter().all(|row| row.filled().next().is_none())
}

fn title(settings: &Row, reading: &Reading) -> Text {
    let title = match settings.text("form_title") {
        "" => "Imported questionnaire",
        title => title,
    };
    let mut map = reading.tagged(settings, "chorus_title_");
    if let Some(first) = reading.languages.first() {
        map.insert(first.tag.clone(), unguarded(title));
    }
    Text::ByLanguage(map)
}
