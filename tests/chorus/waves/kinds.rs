//! A wave that asks in every way there is, from its document to its results; and what becomes of a comment on the way.

use crate::support::{Organiser, Service, respondent};
use chorus::respondent::{KnownWave, agent};
use chorus_questionnaire::Response;
use serde_json::{Value, json};
use uuid::Uuid;

const DOCUMENT: &str = r"
title: T
waves:
  - title: W
    k: 4
    attributes: [{code: team, label: Team, values: [{code: north}, {code: south}]}]
    questionnaire:
      items:
        - {code: hello, kind: information, text: Welcome.}
        - {code: sought, text: Did you seek help?, required: true, options: [{code: gave_up, label: I gave up}, {code: yes_i_did, label: I did}]}
        - code: where
          kind: multiple
          text: Where?
          show_if: [{item: sought, any_of: [yes_i_did]}]
          options: [{code: gp, label: A doctor}, {code: eap, label: The employee assistance}, {code: friends, label: Only friends, exclusive: true}]
        - code: mood
          kind: matrix
          text: In the last two weeks I was …
          rows: [{code: calm, text: calm}, {code: tense, text: tense}]
          options: [{code: never, label: Never, score: 0}, {code: often, label: Often, score: 1}, {code: always, label: Always, score: 2}]
        - {code: fit, kind: number, text: How fit do you feel?, range: {from: 0, to: 10}}
        - {code: years, kind: bands, text: How long have you worked here?, unit: years, options: [{code: new, label: Under 2}, {code: long, label: 2 or more, from: 2}]}
        - {code: more, kind: comment, text: What would help?}
      scales:
        - code: stress
          label: Stress
          score: sum
          items: [{item: calm, reverse: true}, {item: tense}]
          cut_offs: [{code: high, label: High, at_least: 3}]
";

fn response(team: &str, answers: &Value) -> Response {
    serde_json::from_value(json!({"attributes": {"team": team}, "answers": answers})).unwrap()
}

fn open(organiser: &Organiser) -> Uuid {
    let wave = organiser.create(DOCUMENT);
    organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
    wave
}

fn cell<'a>(results: &'a Value, measure: &str, team: Option<&str>) -> &'a Value {
    let of = |cell: &&Value| cell["measure"] == measure && cell["group"]["team"].as_str() == team;
    results["cells"].as_array().unwrap().iter().find(of).unwrap_or_else(|| panic!("{measure} {team:?}: {results}"))
}

fn counts(cell: &Value) -> Vec<(&str, u64)> {
    let options = cell["options"].as_array().unwrap().iter();
    options.map(|option| (option["code"].as_str().unwrap(), option["count"].as_u64().unwrap())).collect()
}

#[test]
fn every_kind_is_answered_sealed_and_counted() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = open(&organiser);
    let people = [
        (
            5,
            "north",
            json!({"sought": "yes_i_did", "where": ["gp", "eap"], "calm": "never", "tense": "always", "fit": "2",
            "years": "new", "more": ["fewer", "nights"]}),
        ),
        (
            4,
            "north",
            json!({"sought": "yes_i_did", "where": ["friends"], "calm": "always", "tense": "never", "fit": "10",
            "years": "long", "more": []}),
        ),
        (6, "south", json!({"sought": "gave_up", "calm": null, "fit": "5", "more": ["nights"]})),
        (1, "south", json!({"sought": null, "more": ["nights", "unmistakable"]})),
    ];
    let everybody = people.iter().flat_map(|(times, team, answers)| std::iter::repeat_n((team, answers), *times));
    for (code, (team, answers)) in organiser.invite(wave, 16).iter().zip(everybody) {
        respondent(&service.url, wave, code, &response(team, answers));
    }
    organiser.close(wave);

    let whole = organiser.results(wave, "").ok(200);
    let kinds: Vec<(&str, &str)> = whole["measures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|measure| (measure["code"].as_str().unwrap(), measure["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(
        kinds,
        [
            ("sought", "item"),
            ("where", "item"),
            ("calm", "item"),
            ("tense", "item"),
            ("fit", "item"),
            ("years", "item"),
            ("more", "comment"),
            ("stress", "scale")
        ]
    );
    assert_eq!(counts(cell(&whole, "where", None)), [("gp", 5), ("eap", 5), ("friends", 4)]);
    assert_eq!(cell(&whole, "where", None)["n"], 9, "only those who were asked");
    assert_eq!(counts(cell(&whole, "calm", None)), [("never", 5), ("often", 0), ("always", 4)]);
    assert_eq!(cell(&whole, "fit", None)["mean"], 80.0 / 15.0);
    assert_eq!(counts(cell(&whole, "years", None)), [("new", 5), ("long", 4)]);
    assert_eq!(counts(cell(&whole, "stress", None)), [("high", 5)]);
    assert_eq!(counts(cell(&whole, "more", None)), [("nights", 12), ("fewer", 5)], "a word of one person is not told");

    let teams = organiser.results(wave, "by=team&measure=more&measure=stress").ok(200);
    let south = &cell(&teams, "more", Some("south"))["options"];
    assert_eq!((&south[0]["code"], &south[0]["count"]), (&json!("nights"), &json!(7)));
    assert_eq!((&south[1]["code"], &south[1]["count"]), (&json!("fewer"), &Value::Null), "nobody, or too few");
    assert_eq!(cell(&teams, "stress", Some("north"))["mean"], (5.0 * 4.0) / 9.0);
    let csv = organiser.results(wave, "by=team&measure=more&format=csv").text();
    assert!(csv.contains("nights") && !csv.contains("unmistakable"), "{csv}");

    for (path, bytes) in service.stop().files() {
        let found = bytes.windows(12).any(|part| part == b"unmistakable");
        assert!(!found, "{} holds a word that one person wrote", path.display());
    }
}

#[test]
fn an_answer_of_the_wrong_form_is_refused_by_its_name_and_can_be_put_right() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = open(&organiser);
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let token = known.token(&agent(), &organiser.invite(wave, 1)[0]).unwrap();
    for (place, answers) in [
        ("answers.sought", json!({"fit": "1"})),
        ("answers.sought", json!({"sought": ["yes_i_did"]})),
        ("answers.where", json!({"sought": "gave_up", "where": ["gp"]})),
        ("answers.where", json!({"sought": "yes_i_did", "where": ["gp", "friends"]})),
        ("answers: holds an item", json!({"sought": "gave_up", "mood": "never"})),
        ("answers: holds an item", json!({"sought": "gave_up", "hello": "yes"})),
        ("answers.fit", json!({"sought": "gave_up", "fit": "11"})),
        ("answers.years", json!({"sought": "gave_up", "years": "7"})),
        ("answers.more", json!({"sought": "gave_up", "more": "my whole story"})),
        ("answers.more", json!({"sought": "gave_up", "more": ["two words"]})),
        ("answers.more", json!({"sought": "gave_up", "more": ["zulu", "alpha"]})),
    ] {
        let refused = known.respond(&agent(), &token, &response("north", &answers)).unwrap_err().to_string();
        assert!(refused.contains(place), "{place}: {refused}");
        assert!(!refused.contains("my whole story"), "{refused}");
    }
    known.respond(&agent(), &token, &response("north", &json!({"sought": null}))).unwrap();
}
