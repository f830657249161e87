//! Missing translations: every kind of text is found where it stands, and a complete document has none.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

use chorus_questionnaire::{MissingTranslation, ProgrammeDocument, missing_translations};
use serde_json::{Value, json};

/// A document with every kind of text, each of them `text`.
fn document(languages: &[&str], text: &Value) -> ProgrammeDocument {
    let option = |code: &str, score: i32| json!({"code": code, "label": text, "score": score});
    let document = json!({"title": text, "languages": languages, "help": [{"name": text, "contact": text}], "waves": [{
        "title": text, "k": 5,
        "attributes": [{"code": "team", "label": text, "why": text,
            "values": [{"code": "a", "label": text, "within": "x"}, {"code": "b", "within": "x"}],
            "levels": [{"code": "unit", "label": text, "values": [{"code": "x", "label": text}]}]}],
        "questionnaire": {"introduction": text,
            "items": [
                {"code": "m", "kind": "matrix", "text": text, "hint": text, "options": [option("y", 1), option("n", 0)],
                    "rows": [{"code": "r", "text": text}]},
                {"code": "n", "kind": "number", "text": text, "unit": text,
                    "range": {"from": 0, "to": 10, "from_label": text, "to_label": text}}],
            "scales": [{"code": "s", "label": text, "score": "sum", "items": [{"item": "r"}],
                "cut_offs": [{"code": "high", "label": text, "at_least": 1}]}]}}]});
    serde_json::from_value::<ProgrammeDocument>(document).unwrap().checked().unwrap()
}

fn missing(programme: &ProgrammeDocument) -> Vec<MissingTranslation> {
    missing_translations(programme, &programme.waves[0])
}

#[test]
fn every_text_is_found_in_the_order_of_the_document() {
    let found = missing(&document(&["en", "de", "ar"], &json!({"en": "E", "ar": "A"})));
    let places: Vec<_> = found.iter().map(|missing| missing.place.as_str()).collect();
    let expected = [
        "programme.title",
        "programme.help[0].name",
        "programme.help[0].contact",
        "title",
        "attributes[0].label",
        "attributes[0].why",
        "attributes[0].values[0].label",
        "attributes[0].levels[0].label",
        "attributes[0].levels[0].values[0].label",
        "questionnaire.introduction",
        "questionnaire.items[0].text",
        "questionnaire.items[0].hint",
        "questionnaire.items[0].options[0].label",
        "questionnaire.items[0].options[1].label",
        "questionnaire.items[0].rows[0].text",
        "questionnaire.items[1].text",
        "questionnaire.items[1].unit",
        "questionnaire.items[1].range.from_label",
        "questionnaire.items[1].range.to_label",
        "questionnaire.scales[0].label",
        "questionnaire.scales[0].cut_offs[0].label",
    ];
    assert_eq!(places, expected);
    assert!(found.iter().all(|missing| missing.languages == ["de"] && missing.text == "E"));
}

#[test]
fn a_plain_text_is_one_in_the_first_language() {
    assert_eq!(missing(&document(&["en"], &json!("E"))), []);
    let found = missing(&document(&["en", "de", "ar"], &json!("E")));
    assert!(!found.is_empty() && found.iter().all(|missing| missing.languages == ["de", "ar"]));
}

#[test]
fn a_complete_document_lacks_nothing() {
    assert_eq!(missing(&document(&["en", "de"], &json!({"en": "E", "de": "D"}))), []);
}
