//! SurveyJS: what each kind of item becomes, and what is told. That the same questions are shown is checked with the library
//! itself, by `web/tests/interchange`.

use chorus_interchange::{Form, Notation, read_document, surveyjs};
use serde_json::{Value, json};

fn survey(items: Value) -> (Value, Vec<String>) {
    let document = json!({"title": "T", "languages": ["de", "en"], "waves": [{"title": {"de": "W"}, "k": 5,
        "questionnaire": {"introduction": {"de": "Hallo", "en": "Hello {name}"}, "items": items}}]});
    let programme = read_document(document.to_string().as_bytes(), Notation::Json).unwrap();
    let (survey, remarks) = surveyjs::write(&Form::of(&programme, None).unwrap());
    (survey, remarks.iter().map(ToString::to_string).collect())
}

#[test]
fn every_kind_has_its_counterpart() {
    let options = json!([{"code": "Yes", "label": "J"}, {"code": "yes", "label": "j"}, {"code": "n", "label": "N"}]);
    let alone = json!([{"code": "a", "label": "A"}, {"code": "none", "label": "N", "exclusive": true}]);
    let (survey, remarks) = survey(json!([
        {"code": "a.b", "text": "?", "hint": "H", "required": true, "random_order": true, "options": options},
        {"code": "m", "kind": "multiple", "text": "?", "options": alone},
        {"code": "t", "kind": "matrix", "text": "?", "required": true, "rows": [{"code": "r", "text": "R"}], "options": options,
            "show_if": [{"item": "a.b", "any_of": ["yes"]}, {"item": "m", "any_of": ["a", "none"]}]},
        {"code": "n", "kind": "number", "text": "?", "range": {"from": 0, "to": 10, "to_label": "Top"}, "random_block": "b"},
        {"code": "l", "kind": "number", "text": "?", "unit": "km", "range": {"from": 0, "to": 100}, "random_block": "b"},
        {"code": "c", "kind": "comment", "text": "?", "show_if": [{"item": "r", "any_of": ["n"]}]},
        {"code": "i", "kind": "information", "text": "1 < 2"},
    ]));
    assert_eq!(survey["description"], json!({"default": "Hello {\u{2060}name}", "de": "Hallo"}));
    assert_eq!(survey["locale"], "de");
    let elements = &survey["pages"][0]["elements"];
    let kinds: Vec<&str> = elements.as_array().unwrap().iter().filter_map(|element| element["type"].as_str()).collect();
    assert_eq!(kinds, ["radiogroup", "checkbox", "matrix", "panel", "comment", "html"]);
    assert_eq!((&elements[0]["name"], &elements[0]["choices"][1]["value"]), (&json!("a_b"), &json!("yes_")));
    assert_eq!(elements[1]["choices"][1]["isExclusive"], true);
    assert_eq!((&elements[2]["eachRowRequired"], &elements[0]["choicesOrder"]), (&json!(true), &json!("random")));
    let visible = elements[2]["visibleIf"].as_str().unwrap();
    assert!(visible.contains("({a_b} = 'yes_')") && visible.contains("({m} contains 'a' or {m} contains 'none')"));
    // The matrix must be shown for its row to count.
    let visible = elements[4]["visibleIf"].as_str().unwrap();
    assert!(visible.contains("({t.r} = 'n')") && visible.contains("({a_b} = 'yes_')"), "{visible}");
    let blocks = &elements[3]["elements"];
    assert_eq!((&elements[3]["questionOrder"], &blocks[0]["type"]), (&json!("random"), &json!("rating")));
    assert_eq!((&blocks[1]["type"], &blocks[1]["description"]["de"]), (&json!("slider"), &json!("km")));
    assert_eq!(elements[5]["html"]["de"], "<p>1 &lt; 2</p>");
    for told in [
        "items[0] (a.b): the code 'a.b' would be read as something else in expressions. It is called 'a_b' there.",
        "items[0] (a.b).options[1]: SurveyJS does not tell the code 'yes' from another one. It is called \"yes_\" there.",
        "items[4] (l): SurveyJS has no unit; it stands in the description.",
        "items[5] (c): Chorus keeps only the terms of a comment; SurveyJS keeps every word as it is written.",
    ] {
        assert!(remarks.iter().any(|remark| remark.starts_with(told)), "{told}: {remarks:#?}");
    }
}
