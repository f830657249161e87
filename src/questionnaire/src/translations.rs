//! Which texts lack a language that the programme declares. It judges no translation and refuses none: a missing one is read in
//! the programme's first language, and the organiser should know before opening.

use crate::{Attribute, AttributeValue, Help, Item, ProgrammeDocument, Scale, Text, WaveDocument};
use serde::Serialize;

/// A text that some declared languages lack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct MissingTranslation {
    /// Where it stands in the wave's document, such as `questionnaire.items[0].text`; texts of the programme begin with
    /// `programme.`.
    pub place: String,
    /// How it reads in the programme's first language, which is shown instead.
    pub text: String,
    /// The languages that it lacks, as declared.
    pub languages: Vec<String>,
}

/// Every text of the wave, and of its programme's title and help, that lacks a declared language; in the order of the documents.
///
/// Both documents are [checked](ProgrammeDocument::checked).
pub fn missing_translations(programme: &ProgrammeDocument, wave: &WaveDocument) -> Vec<MissingTranslation> {
    let mut places = vec![("programme.title".to_owned(), &programme.title)];
    for (i, help) in programme.help.iter().enumerate() {
        of_help(&format!("programme.help[{i}]"), help, &mut places);
    }
    places.push(("title".to_owned(), &wave.title));
    for (i, attribute) in wave.attributes.iter().enumerate() {
        of_attribute(&format!("attributes[{i}]"), attribute, &mut places);
    }
    let questionnaire = &wave.questionnaire;
    optional("questionnaire.introduction", questionnaire.introduction.as_ref(), &mut places);
    for (i, item) in questionnaire.items.iter().enumerate() {
        of_item(&format!("questionnaire.items[{i}]"), item, &mut places);
    }
    for (i, scale) in questionnaire.scales.iter().enumerate() {
        of_scale(&format!("questionnaire.scales[{i}]"), scale, &mut places);
    }
    let first = programme.languages.first().map_or("", String::as_str);
    let lacking = |(place, text): (String, &Text)| {
        let languages: Vec<_> = programme.languages.iter().filter(|tag| !has(text, tag, first)).cloned().collect();
        (!languages.is_empty()).then(|| MissingTranslation { place, text: text.get(first).to_owned(), languages })
    };
    places.into_iter().filter_map(lacking).collect()
}

fn has(text: &Text, language: &str, first: &str) -> bool {
    match text {
        Text::Plain(_) => language == first,
        Text::ByLanguage(map) => map.contains_key(language),
    }
}

type Places<'a> = Vec<(String, &'a Text)>;

fn optional<'a>(place: &str, text: Option<&'a Text>, places: &mut Places<'a>) {
    places.extend(text.map(|text| (place.to_owned(), text)));
}

fn of_help<'a>(at: &str, help: &'a Help, places: &mut Places<'a>) {
    places.push((format!("{at}.name"), &help.name));
    places.push((format!("{at}.contact"), &help.contact));
}

fn of_attribute<'a>(at: &str, attribute: &'a Attribute, places: &mut Places<'a>) {
    places.push((format!("{at}.label"), &attribute.label));
    optional(&format!("{at}.why"), attribute.why.as_ref(), places);
    of_values(at, &attribute.values, places);
    for (i, level) in attribute.levels.iter().enumerate() {
        let at = format!("{at}.levels[{i}]");
        places.push((format!("{at}.label"), &level.label));
        of_values(&at, &level.values, places);
    }
}

fn of_values<'a>(at: &str, values: &'a [AttributeValue], places: &mut Places<'a>) {
    for (i, value) in values.iter().enumerate() {
        optional(&format!("{at}.values[{i}].label"), value.label.as_ref(), places);
    }
}

fn of_item<'a>(at: &str, item: &'a Item, places: &mut Places<'a>) {
    places.push((format!("{at}.text"), &item.text));
    optional(&format!("{at}.hint"), item.hint.as_ref(), places);
    optional(&format!("{at}.unit"), item.unit.as_ref(), places);
    places.extend(item.options.iter().enumerate().map(|(i, of)| (format!("{at}.options[{i}].label"), &of.label)));
    places.extend(item.rows.iter().enumerate().map(|(i, row)| (format!("{at}.rows[{i}].text"), &row.text)));
    if let Some(range) = &item.range {
        optional(&format!("{at}.range.from_label"), range.from_label.as_ref(), places);
        optional(&format!("{at}.range.to_label"), range.to_label.as_ref(), places);
    }
}

fn of_scale<'a>(at: &str, scale: &'a Scale, places: &mut Places<'a>) {
    places.push((format!("{at}.label"), &scale.label));
    places.extend(scale.cut_offs.iter().enumerate().map(|(i, of)| (format!("{at}.cut_offs[{i}].label"), &of.label)));
}
