//! A wave that asks something sensitive: its terms say that answers are exchanged, and no group proves anything.

use crate::support::{Organiser, Service, respondent, response};
use serde_json::{Value, json};

const DOCUMENT: &str = r#"{"title":"T","waves":[{"title":"W","k":4,"exchange_per_mille":100,
    "attributes":[{"code":"team","label":"Team","values":[
            {"code":"north","within":"ward"},{"code":"south","within":"ward"},{"code":"desk","within":"office"}],
        "levels":[{"code":"place","label":"Place","values":[{"code":"ward"},{"code":"office"}]}]}],
    "questionnaire":{"items":[
        {"code":"helped","text":"?","options":[{"code":"no","label":"No"},{"code":"yes","label":"Yes","sensitive":true}]},
        {"code":"plain","text":"?","options":[{"code":"no","label":"No"},{"code":"yes","label":"Yes"}]}]}}]}"#;

fn cell<'a>(results: &'a Value, measure: &str, group: &Value) -> &'a Value {
    let of = |cell: &&Value| cell["measure"] == measure && &cell["group"] == group;
    results["cells"].as_array().unwrap().iter().find(of).unwrap()
}

#[test]
fn totals_are_exact_and_a_team_of_one_mind_does_not_show() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.create(DOCUMENT);
    organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);

    let terms = organiser.get(&format!("waves/{wave}")).ok(200);
    let exchange = &terms["manifest"]["seal"]["exchange"];
    assert_eq!((&exchange["per_mille"], &exchange["at_least"]), (&json!(100), &json!(4)));
    let meaning = exchange["meaning"].as_str().unwrap();
    assert!(meaning.contains("about 100 in 1,000 people, and at least about 4,"), "{meaning}");
    let seal = &terms["manifest"]["seal"];
    assert_eq!((&seal["minimum_batch"], &seal["stay_behind"]), (&json!(40), &json!(40)), "a tenth of 40 is k");
    assert_eq!(terms["questionnaire"]["items"][0]["options"][1]["sensitive"], true);

    // All of the north were helped, nobody else was; four of the office name their place alone.
    let people = [("team", "north", "yes"); 8].into_iter().chain([("team", "south", "no"); 10]);
    let people = people.chain([("team", "desk", "no"); 6]).chain([("place", "office", "no"); 4]);
    for (code, (attribute, value, answer)) in organiser.invite(wave, 28).iter().zip(people) {
        let given = response(&[(attribute, value)], &[("helped", answer), ("plain", answer)]);
        respondent(&service.url, wave, code, &given);
    }
    organiser.close(wave);

    let whole = organiser.results(wave, "").ok(200);
    assert_eq!(whole["measures"][0]["exchange"], 4.0 / 28.0, "a tenth of so few would be fewer than k");
    assert_eq!(whole["measures"][1]["exchange"], Value::Null);
    let helped = &cell(&whole, "helped", &json!({}))["options"];
    assert_eq!((&helped[0]["count"], &helped[1]["count"]), (&json!(20), &json!(8)), "exact for everybody");

    let teams = organiser.results(wave, "by=team").ok(200);
    let north = json!({"team": "north"});
    let rows = cell(&teams, "helped", &north);
    assert_eq!(rows["n"], 8);
    assert!(rows["options"][1]["count"].as_u64().unwrap() < 8, "somebody of the north can say: not me");
    assert_eq!(cell(&teams, "plain", &north)["options"][1]["count"], 8, "what is not sensitive is not touched");

    let places = organiser.results(wave, "by=place&measure=plain").ok(200);
    assert_eq!(cell(&places, "plain", &json!({"place": "ward"}))["n"], 18);
    assert_eq!(cell(&places, "plain", &json!({"place": "office"}))["n"], 10, "a team lies in its place");
    let twice = organiser.results(wave, "by=place&by=team").assert_problem(422, "invalid");
    assert!(twice.to_string().contains("another level"), "{twice}");
}
