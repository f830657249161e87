//! `POST /waves/{wave}/invitations`: everybody on the roster or nobody.

use crate::support::{DOCUMENT, Organiser, Reply, Service};
use chorus::respondent::{KnownWave, RespondentError, agent};

#[test]
fn links_come_once_with_the_manifests_hash() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let path = format!("waves/{wave}/invitations");
    let reply = organiser.post(&path, "text/csv", "\u{feff}contact\r\n ana@example.org \r\n\"Bo, night shift\"\r\n");
    assert_eq!((reply.status, reply.media_type.as_str()), (201, "text/csv; charset=utf-8"), "{}", reply.text());
    let text = reply.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "contact,link,manifest_hash");
    let hash = organiser.get(&format!("waves/{wave}")).ok(200)["manifest_hash"].as_str().unwrap().to_owned();
    assert!(lines[1].starts_with(&format!("ana@example.org,{}/answer/{wave}#", service.url)), "{text}");
    assert!(lines[2].starts_with("\"Bo, night shift\",") && lines.len() == 3);
    assert!(lines[1..].iter().all(|line| line.ends_with(&hash)));
    let code = |line: &str| line.split('#').nth(1).unwrap()[..22].to_owned();
    assert_ne!(code(lines[1]), code(lines[2]));
}

#[test]
fn lost_links_are_replaced_and_nobody_answers_twice() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let path = format!("waves/{wave}/invitations");
    let codes = |reply: Reply| -> Vec<String> {
        assert_eq!(reply.status, 201, "{}", reply.text());
        reply.text().lines().skip(1).map(|line| line.split(['#', ',']).nth(2).unwrap().to_owned()).collect()
    };
    let first = codes(organiser.post(&path, "text/csv", "contact\nana\nbo\n"));
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    known.token(&agent(), &first[0]).unwrap();
    let refused = organiser.post(&path, "text/csv", "contact\nana\nbo\n").assert_problem(422, "invalid");
    assert!(refused["errors"][0]["reason"].as_str().unwrap().contains("replace=true"), "{refused}");

    let second = codes(organiser.post(&format!("{path}?replace=true"), "text/csv", "contact\nana\nbo\ncy\n"));
    let code = |code: &String| match known.token(&agent(), code) {
        Ok(_) => "signed".to_owned(),
        Err(RespondentError::Refused { code, .. }) => code,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(first.iter().map(code).collect::<Vec<_>>(), ["invitation-unknown", "invitation-unknown"]);
    // Ana has her token already; her new link tells her so, and the organiser's reply told nobody.
    assert_eq!(second.iter().map(code).collect::<Vec<_>>(), ["invitation-spent", "signed", "signed"]);
    let invited = &organiser.get("programmes").ok(200)["programmes"][0]["waves"][0]["invited"];
    assert_eq!(invited, 3);
}

#[test]
fn a_bad_roster_invites_nobody_and_names_every_line() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let path = format!("waves/{wave}/invitations");
    organiser.post(&path, "text/csv", "contact\nana@example.org\n");
    for (roster, fields) in [
        ("contact\nbo\n\"\"\nbo\n", &["line 3", "line 4"][..]),
        ("contact\nbo\nana@example.org\n", &["contact 2"]),
        ("name\nbo\n", &["line 1"]),
        ("contact,age\nbo,33\n", &["line 1"]),
        ("contact\nbo,33\n", &["line 2"]),
        ("contact\n", &["contact"]),
        ("", &["line 1"]),
    ] {
        let problem = organiser.post(&path, "text/csv", roster).assert_problem(422, "invalid");
        let named: Vec<&str> =
            problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect();
        assert_eq!(named, fields, "{roster:?} {problem}");
    }
    organiser.post(&path, "application/json", "[]").assert_problem(415, "media-type");
    let invited = &organiser.get("programmes").ok(200)["programmes"][0]["waves"][0]["invited"];
    assert_eq!(invited, 1, "only the first roster was taken");
    let draft = organiser.create(DOCUMENT);
    let reply = organiser.post(&format!("waves/{draft}/invitations"), "text/csv", "contact\nbo\n");
    reply.assert_problem(409, "wave-not-open");
    organiser.close(wave);
    organiser.post(&path, "text/csv", "contact\nbo\n").assert_problem(410, "wave-closed");
}
