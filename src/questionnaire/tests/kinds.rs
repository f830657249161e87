//! Kinds of items, branching and random order: what is taken, what is refused and where, and what answers count as.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

use chorus_questionnaire::{Answers, Manifest, ProgrammeDocument, PublishedWave, Response, WaveKeys};
use serde_json::{Value, json};
use uuid::Uuid;

fn document() -> Value {
    let yes_no = json!([{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]);
    json!({"title": "T", "waves": [{"title": "W", "k": 5, "questionnaire": {
        "items": [
            {"code": "hello", "kind": "information", "text": "Welcome."},
            {"code": "sought", "text": "?", "required": true, "options": yes_no},
            {"code": "from", "kind": "multiple", "text": "?", "random_order": true,
                "show_if": [{"item": "sought", "any_of": ["yes"]}],
                "options": [{"code": "gp", "label": "G"}, {"code": "eap", "label": "E"},
                    {"code": "other", "label": "O", "exclusive": true}]},
            {"code": "mood", "kind": "matrix", "text": "?", "required": true, "random_order": true,
                "rows": [{"code": "calm", "text": "C"}, {"code": "tense", "text": "T"}],
                "options": [{"code": "never", "label": "N", "score": 0}, {"code": "often", "label": "O", "score": 1}]},
            {"code": "fit", "kind": "number", "text": "?", "random_block": "b", "unit": "points",
                "range": {"from": 0, "to": 10, "from_label": "Not at all", "to_label": "Fully"}},
            {"code": "years", "kind": "bands", "text": "?", "hint": "Full years.", "unit": "years", "random_block": "b",
                "options": [{"code": "new", "label": "Under 2"}, {"code": "some", "label": "2 to 9", "from": 2},
                    {"code": "long", "label": "10 or more", "from": 10}]},
            {"code": "more", "kind": "comment", "text": "?", "show_if": [{"item": "from", "any_of": ["gp", "eap"]},
                {"item": "calm", "any_of": ["never"]}, {"item": "fit", "any_of": ["0", "1"]}]}],
        "scales": [{"code": "stress", "label": "S", "score": "sum", "items": [{"item": "calm", "reverse": true}, {"item": "tense"}],
            "cut_offs": [{"code": "high", "label": "H", "at_least": 1.5}]}]}}]})
}

fn parse(value: Value) -> Result<ProgrammeDocument, String> {
    let document: ProgrammeDocument = serde_json::from_value(value).map_err(|error| error.to_string())?;
    document.checked().map_err(|error| error.to_string())
}

fn published() -> PublishedWave {
    let programme = parse(document()).unwrap();
    let wave = &programme.waves[0];
    let manifest = Manifest::new(Uuid::nil(), wave, Uuid::nil(), &programme, "localhost", 20, WaveKeys::default());
    PublishedWave { manifest, questionnaire: wave.questionnaire.clone() }
}

fn check(wave: &PublishedWave, answers: &Value) -> Result<(), String> {
    let response: Response = serde_json::from_value(json!({"answers": answers})).map_err(|error| error.to_string())?;
    response.check(wave).map_err(|error| error.to_string())
}

#[test]
fn a_document_has_one_form_and_one_hash() {
    let programme = parse(document()).unwrap();
    let text = serde_json::to_string(&programme).unwrap();
    assert_eq!(parse(serde_json::from_str(&text).unwrap()).unwrap(), programme);
    let mut whole = document();
    whole["waves"][0]["questionnaire"]["scales"][0]["cut_offs"][0]["at_least"] = json!(1.50);
    let hash = |document| parse(document).unwrap().waves[0].questionnaire.hash();
    assert_eq!(hash(whole), programme.waves[0].questionnaire.hash());
}

#[test]
fn faults_name_their_place() {
    type Change = fn(&mut Value);
    let changes: [(Change, &str); 27] = [
        (|q| q["items"][0]["required"] = json!(true), "items[0].required"),
        (|q| q["items"][0]["options"] = json!([{"code": "a", "label": "A"}]), "items[0].options"),
        (|q| q["items"][1]["rows"] = json!([{"code": "r", "text": "R"}]), "items[1].rows"),
        (|q| q["items"][1]["range"] = json!({"from": 0, "to": 1}), "items[1].range"),
        (|q| q["items"][1]["unit"] = json!("years"), "items[1].unit"),
        (|q| q["items"][1]["options"][0]["exclusive"] = json!(true), "items[1].options[0].exclusive"),
        (|q| q["items"][1]["options"][1]["from"] = json!(3), "items[1].options[1].from"),
        (|q| q["items"][2]["options"][0]["score"] = json!(1), "items[2].options[0].score"),
        (|q| q["items"][2]["show_if"][0]["any_of"] = json!([]), "items[2].show_if[0].any_of"),
        (|q| q["items"][2]["show_if"][0]["any_of"] = json!(["maybe"]), "items[2].show_if[0].any_of"),
        (|q| q["items"][2]["show_if"][0]["item"] = json!("tense"), "items[2].show_if[0].item"),
        (|q| q["items"][2]["show_if"][0]["item"] = json!("mood"), "items[2].show_if[0].item"),
        (|q| q["items"][3]["rows"] = json!([]), "items[3].rows"),
        (|q| q["items"][3]["rows"][1]["code"] = json!("sought"), "items[3].rows[1].code"),
        (|q| q["items"][3]["rows"][1]["text"] = json!({"fr": "T"}), "items[3].rows[1].text"),
        (|q| q["items"][4]["range"] = Value::Null, "items[4].range"),
        (|q| q["items"][4]["range"]["to"] = json!(0), "items[4].range"),
        (|q| q["items"][4]["range"]["to"] = json!(101), "items[4].range"),
        (|q| q["items"][4]["random_order"] = json!(true), "items[4].random_order"),
        (|q| q["items"][5]["options"][2]["from"] = json!(2), "items[5].options[2].from"),
        (|q| q["items"][5]["options"][0]["from"] = json!(0), "items[5].options[0].from"),
        (|q| q["items"][5]["show_if"] = json!([{"item": "fit", "any_of": ["3"]}]), "items[5].show_if[0].item"),
        (|q| q["items"][1]["random_block"] = json!("b"), "items[4].random_block"),
        (|q| q["items"][6]["show_if"][2]["any_of"] = json!(["01"]), "items[6].show_if[2].any_of"),
        (|q| q["scales"][0]["items"][0]["item"] = json!("mood"), "scales[0].items[0].item"),
        (|q| q["scales"][0]["cut_offs"][0]["at_most"] = json!(1), "scales[0].cut_offs[0]"),
        (
            |q| q["items"] = json!([{"code": "a", "kind": "information", "text": "T"}]),
            "items: there is nothing to answer",
        ),
    ];
    for (change, place) in changes {
        let mut broken = document();
        change(&mut broken["waves"][0]["questionnaire"]);
        let error = parse(broken).unwrap_err();
        assert!(error.contains(&format!("questionnaire.{place}")), "{place}: {error}");
    }
}

#[test]
fn what_was_answered_decides_what_is_asked() {
    let wave = published();
    let shown = |answers: Value| {
        let answers: Answers = serde_json::from_value(answers).unwrap();
        let mut shown: Vec<String> = wave.questionnaire.shown(&answers).into_iter().map(str::to_owned).collect();
        shown.sort();
        shown.join(" ")
    };
    assert_eq!(shown(json!({})), "fit hello mood sought years");
    assert_eq!(shown(json!({"sought": "yes"})), "fit from hello mood sought years");
    let all = json!({"sought": "yes", "from": ["gp"], "calm": "never", "fit": "1"});
    assert_eq!(shown(all), "fit from hello mood more sought years");
    // An answer to what is not shown opens nothing further on.
    assert_eq!(
        shown(json!({"sought": "no", "from": ["gp"], "calm": "never", "fit": "1"})),
        "fit hello mood sought years"
    );
}

#[test]
fn a_response_fits_its_kinds_or_the_place_is_named_without_the_answer() {
    let wave = published();
    let moods = json!({"calm": "never", "tense": null});
    let with = |more: Value| {
        let mut answers = moods.clone();
        answers.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        answers
    };
    for good in [
        json!({"sought": "no"}),
        json!({"sought": null}),
        json!({"sought": "yes", "from": []}),
        json!({"sought": "yes", "from": ["gp", "eap"], "fit": "0", "years": "long", "more": ["nights", "ständig", "über"]}),
        json!({"sought": "yes", "from": ["gp"], "fit": "1", "more": ["压力", "工作"]}),
    ] {
        assert_eq!(check(&wave, &with(good.clone())), Ok(()), "{good}");
    }
    for (bad, place) in [
        (json!({}), "answers.sought: this item needs"),
        (json!({"sought": ["yes"]}), "answers.sought"),
        (json!({"sought": "no", "from": ["gp"]}), "answers.from: is not asked"),
        (json!({"sought": "yes", "from": "gp"}), "answers.from"),
        (json!({"sought": "yes", "from": ["eap", "gp"]}), "answers.from"),
        (json!({"sought": "yes", "from": ["gp", "gp"]}), "answers.from"),
        (json!({"sought": "yes", "from": ["gp", "other"]}), "answers.from"),
        (json!({"sought": "no", "mood": "never"}), "answers: holds an item"),
        (json!({"sought": "no", "hello": null}), "answers: holds an item"),
        (json!({"sought": "no", "fit": "11"}), "answers.fit"),
        (json!({"sought": "no", "fit": "07"}), "answers.fit"),
        (json!({"sought": "no", "years": "12"}), "answers.years"),
    ] {
        let error = check(&wave, &with(bad)).unwrap_err();
        assert!(error.starts_with(place), "{place}: {error}");
    }
    let opened = |terms: Value| with(json!({"sought": "yes", "from": ["gp"], "fit": "0", "more": terms}));
    for terms in [
        json!("nights"),
        json!(["nights", "days"]),
        json!(["Nights"]),
        json!(["a"]),
        json!(["room12"]),
        json!(["day night"]),
        json!(["x".repeat(31)]),
        json!(["day", "day"]),
        json!(["''"]),
    ] {
        let error = check(&wave, &opened(terms.clone())).unwrap_err();
        assert!(error.starts_with("answers.more: ") && !error.contains("day"), "{terms}: {error}");
    }
    assert!(check(&wave, &json!({"sought": "no", "calm": "never"})).unwrap_err().starts_with("answers.tense"));
    assert!(check(&wave, &with(json!({"sought": 3}))).is_err());
}

#[test]
fn answers_count_as_categories_by_variable_and_terms_stand_apart() {
    let wave = published();
    let answers = json!({"sought": "yes", "from": ["eap"], "calm": "never", "tense": null, "fit": "1", "years": "some",
        "more": ["nights"]});
    let answers: Answers = serde_json::from_value(answers).unwrap();
    let categories = serde_json::to_value(wave.questionnaire.categories(&answers)).unwrap();
    let expected = json!({"sought": "yes", "from/gp": "no", "from/eap": "yes", "from/other": "no", "calm": "never", "fit": "1",
        "years": "some"});
    assert_eq!(categories, expected);
    assert_eq!(serde_json::to_value(wave.questionnaire.terms(&answers)).unwrap(), json!({"more": ["nights"]}));
    let codes: Vec<String> = wave.questionnaire.variables().map(|variable| variable.code).collect();
    assert_eq!(codes, ["sought", "from/gp", "from/eap", "from/other", "calm", "tense", "fit", "years"]);
    // What is not asked after these answers does not count, even if it slipped in.
    let hidden: Answers = serde_json::from_value(json!({"sought": "no", "from": ["gp"], "more": ["nights"]})).unwrap();
    assert_eq!(serde_json::to_value(wave.questionnaire.categories(&hidden)).unwrap(), json!({"sought": "no"}));
    assert!(wave.questionnaire.terms(&hidden).is_empty());
}
