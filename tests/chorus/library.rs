//! `/library`, and `chorus library`: what ships is found, named with its terms, and can be sent in as it comes.

use crate::support::{Organiser, Service, chorus, respondent};
use chorus_questionnaire::{Answer, Answers, Item, ItemKind, ProgrammeDocument, Questionnaire, Response};
use serde_json::{Value, json};
use uuid::Uuid;

/// Enough for the ready programme's k of 5.
const PEOPLE: usize = 6;

/// A programme with one wave that asks what `/library` hands out.
fn with(questionnaire: &Value) -> String {
    json!({"title": "T", "languages": ["en", "de"], "waves": [{"title": "W", "k": 5, "questionnaire": questionnaire}]})
        .to_string()
}

/// The first option everywhere, the highest number, and two words.
fn answers(questionnaire: &Questionnaire) -> Answers {
    let first = |item: &Item| item.options[0].code.clone();
    let answer = |item: &Item| match item.kind {
        ItemKind::Multiple => Answer::Several(vec![first(item)]),
        ItemKind::Number => Answer::One(item.range.as_ref().unwrap().to.to_string()),
        ItemKind::Comment => Answer::Several(vec!["more".into(), "practice".into()]),
        _ => Answer::One(first(item)),
    };
    let items = questionnaire.items.iter();
    items.flat_map(|item| item.answer_codes().map(|code| (code.to_owned(), answer(item))).collect::<Vec<_>>()).collect()
}

/// Opens a wave, has people answer everything in it, closes it, and returns the means of these scales.
fn means(organiser: &Organiser, wave: Uuid, asked: &Questionnaire, scales: &[&str]) -> Vec<Option<f64>> {
    organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
    for code in organiser.invite(wave, PEOPLE) {
        respondent(&organiser.url, wave, &code, &Response { answers: answers(asked), ..Response::default() });
    }
    organiser.close(wave);
    let mean = |scale: &&str| organiser.results(wave, &format!("measure={scale}")).ok(200)["cells"][0]["mean"].as_f64();
    scales.iter().map(mean).collect()
}

#[test]
fn every_instrument_is_listed_with_its_terms_and_found_under_its_code() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let listed = organiser.get("library").ok(200);
    let listed = listed["instruments"].as_array().unwrap();
    let status = |status: &str| listed.iter().filter(|meta| meta["status"] == status).count();
    assert_eq!(["whole", "own_not_validated", "recipe_only"].map(status), [7, 10, 8]);
    for meta in listed {
        assert!(meta["source"][0]["cite"].is_string() && meta["licence"]["name"].is_string(), "{meta}");
        let found = organiser.get(&format!("library/{}", meta["code"].as_str().unwrap())).ok(200);
        assert_eq!(&found["meta"], meta);
        assert!(found["questionnaire"].is_object() || found["programme"].is_object(), "{meta}");
    }
    let phq8 = organiser.get("library/phq8").ok(200);
    assert_eq!(phq8["questionnaire"]["items"][0]["rows"].as_array().unwrap().len(), 8);
    organiser.get("library/phq9").assert_problem(404, "not-found");
}

#[test]
fn what_has_items_can_be_sent_in_and_a_recipe_only_with_its_wording() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let phq8 = organiser.get("library/phq8").ok(200);
    organiser.post("programmes", "application/json", &with(&phq8["questionnaire"])).ok(201);

    let recipe = organiser.get("library/uwes3").ok(200);
    assert_eq!(recipe["recipe"]["items"], 3);
    let document = with(&recipe["questionnaire"]);
    let problem = organiser.post("programmes", "application/json", &document).assert_problem(422, "invalid");
    // The instruction, three items and seven labels.
    assert_eq!(problem["errors"].as_array().unwrap().len(), 11);
    assert_eq!(problem["errors"][0]["field"], "waves[0].questionnaire.items[0].text");
    let completed = document.replace("paste the licensed", "as licensed");
    organiser.post("programmes", "application/json", &completed).ok(201);
}

#[test]
fn the_ready_evaluation_runs_before_after_and_later() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let output = chorus(&["library", "show", "training-evaluation"]).output().unwrap();
    let yaml = String::from_utf8(output.stdout).unwrap();
    let created = organiser.post("programmes", "application/yaml", &yaml).ok(201);
    let programme = organiser.get("library/training-evaluation").ok(200)["programme"].take();
    let programme: ProgrammeDocument = serde_json::from_value(programme).unwrap();
    // All disagree, and one of four counts the other way round; all say "true" to eight statements, four of them true.
    let scales = ["stigma_climate", "knowledge", "confidence"];
    let expected = [Some(2.0), Some(4.0), Some(1.0)];
    for (number, wave) in programme.waves.iter().enumerate() {
        let id = created["waves"][number]["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(means(&organiser, id, &wave.questionnaire, &scales), expected, "wave {number}");
        let feedback = organiser.results(id, "measure=fb_recommend");
        if number == 1 {
            assert_eq!(feedback.ok(200)["cells"][0]["mean"], 10.0);
            assert_eq!(organiser.results(id, "measure=training_quality").ok(200)["cells"][0]["mean"], 1.0);
        } else {
            feedback.assert_problem(422, "invalid");
        }
    }
}

#[test]
fn the_command_line_lists_shows_and_names_what_there_is_not() {
    let run = |arguments: &[&str]| {
        let output = chorus(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    };
    let (success, listed, _) = run(&["library"]);
    assert!(success);
    for words in
        ["phq8", "who5", "CC BY-NC-SA 3.0 IGO", "not validated", "training-evaluation", "Recipes only", "psc12"]
    {
        assert!(listed.contains(words), "{words}: {listed}");
    }
    let (success, shown, _) = run(&["library", "show", "who5"]);
    assert!(success && shown.starts_with("# WHO-5"), "{shown}");
    assert!(shown.contains("#     name: CC BY-NC-SA 3.0 IGO") && shown.contains("\nquestionnaire:\n"), "{shown}");
    let (success, _, error) = run(&["library", "show", "phq9"]);
    assert!(!success && error.contains("'phq9'") && error.contains("chorus library"), "{error}");
}
