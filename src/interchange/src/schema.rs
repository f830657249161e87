//! The JSON Schema (draft 2020-12) of a programme's document. Its shape comes from the types that read documents, as in the
//! OpenAPI document; the rules that a schema can state are added here. What it cannot state, such as that a condition names an
//! earlier item, the check of a document finds.

use chorus_questionnaire::{
    EXCHANGE_PER_MILLE, MAX_ATTRIBUTES, MAX_ITEMS, MAX_K, MAX_LEVELS, MAX_OPTIONS, MAX_VALUES, MIN_K, ProgrammeDocument,
};
use serde_json::{Map, Value, json};
use utoipa::{PartialSchema as _, ToSchema as _};

/// Where the API serves it, and its id.
pub const SCHEMA_PATH: &str = "/api/questionnaire.schema.json";

/// The schema. An editor that is told of it completes and checks a document while it is written.
pub fn schema() -> Value {
    let mut named = Vec::new();
    ProgrammeDocument::schemas(&mut named);
    let own = |schema| local(serde_json::to_value(schema).unwrap_or_default());
    let mut definitions: Map<String, Value> = named.into_iter().map(|(name, schema)| (name, own(schema))).collect();
    for (place, rules) in rules() {
        let (name, field) = place.split_once('.').unwrap_or((place, ""));
        let Some(definition) = definitions.get_mut(name) else { continue };
        let target =
            if field.is_empty() { Some(definition) } else { definition.pointer_mut(&format!("/properties/{field}")) };
        if let (Some(Value::Object(target)), Value::Object(rules)) = (target, rules) {
            target.extend(rules);
        }
    }
    let mut root = own(ProgrammeDocument::schema());
    let head = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_PATH,
        "title": "A programme with its waves and their questionnaires, as Chorus reads it (JSON or YAML)",
        "$defs": definitions,
    });
    if let (Value::Object(root), Value::Object(head)) = (&mut root, head) {
        root.extend(head);
        if let Some(Value::Object(properties)) = root.get_mut("properties") {
            extend(properties, "languages", languages());
            extend(properties, "waves", json!({"maxItems": 100}));
            extend(properties, "help", json!({"maxItems": 30}));
        }
    }
    root
}

fn extend(properties: &mut Map<String, Value>, field: &str, rules: Value) {
    if let (Some(Value::Object(property)), Value::Object(rules)) = (properties.get_mut(field), rules) {
        property.extend(rules);
    }
}

/// References within this document.
fn local(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                match value {
                    Value::String(reference) if key == "$ref" => {
                        *reference = reference.replace("#/components/schemas/", "#/$defs/");
                    }
                    value => *value = local(value.take()),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| *value = local(value.take())),
        _ => {}
    }
    schema
}

fn languages() -> Value {
    let tag = json!({"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$"});
    json!({"minItems": 1, "maxItems": 50, "uniqueItems": true, "items": tag, "default": ["en"]})
}

/// What is added to which definition, or to which of its fields.
fn rules() -> Vec<(&'static str, Value)> {
    let code = || json!({"pattern": "^[A-Za-z0-9_.-]{1,64}$"});
    let value_code = || json!({"minLength": 1, "maxLength": 80});
    let score = || json!({"minimum": -1_000_000, "maximum": 1_000_000});
    let text = json!({"type": "string", "pattern": "\\S", "maxLength": 4_000});
    let text = json!([text, {"type": "object", "minProperties": 1, "additionalProperties": text}]);
    vec![
        ("Text", json!({"oneOf": text})),
        ("WaveDocument.k", json!({"minimum": MIN_K, "maximum": MAX_K})),
        ("WaveDocument.attributes", json!({"maxItems": MAX_ATTRIBUTES})),
        ("WaveDocument.exchange_per_mille", json!({"minimum": 10, "maximum": 250, "default": EXCHANGE_PER_MILLE})),
        ("Help.url", json!({"pattern": "^https://", "maxLength": 2_000})),
        ("Attribute.code", code()),
        ("Attribute.weight", json!({"minimum": 1, "maximum": 100, "default": 1})),
        ("Attribute.values", json!({"minItems": 2, "maxItems": MAX_VALUES})),
        ("Attribute.levels", json!({"maxItems": MAX_LEVELS})),
        ("AttributeValue.code", value_code()),
        ("Level.code", code()),
        ("Level.keeps_percent", json!({"minimum": 1, "maximum": 99, "default": 60})),
        ("Level.values", json!({"minItems": 1, "maxItems": MAX_VALUES})),
        ("Questionnaire.items", json!({"minItems": 1, "maxItems": MAX_ITEMS})),
        ("Questionnaire.scales", json!({"maxItems": MAX_ITEMS})),
        ("Item", json!({"allOf": kinds()})),
        ("Item.code", code()),
        ("Item.options", json!({"maxItems": MAX_OPTIONS})),
        ("Item.rows", json!({"maxItems": MAX_OPTIONS})),
        ("Item.random_block", json!({"minLength": 1, "maxLength": 64})),
        ("MatrixRow.code", code()),
        ("ChoiceOption.code", code()),
        ("ChoiceOption.score", score()),
        ("NumberRange.from", score()),
        ("NumberRange.to", score()),
        ("Condition.any_of", json!({"minItems": 1})),
        ("Scale.code", code()),
        ("Scale.items", json!({"minItems": 1})),
        ("Scale.minimum_answered", json!({"minimum": 1})),
        ("Scale.cut_offs", json!({"maxItems": 20})),
        ("CutOff", json!({"anyOf": [{"required": ["at_least"]}, {"required": ["at_most"]}]})),
        ("CutOff.code", code()),
    ]
}

/// Which fields each kind of item needs, and which it does not have. An item without a kind is a choice.
fn kinds() -> Value {
    let is = |kinds: &[&str]| {
        let named = json!({"properties": {"kind": {"enum": kinds}}});
        match kinds.contains(&"choice") {
            true => named,
            false => json!({"allOf": [named, {"required": ["kind"]}]}),
        }
    };
    let rule = |kinds: &[&str], then: Value| json!({"if": is(kinds), "then": then});
    let only = |kinds: &[&str], field: &str| {
        let absent = match field {
            "random_order" => json!({"properties": {field: {"const": false}}}),
            "options" | "rows" => json!({"properties": {field: {"maxItems": 0}}}),
            field => json!({"properties": {field: {"type": "null"}}}),
        };
        json!({"if": {"not": is(kinds)}, "then": absent})
    };
    let options = json!({"required": ["options"], "properties": {"options": {"minItems": 2}}});
    let flag = |field: &str| json!({"properties": {"options": {"items": {"properties": {field: {"const": false}}}}}});
    let none = |field: &str| json!({"properties": {"options": {"items": {"properties": {field: {"type": "null"}}}}}});
    json!([
        rule(&["choice", "multiple", "matrix", "bands"], options),
        rule(&["matrix"], json!({"required": ["rows"], "properties": {"rows": {"minItems": 1}}})),
        rule(&["number"], json!({"required": ["range"], "properties": {"range": {"type": "object"}}})),
        rule(&["information"], json!({"properties": {"required": {"const": false}}})),
        rule(&["choice", "matrix", "bands"], flag("exclusive")),
        rule(&["choice", "multiple", "matrix"], none("from")),
        rule(&["multiple"], none("score")),
        only(&["choice", "multiple", "matrix", "bands"], "options"),
        only(&["matrix"], "rows"),
        only(&["number"], "range"),
        only(&["bands", "number"], "unit"),
        only(&["choice", "multiple", "matrix"], "random_order"),
    ])
}
