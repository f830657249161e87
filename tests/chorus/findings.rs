//! `…/findings` and `/waves/{wave}/participation`: what organisers and everybody may see, and who sees nothing.

use crate::aggregates::{Programme, TEAMS, near};
use crate::support::{Looker, Organiser, Reply, Service};
use chorus::respondent::agent;
use serde_json::{Value, json};
use uuid::Uuid;

fn put(organiser: &Organiser, programme: Uuid, body: &Value) -> Reply {
    organiser.put(&format!("programmes/{programme}/findings"), &body.to_string())
}

/// As anybody, with this code or none.
fn shown(organiser: &Organiser, programme: impl std::fmt::Display, code: Option<&str>) -> Reply {
    let mut call = agent().get(format!("{}/api/v1/findings/{programme}", organiser.url));
    if let Some(code) = code {
        call = call.header("Authorization", format!("Findings {code}"));
    }
    Reply::from(call.call().unwrap())
}

#[test]
fn people_are_shown_what_the_organiser_chose_and_nothing_before() {
    let service = Service::start();
    let programme = Programme::open(&service);
    let (id, organiser) = (programme.id, &programme.organiser);
    let entries = json!([{"said": "Too little time.", "did": "Two hours more each month."}]);
    let findings = json!({"access": "everybody", "wave": programme.wave, "measures": ["ease"], "entries": entries});
    // While the wave is open nothing is published, and nothing is kept.
    let refused = put(organiser, id, &json!({"findings": findings}));
    refused.assert_problem(422, "invalid");
    assert_eq!(refused.json()["errors"][0]["field"], "wave");
    assert_eq!(programme.get("findings").ok(200)["access"], "nobody");
    shown(organiser, id, None).assert_problem(404, "not-found");

    programme.answer([4, 4, 4, 4, 4, 2], |_, person| 1 + person % 5);
    let kept = put(organiser, id, &json!({"findings": findings})).ok(200);
    assert_eq!((&kept["path"], &kept["new_link"]), (&json!(format!("/findings/{id}")), &json!(false)));
    let page = shown(organiser, id, None).ok(200);
    assert_eq!(page["entries"][0]["said"], json!({"en": "Too little time."}));
    assert_eq!((&page["results"]["responses"], &page["change"]), (&json!(22), &Value::Null));
    // The same numbers as the evaluator's, broken down or not.
    let mine = programme.of_wave("results?measure=ease").ok(200);
    assert_eq!(page["results"], mine);
    let url = format!("{}/api/v1/findings/{id}?by=team", organiser.url);
    let page = Reply::from(agent().get(url).call().unwrap()).ok(200);
    assert_eq!(page["results"], programme.of_wave("results?measure=ease&by=team").ok(200));
    let cells = page["results"]["cells"].as_array().unwrap();
    assert_eq!((cells.len(), &cells[5]["status"]), (TEAMS.len(), &json!("withheld")));
    let url = format!("{}/api/v1/findings/{id}?where=team:a", organiser.url);
    Reply::from(agent().get(url).call().unwrap()).assert_problem(422, "invalid");

    // Taken back: nothing for anybody, and what was written is still the organiser's.
    let back = json!({"findings": {"access": "nobody", "wave": programme.wave, "entries": entries}});
    put(organiser, id, &back).ok(200);
    shown(organiser, id, None).assert_problem(404, "not-found");
    assert_eq!(programme.get("findings").ok(200)["entries"].as_array().unwrap().len(), 1);
}

#[test]
fn a_link_leads_whoever_has_it_and_a_new_one_replaces_it() {
    let service = Service::start();
    let programme = Programme::open(&service);
    programme.answer([4, 4, 4, 4, 4, 4], |_, _| 3);
    let (id, organiser) = (programme.id, &programme.organiser);
    let findings = json!({"access": "link", "wave": programme.wave});
    let code = |kept: &Value| kept["path"].as_str().unwrap().split_once('#').map(|(_, code)| code.to_owned());
    let first = code(&put(organiser, id, &json!({"findings": findings})).ok(200)).unwrap();
    assert_eq!(first.len(), 22, "128 bits");
    shown(organiser, id, Some(&first)).ok(200);
    for (programme, code) in [(id.to_string(), None), (id.to_string(), Some("AAAAAAAAAAAAAAAAAAAAAA"))] {
        shown(organiser, programme, code).assert_problem(404, "not-found");
    }
    // No findings, no programme and no such address are the same to whoever has no link.
    let nothing = shown(organiser, id, None).json();
    assert_eq!(shown(organiser, Uuid::new_v4(), Some(&first)).json(), nothing);
    assert_eq!(shown(organiser, "x", Some(&first)).json(), nothing);

    // It stays when words change, and is told no second time.
    let kept = put(
        organiser,
        id,
        &json!({"findings": {"access": "link", "wave": programme.wave, "introduction": "Dear all"}}),
    );
    let kept = kept.ok(200);
    assert_eq!((code(&kept), &kept["new_link"]), (None, &json!(false)));
    assert_eq!(shown(organiser, id, Some(&first)).ok(200)["introduction"], json!({"en": "Dear all"}));
    let second = code(&put(organiser, id, &json!({"findings": findings, "new_link": true})).ok(200)).unwrap();
    shown(organiser, id, Some(&first)).assert_problem(404, "not-found");
    shown(organiser, id, Some(&second)).ok(200);
    // Closed and opened again, the old link is not the new one.
    put(organiser, id, &json!({"findings": {"access": "nobody"}})).ok(200);
    let third = code(&put(organiser, id, &json!({"findings": findings})).ok(200)).unwrap();
    shown(organiser, id, Some(&second)).assert_problem(404, "not-found");
    shown(organiser, id, Some(&third)).ok(200);

    // Of the code only its hash is kept.
    let looker: Looker = service.looker("sealed");
    let hashes: Vec<Vec<u8>> = looker.values("SELECT code_hash FROM findings");
    assert_eq!((hashes.len(), hashes[0].len()), (1, 32));
    drop(looker);
    let files = service.stop().files();
    let holds = |content: &[u8]| content.windows(22).any(|part| part == third.as_bytes());
    assert!(!files.iter().any(|(_, content)| holds(content)));
}

#[test]
fn findings_show_the_change_since_another_wave_and_name_what_does_not_fit() {
    let service = Service::start();
    let programme = Programme::open(&service);
    programme.answer([6, 6, 6, 6, 6, 6], |_, person| 1 + person % 3);
    let (id, organiser, first) = (programme.id, &programme.organiser, programme.wave);
    let later = programme.next_wave("After", None);
    let second = later.wave;
    later.answer([6, 6, 6, 6, 6, 6], |_, person| 3 + person % 3);

    let findings = json!({"access": "everybody", "wave": second, "since": first});
    put(organiser, id, &json!({"findings": findings})).ok(200);
    let page = shown(organiser, id, None).ok(200);
    near(&page["change"]["cells"][0]["mean"]["difference"], 2.0);
    let asked = organiser.get(&format!("programmes/{id}/change?from={first}&to={second}")).ok(200);
    assert_eq!(page["change"], asked);

    for (findings, field) in [
        (json!({"access": "link"}), "wave"),
        (json!({"access": "link", "wave": second, "since": second}), "since"),
        (json!({"access": "link", "wave": second, "since": Uuid::new_v4()}), "since"),
        (json!({"access": "link", "wave": second, "measures": ["nothing"]}), "measure"),
        (json!({"access": "link", "wave": second, "entries": [{"said": "a", "did": ""}]}), "entries[0].did"),
        (json!({"access": "link", "wave": second, "introduction": {"de": "Hallo"}}), "introduction"),
    ] {
        let refused = put(organiser, id, &json!({"findings": findings}));
        refused.assert_problem(422, "invalid");
        assert_eq!(refused.json()["errors"][0]["field"], field, "{findings}");
    }
    assert_eq!(programme.get("findings").ok(200)["since"], first.to_string(), "nothing was changed");
}

#[test]
fn organisers_see_how_many_answered_by_group_and_nothing_of_fewer_than_k() {
    let service = Service::start();
    let programme = Programme::open(&service);
    let empty = programme.of_wave("participation").ok(200);
    assert_eq!((&empty["status"], &empty["responses"]), (&json!("withheld"), &Value::Null));
    programme.answer([4, 4, 4, 4, 4, 2], |_, _| 3);
    let counted = programme.of_wave("participation").ok(200);
    assert_eq!((&counted["state"], &counted["responses"], &counted["k"]), (&json!("closed"), &json!(22), &json!(3)));
    let attributes = counted["attributes"].as_array().unwrap();
    let names: Vec<&Value> = attributes.iter().map(|attribute| &attribute["attribute"]).collect();
    assert_eq!(names, ["team", "unit", "shift"]);
    let groups = attributes[0]["groups"].as_array().unwrap();
    let small = json!({"value": "f", "status": "withheld", "responses": null});
    assert_eq!((&groups[0]["status"], &groups[5]), (&json!("released"), &small));
    // As many as results speak of.
    let results = programme.of_wave("results?by=team").ok(200);
    for (group, cell) in groups.iter().zip(results["cells"].as_array().unwrap()) {
        assert_eq!(group["responses"], cell["responses"], "{group}");
    }
}

fn organiser_sees(programme: &Programme) -> Value {
    programme.organiser.get(&format!("waves/{}", programme.wave)).ok(200)["erased"].clone()
}

#[test]
fn the_public_terms_say_what_was_erased_once_it_is() {
    let service = Service::start();
    let programme = Programme::open(&service);
    assert_eq!(organiser_sees(&programme), json!([]));
    programme.answer([4, 4, 4, 4, 4, 4], |_, _| 3);
    assert_eq!(organiser_sees(&programme), json!(["roster", "invitations", "token_key"]));
    let looker = service.looker("issuance");
    for table in ["invitation", "wave_combination", "addressee", "outbox", "reminder_link"] {
        assert_eq!(looker.values::<i64>(&format!("SELECT count(*) FROM {table}")), [0], "{table}");
    }
    assert_eq!(looker.values::<Option<Vec<u8>>>("SELECT signing_key FROM wave"), [None]);
}
