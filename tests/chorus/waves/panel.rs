//! `GET /waves/{wave}/panel` and `POST /programmes/{programme}/panel/end`: links between two waves, and pseudonyms that go.

use crate::support::{Organiser, Service, respondent, response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus::respondent::{KnownWave, RespondentError, agent, pseudonym};
use chorus_questionnaire::Response;
use serde_json::{Value, json};
use std::path::PathBuf;
use uuid::Uuid;

const DOCUMENT: &str = r#"{"title":"Training","waves":[WAVE,WAVE,WAVE]}"#;
const WAVE: &str = r#"{"title":"W","k":3,"panel":true,
    "attributes":[{"code":"shift","label":"Shift","values":[{"code":"day"},{"code":"night"}]}],
    "questionnaire":{"items":[{"code":"talk","text":"?","options":[{"code":"no","label":"No"},{"code":"yes","label":"Yes"}]}]}}"#;

/// A programme with three waves that are linked.
struct Programme {
    id: Uuid,
    waves: Vec<Uuid>,
}

impl Programme {
    fn create(organiser: &Organiser) -> Self {
        let document = DOCUMENT.replace("WAVE", WAVE);
        let created = organiser.post("programmes", "application/json", &document).ok(201);
        let id = |value: &Value| value["id"].as_str().unwrap().parse().unwrap();
        Self { id: id(&created), waves: created["waves"].as_array().unwrap().iter().map(id).collect() }
    }

    /// Opens a wave, has these people answer (each a shift and a number, or nobody's), and closes it.
    fn run(&self, organiser: &Organiser, wave: usize, people: &[(&str, Option<u8>)]) {
        self.answer(organiser, wave, people);
        organiser.close(self.waves[wave]);
    }

    fn answer(&self, organiser: &Organiser, wave: usize, people: &[(&str, Option<u8>)]) {
        let wave = self.waves[wave];
        organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
        for (code, (shift, person)) in organiser.invite(wave, people.len()).iter().zip(people) {
            let panel = person.map(|person| pseudonym(&[person; 16], self.id));
            let response = Response { panel, ..response(&[("shift", shift)], &[("talk", "yes")]) };
            respondent(&organiser.url, wave, code, &response);
        }
    }

    fn report(&self, organiser: &Organiser, wave: usize) -> Value {
        organiser.get(&format!("waves/{}/panel", self.waves[wave])).ok(200)
    }
}

fn shift(person: u8) -> &'static str {
    if person.is_multiple_of(2) { "day" } else { "night" }
}

/// Which of these people's pseudonyms lie in which file, as text or as bytes.
fn found(files: &[(PathBuf, Vec<u8>)], programme: &Programme, people: impl Iterator<Item = u8>) -> Vec<String> {
    let mut found = Vec::new();
    for person in people {
        let text = pseudonym(&[person; 16], programme.id);
        let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        for (path, content) in files {
            let holds = |needle: &[u8]| content.windows(needle.len()).any(|part| part == needle);
            if holds(text.as_bytes()) || holds(&bytes) {
                found.push(format!("{person} in {}", path.display()));
            }
        }
    }
    found
}

#[test]
fn waves_are_linked_and_pseudonyms_are_gone_afterwards() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let programme = Programme::create(&organiser);
    let linked: Vec<_> = (0..40).map(|person| (shift(person), Some(person))).collect();
    let others: Vec<_> = (0..10).map(|person| (shift(person), None)).collect();
    programme.run(&organiser, 0, &[&linked[..], &others[..]].concat());
    let first = programme.report(&organiser, 0);
    assert_eq!((&first["status"], &first["linked"], &first["previous"]), (&"first".into(), &Value::Null, &Value::Null));
    assert_eq!(programme.report(&organiser, 0), first);

    // They wait across a restart: in collection's file, and nowhere else.
    let stopped = service.stop();
    let waiting = found(&stopped.files(), &programme, 0..40);
    if !crate::ON_POSTGRES {
        assert_eq!(waiting.len(), 40, "{waiting:?}");
        assert!(waiting.iter().all(|found| found.ends_with("collection.db")), "{waiting:?}");
    }
    let service = stopped.restart();
    let organiser = Organiser { url: service.url.clone(), ..organiser };

    // The same forty again; the pseudonym of one of them comes twice, and is nobody's.
    let twice = [("day", Some(0)), ("night", Some(77))];
    programme.run(&organiser, 1, &[&linked[..], &twice[..], &others[..8]].concat());
    let second = programme.report(&organiser, 1);
    let expected = json!({"wave": programme.waves[1], "previous": programme.waves[0], "k": 3, "status": "released",
        "linked": 39, "match_rate": 0.78, "dropped": 0});
    assert_eq!(second, expected);

    // The first wave's are erased; the second's wait until the panel ends.
    let stopped = service.stop();
    assert_eq!(found(&stopped.files(), &programme, 1..40).len(), if crate::ON_POSTGRES { 0 } else { 39 });
    let service = stopped.restart();
    let organiser = Organiser { url: service.url.clone(), ..organiser };
    let end = format!("programmes/{}/panel/end", programme.id);
    for _ in 0..2 {
        assert_eq!(organiser.post(&end, "application/json", "").status, 204);
    }
    assert_eq!(programme.report(&organiser, 1), second, "links stay");
    let stopped = service.stop();
    assert_eq!(found(&stopped.files(), &programme, 0..78), Vec::<String>::new());
}

#[test]
fn numbers_that_speak_of_too_few_are_withheld_and_three_waves_hang_together() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let programme = Programme::create(&organiser);
    let people = |some: std::ops::Range<u8>| some.map(|person| (shift(person), Some(person))).collect::<Vec<_>>();
    programme.run(&organiser, 0, &people(0..20));
    // Two of twenty are new: of each wave two would be left without a link, so their classes lose links until three are.
    programme.run(&organiser, 1, &people(2..22));
    let second = programme.report(&organiser, 1);
    assert_eq!(
        (&second["status"], &second["match_rate"], &second["dropped"]),
        (&"withheld".into(), &Value::Null, &Value::Null)
    );
    assert_eq!(second["linked"], 14, "of ten in each class, seven");
    // All of the second again: the linked and the unlinked of it are groups of their own now, each of at least three.
    programme.run(&organiser, 2, &people(2..22));
    let third = programme.report(&organiser, 2);
    assert_eq!(
        (&third["status"], &third["linked"], &third["match_rate"]),
        (&"released".into(), &20.into(), &1.0.into())
    );
    assert_eq!(third["previous"], programme.waves[1].to_string());
}

#[test]
fn links_of_groups_under_k_are_dropped_and_counted() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let programme = Programme::create(&organiser);
    let first: Vec<_> = (0..40).map(|person| (shift(person), Some(person))).collect();
    programme.run(&organiser, 0, &first);
    // Two of each shift change places. Two are too few for a link, and too few to be left without one: one more of each joins them.
    let moved = |person: u8| if person < 4 { shift(person + 1) } else { shift(person) };
    let second: Vec<_> = (0..40).map(|person| (moved(person), Some(person))).collect();
    programme.run(&organiser, 1, &second);
    let expected = json!({"wave": programme.waves[1], "previous": programme.waves[0], "k": 3, "status": "released",
        "linked": 34, "match_rate": 1.0, "dropped": 6});
    assert_eq!(programme.report(&organiser, 1), expected);
}

#[test]
fn a_replay_links_the_waves_of_those_who_have_a_secret() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let programme = Programme::create(&organiser);
    let row = |person: u8| format!("day,yes,{}\n", hex(&[person; 16]));
    let rows: String = (0..9).map(row).collect();
    for wave in &programme.waves[..2] {
        organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
        let codes = organiser.invite(*wave, 12);
        let links: String = codes.iter().map(|code| format!("{}/answer/{wave}#{code}\n", service.url)).collect();
        let replay = |answers: &str| {
            let answers = format!("shift,talk,panel\n{answers}");
            chorus::replay::replay(&service.url, *wave, &format!("link\n{links}"), &answers, 2)
        };
        for wrong in ["secret", "+0112233445566778899aabbccddeeff", "00112233445566778899aabbccddeeff0"] {
            let error = replay(&format!("day,yes,{wrong}\n")).unwrap_err().to_string();
            assert!(error.contains("row 1: panel: a secret is 32"), "{error}");
        }
        assert_eq!(replay(&format!("{rows}day,no,\nday,no,\nday,no,\n")).unwrap().taken, 12);
        organiser.close(*wave);
    }
    let report = programme.report(&organiser, 1);
    assert_eq!((&report["linked"], &report["match_rate"], &report["dropped"]), (&9.into(), &0.75.into(), &0.into()));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

#[test]
fn a_panel_ends_only_while_none_of_its_waves_is_open() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let programme = Programme::create(&organiser);
    let end = format!("programmes/{}/panel/end", programme.id);
    organiser.post(&end, "application/json", "").assert_problem(404, "not-found");
    let wave = programme.waves[0];
    organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
    organiser.post(&end, "application/json", "").assert_problem(409, "panel-open");
    assert_eq!(programme.report(&organiser, 0)["status"], "waiting");
    let manifest = organiser.get(&format!("waves/{wave}")).ok(200)["manifest"].clone();
    assert_eq!((&manifest["panel"], &manifest["retention"]["pseudonyms"]), (&true.into(), &"until_linked".into()));
}

#[test]
fn a_wave_without_a_panel_takes_no_pseudonym() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    assert_eq!(known.published.manifest.retention.pseudonyms, None);
    let token = known.token(&agent(), &organiser.invite(wave, 1)[0]).unwrap();
    let panel = Some(pseudonym(&[7; 16], known.published.manifest.programme.id));
    let refused = known.respond(&agent(), &token, &Response { panel, ..response(&[], &[("talk", "yes")]) });
    assert!(matches!(refused, Err(RespondentError::Refused { status: 422, .. })), "{refused:?}");
    let report = organiser.get(&format!("waves/{wave}/panel")).ok(200);
    assert_eq!((&report["status"], &report["linked"]), (&"none".into(), &Value::Null));
    organiser.get(&format!("waves/{}/panel", Uuid::new_v4())).assert_problem(404, "not-found");
}
