//! Documents and responses: what is taken, what is refused and where, and that a document has one name.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

use chorus_questionnaire::{Manifest, ProgrammeDocument, PublishedWave, Response, canonical_json};
use serde_json::json;
use uuid::Uuid;

fn document() -> serde_json::Value {
    json!({"title": "T", "languages": ["en", "de"], "waves": [{"title": {"en": "W", "de": "Welle"}, "k": 5,
        "attributes": [{"code": "shift", "label": "Shift", "values": [{"code": "day"}, {"code": "Night shift"}]}],
        "questionnaire": {"items": [
            {"code": "a", "text": "A?", "required": true, "options": [{"code": "y", "label": "Y"}, {"code": "n", "label": "N"}]},
            {"code": "b", "text": "B?", "options": [{"code": "y", "label": "Y", "score": 1}, {"code": "n", "label": "N", "score": 0}]}],
            "scales": [{"code": "s", "label": "S", "score": "sum", "items": [{"item": "b"}]}]}}]})
}

fn parse(value: serde_json::Value) -> Result<ProgrammeDocument, String> {
    let document: ProgrammeDocument = serde_json::from_value(value).map_err(|error| error.to_string())?;
    document.checked().map_err(|error| error.to_string())
}

fn published() -> PublishedWave {
    let programme = parse(document()).unwrap();
    let wave = &programme.waves[0];
    let manifest = Manifest::new(Uuid::nil(), wave, Uuid::nil(), &programme, "localhost", 20, "key".to_owned());
    PublishedWave { manifest, questionnaire: wave.questionnaire.clone() }
}

/// RFC 8785, section 3.2.3: keys by UTF-16 code units, no spaces, the shortest escapes.
#[test]
fn canonical_json_is_that_of_the_rfc() {
    let value = json!({"\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
        "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis"});
    let expected = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\
        \"\u{f6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20ac}\":\"Euro Sign\",\
        \"\u{1f600}\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}";
    assert_eq!(String::from_utf8(canonical_json(&value)).unwrap(), expected);
}

#[test]
fn a_plain_text_and_one_in_the_first_language_are_the_same_document() {
    let mut spelled = document();
    spelled["title"] = json!({"en": "T"});
    spelled["waves"][0]["attributes"][0]["label"] = json!({"en": "Shift"});
    assert_eq!(parse(document()), parse(spelled));
}

#[test]
fn any_change_changes_the_manifests_hash() {
    let before = published();
    let mut other_k = before.manifest.clone();
    other_k.k = 6;
    let mut other_key = before.manifest.clone();
    other_key.token_public_key.push('x');
    let mut other_questions = before.questionnaire.clone();
    other_questions.items[0].required = false;
    assert_ne!(other_k.hash(), before.manifest.hash());
    assert_ne!(other_key.hash(), before.manifest.hash());
    assert_ne!(other_questions.hash(), before.manifest.questionnaire_hash);
    // Written out and read again, it is the same.
    let text = serde_json::to_string(&before).unwrap();
    assert_eq!(serde_json::from_str::<PublishedWave>(&text).unwrap(), before);
}

#[test]
fn faults_name_their_place() {
    type Change = fn(&mut serde_json::Value);
    let changes: [(Change, &str); 10] = [
        (|d| d["waves"][0]["k"] = json!(2), "waves[0].k"),
        (|d| d["waves"][0]["title"] = json!({"de": "W"}), "waves[0].title"),
        (|d| d["waves"][0]["title"] = json!({"en": "W", "fr": "V"}), "waves[0].title"),
        (|d| d["waves"][0]["attributes"][0]["weight"] = json!(0), "waves[0].attributes[0].weight"),
        (|d| d["waves"][0]["attributes"][0]["code"] = json!("a"), "waves[0].questionnaire.items[0].code"),
        (|d| d["waves"][0]["attributes"][0]["values"] = json!([{"code": "x"}]), "waves[0].attributes[0].values"),
        (|d| d["waves"][0]["questionnaire"]["items"] = json!([]), "waves[0].questionnaire.items"),
        (|d| d["waves"][0]["questionnaire"]["scales"][0]["items"][0]["item"] = json!("a"), "scales[0].items[0].item"),
        (|d| d["languages"] = json!([]), "languages"),
        (|d| d["waves"][0]["questionnaire"]["items"][1]["options"][0]["score"] = json!(i32::MIN), "options[0].score"),
    ];
    for (change, place) in changes {
        let mut broken = document();
        change(&mut broken);
        let error = parse(broken).unwrap_err();
        assert!(error.contains(place), "{place}: {error}");
    }
    assert!(parse(json!({"title": "T", "wave": []})).unwrap_err().contains("unknown field `wave`"));
}

#[test]
fn a_response_fits_or_the_place_is_named_without_the_answer() {
    let wave = published();
    let check = |attributes, answers| {
        let response: Response = serde_json::from_value(json!({"attributes": attributes, "answers": answers})).unwrap();
        response.check(&wave).map_err(|error| error.to_string())
    };
    assert_eq!(check(json!({}), json!({"a": "y"})), Ok(()));
    assert_eq!(check(json!({"shift": "Night shift"}), json!({"a": "n", "b": "y"})), Ok(()));
    for (attributes, answers, place) in [
        (json!({"shift": "noon"}), json!({"a": "y"}), "attributes.shift"),
        (json!({"noon": "x"}), json!({"a": "y"}), "attributes"),
        (json!({}), json!({"a": "noon"}), "answers.a"),
        (json!({}), json!({"a": "y", "noon": "y"}), "answers"),
        (json!({}), json!({"b": "y"}), "answers.a"),
    ] {
        let error = check(attributes, answers).unwrap_err();
        assert!(error.starts_with(&format!("{place}:")) && !error.contains("noon"), "{error}");
    }
}
