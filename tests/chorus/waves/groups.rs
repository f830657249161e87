//! `GET /waves/{wave}/groups`: what many of those invited share, and nothing else.

use crate::support::{DOCUMENT, Organiser, Reply, Service};
use serde_json::{Value, json};
use uuid::Uuid;

/// Rows of a roster: so many people with these values of `shift` and `site`.
fn rows(name: &str, groups: &[(usize, &str)]) -> String {
    let people =
        groups.iter().enumerate().flat_map(|(group, (people, values))| (0..*people).map(move |i| (group, i, values)));
    people.map(|(group, i, values)| format!("{name}-{group}-{i},{values}\n")).collect()
}

fn invite(organiser: &Organiser, wave: Uuid, query: &str, rows: &str) {
    let roster = format!("contact,shift,site\n{rows}");
    let reply = organiser.post(&format!("waves/{wave}/invitations{query}"), "text/csv", &roster);
    assert_eq!(reply.status, 201, "{}", reply.text());
}

/// What anybody is told, after a look at whether it holds a number.
fn told(service: &Service, wave: Uuid) -> Value {
    let reply = Reply::ask(service, &format!("waves/{wave}/groups"));
    let json = reply.ok(200);
    assert!(reply.headers.iter().any(|(name, value)| name == "cache-control" && value.contains("public")));
    let without_codes = reply.text().replace("Ward 7", "");
    assert!(!without_codes.contains(|character: char| character.is_ascii_digit()), "no count is told: {json}");
    json
}

#[test]
fn only_what_twice_k_of_those_invited_share_is_told() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let unknown = json!({"attributes": [], "common": []});
    organiser.invite(wave, 20);
    assert_eq!(told(&service, wave), unknown, "a roster that names no groups tells nothing");

    // k is 3. Five of the day at the ward are too few, and six are enough.
    invite(&organiser, wave, "", &rows("first", &[(5, "day,Ward 7")]));
    assert_eq!(told(&service, wave), unknown);
    invite(&organiser, wave, "", &rows("second", &[(1, "day,Ward 7"), (4, "night,Ward 7"), (2, "night,Head office")]));
    let common = json!({"attributes": ["shift", "site"],
        "common": [{"shift": "day", "site": "Ward 7"}, {"shift": "night"}]});
    assert_eq!(told(&service, wave), common);

    // Whoever gets a new link was counted before.
    invite(&organiser, wave, "?replace=true", &rows("second", &[(1, "day,Ward 7"), (4, "night,Ward 7")]));
    assert_eq!(told(&service, wave), common);
    // A roster that is refused counts nobody, and a preview neither.
    let path = format!("waves/{wave}/invitations");
    let more = format!("contact,shift,site\n{}", rows("third", &[(2, "night,Ward 7")]));
    organiser.post(&path, "text/csv", &format!("{more}third-0-0,day,\n")).assert_problem(422, "invalid");
    organiser.post(&format!("{path}?preview=true"), "text/csv", &more).ok(200);
    assert_eq!(told(&service, wave), common);
    organiser.post(&path, "text/csv", &more);
    assert_eq!(
        told(&service, wave)["common"],
        json!([{"shift": "day", "site": "Ward 7"}, {"shift": "night", "site": "Ward 7"}])
    );

    let service = service.crash_and_restart();
    assert_eq!(told(&service, wave)["common"][1], json!({"shift": "night", "site": "Ward 7"}));
}

#[test]
fn headcounts_go_with_the_invitations() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let draft = organiser.create(DOCUMENT);
    Reply::ask(&service, &format!("waves/{draft}/groups")).assert_problem(409, "wave-not-open");
    Reply::ask(&service, &format!("waves/{}/groups", Uuid::new_v4())).assert_problem(404, "not-found");
    let wave = organiser.open_wave();
    invite(&organiser, wave, "", &rows("a", &[(6, "day,Ward 7"), (1, "night,Head office")]));
    assert_eq!(told(&service, wave)["common"].as_array().unwrap().len(), 1);
    let headcounts = || service.looker("issuance").values::<String>("SELECT combination FROM wave_combination");
    assert_eq!(headcounts().len(), 2, "one row for each combination, none for a person");
    organiser.close(wave);
    Reply::ask(&service, &format!("waves/{wave}/groups")).assert_problem(410, "wave-closed");
    assert!(headcounts().is_empty());
}
