//! `chorus backup` and `chorus restore`: what lasts comes back as it was, what respondents do leaves no trace in any backup, and a file
//! that is not whole restores nothing.

use crate::support::{Looker, Organiser, Reply, Service, Stopped, respondent, response, whole_ledger};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus::respondent::{agent, pseudonym};
use chorus_questionnaire::Response;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};
use uuid::Uuid;

fn back_up(service: &Service, name: &str) -> (PathBuf, String) {
    let file = service.data().parent().unwrap().join(name);
    let output = service.command(&["backup", "--to", file.to_str().unwrap()]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (file, String::from_utf8(output.stdout).unwrap())
}

fn restore(into: &Stopped, file: &Path) -> Output {
    into.command(&["restore", "--from", file.to_str().unwrap()]).output().unwrap()
}

#[track_caller]
fn restored(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[track_caller]
fn refused(output: &Output, words: &[&str]) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && words.iter().all(|word| said.contains(word)), "{said}");
}

/// A programme of three waves that people may link: the first is closed, the second is open, the third is a draft.
struct Programme {
    id: Uuid,
    waves: Vec<Uuid>,
}

const PROGRAMME: &str = r#"{"title":"Training","waves":[WAVE,WAVE,WAVE]}"#;
const WAVE: &str = r#"{"title":"Round","k":3,"panel":true,
    "attributes":[{"code":"shift","label":"Shift","values":[{"code":"day"},{"code":"night"}]}],
    "questionnaire":{"items":[{"code":"talk","text":"?","options":[{"code":"no","label":"No"},{"code":"yes","label":"Yes"}]}]}}"#;

impl Programme {
    fn create(organiser: &Organiser) -> Self {
        let created = organiser.post("programmes", "application/json", &PROGRAMME.replace("WAVE", WAVE)).ok(201);
        let id = |value: &Value| value["id"].as_str().unwrap().parse().unwrap();
        Self { id: id(&created), waves: created["waves"].as_array().unwrap().iter().map(id).collect() }
    }

    fn open(&self, organiser: &Organiser, wave: usize) {
        organiser.post(&format!("waves/{}/open", self.waves[wave]), "application/json", "").ok(200);
    }

    fn answer(&self, organiser: &Organiser, wave: usize, code: &str, person: u8) {
        let shift = if person.is_multiple_of(2) { "day" } else { "night" };
        let said = if person.is_multiple_of(3) { "no" } else { "yes" };
        let panel = Some(pseudonym(&[person; 16], self.id));
        let response = Response { panel, ..response(&[("shift", shift)], &[("talk", said)]) };
        respondent(&organiser.url, self.waves[wave], code, &response);
    }

    /// Opens a wave and has so many people answer.
    fn run(&self, organiser: &Organiser, wave: usize, people: u8) {
        self.open(organiser, wave);
        let codes = organiser.invite(self.waves[wave], people.into());
        codes.iter().zip(0..).for_each(|(code, person)| self.answer(organiser, wave, code, person));
    }
}

/// How a service starts, on one kind of database.
type Start = fn() -> Service;

/// What staff and everybody see of what lasts.
fn seen(service: &Service, key: &str, programme: &Programme) -> Vec<(String, u16, String)> {
    let organiser = Organiser { url: service.url.clone(), key: key.to_owned() };
    let (id, wave) = (programme.id, programme.waves[0]);
    let paths = [
        "me".to_owned(),
        "me/keys".to_owned(),
        format!("programmes/{id}/document"),
        format!("programmes/{id}/findings"),
        format!("programmes/{id}/indicators"),
        format!("waves/{wave}"),
        format!("waves/{wave}/results?measure=talk&by=shift&format=csv"),
        format!("waves/{wave}/results?measure=talk&where=shift:day"),
        format!("waves/{wave}/panel"),
        format!("waves/{wave}/participation"),
        format!("waves/{wave}/ledger"),
        format!("waves/{wave}/ledger/tokens?limit=1000"),
    ];
    let ask = |path: String| {
        let Reply { status, body, .. } = organiser.get(&path);
        (path, status, String::from_utf8_lossy(&body).into_owned())
    };
    paths.map(ask).into()
}

#[test]
fn what_lasts_comes_back_as_it_was_into_either_kind_of_database() {
    let ways: &[(Start, Start)] = if crate::ON_POSTGRES {
        &[
            (Service::start, Service::start),
            (Service::start, Service::start_on_sqlite),
            (Service::start_on_sqlite, Service::start),
        ]
    } else {
        &[(Service::start, Service::start)]
    };
    for (from, to) in ways {
        let service = from();
        let organiser = Organiser::of(&service);
        let programme = Programme::create(&organiser);
        programme.run(&organiser, 0, 30);
        organiser.close(programme.waves[0]);
        let findings = json!({"findings": {"access": "everybody", "wave": programme.waves[0], "measures": ["talk"],
            "entries": [{"said": "Too little time.", "did": "Two hours more."}]}});
        organiser.put(&format!("programmes/{}/findings", programme.id), &findings.to_string()).ok(200);
        programme.run(&organiser, 1, 6);
        let (file, said) = back_up(&service, "first.backup");
        assert!(said.contains(&programme.waves[1].to_string()), "the open wave is named: {said}");
        assert!(!said.contains(&programme.waves[0].to_string()), "{said}");

        // Started once, so that it has a secret and a link for a first administrator, and nothing else.
        let other = to().stop();
        restored(&restore(&other, &file));
        let other = other.restart();
        let before = seen(&service, &organiser.key, &programme);
        assert!(before.iter().filter(|(_, status, _)| *status == 200).count() > 8, "{before:?}");
        assert_eq!(seen(&other, &organiser.key, &programme), before);
        whole_ledger(&other, programme.waves[0], 7);

        // The open wave is a draft again, as when it was designed, and can be run from its beginning.
        let again = Organiser { url: other.url.clone(), key: organiser.key.clone() };
        again.get(&format!("waves/{}", programme.waves[1])).assert_problem(404, "not-found");
        let state = |wave: usize| again.get("programmes").ok(200)["programmes"][0]["waves"][wave]["state"].clone();
        assert_eq!([state(0), state(1), state(2)], ["closed", "draft", "draft"]);
        programme.run(&again, 1, 7);
        again.close(programme.waves[1]);
        assert_eq!(again.responses(programme.waves[1]), Some(7));
        let audit = other.command(&["audit"]).output().unwrap();
        assert!(String::from_utf8_lossy(&audit.stdout).contains("is whole"));
    }
}

#[test]
fn what_respondents_do_is_in_no_backup() {
    let service = Service::start_with(&[("CHORUS__SEALING__INTERVAL_SECONDS", "0.2")]);
    let organiser = Organiser::of(&service);
    let programme = Programme::create(&organiser);
    programme.run(&organiser, 0, 10);
    organiser.close(programme.waves[0]);
    programme.open(&organiser, 1);
    let codes = organiser.invite(programme.waves[1], 40);
    let (first, _) = back_up(&service, "first.backup");
    // Tokens are fetched, answers wait, and a batch is sealed.
    codes[..30].iter().zip(0..).for_each(|(code, person)| programme.answer(&organiser, 1, code, person));
    let sealed = service.looker("sealed");
    let deadline = Instant::now() + Duration::from_secs(60);
    let wave = if service.database.is_some() {
        format!("'{}'", programme.waves[1])
    } else {
        format!("x'{}'", programme.waves[1].simple())
    };
    let query = format!("SELECT count(*) FROM sealed_row WHERE wave_id = {wave}");
    while sealed.values::<i64>(&query) == [0] {
        assert!(Instant::now() < deadline, "no batch was sealed");
        std::thread::sleep(Duration::from_millis(20));
    }
    let (second, _) = back_up(&service, "second.backup");
    let text = std::fs::read_to_string(&first).unwrap();
    assert!(text == std::fs::read_to_string(&second).unwrap(), "two backups of an open wave differ");

    // Nothing of people, and nothing that the stores forget later.
    let (issuance, collection) = (service.looker("issuance"), service.looker("collection"));
    let bytes = |looker: &Looker, sql: &str| -> Vec<String> {
        let values = looker.values::<Vec<u8>>(sql);
        assert!(!values.is_empty(), "{sql}");
        values.into_iter().map(|value| URL_SAFE_NO_PAD.encode(value)).collect()
    };
    let must_not = [
        bytes(&issuance, "SELECT code_hash FROM invitation"),
        bytes(&issuance, "SELECT request_hash FROM invitation WHERE request_hash IS NOT NULL"),
        bytes(&issuance, "SELECT signing_key FROM wave WHERE signing_key IS NOT NULL"),
        bytes(&issuance, "SELECT ledger_key FROM wave WHERE ledger_key IS NOT NULL"),
        bytes(&issuance, "SELECT wrapped FROM code_key"),
        bytes(&collection, &format!("SELECT token_hash FROM spent_token WHERE wave_id = {wave}")),
        bytes(&collection, "SELECT pseudonym FROM slip"),
        issuance.values::<String>("SELECT contact FROM invitation"),
        collection.values::<Uuid>("SELECT id FROM inbox").iter().map(Uuid::to_string).collect(),
        vec![std::fs::read_to_string(service.data().join("secret.key")).unwrap().trim().to_owned()],
    ];
    for word in must_not.concat() {
        assert!(!text.contains(&word), "{word} is in the backup");
    }
    // It would have been found.
    let published = format!("SELECT token_hash FROM spent_token WHERE NOT wave_id = {wave}");
    assert!(bytes(&collection, &published).iter().all(|hash| text.contains(hash)), "the public ledger is in it");
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&first).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
    let again = service.command(&["backup", "--to", first.to_str().unwrap()]).output().unwrap();
    refused(&again, &["first.backup"]);
}

/// The same lines with a last line that fits them.
fn signed(lines: &[String]) -> String {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let sha256: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let rows = lines.iter().filter(|line| line.starts_with('[')).count();
    format!("{text}{}\n", json!({"rows": rows, "sha256": sha256}))
}

#[test]
fn a_file_that_is_not_whole_or_is_newer_restores_nothing() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    organiser.invite(wave, 4).iter().for_each(|code| {
        respondent(&service.url, wave, code, &response(&[("shift", "day")], &[("talk", "yes")]));
    });
    organiser.close(wave);
    let (file, _) = back_up(&service, "first.backup");
    let whole = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<String> = whole.lines().map(str::to_owned).collect();
    let but_last = &lines[..lines.len() - 1];
    assert_eq!(signed(but_last), whole);

    let other = Service::start().stop();
    let damaged = other.data().parent().unwrap().join("damaged.backup");
    let mut flipped: Vec<Vec<u8>> = Vec::new();
    for at in (0..whole.len()).step_by(whole.len() / 12) {
        let mut bytes = whole.clone().into_bytes();
        bytes[at] ^= 1;
        flipped.push(bytes);
    }
    let changed =
        |from: &str, to: &str| signed(&but_last.iter().map(|line| line.replace(from, to)).collect::<Vec<_>>());
    let cut: Vec<Vec<u8>> = vec![
        whole.as_bytes()[..whole.len() / 2].to_vec(),
        signed(but_last).trim_end().replace("rows", "rowz").into_bytes(),
        but_last.join("\n").into_bytes(),
        Vec::new(),
        format!("{whole}{{}}\n").into_bytes(),
        changed("\"table\":\"sealed_row\"", "\"table\":\"sealed_rows\"").into_bytes(),
        changed("[\"answers\",\"text\"]", "[\"answer\",\"text\"]").into_bytes(),
        changed("[\"answers\",\"text\"]", "[\"answers\",\"integer\"]").into_bytes(),
    ];
    for bytes in flipped.into_iter().chain(cut) {
        std::fs::write(&damaged, bytes).unwrap();
        refused(&restore(&other, &damaged), &["damaged.backup"]);
    }
    for (text, what) in [
        (changed("{\"chorus_backup\":1,", "{\"chorus_backup\":2,"), "format 2"),
        (changed("m0001_sealed", "m0999_sealed"), "sealed/m0999_sealed"),
    ] {
        std::fs::write(&damaged, text).unwrap();
        refused(&restore(&other, &damaged), &["damaged.backup", "newer Chorus", what]);
    }
    for (room, table) in
        [("sealed", "wave"), ("collection", "wave"), ("issuance", "programme"), ("accounts", "account")]
    {
        assert_eq!(other.looker(room).values::<i64>(&format!("SELECT count(*) FROM {table}")), [0], "{room}");
    }
    // One of an earlier version, which knew neither findings nor second factors, is taken.
    let earlier: Vec<String> = but_last
        .iter()
        .filter(|line| !line.contains("\"table\":\"findings\""))
        .map(|line| line.replace(",\"m0005_findings\"", ""))
        .collect();
    std::fs::write(&damaged, signed(&earlier)).unwrap();
    restored(&restore(&other, &damaged));
    let other = other.restart();
    refused(&other.command(&["restore", "--from", file.to_str().unwrap()]).output().unwrap(), &["another service"]);
    let there = Organiser { url: other.url.clone(), key: organiser.key.clone() };
    assert_eq!(there.responses(wave), Some(4));
    let other = other.stop();
    refused(&restore(&other, &file), &["has rows in its table", "empty databases only"]);
}

#[test]
fn a_restore_that_was_cut_short_is_finished_by_the_same_file() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    organiser.create(crate::support::DOCUMENT);
    let (file, _) = back_up(&service, "first.backup");
    organiser.create(crate::support::DOCUMENT);
    let (another, _) = back_up(&service, "second.backup");
    let checksum = |file: &Path| {
        let last: Value = serde_json::from_str(std::fs::read_to_string(file).unwrap().lines().last().unwrap()).unwrap();
        last["sha256"].as_str().unwrap().to_owned()
    };

    // As if the power had gone before the last of the rooms was written.
    let other = Service::start().stop();
    restored(&restore(&other, &file));
    let marker = other.data().join("restore.unfinished");
    assert!(!marker.exists());
    if other.database().is_some() {
        other.looker("accounts").run("TRUNCATE account, api_key, audit CASCADE").unwrap();
    } else {
        for end in ["db", "db-wal", "db-shm"] {
            let _ = std::fs::remove_file(other.data().join(format!("accounts.{end}")));
        }
    }
    std::fs::write(&marker, checksum(&file)).unwrap();

    let serve = other.command(&["serve", "--listen", "127.0.0.1:0"]).output().unwrap();
    refused(&serve, &["restore.unfinished", "with the same file again"]);
    refused(&restore(&other, &another), &["restore.unfinished", "another file"]);
    restored(&restore(&other, &file));
    assert!(!marker.exists());
    let other = other.restart();
    let there = Reply::from(
        agent()
            .get(format!("{}/api/v1/programmes", other.url))
            .header("Authorization", format!("Bearer {}", organiser.key))
            .call()
            .unwrap(),
    );
    assert_eq!(there.ok(200)["programmes"].as_array().unwrap().len(), 1);
}

#[test]
fn a_backup_of_nothing_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("file"));
    let arguments = ["backup", "--to", file.to_str().unwrap(), "--data-dir", data.to_str().unwrap()];
    let output = crate::support::chorus(&arguments).output().unwrap();
    refused(&output, &["there is no database", "data_dir"]);
    assert!(!file.exists());
}
