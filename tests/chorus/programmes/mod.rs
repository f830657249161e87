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

#[test]
fn what_has_not_opened_can_be_had_again_changed_and_removed() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let made = organiser.post("programmes", "application/yaml", DOCUMENT).ok(201);
    let path = format!("programmes/{}", made["id"].as_str().unwrap());
    let mut document = organiser.get(&format!("{path}/document")).ok(200);
    assert_eq!(document["title"]["de"], "Schulung");
    // Sent again as it came, it is the same.
    organiser.put(&path, &document.to_string()).ok(200);
    assert_eq!(organiser.get(&format!("{path}/document")).ok(200), document);
    document["title"]["de"] = "Kurs".into();
    let again = document["waves"][0].clone();
    document["waves"].as_array_mut().unwrap().push(again);
    let changed = organiser.put(&path, &document.to_string()).ok(200);
    assert_eq!((&changed["id"], &changed["title"]["de"]), (&made["id"], &"Kurs".into()));
    assert_eq!(changed["waves"].as_array().unwrap().len(), 2);
    let mut broken = document.clone();
    broken["waves"][0]["k"] = 1.into();
    organiser.put(&path, &broken.to_string()).assert_problem(422, "invalid");
    assert_eq!(organiser.get(&format!("{path}/document")).ok(200), document);

    let wave = |at: usize| changed["waves"][at]["id"].as_str().unwrap().to_owned();
    assert_eq!(organiser.delete(&format!("waves/{}", wave(0))).status, 204);
    organiser.delete(&format!("waves/{}", wave(0))).assert_problem(404, "not-found");
    let later = organiser.post(&format!("{path}/waves"), "application/json", &document["waves"][0].to_string()).ok(201);
    assert_eq!(organiser.get("programmes").ok(200)["programmes"][0]["waves"][1]["id"], later["id"], "in their order");
    organiser.post(&format!("waves/{}/open", wave(1)), "application/json", "").ok(200);
    // From here on it stays as it is.
    organiser.put(&path, &document.to_string()).assert_problem(409, "not-draft");
    organiser.delete(&path).assert_problem(409, "not-draft");
    organiser.delete(&format!("waves/{}", wave(1))).assert_problem(409, "not-draft");
    assert_eq!(organiser.get("programmes").ok(200)["programmes"][0]["waves"].as_array().unwrap().len(), 2);
    assert_eq!(organiser.delete(&format!("waves/{}", later["id"].as_str().unwrap())).status, 204);

    let other = organiser.post("programmes", "application/yaml", DOCUMENT).ok(201);
    let other = format!("programmes/{}", other["id"].as_str().unwrap());
    assert_eq!(organiser.delete(&other).status, 204);
    organiser.delete(&other).assert_problem(404, "not-found");
    organiser.put(&other, &document.to_string()).assert_problem(404, "not-found");
    organiser.get(&format!("{other}/document")).assert_problem(404, "not-found");
}
