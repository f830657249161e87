//! One item as an element of a survey.

use super::Writing;
use chorus_questionnaire::{Item, ItemKind, NumberRange};
use serde_json::{Map, Value, json};

/// The most numbers that SurveyJS shows side by side; longer ranges become a slider.
const SIDE_BY_SIDE: i32 = 20;

pub(super) fn write(item: &Item, place: &str, to: &mut Writing<'_>) -> Value {
    let mut element = Map::new();
    let mut set = |field: &str, value: Value| drop(element.insert(field.to_owned(), value));
    let name = to.names.get(&item.code).to_owned();
    if name != item.code {
        let what = format!("the code '{}' would be read as something else in expressions.", item.code);
        to.remarks.add(place, what, format!("It is called '{name}' there."));
    }
    set("name", json!(name));
    if item.kind == ItemKind::Information {
        set("type", json!("html"));
        set("html", to.localised.html(&item.text));
        if item.hint.is_some() {
            to.remarks.add(place, "the hint of an information is left out.", "Write it into the text.");
        }
    } else {
        set("title", to.localised.text(&item.text));
        if let Some(description) = to.localised.joined(&item.hint, &item.unit) {
            set("description", description);
        }
    }
    if let Some(condition) = to.visible_if(item) {
        set("visibleIf", json!(condition));
    }
    if item.required {
        set("isRequired", json!(true));
        if item.kind == ItemKind::Matrix {
            set("eachRowRequired", json!(true));
        }
    }
    match (item.kind, &item.range) {
        (ItemKind::Choice | ItemKind::Bands, _) => {
            set("type", json!("radiogroup"));
            set("choices", options(item, place, to));
        }
        (ItemKind::Multiple, _) => {
            set("type", json!("checkbox"));
            set("choices", options(item, place, to));
        }
        (ItemKind::Matrix, _) => {
            set("type", json!("matrix"));
            set("columns", options(item, place, to));
            set("rows", rows(item, place, to));
        }
        (ItemKind::Number, Some(range)) => number(range, to, &mut set),
        (ItemKind::Comment, _) => set("type", json!("comment")),
        (ItemKind::Number | ItemKind::Information, _) => {}
    }
    if item.random_order {
        set(if item.kind == ItemKind::Matrix { "rowOrder" } else { "choicesOrder" }, json!("random"));
    }
    remarks(item, place, to);
    Value::Object(element)
}

fn options(item: &Item, place: &str, to: &mut Writing<'_>) -> Value {
    let mut options = Vec::new();
    for (at, option) in item.options.iter().enumerate() {
        let value = to.value(item, &option.code);
        if value != json!(option.code) {
            let what = format!("SurveyJS does not tell the code '{}' from another one.", option.code);
            to.remarks.add(format!("{place}.options[{at}]"), what, format!("It is called {value} there."));
        }
        let mut choice = json!({"value": value, "text": to.localised.text(&option.label)});
        if let (true, Some(choice)) = (option.exclusive, choice.as_object_mut()) {
            choice.insert("isExclusive".to_owned(), json!(true));
        }
        options.push(choice);
    }
    Value::Array(options)
}

fn rows(item: &Item, place: &str, to: &mut Writing<'_>) -> Value {
    let mut rows = Vec::new();
    for (at, row) in item.rows.iter().enumerate() {
        let name = to.names.get(&row.code).to_owned();
        if name != row.code {
            let what = format!("the code '{}' would be read as something else in expressions.", row.code);
            to.remarks.add(format!("{place}.rows[{at}]"), what, format!("It is called '{name}' there."));
        }
        rows.push(json!({"value": name, "text": to.localised.text(&row.text)}));
    }
    Value::Array(rows)
}

fn number(range: &NumberRange, to: &Writing<'_>, set: &mut impl FnMut(&str, Value)) {
    let labels = [("min", range.from, &range.from_label), ("max", range.to, &range.to_label)];
    if range.to.saturating_sub(range.from) < SIDE_BY_SIDE {
        set("type", json!("rating"));
        set("rateMin", json!(range.from));
        set("rateMax", json!(range.to));
        for (end, _, label) in labels {
            if let Some(label) = label {
                set(&format!("{end}RateDescription"), to.localised.text(label));
            }
        }
        return;
    }
    set("type", json!("slider"));
    set("min", json!(range.from));
    set("max", json!(range.to));
    set("step", json!(1));
    if labels.iter().any(|(.., label)| label.is_some()) {
        let label = |number: i32, text: Value| json!({"value": number, "text": text});
        let of = |(_, number, text): (&str, i32, &Option<_>)| {
            label(number, text.as_ref().map_or_else(|| json!(number.to_string()), |text| to.localised.text(text)))
        };
        set("customLabels", Value::Array(labels.into_iter().map(of).collect()));
    }
}

fn remarks(item: &Item, place: &str, to: &mut Writing<'_>) {
    if item.sensitive() {
        let remedy = "Other tools store who gave them: think twice before you ask this elsewhere.";
        to.remarks.add(place, "SurveyJS has no sensitive answers.", remedy);
    }
    if item.options.iter().any(|option| option.favourable) {
        to.remarks.add(place, "SurveyJS does not say which options are favourable.", "Count them there by hand.");
    }
    if item.unit.is_some() {
        to.remarks.add(place, "SurveyJS has no unit; it stands in the description.", "Nothing need be done.");
    }
    match item.kind {
        ItemKind::Comment => {
            let what = "Chorus keeps only the terms of a comment; SurveyJS keeps every word as it is written.";
            to.remarks.add(place, what, "Leave it out elsewhere if what people write could name somebody.");
        }
        ItemKind::Bands => {
            let what = "Chorus asks for the number and keeps its band; SurveyJS asks for the band.";
            to.remarks.add(place, what, "See that the labels of the bands say which numbers they hold.");
        }
        _ => {}
    }
    if item.options.iter().any(|option| option.score.is_some()) {
        let what = "SurveyJS has no place for the scores of options; they are left out.";
        to.remarks.add(place, what, "Score the data with the document in YAML.");
    }
}
