//! `/programmes` and below.

use crate::support::{DOCUMENT, Organiser, Service};
use uuid::Uuid;

#[test]
fn a_programme_comes_from_yaml_or_json() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let yaml = organiser.post("programmes", "application/yaml", DOCUMENT).ok(201);
    assert_eq!((&yaml["title"]["de"], &yaml["waves"][0]["state"]), (&"Schulung".into(), &"draft".into()));
    let json = r#"{"title":"Second","waves":[{"title":"Only","k":5,"questionnaire":{"items":[
        {"code":"a","text":"A?","options":[{"code":"y","label":"Yes"},{"code":"n","label":"No"}]}]}}]}"#;
    let programme = organiser.post("programmes", "application/json", json).ok(201);
    assert_eq!(programme["languages"], serde_json::json!(["en"]));
    let wave = r#"{"title":"Later","k":10,"questionnaire":{"items":[
        {"code":"a","text":"A?","options":[{"code":"y","label":"Yes"},{"code":"n","label":"No"}]}]}}"#;
    let path = format!("programmes/{}/waves", programme["id"].as_str().unwrap());
    assert_eq!(organiser.post(&path, "application/json", wave).ok(201)["k"], 10);
    let listed = organiser.get("programmes").ok(200);
    // By title in the first language: "Second", "Training".
    let titles: Vec<&str> = listed["programmes"][0]["waves"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| w["title"]["en"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["Only", "Later"]);
    let path = format!("programmes/{}/waves", Uuid::new_v4());
    organiser.post(&path, "application/json", wave).assert_problem(404, "not-found");
}

#[test]
fn every_fault_of_a_document_is_named_and_nothing_is_stored() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let broken = r#"{"title":"T","languages":["en","EN"],"help":[{"name":"x","contact":"y","url":"http://a"}],
        "waves":[{"title":{"fr":"V"},"k":2,
          "attributes":[{"code":"a b","label":"A","values":[{"code":"x"},{"code":"x"}]}],
          "questionnaire":{"items":[{"code":"q","text":"","options":[{"code":"y","label":"Y","score":1},{"code":"n","label":"N"}]}],
            "scales":[{"code":"q","label":"S","score":"sum","items":[{"item":"z"}]}]}}]}"#;
    let problem = organiser.post("programmes", "application/json", broken).assert_problem(422, "invalid");
    let named: Vec<&str> = problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect();
    for field in [
        "languages[1]",
        "help[0].url",
        "waves[0].title",
        "waves[0].k",
        "waves[0].attributes[0].code",
        "waves[0].attributes[0].values[1].code",
        "waves[0].questionnaire.items[0].text",
        "waves[0].questionnaire.items[0].options",
        "waves[0].questionnaire.scales[0].code",
        "waves[0].questionnaire.scales[0].items[0].item",
    ] {
        assert!(named.contains(&field), "{field} is not among {named:?}");
    }
    organiser.post("programmes", "application/json", r#"{"titel":"T"}"#).assert_problem(422, "invalid");
    organiser.post("programmes", "application/json", "{").assert_problem(400, "unreadable");
    organiser.post("programmes", "application/yaml", "title: [").assert_problem(400, "unreadable");
    organiser.post("programmes", "text/plain", "title: T").assert_problem(415, "media-type");
    assert_eq!(organiser.get("programmes").ok(200)["programmes"], serde_json::json!([]));
}
