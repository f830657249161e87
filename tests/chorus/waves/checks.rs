//! `GET /waves/{wave}/checks`: missing translations are told before opening, and do not keep the wave from it.

use crate::support::{Organiser, Service};
use serde_json::json;
use uuid::Uuid;

const DOCUMENT: &str = r#"{"title": {"en": "Training", "de": "Schulung"}, "languages": ["en", "de"], "waves": [
    {"title": {"en": "Before", "de": "Vorher"}, "k": 3, "questionnaire": {"items": [
        {"code": "talk", "text": {"en": "Could you talk?", "de": "Könnten Sie reden?"},
            "options": [{"code": "n", "label": "No"}, {"code": "y", "label": {"en": "Yes", "de": "Ja"}}]}]}}]}"#;

#[test]
fn missing_translations_are_told_before_opening_and_open_all_the_same() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.create(DOCUMENT);
    let expected = json!({"wave": wave, "missing_translations": [
        {"place": "questionnaire.items[0].options[0].label", "text": "No", "languages": ["de"]}]});
    assert_eq!(organiser.get(&format!("waves/{wave}/checks")).ok(200), expected);
    organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
    assert_eq!(organiser.get(&format!("waves/{wave}/checks")).ok(200), expected);
    organiser.get(&format!("waves/{}/checks", Uuid::new_v4())).assert_problem(404, "not-found");
}
