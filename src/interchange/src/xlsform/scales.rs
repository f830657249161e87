//! Import of Chorus's own sheets: scales, their items and their cut-offs.

use super::read::Reading;
use super::sheet::{Row, Sheet};
use chorus_questionnaire::{CutOff, Scale, ScaleItem, ScaleScore, Text, Threshold};
use std::collections::HashMap;

pub(super) fn read(
    scales: &Sheet,
    items: &Sheet,
    cut_offs: &Sheet,
    codes: &HashMap<String, String>,
    reading: &mut Reading,
) -> Vec<Scale> {
    let mut all: Vec<Scale> = Vec::new();
    for row in &scales.rows {
        let code = row.word("code").to_owned();
        let label = label(row, &code, reading);
        let minimum_answered = whole("chorus_scales", row, "minimum_answered", reading);
        let score = match row.word("score") {
            "mean" => ScaleScore::Mean,
            "sum" => ScaleScore::Sum,
            other => {
                let place = format!("chorus_scales, row {}, column score", row.number);
                reading.remarks.add(place, format!("'{other}' is read as 'sum'."), "Write 'sum' or 'mean'.");
                ScaleScore::Sum
            }
        };
        all.push(Scale { code, label, score, minimum_answered, items: Vec::new(), cut_offs: Vec::new() });
    }
    for row in &items.rows {
        // Whoever edits the sheet elsewhere may write an item's name in place of its code.
        let item = row.word("item");
        let named = codes.get(item).filter(|_| !codes.values().any(|code| code == item));
        let item = named.map_or(item, String::as_str).to_owned();
        match all.iter_mut().find(|scale| scale.code == row.word("scale")) {
            Some(scale) => scale.items.push(ScaleItem { item, reverse: row.flag("reverse") }),
            None => unknown("chorus_scale_items", row, reading),
        }
    }
    for row in &cut_offs.rows {
        let code = row.word("code").to_owned();
        let label = label(row, &code, reading);
        let (at_least, at_most) = (bound(row, "at_least", reading), bound(row, "at_most", reading));
        match all.iter_mut().find(|scale| scale.code == row.word("scale")) {
            Some(scale) => scale.cut_offs.push(CutOff { code, label, at_least, at_most }),
            None => unknown("chorus_cut_offs", row, reading),
        }
    }
    all
}

fn label(row: &Row, code: &str, reading: &Reading) -> Text {
    reading.text(row, "label").unwrap_or_else(|| Text::Plain(code.to_owned()))
}

fn unknown(sheet: &str, row: &Row, reading: &mut Reading) {
    let what = format!("there is no scale '{}'; the row is not carried over.", row.word("scale"));
    reading.remarks.add(format!("{sheet}, row {}", row.number), what, "Name a scale of the sheet chorus_scales.");
}

fn whole(sheet: &str, row: &Row, column: &str, reading: &mut Reading) -> Option<u16> {
    let text = row.word(column);
    let number = text.parse().ok();
    if number.is_none() && !text.is_empty() {
        let what = format!("'{text}' is no whole number; it is not carried over.");
        reading.remarks.add(format!("{sheet}, row {}, column {column}", row.number), what, "Write a whole number.");
    }
    number
}

fn bound(row: &Row, column: &str, reading: &mut Reading) -> Option<Threshold> {
    let text = row.word(column);
    let hundredths = text.parse::<f64>().ok().filter(|number| number.abs() <= 1e9).map(|number| number * 100.0);
    let good = hundredths.filter(|hundredths| (hundredths - hundredths.round()).abs() < 1e-6);
    if good.is_none() && !text.is_empty() {
        let what = format!("'{text}' is no number with at most two decimals; it is not carried over.");
        let place = format!("chorus_cut_offs, row {}, column {column}", row.number);
        reading.remarks.add(place, what, "Write a number such as 10 or 2.5.");
    }
    good.map(|hundredths| Threshold(hundredths.round() as i64))
}
