//! Export of items: the rows of the survey, and the lists of choices that they name.

use super::write::{Sheet, Writing};
use crate::names::Names;
use chorus_questionnaire::{ChoiceOption, Item, ItemKind, MatrixRow, NumberRange};
use std::collections::HashMap;

/// Lists of choices that were written, by what they hold, so that items with the same options share one.
struct Lists {
    known: HashMap<String, String>,
    names: Names,
}

pub(super) fn write(to: &mut Writing<'_>) {
    let form = to.form();
    // Codes that are good names keep them, whoever comes first.
    let codes = form
        .questionnaire
        .items
        .iter()
        .flat_map(|item| std::iter::once(&item.code).chain(item.rows.iter().map(|row| &row.code)));
    for code in codes.filter(|code| code.starts_with(|at: char| at.is_ascii_alphabetic() || at == '_')) {
        to.names.of(code, str::to_owned);
    }
    let mut lists = Lists { known: HashMap::new(), names: Names::new(str::to_lowercase, &[]) };
    if let Some(introduction) = &form.questionnaire.introduction {
        let name = to.names.fresh("introduction".to_owned());
        to.survey.row().set("type", "note").set("name", name).set("chorus_role", "introduction");
        to.text(Sheet::Survey, "label", introduction, "introduction");
    }
    for (at, item) in form.questionnaire.items.iter().enumerate() {
        write_item(item, &format!("items[{at}] ({})", item.code), &mut lists, to);
    }
    let what = "in Chorus each question can be declined, which is not the same as passed over.";
    to.remarks.add("items", what, "Add an option such as 'I prefer not to say' if other tools shall offer it.");
}

fn write_item(item: &Item, place: &str, lists: &mut Lists, to: &mut Writing<'_>) {
    to.survey.row();
    let name = to.name(&item.code, place);
    to.text(Sheet::Survey, "label", &item.text, place);
    if let Some(hint) = &item.hint {
        to.text(Sheet::Survey, "hint", hint, place);
    }
    to.relevant(item);
    if let Some(unit) = &item.unit {
        to.unit(unit, place);
    }
    if let Some(block) = &item.random_block {
        to.survey.set("chorus_random_block", block);
        let what = "XLSForm cannot draw the order of questions by lot.";
        to.remarks.add(place, what, "Other readers ask in the order of the file.");
    }
    if item.sensitive() {
        let what = "XLSForm has no sensitive answers.";
        to.remarks.add(place, what, "Other tools store who gave them: think twice before you ask this elsewhere.");
    }
    if item.options.iter().any(|option| option.favourable) {
        let what = "XLSForm does not say which options are favourable.";
        to.remarks.add(place, what, "Other readers count options one by one.");
    }
    match (item.kind, &item.range) {
        (ItemKind::Information, _) => drop(to.survey.set("type", "note")),
        (ItemKind::Comment, _) => {
            to.survey.set("type", "text").set("appearance", "multiline").flag("required", item.required);
            let what = "Chorus keeps only the terms of a comment; other readers keep every word as it is written.";
            to.remarks.add(place, what, "Leave it out elsewhere if what people write could name somebody.");
        }
        (ItemKind::Number, Some(range)) => write_number(item, range, &name, place, lists, to),
        (ItemKind::Matrix, _) => write_matrix(item, &name, place, lists, to),
        _ => write_choice(item, &name, place, lists, to),
    }
}

fn write_number(item: &Item, range: &NumberRange, name: &str, place: &str, lists: &mut Lists, to: &mut Writing<'_>) {
    to.survey.set("type", "range").flag("required", item.required).flag("chorus_sensitive", range.sensitive);
    let mut parameters = format!("start={} end={} step=1", range.from, range.to);
    let ends = [(range.from, &range.from_label), (range.to, &range.to_label)];
    if ends.iter().any(|(_, label)| label.is_some()) {
        // pyxform reads the values of parameters in lower case.
        let list = lists.names.fresh(format!("{name}_ends").to_lowercase());
        parameters.push_str(&format!(" tick_labelset={list}"));
        for (number, label) in ends {
            if let Some(label) = label {
                to.choices.row().set("list_name", &list).set("name", number.to_string());
                to.text(Sheet::Choices, "label", label, place);
            }
        }
    }
    to.survey.set("parameters", parameters);
}

fn write_matrix(item: &Item, name: &str, place: &str, lists: &mut Lists, to: &mut Writing<'_>) {
    to.survey.set("type", "begin group").set("appearance", "table-list");
    if item.random_order {
        to.survey.flag("chorus_random_order", true);
        let what = "XLSForm cannot draw the order of a matrix's rows by lot.";
        to.remarks.add(place, what, "Other readers ask in the order of the file.");
    }
    let list = list_of(&item.options, name, place, lists, to);
    for (at, MatrixRow { code, text }) in item.rows.iter().enumerate() {
        let place = format!("{place}.rows[{at}] ({code})");
        to.survey.row().set("type", format!("select_one {list}")).flag("required", item.required);
        to.name(code, &place);
        to.text(Sheet::Survey, "label", text, &place);
    }
    to.survey.row().set("type", "end group");
}

fn write_choice(item: &Item, name: &str, place: &str, lists: &mut Lists, to: &mut Writing<'_>) {
    let list = list_of(&item.options, name, place, lists, to);
    let select = if item.kind == ItemKind::Multiple { "select_multiple" } else { "select_one" };
    to.survey.set("type", format!("{select} {list}")).flag("required", item.required);
    if item.random_order {
        to.survey.set("parameters", "randomize=true");
    }
    if item.kind == ItemKind::Bands {
        let what = "Chorus asks for the number and keeps its band; other readers ask for the band.";
        to.remarks.add(place, what, "See that the labels of the bands say which numbers they hold.");
    }
    let alone = |option: &&ChoiceOption| option.exclusive;
    let rule = |option: &ChoiceOption| format!("not(selected(., '{}') and count-selected(.) > 1)", option.code);
    let rules: Vec<String> = item.options.iter().filter(alone).map(rule).collect();
    if !rules.is_empty() {
        to.survey.set("constraint", rules.join(" and "));
    }
}

/// The name of the list with these options, which is written if it is the first of its kind.
fn list_of(options: &[ChoiceOption], name: &str, place: &str, lists: &mut Lists, to: &mut Writing<'_>) -> String {
    let content = format!("{options:?}");
    if let Some(list) = lists.known.get(&content) {
        return list.clone();
    }
    let list = lists.names.fresh(name.to_owned());
    lists.known.insert(content, list.clone());
    for (at, option) in options.iter().enumerate() {
        to.choices.row().set("list_name", &list).set("name", &option.code);
        to.text(Sheet::Choices, "label", &option.label, &format!("{place}.options[{at}] ({})", option.code));
        if let Some(score) = option.score {
            to.choices.set("score", score.to_string());
        }
        if let Some(from) = option.from {
            to.choices.set("chorus_from", from.to_string());
        }
        to.choices.flag("chorus_exclusive", option.exclusive).flag("chorus_sensitive", option.sensitive);
        to.choices.flag("chorus_favourable", option.favourable);
    }
    list
}
