//! SurveyJS (<https://surveyjs.io>): the JSON that its form library loads. It is written, not read.
//!
//! Shows exactly the questions that Chorus shows after the same answers, which a test checks with the library itself.

mod element;
mod localised;

use crate::names::Names;
use crate::remark::Remarks;
use crate::{Form, Remark};
use chorus_questionnaire::{Condition, Item, ItemKind, Questionnaire};
use localised::Localised;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// What the writing of one survey shares.
struct Writing<'a> {
    form: &'a Form,
    localised: Localised<'a>,
    /// Names of items and rows, which SurveyJS compares without regard to case.
    names: Names,
    /// Names of options by item.
    values: HashMap<&'a str, Names>,
    remarks: Remarks,
}

/// The survey as SurveyJS reads it, and what it has no place for.
pub fn write(form: &Form) -> (Value, Vec<Remark>) {
    let questionnaire = &form.questionnaire;
    let (names, values) = (names(questionnaire), values(questionnaire));
    let localised = Localised::new(form);
    let mut writing = Writing { form, localised, names, values, remarks: Remarks::default() };
    let elements = elements(&mut writing);
    let mut survey = Map::new();
    survey.insert("title".to_owned(), writing.localised.text(&form.title));
    if let Some(introduction) = &questionnaire.introduction {
        survey.insert("description".to_owned(), writing.localised.text(introduction));
    }
    survey.insert("locale".to_owned(), json!(form.first_language()));
    survey.insert("clearInvisibleValues".to_owned(), json!("onHidden"));
    survey.insert("pages".to_owned(), json!([{"name": "page", "elements": elements}]));
    for (at, scale) in questionnaire.scales.iter().enumerate() {
        let what = format!("the scale '{}' is left out: SurveyJS does not know how Chorus scores gaps.", scale.code);
        writing.remarks.add(format!("scales[{at}]"), what, "Score it from the data; the document in YAML says how.");
    }
    let what = "in Chorus each question can be declined, which is not the same as passed over.";
    writing.remarks.add("items", what, "Add `showRefuseItem` where other tools shall offer it.");
    (Value::Object(survey), writing.remarks.into_told())
}

/// The elements in order; those of a random block in a panel whose order is drawn.
fn elements(to: &mut Writing<'_>) -> Vec<Value> {
    let mut elements: Vec<Value> = Vec::new();
    let mut open: Option<(&str, Vec<Value>)> = None;
    let items = to.form.questionnaire.items.iter().enumerate();
    for (at, item) in items {
        let element = element::write(item, &format!("items[{at}] ({})", item.code), to);
        let block = item.random_block.as_deref();
        if open.as_ref().map(|(name, _)| *name) != block
            && let Some((_, inside)) = open.take()
        {
            elements.push(panel(inside, to));
        }
        match block {
            None => elements.push(element),
            Some(name) => open.get_or_insert_with(|| (name, Vec::new())).1.push(element),
        }
    }
    if let Some((_, inside)) = open {
        elements.push(panel(inside, to));
    }
    elements
}

fn panel(elements: Vec<Value>, to: &mut Writing<'_>) -> Value {
    json!({"type": "panel", "name": to.names.fresh("block".to_owned()), "questionOrder": "random", "elements": elements})
}

impl Writing<'_> {
    /// An option as this item's expressions and data name it.
    fn value(&self, item: &Item, code: &str) -> Value {
        match item.kind {
            ItemKind::Number => code.parse::<i32>().map_or_else(|_| json!(code), |number| json!(number)),
            _ => json!(self.values.get(item.code.as_str()).map_or(code, |names| names.get(code))),
        }
    }

    /// When an item is shown. What its conditions depend on must be shown as well: an answer to what is hidden counts nowhere.
    fn visible_if(&self, item: &Item) -> Option<String> {
        let mut all: Vec<&Condition> = Vec::new();
        let mut open: Vec<&Condition> = item.show_if.iter().collect();
        while let Some(condition) = open.pop() {
            if !all.contains(&condition) {
                all.push(condition);
                open.extend(self.form.questionnaire.item(&condition.item).iter().flat_map(|item| &item.show_if));
            }
        }
        let clause = |condition: &&Condition| {
            let item = self.form.questionnaire.item(&condition.item)?;
            let name = self.names.get(&condition.item);
            let place = match item.kind {
                ItemKind::Matrix => format!("{{{}.{name}}}", self.names.get(&item.code)),
                _ => format!("{{{name}}}"),
            };
            let is = |code: &String| match (item.kind, self.value(item, code)) {
                (ItemKind::Multiple, Value::String(value)) => format!("{place} contains '{value}'"),
                (_, Value::String(value)) => format!("{place} = '{value}'"),
                (_, value) => format!("{place} = {value}"),
            };
            Some(format!("({})", condition.any_of.iter().map(is).collect::<Vec<_>>().join(" or ")))
        };
        let clauses: Vec<String> = all.iter().filter_map(clause).collect();
        (!clauses.is_empty()).then(|| clauses.join(" and "))
    }
}

/// Two names that SurveyJS would take for one another have the same key.
fn name_key(name: &str) -> String {
    name.to_lowercase()
}

/// Values are compared as numbers where they look like numbers, and without regard to case.
fn value_key(value: &str) -> String {
    let lower = value.trim().to_lowercase();
    match lower.parse::<f64>() {
        Ok(number) => format!("#{number}"),
        Err(_) => lower,
    }
}

/// A dot leads into an answer, and some signs are read as more than a name.
fn plain(code: &str) -> String {
    let name: String = code.chars().map(|at| if at.is_ascii_alphanumeric() || at == '_' { at } else { '_' }).collect();
    if name.starts_with(|at: char| at.is_ascii_alphabetic()) { name } else { format!("q{name}") }
}

fn names(questionnaire: &Questionnaire) -> Names {
    let mut names = Names::new(name_key, &["item", "row", "panel", "choice", "self", "page"]);
    let items = questionnaire.items.iter();
    let codes: Vec<&String> =
        items.flat_map(|item| std::iter::once(&item.code).chain(item.rows.iter().map(|row| &row.code))).collect();
    // Codes that are good names keep them, whoever comes first.
    let (good, other): (Vec<&String>, Vec<&String>) = codes.into_iter().partition(|code| plain(code) == **code);
    for code in good.into_iter().chain(other) {
        names.of(code, plain);
    }
    names
}

fn values(questionnaire: &Questionnaire) -> HashMap<&str, Names> {
    let of = |item: &'_ Item| {
        let mut names = Names::new(value_key, &[]);
        for option in &item.options {
            names.of(&option.code, str::to_owned);
        }
        names
    };
    questionnaire.items.iter().map(|item| (item.code.as_str(), of(item))).collect()
}
