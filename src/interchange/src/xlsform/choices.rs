//! Import of the sheet `choices`: lists of options by name.

use super::read::Reading;
use super::sheet::Sheet;
use chorus_questionnaire::{ChoiceOption, Text};
use std::collections::BTreeMap;

/// The options of a list, in order.
pub(super) type Lists = BTreeMap<String, Vec<ChoiceOption>>;

const KNOWN: [&str; 8] =
    ["list_name", "name", "label", "score", "chorus_from", "chorus_exclusive", "chorus_sensitive", "chorus_favourable"];

pub(super) fn read(sheet: &Sheet, reading: &mut Reading) -> Lists {
    let mut lists = Lists::new();
    for row in &sheet.rows {
        let (list, name) = (row.word("list_name"), row.word("name"));
        let place = format!("choices, row {}", row.number);
        if list.is_empty() || name.is_empty() {
            if row.filled().next().is_some() {
                let what = "the row names no list or no option; it is not carried over.";
                reading.remarks.add(place, what, "Fill in `list_name` and `name`.");
            }
            continue;
        }
        reading.unread("choices", row, &KNOWN);
        let label = reading.text(row, "label").unwrap_or_else(|| {
            reading.remarks.add(
                format!("{place}, column label"),
                "there is no label.",
                "The name is shown in its place.",
            );
            Text::Plain(name.to_owned())
        });
        let mut number = |column: &str| {
            let text = row.word(column);
            let number = text.parse::<i32>().ok();
            if number.is_none() && !text.is_empty() {
                let what = format!("'{text}' is no whole number; it is not carried over.");
                reading.remarks.add(format!("{place}, column {column}"), what, "Write a whole number.");
            }
            number
        };
        let (score, from) = (number("score"), number("chorus_from"));
        let (exclusive, sensitive) = (row.flag("chorus_exclusive"), row.flag("chorus_sensitive"));
        let favourable = row.flag("chorus_favourable");
        let option = ChoiceOption { code: name.to_owned(), label, score, from, exclusive, sensitive, favourable };
        lists.entry(list.to_owned()).or_default().push(option);
    }
    lists
}
