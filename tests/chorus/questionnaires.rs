//! `/questionnaires/convert`, the JSON Schema, and `chorus questionnaire`: other tools' files in and out.

use crate::support::{DOCUMENT, Organiser, Reply, Service, chorus};
use base64::Engine as _;
use chorus::respondent::agent;
use serde_json::Value;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn workbook(converted: &Value) -> Vec<u8> {
    let base64 = converted["content_base64"].as_str().unwrap();
    base64::engine::general_purpose::STANDARD.decode(base64).unwrap()
}

fn remarks(converted: &Value) -> Vec<(&str, &str)> {
    let remarks = converted["remarks"].as_array().unwrap().iter();
    remarks.map(|remark| (remark["place"].as_str().unwrap(), remark["what"].as_str().unwrap())).collect()
}

#[test]
fn a_programme_goes_out_as_a_workbook_and_comes_back_to_be_created() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let original = organiser.post("programmes", "application/yaml", DOCUMENT).ok(201);
    let out = organiser.post("questionnaires/convert?to=xlsform", "application/yaml", DOCUMENT).ok(200);
    assert_eq!(out["media_type"], XLSX);
    assert!(out.get("content").is_none());
    assert!(remarks(&out).iter().any(|(place, what)| *place == "attributes" && what.contains("left out")));
    assert!(remarks(&out).iter().any(|(place, _)| place.starts_with("scales[0]")));

    let back = organiser.post_bytes("questionnaires/convert?to=yaml", XLSX, &workbook(&out)).ok(200);
    assert!(remarks(&back).iter().any(|(place, what)| *place == "settings" && what.contains("k is set to 5")));
    let yaml = back["content"].as_str().unwrap();
    organiser.post("programmes", "application/yaml", yaml).ok(201);
    let wave = organiser.post_bytes("questionnaires/convert?to=json&part=wave", XLSX, &workbook(&out)).ok(200);
    let programme = original["id"].as_str().unwrap();
    let wave = wave["content"].as_str().unwrap();
    organiser.post(&format!("programmes/{programme}/waves"), "application/json", wave).ok(201);
}

#[test]
fn surveyjs_comes_as_json_with_remarks() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let out = organiser.post("questionnaires/convert?to=surveyjs&wave=1", "application/yaml", DOCUMENT).ok(200);
    let survey: Value = serde_json::from_str(out["content"].as_str().unwrap()).unwrap();
    assert_eq!(survey["pages"][0]["elements"][0]["name"], "talk");
    assert!(remarks(&out).iter().any(|(place, what)| place.starts_with("scales[0]") && what.contains("left out")));
}

#[test]
fn what_cannot_be_converted_is_a_problem_that_names_the_remedy() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let convert =
        |query: &str, media: &str, body: &str| organiser.post(&format!("questionnaires/convert{query}"), media, body);
    convert("?to=yaml", "text/csv", "a,b").assert_problem(415, "media-type");
    convert("?to=yaml", XLSX, "no workbook").assert_problem(400, "unreadable");
    convert("?to=yaml", "application/yaml", "title: [").assert_problem(400, "unreadable");
    for (query, field) in [
        ("", "to"),
        ("?to=pdf", "to"),
        ("?to=yaml&part=x", "part"),
        ("?to=yaml&wave=x", "wave"),
        ("?to=xlsform&wave=2", "wave"),
    ] {
        let problem = convert(query, "application/yaml", DOCUMENT).assert_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{query}");
    }
    let broken = DOCUMENT.replace("k: 3", "k: 1");
    let problem = convert("?to=xlsform", "application/yaml", &broken).assert_problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "waves[0].k");
    let large = "#".repeat(3 * 1024 * 1024);
    convert("?to=yaml", "application/yaml", &large).assert_problem(413, "too-large");
}

#[test]
fn the_schema_of_documents_is_public() {
    let service = Service::start();
    let reply = Reply::from(agent().get(format!("{}/api/questionnaire.schema.json", service.url)).call().unwrap());
    assert_eq!((reply.status, reply.media_type.as_str()), (200, "application/schema+json"));
    let kept: Value = serde_json::from_str(include_str!("../../docs/questionnaire.schema.json")).unwrap();
    assert_eq!(reply.json(), kept);
}

#[test]
fn the_command_line_converts_and_checks() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let run = |arguments: &[&str]| {
        let output = chorus(&[&["questionnaire"], arguments].concat()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    };
    std::fs::write(path("in.yaml"), DOCUMENT).unwrap();
    let (success, _, told) = run(&["convert", &path("in.yaml"), "--to", "xlsform", "-o", &path("out.xlsx")]);
    assert!(success && told.lines().any(|line| line.starts_with("scales[0]: ")), "{told}");
    let (success, _, told) = run(&["convert", &path("out.xlsx"), "--to", "json", "-o", &path("back.json")]);
    assert!(success && told.lines().any(|line| line.starts_with("settings: ")), "{told}");
    let hash = |name: &str| {
        let (success, said, told) = run(&["check", &path(name)]);
        assert!(success, "{told}");
        said
    };
    assert_eq!(hash("in.yaml"), hash("back.json"));
    assert_eq!(hash("in.yaml"), hash("out.xlsx"));
    assert!(hash("in.yaml").starts_with("wave 1: 3 items, questionnaire "));

    std::fs::write(path("broken.yaml"), DOCUMENT.replace("k: 3", "k: 1").replace("code: judged", "code: talk"))
        .unwrap();
    let (success, _, told) = run(&["check", &path("broken.yaml")]);
    assert!(!success && told.lines().any(|line| line.starts_with("waves[0].k: ")), "{told}");
    assert!(told.lines().any(|line| line.starts_with("waves[0].questionnaire.items[1].code: ")), "{told}");
    let (success, _, told) = run(&["check", &path("nothing.xlsx")]);
    assert!(!success && told.contains("nothing.xlsx"), "{told}");
    std::fs::write(path("roster.csv"), "contact\n").unwrap();
    let (success, _, told) = run(&["convert", &path("roster.csv"), "--to", "yaml", "-o", &path("no.yaml")]);
    assert!(!success && told.contains(".xlsx"), "{told}");
    let (success, schema, _) = run(&["schema"]);
    assert!(success && serde_json::from_str::<Value>(&schema).unwrap()["$schema"].is_string());
}
