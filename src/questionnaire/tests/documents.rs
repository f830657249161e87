//! Documents and responses: what is taken, what is refused and where, and that a document has one name.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

use chorus_questionnaire::{Manifest, ProgrammeDocument, PublishedWave, Response, WaveKeys, canonical_json};
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

fn keys() -> WaveKeys {
    WaveKeys { token: "key".to_owned(), ledger: "other key".to_owned() }
}

fn parse(value: serde_json::Value) -> Result<ProgrammeDocument, String> {
    let document: ProgrammeDocument = serde_json::from_value(value).map_err(|error| error.to_string())?;
    document.checked().map_err(|error| error.to_string())
}

fn published() -> PublishedWave {
    let programme = parse(document()).unwrap();
    let wave = &programme.waves[0];
    let manifest = Manifest::new(Uuid::nil(), wave, Uuid::nil(), &programme, "localhost", 20, keys());
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
    let mut other_ledger_key = before.manifest.clone();
    other_ledger_key.ledger_public_key.push('x');
    let mut other_questions = before.questionnaire.clone();
    other_questions.items[0].required = false;
    assert_ne!(other_k.hash(), before.manifest.hash());
    assert_ne!(other_key.hash(), before.manifest.hash());
    assert_ne!(other_ledger_key.hash(), before.manifest.hash());
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

/// The same with teams in departments, a sensitive item, and a panel.
fn nested() -> serde_json::Value {
    let mut document = document();
    let wave = &mut document["waves"][0];
    let team = json!({"code": "team", "label": "Team",
        "values": [{"code": "t1", "within": "care"}, {"code": "t2", "within": "care"}, {"code": "t3", "within": "desk"}],
        "levels": [{"code": "department", "label": "Department", "keeps_percent": 50,
            "values": [{"code": "care"}, {"code": "desk"}]}]});
    wave["attributes"].as_array_mut().unwrap().push(team);
    wave["questionnaire"]["items"][0]["options"][0]["sensitive"] = json!(true);
    wave["panel"] = json!(true);
    document
}

#[test]
fn levels_sensitive_options_and_exchange_are_checked() {
    type Change = fn(&mut serde_json::Value);
    let changes: [(Change, &str); 11] = [
        (|w| w["attributes"][1]["values"][0]["within"] = json!("night"), "attributes[1].values[0].within"),
        (|w| w["attributes"][1]["values"][0]["within"] = json!(null), "attributes[1].values[0].within"),
        (|w| w["attributes"][0]["values"][0]["within"] = json!("x"), "attributes[0].values[0].within"),
        (|w| w["attributes"][1]["levels"][0]["keeps_percent"] = json!(100), "attributes[1].levels[0].keeps_percent"),
        (|w| w["attributes"][1]["levels"][0]["values"] = json!([]), "attributes[1].levels[0].values"),
        (|w| w["attributes"][1]["levels"][0]["code"] = json!("shift"), "attributes[1].levels[0].code"),
        (|w| w["questionnaire"]["items"][0]["code"] = json!("department"), "questionnaire.items[0].code"),
        (|w| w["exchange_per_mille"] = json!(9), "exchange_per_mille"),
        (|w| w["exchange_per_mille"] = json!(251), "exchange_per_mille"),
        (
            |w| {
                w["questionnaire"]["items"][0]["options"][0]["score"] = json!(1);
                w["questionnaire"]["items"][0]["options"][1]["score"] = json!(0);
                w["questionnaire"]["scales"][0]["items"] = json!([{"item": "a"}, {"item": "b"}]);
            },
            "questionnaire.scales[0].items",
        ),
        (
            |w| {
                let attribute = |i: usize| {
                    let level = |j| {
                        json!({"code": format!("a{i}l{j}"), "label": "L", "keeps_percent": 60 - 20 * j,
                        "values": [{"code": "x", "within": if j < 2 { json!("x") } else { json!(null) }}]})
                    };
                    json!({"code": format!("a{i}"), "label": "A", "values": [{"code": "v", "within": "x"}, {"code": "w", "within": "x"}],
                        "levels": [level(0), level(1), level(2)]})
                };
                w["attributes"] = (0..6).map(attribute).collect();
            },
            "attributes",
        ),
    ];
    assert!(parse(nested()).is_ok());
    for (change, place) in changes {
        let mut broken = nested();
        change(&mut broken["waves"][0]);
        let error = parse(broken).unwrap_err();
        assert!(error.contains(&format!("waves[0].{place}")), "{place}: {error}");
    }
}

#[test]
fn a_manifest_says_how_answers_are_exchanged_and_linked() {
    let manifest = |document| {
        let programme = parse(document).unwrap();
        Manifest::new(Uuid::nil(), &programme.waves[0], Uuid::nil(), &programme, "localhost", 20, keys())
    };
    let plain = manifest(document());
    assert_eq!((&plain.seal.exchange, plain.panel), (&None, false));
    let nested = manifest(nested());
    assert_eq!(
        (nested.seal.exchange.as_ref().unwrap().per_mille, nested.panel),
        (50, true),
        "5 % unless the author says otherwise"
    );
    assert_ne!(plain.hash(), nested.hash());
}

#[test]
fn a_response_names_one_level_of_an_attribute_and_a_pseudonym_only_in_a_panel() {
    let programme = parse(nested()).unwrap();
    let wave = &programme.waves[0];
    let manifest = Manifest::new(Uuid::nil(), wave, Uuid::nil(), &programme, "localhost", 20, keys());
    let linked = PublishedWave { manifest, questionnaire: wave.questionnaire.clone() };
    let check = |wave: &PublishedWave, attributes, panel: serde_json::Value| {
        let body = json!({"attributes": attributes, "answers": {"a": "y"}, "panel": panel});
        let response: Response = serde_json::from_value(body).unwrap();
        response.check(wave).map_err(|error| error.to_string())
    };
    let nobody = json!(null);
    assert_eq!(check(&linked, json!({"team": "t1"}), nobody.clone()), Ok(()));
    assert_eq!(check(&linked, json!({"department": "care"}), json!("A".repeat(43))), Ok(()));
    for (wave, attributes, panel, place) in [
        (&linked, json!({"team": "t1", "department": "care"}), nobody.clone(), "attributes.team"),
        (&linked, json!({"department": "t1"}), nobody, "attributes.department"),
        (&linked, json!({}), json!("A".repeat(42)), "panel"),
        (&linked, json!({}), json!("A".repeat(42) + "="), "panel"),
        (&published(), json!({}), json!("A".repeat(43)), "panel"),
    ] {
        let error = check(wave, attributes, panel).unwrap_err();
        assert!(error.starts_with(&format!("{place}:")), "{place}: {error}");
    }
}

#[test]
fn values_of_all_levels_are_counted_one_list_after_the_other() {
    let programme = parse(nested()).unwrap();
    let team = &programme.waves[0].attributes[1];
    assert_eq!(team.nesting(), [[0, 0, 1]]);
    assert_eq!((team.position("team", "t3"), team.position("department", "care")), (Some(2), Some(3)));
    assert_eq!((team.position("department", "t1"), team.position("shift", "day")), (None, None));
    let value = |position| team.value(position).map(|(list, value)| (list, value.code.as_str()));
    assert_eq!((value(0), value(4), value(5)), (Some(("team", "t1")), Some(("department", "desk")), None));
}
