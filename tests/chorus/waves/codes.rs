//! Typed codes: `POST /waves/{wave}/invitations?codes=true`, `POST /codes`, and answering with one.

use crate::support::{Organiser, Reply, Service, respondent, response};
use chorus::respondent::{KnownWave, RespondentError, agent};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A code that reads well and was given to nobody.
const UNKNOWN: &str = "K7QM-2XWD-9HTG";

/// Invites with codes, and returns them.
fn codes(organiser: &Organiser, wave: Uuid, query: &str, roster: &str) -> Vec<String> {
    let reply = organiser.post(&format!("waves/{wave}/invitations?codes=true{query}"), "text/csv", roster);
    assert_eq!(reply.status, 201, "{}", reply.text());
    let text = reply.text();
    assert!(text.starts_with("contact,code,link,manifest_hash\n"), "{text}");
    text.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().to_owned()).collect()
}

/// Asks which wave a code is for.
fn find(service: &Service, code: &str) -> Reply {
    let call = agent().post(format!("{}/api/v1/codes", service.url)).header("Content-Type", "application/json");
    Reply::from(call.send(serde_json::json!({ "code": code }).to_string()).unwrap())
}

fn refusal(known: &KnownWave, code: &str) -> String {
    match known.token(&agent(), code) {
        Ok(_) => "signed".to_owned(),
        Err(RespondentError::Refused { code, .. }) => code,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn codes_lead_to_their_wave_and_to_one_answer_each() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let (wave, other) = (organiser.open_wave(), organiser.open_wave());
    let path = format!("waves/{wave}/invitations?codes=true");
    let reply = organiser.post(&path, "text/csv", "contact\nana\n\"Bo, night shift\"\n");
    assert_eq!((reply.status, reply.media_type.as_str()), (201, "text/csv; charset=utf-8"), "{}", reply.text());
    let text = reply.text();
    let lines: Vec<&str> = text.lines().collect();
    let code = lines[1].split(',').nth(1).unwrap();
    let hash = organiser.get(&format!("waves/{wave}")).ok(200)["manifest_hash"].as_str().unwrap().to_owned();
    assert_eq!(lines[1], format!("ana,{code},{}/answer/{wave}#{code},{hash}", service.url));

    let sloppy = code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "L");
    for way in [code, &sloppy] {
        assert_eq!(find(&service, way).ok(200), serde_json::json!({ "wave": wave.to_string() }));
    }
    let elsewhere = KnownWave::fetch(&agent(), &service.url, other).unwrap();
    assert_eq!(refusal(&elsewhere, code), "invitation-unknown", "an invitation is good for its own wave only");
    let before = find(&service, code).body;
    let ana = response(&[("shift", "day")], &[("talk", "maybe")]);
    assert_eq!(respondent(&service.url, wave, code, &ana).len(), 43);
    assert_eq!(find(&service, code).body, before, "whether a code was used is not told");
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    assert_eq!(refusal(&known, code), "invitation-spent");
    assert_eq!(refusal(&known, &sloppy), "invitation-spent");

    organiser.close(wave);
    find(&service, code).assert_problem(404, "invitation-unknown");
}

#[test]
fn what_is_no_code_is_said_so() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    // The last one is of the right shape and mistyped.
    for wrong in [UNKNOWN, "", "short", "K7QM-2XWD-9HTA"] {
        find(&service, wrong).assert_problem(404, "invitation-unknown");
        assert_eq!(refusal(&known, wrong), "invitation-unknown", "{wrong}");
    }
    let send = |media_type: &str, body: &str| {
        let call = agent().post(format!("{}/api/v1/codes", service.url)).header("Content-Type", media_type);
        Reply::from(call.send(body).unwrap())
    };
    send("text/plain", UNKNOWN).assert_problem(415, "media-type");
    send("application/json", "{").assert_problem(400, "unreadable");
    send("application/json", r#"{"code":"x","wave":"y"}"#).assert_problem(422, "invalid");
    send("application/json", &format!(r#"{{"code":"{}"}}"#, "x".repeat(2_000))).assert_problem(413, "too-large");
}

#[test]
fn a_replaced_code_is_void_and_links_and_codes_replace_each_other() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let link = organiser.post(&format!("waves/{wave}/invitations"), "text/csv", "contact\nana\n").text();
    let link = link.lines().nth(1).unwrap().split(['#', ',']).nth(2).unwrap().to_owned();
    let again = organiser.post(&format!("waves/{wave}/invitations?codes=true"), "text/csv", "contact\nana\n");
    again.assert_problem(422, "invalid");
    let first = codes(&organiser, wave, "&replace=true", "contact\nana\nbo\n");
    assert_eq!(refusal(&known, &link), "invitation-unknown");
    known.token(&agent(), &first[1]).unwrap();
    let second = codes(&organiser, wave, "&replace=true", "contact\nana\nbo\n");
    assert!(first.iter().all(|code| refusal(&known, code) == "invitation-unknown"));
    find(&service, &first[0]).assert_problem(404, "invitation-unknown");
    assert_eq!(refusal(&known, &second[0]), "signed");
    assert_eq!(refusal(&known, &second[1]), "invitation-spent", "a new code is no second voice");
}

#[test]
fn more_people_than_can_be_hashed_at_once_are_refused_together() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let roster: String = (0..2_001).map(|i| format!("p{i}\n")).collect();
    let reply =
        organiser.post(&format!("waves/{wave}/invitations?codes=true"), "text/csv", &format!("contact\n{roster}"));
    let problem = reply.assert_problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "line 2002, contact", "{problem}");
    assert_eq!(organiser.get("programmes").ok(200)["programmes"][0]["waves"][0]["invited"], 0);
}

#[test]
fn guessing_is_held_up_links_are_not_and_right_codes_work_again() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let code = codes(&organiser, wave, "", "contact\nana\n").remove(0);
    let link = organiser.invite(wave, 1).remove(0);
    // Right and mistyped codes cost nothing: more of them than there are tries.
    for _ in 0..40 {
        find(&service, &code).ok(200);
        find(&service, "K7QM-2XWD-9HTA").assert_problem(404, "invitation-unknown");
    }
    let held_up = (0..600).map(|_| find(&service, UNKNOWN)).find(|reply| reply.status != 404).unwrap();
    held_up.assert_problem(429, "too-many-attempts");
    let wait = held_up.headers.iter().find(|(name, _)| name == "retry-after").unwrap();
    assert_eq!(wait.1, "1", "the next try comes back at once, however many were refused");
    known.token(&agent(), &link).unwrap();
    // While nobody guesses, a right code works within seconds.
    let deadline = Instant::now() + Duration::from_secs(60);
    while refusal(&known, &code) == "too-many-attempts" {
        assert!(Instant::now() < deadline, "one guesser has locked out everybody");
    }
    assert_eq!(refusal(&known, &code), "invitation-spent", "the loop has got the token");
}

/// Neither as it is printed, nor as it is typed, nor as its symbols' numbers.
#[test]
fn no_file_holds_a_code() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = codes(&organiser, wave, "", "contact\nana\nbo\ncy\n");
    let answer = response(&[("shift", "day")], &[("talk", "maybe")]);
    find(&service, &codes[0]).ok(200);
    find(&service, UNKNOWN).assert_problem(404, "invitation-unknown");
    respondent(&service.url, wave, &codes[0], &answer);
    let stopped = service.crash();
    let files = stopped.files();
    // On PostgreSQL the databases are elsewhere; what is left is a secret and a log.
    let least = if stopped.database().is_some() { 2 } else { 6 };
    assert!(files.len() >= least, "four databases, a secret and a log");
    const SYMBOLS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for code in codes.iter().map(String::as_str).chain([UNKNOWN]) {
        let plain = code.replace('-', "");
        let numbers = plain.chars().map(|symbol| SYMBOLS.find(symbol).unwrap() as u8).collect();
        for needle in [code.to_owned().into_bytes(), plain.to_lowercase().into_bytes(), plain.into_bytes(), numbers] {
            for (path, bytes) in &files {
                assert!(!bytes.windows(needle.len()).any(|part| part == needle), "{} holds {code}", path.display());
            }
        }
    }
}
