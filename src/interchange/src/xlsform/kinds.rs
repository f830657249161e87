//! Import of types: which kind of item a row is, and its options or range. Types without a counterpart are told.

use super::choices::Lists;
use super::read::Reading;
use super::sheet::Row;
use chorus_questionnaire::{ChoiceOption, ItemKind, NumberRange, Text};
use std::collections::BTreeMap;

/// What a row's type, parameters and constraint say.
pub(super) struct Shape {
    pub(super) kind: ItemKind,
    pub(super) options: Vec<ChoiceOption>,
    pub(super) range: Option<NumberRange>,
    pub(super) random_order: bool,
}

/// The list that a `select_one` names.
pub(super) fn list_of_one(kind: &str) -> Option<&str> {
    let rest = kind.trim().strip_prefix("select_one").or_else(|| kind.trim().strip_prefix("select one"))?;
    let rest = rest.trim();
    (!rest.is_empty() && !rest.contains(' ')).then_some(rest)
}

/// The shape of a question; nothing, with a remark, if Chorus has no such question. `kind` is the type in lower case.
pub(super) fn shape(row: &Row, kind: &str, lists: &Lists, reading: &mut Reading) -> Option<Shape> {
    let bare = |kind| Shape { kind, options: Vec::new(), range: None, random_order: false };
    let mut parameters = parameters(row.word("parameters"));
    let constraint = row.word("constraint");
    let mut told = constraint.is_empty();
    let shape =
        if kind.starts_with("select one") || kind.starts_with("select multiple") || kind.starts_with("select all") {
            let one = kind.starts_with("select one");
            let mut options = options(row, lists, reading);
            let kind = match (one, options.iter().any(|option| option.from.is_some())) {
                (false, _) => ItemKind::Multiple,
                (true, true) => ItemKind::Bands,
                (true, false) => ItemKind::Choice,
            };
            if let Some(codes) = exclusive(constraint).filter(|_| !one) {
                options.iter_mut().for_each(|option| option.exclusive |= codes.contains(&option.code.as_str()));
                told = true;
            }
            let random_order = parameters.remove("randomize").is_some_and(|value| value == "true");
            Some(Shape { options, random_order, ..bare(kind) })
        } else {
            match kind {
                "note" => Some(bare(ItemKind::Information)),
                "text" => {
                    let what = "Chorus keeps only the terms of a comment, and shows those that at least k people used.";
                    reading.remarks.add(place(row, "type"), what, "Ask with options what you need word for word.");
                    Some(bare(ItemKind::Comment))
                }
                "range" => {
                    Some(Shape { range: Some(range(row, &mut parameters, lists, reading)), ..bare(ItemKind::Number) })
                }
                _ => {
                    let (what, remedy) = without_counterpart(kind);
                    reading.remarks.add(place(row, "type"), format!("'{kind}': {what}"), remedy);
                    return None;
                }
            }
        };
    if !told {
        let what = "Chorus has no constraints; it is not carried over.";
        reading.remarks.add(
            place(row, "constraint"),
            what,
            "Use options, a range or bands, which cannot be answered wrongly.",
        );
    }
    for (name, value) in parameters {
        let what = format!("the parameter {name}={value} has no counterpart; it is not carried over.");
        reading.remarks.add(place(row, "parameters"), what, "Nothing need be done if you do not miss it.");
    }
    let looks = row.word("appearance");
    if !matches!(looks, "" | "multiline" | "minimal" | "likert") {
        let what = format!("Chorus decides how questions look; '{looks}' is not carried over.");
        reading.remarks.add(place(row, "appearance"), what, "Nothing need be done.");
    }
    shape
}

fn place(row: &Row, column: &str) -> String {
    format!("survey, row {}, column {column}", row.number)
}

fn options(row: &Row, lists: &Lists, reading: &mut Reading) -> Vec<ChoiceOption> {
    let words: Vec<&str> = row.word("type").split_whitespace().collect();
    let before = usize::from(words.first().is_some_and(|word| word.eq_ignore_ascii_case("select"))) + 1;
    let mut after = words.into_iter().skip(before).skip_while(|word| word.eq_ignore_ascii_case("from"));
    let list = after.next().unwrap_or_default();
    if after.any(|word| word.replace('_', " ") == "or other" || word == "or") {
        let what = "the free answer of `or_other` is not carried over: it could name a person.";
        reading.remarks.add(place(row, "type"), what, "Add an option such as 'Something else'.");
    }
    lists.get(list).cloned().unwrap_or_else(|| {
        let what = format!("there is no list '{list}' in the sheet choices.");
        reading.remarks.add(place(row, "type"), what, "Add its options.");
        Vec::new()
    })
}

/// The options that rule out all others, if that is all that the constraint says.
fn exclusive(constraint: &str) -> Option<Vec<&str>> {
    let codes = constraint.strip_prefix("not(selected(., '")?.strip_suffix("') and count-selected(.) > 1)")?;
    let codes: Vec<&str> = codes.split("') and count-selected(.) > 1) and not(selected(., '").collect();
    codes.iter().all(|code| !code.contains('\'')).then_some(codes)
}

fn parameters(text: &str) -> BTreeMap<String, String> {
    let parts = text.split(|at: char| at.is_whitespace() || matches!(at, ',' | ';')).filter(|part| !part.is_empty());
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (name.to_lowercase(), value.to_owned())
    };
    parts.map(pair).collect()
}

fn range(row: &Row, parameters: &mut BTreeMap<String, String>, lists: &Lists, reading: &mut Reading) -> NumberRange {
    let mut number = |name: &str, or: i32| {
        let text = parameters.remove(name).unwrap_or_default();
        let number = text.parse::<f64>().ok().filter(|number| number.fract() == 0.0 && number.abs() <= 1e6);
        if number.is_none() && !text.is_empty() {
            let what = format!("{name}={text} is no whole number; it is read as {or}.");
            reading.remarks.add(place(row, "parameters"), what, "Chorus asks for whole numbers only.");
        }
        number.map_or(or, |number| number as i32)
    };
    let (from, to, step) = (number("start", 0), number("end", 10), number("step", 1));
    if step != 1 {
        let what = format!("Chorus counts by ones; the step {step} is not carried over.");
        reading.remarks.add(place(row, "parameters"), what, "Use options for the numbers that you need.");
    }
    let list = parameters.remove("tick_labelset").unwrap_or_default();
    let (mut from_label, mut to_label): (Option<Text>, Option<Text>) = (None, None);
    for option in lists.get(&list).into_iter().flatten() {
        match option.code.parse::<i32>() {
            Ok(number) if number == from => from_label = Some(option.label.clone()),
            Ok(number) if number == to => to_label = Some(option.label.clone()),
            _ => {
                let what =
                    format!("only the ends of a range have labels; that of {} is not carried over.", option.code);
                reading.remarks.add(place(row, "parameters"), what, "Use a choice with scored options.");
            }
        }
    }
    NumberRange { from, to, from_label, to_label, sensitive: row.flag("chorus_sensitive") }
}

/// Why a type has no counterpart, and what to do.
fn without_counterpart(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "start"
        | "end"
        | "today"
        | "deviceid"
        | "username"
        | "phonenumber"
        | "email"
        | "subscriberid"
        | "simserial"
        | "audit"
        | "start-geopoint"
        | "background-audio"
        | "background-geopoint" => (
            "Chorus records nothing about a person, a device or a time; it is not carried over.",
            "Nothing need be done.",
        ),
        "geopoint" | "geotrace" | "geoshape" | "image" | "audio" | "video" | "file" | "barcode" => (
            "a place, a picture or a file would name a person; it is not carried over.",
            "Ask with options what you need to know.",
        ),
        "integer" | "decimal" => (
            "a number without bounds can name a person; it is not carried over.",
            "Use a `range` from a least to a greatest number, or a `select_one` of bands.",
        ),
        "date" | "time" | "datetime" => {
            ("a date can name a person; it is not carried over.", "Ask with options, such as 'under a year'.")
        }
        "rank" => ("Chorus does not ask for an order; it is not carried over.", "Ask for the one that matters most."),
        "calculate" | "hidden" => (
            "Chorus calculates nothing while people answer; it is not carried over.",
            "Use a scale, or a condition on the answers themselves.",
        ),
        "acknowledge" | "trigger" => {
            ("there is nothing to agree to here; it is not carried over.", "Use an information.")
        }
        _ => (
            "Chorus has no such question; it is not carried over.",
            "Use a choice, a multiple choice, a range or a text.",
        ),
    }
}
