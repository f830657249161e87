//! Writes questionnaires in every format, with answers drawn at random and what Chorus shows after them, for the readers in
//! other languages that `tests/run.sh` runs: `corpus FOLDER [COUNT] [DOCUMENT.yaml …]`.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a tool of the tests, where a panic is the message")]

#[path = "../tests/interchange/generate.rs"]
mod generate;

use chorus_interchange::{Form, Notation, read_document, surveyjs, write_document, xlsform};
use chorus_questionnaire::{Answer, Answers, Item, ItemKind, Questionnaire};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().filter(|name| !name.starts_with('-')).unwrap_or_else(|| panic!("name a folder"));
    let count: u64 = arguments.next().map_or(60, |count| count.parse().unwrap());
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    for seed in 0..count {
        write(folder, &format!("random-{seed}"), &generate::form(seed));
    }
    for path in arguments {
        let programme = read_document(&std::fs::read(&path).unwrap(), Notation::Yaml).unwrap();
        let name = Path::new(&path).file_stem().unwrap().to_string_lossy().into_owned();
        write(folder, &name, &Form::of(&programme, Some(1)).unwrap());
    }
}

fn write(folder: &Path, name: &str, form: &Form) {
    let save = |ending: &str, bytes: &[u8]| std::fs::write(folder.join(format!("{name}{ending}")), bytes).unwrap();
    let (programme, _) = form.clone().into_programme();
    save(".json", write_document(&programme, Notation::Json).unwrap().as_bytes());
    save(".xlsx", &xlsform::write(form).unwrap().0);
    let (survey, _) = surveyjs::write(form);
    let elements = elements(&survey);
    let mut rng = StdRng::seed_from_u64(7);
    let case = |_| {
        let answers = answers(&form.questionnaire, &mut rng);
        let shown = form.questionnaire.shown(&answers);
        let pairs = form.questionnaire.items.iter().zip(&elements);
        let shown: Vec<&Value> = pairs
            .clone()
            .filter(|(item, _)| shown.contains(item.code.as_str()))
            .map(|(_, element)| &element["name"])
            .collect();
        let data =
            pairs.filter_map(|(item, element)| Some((element["name"].as_str()?, data(item, element, &answers)?)));
        json!({"data": data.collect::<BTreeMap<_, _>>(), "shown": shown})
    };
    let cases: Vec<_> = (0..20).map(case).collect();
    save(".surveyjs.json", json!({"survey": survey, "cases": cases}).to_string().as_bytes());
}

/// The questions of a survey in order, out of their panels: they stand for the items one by one.
fn elements(survey: &Value) -> Vec<Value> {
    let all = survey["pages"][0]["elements"].as_array().unwrap().iter();
    all.flat_map(|element| element["elements"].as_array().cloned().unwrap_or_else(|| vec![element.clone()])).collect()
}

/// The answers to one item as SurveyJS keeps them.
fn data(item: &Item, element: &Value, answers: &Answers) -> Option<Value> {
    let list = if item.kind == ItemKind::Matrix { "columns" } else { "choices" };
    let value = |code: &String| match item.options.iter().position(|option| option.code == *code) {
        Some(at) => element[list][at]["value"].clone(),
        None => code.parse::<i32>().map_or_else(|_| json!(code), |number| json!(number)),
    };
    let one = |code: &str| {
        Some(match answers.get(code)? {
            Answer::One(code) => value(code),
            Answer::Several(words) if item.kind == ItemKind::Comment => json!(words.join(" ")),
            Answer::Several(codes) => Value::Array(codes.iter().map(value).collect()),
            Answer::Declined(()) => return None,
        })
    };
    if item.kind != ItemKind::Matrix {
        return one(&item.code);
    }
    let rows = item.rows.iter().enumerate();
    let rows = rows.filter_map(|(at, row)| Some((element["rows"][at]["value"].as_str()?.to_owned(), one(&row.code)?)));
    Some(Value::Object(rows.collect()))
}

/// Draws answers to a questionnaire, also to items that are not shown.
fn answers(questionnaire: &Questionnaire, rng: &mut StdRng) -> Answers {
    let mut answers = Answers::new();
    for item in &questionnaire.items {
        for code in item.answer_codes() {
            if rng.random_bool(0.25) {
                continue;
            }
            let answer = match (&item.range, item.kind) {
                (Some(range), _) => Answer::One(rng.random_range(range.from..=range.to).to_string()),
                (_, ItemKind::Comment) => Answer::Several(vec!["word".to_owned()]),
                (_, ItemKind::Multiple) => {
                    let chosen = item.options.iter().filter(|option| !option.exclusive && rng.random_bool(0.5));
                    Answer::Several(chosen.map(|option| option.code.clone()).collect())
                }
                _ => Answer::One(item.options[rng.random_range(0..item.options.len())].code.clone()),
            };
            answers.insert(code.to_owned(), answer);
        }
    }
    answers
}
