//! After a whole wave: what lies in logs and database files, free pages included? Nothing that joins a person to an answer.

use crate::support::{Organiser, Service, response};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chorus::respondent::{KnownWave, agent, padded};
use chorus_token::http::format_authorization;
use chorus_token::{PendingToken, PublicKey, TokenChallenge, TokenResponse};
use std::path::PathBuf;

const AGENT: &str = "Mozilla/5.0 (ZX-Spectrum; distinctive)";
const ADDRESS: &str = "203.0.113.77";
const PEOPLE: usize = 26;

/// What must not be found, by name.
#[derive(Default)]
struct Needles(Vec<(String, Vec<u8>)>);

impl Needles {
    fn add(&mut self, what: &str, bytes: &[u8]) {
        self.0.push((what.to_owned(), bytes.to_vec()));
        for text in [URL_SAFE_NO_PAD.encode(bytes), STANDARD.encode(bytes), hex(bytes)] {
            self.0.push((format!("{what} as text"), text.into_bytes()));
        }
    }

    #[track_caller]
    fn assert_absent(&self, files: &[(PathBuf, Vec<u8>)]) {
        assert!(files.len() >= 6, "four databases, a secret and a log: {files:?}");
        for (path, bytes) in files {
            for (what, needle) in &self.0 {
                let found = bytes.windows(needle.len()).any(|part| part == needle);
                assert!(!found, "{} holds {what}", path.display());
            }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Goes the whole way by hand, with headers that a proxy and a browser would add, and notes everything on the way.
fn answer(service: &Service, known: &KnownWave, code: &str, turn: usize, needles: &mut Needles) {
    let manifest = &known.published.manifest;
    let url = |call: &str| format!("{}/api/v1/waves/{}/{call}", service.url, manifest.wave);
    let spki = URL_SAFE_NO_PAD.decode(&manifest.token_public_key).unwrap();
    let key = PublicKey::from_spki(&spki).unwrap();
    let challenge = TokenChallenge::new(&manifest.issuer, manifest.hash().0).unwrap();
    let (pending, request) = PendingToken::new(&key, &challenge).unwrap();
    let mut reply = agent()
        .post(url("token-request"))
        .header("Authorization", format!("Invitation {code}"))
        .header("Content-Type", "application/private-token-request")
        .header("User-Agent", AGENT)
        .header("X-Forwarded-For", ADDRESS)
        .header("Forwarded", format!("for={ADDRESS}"))
        .send(&request.encode()[..])
        .unwrap();
    let blind_signature = reply.body_mut().read_to_vec().unwrap();
    let token = pending.finalize(&TokenResponse::decode(&blind_signature).unwrap()).unwrap();
    let shift = if turn.is_multiple_of(3) { "night" } else { "day" };
    let response = response(&[("shift", shift)], &[("talk", "maybe"), ("barrier", "time")]);
    let body = padded(&response, &known.published).unwrap();
    let reply = agent()
        .post(url("responses"))
        .header("Authorization", format_authorization(&token))
        .header("Content-Type", "application/json")
        .header("User-Agent", AGENT)
        .header("X-Forwarded-For", ADDRESS)
        .send(&body[..])
        .unwrap();
    assert_eq!(reply.status().as_u16(), 201);
    needles.0.push(("an invitation code".to_owned(), code.as_bytes().to_vec()));
    needles.add("an invitation code", &URL_SAFE_NO_PAD.decode(code).unwrap());
    needles.add("a blinded request", &request.blinded_message[..24]);
    needles.add("a blind signature", &blind_signature[..24]);
    needles.add("a token's nonce", &token.nonce);
    needles.add("a token's signature", &token.authenticator[..24]);
}

#[test]
fn nothing_that_joins_people_to_answers_lies_anywhere() {
    let service = Service::start_with(&[("CHORUS__PUBLIC_URL", "https://survey.example.org")]);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let roster: String = (0..PEOPLE).map(|i| format!("person-{i}@distinctive.example\n")).collect();
    let path = format!("waves/{wave}/invitations");
    let links = organiser.post(&path, "text/csv", &format!("contact\n{roster}")).text();
    assert!(links.contains("https://survey.example.org/answer/"), "{links}");
    let codes: Vec<&str> = links.lines().skip(1).map(|line| line.split(['#', ',']).nth(2).unwrap()).collect();

    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let mut needles = Needles::default();
    for (turn, code) in codes.iter().enumerate() {
        answer(&service, &known, code, turn, &mut needles);
    }
    // Wrong requests are traces too.
    let wrong = agent().post(format!("{}/api/v1/waves/{wave}/responses", service.url)).header("User-Agent", AGENT);
    wrong.header("Content-Type", "application/json").send(r#"{"answers":{"talk":"distinctive-answer"}}"#).unwrap();
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(PEOPLE as u64));

    needles.0.push(("a user agent".to_owned(), b"ZX-Spectrum".to_vec()));
    needles.0.push(("an address".to_owned(), ADDRESS.as_bytes().to_vec()));
    needles.0.push(("an address".to_owned(), b"127.0.0.1".to_vec()));
    needles.0.push(("a contact".to_owned(), b"distinctive.example".to_vec()));
    needles.0.push(("a refused answer".to_owned(), b"distinctive-answer".to_vec()));
    let stopped = service.stop();
    let files = stopped.files();
    needles.assert_absent(&files);

    // Answers lie in the sealed table alone, not in the inbox's file, not in a log, not in a side file.
    let response = br#""talk":"maybe""#;
    for (path, bytes) in &files {
        let found = bytes.windows(response.len()).any(|part| part == response);
        assert_eq!(found, path.file_name().unwrap() == "sealed.db", "{}", path.display());
    }
    // And no side file is left over.
    for (path, _) in &files {
        assert!(!path.to_string_lossy().ends_with("-wal"), "{}", path.display());
    }
}

/// While a wave is open, the files are cleared at every turn of the sealer: a copy of them, WAL and all, tells at most one
/// turn of history.
#[test]
fn live_files_lose_their_history_at_every_turn() {
    let service = Service::start_with(&[("CHORUS__SEALING__INTERVAL_SECONDS", "1")]);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 8);
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    for (turn, code) in codes.iter().enumerate() {
        answer(&service, &known, code, turn, &mut Needles::default());
    }
    let log =
        |room: &str| std::fs::metadata(service.data().join(format!("{room}.db-wal"))).map_or(0, |file| file.len());
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while log("issuance") + log("collection") > 0 {
        assert!(std::time::Instant::now() < deadline, "the write-ahead logs still tell what came when");
    }
    assert!(log("issuance") == 0 && organiser.responses(wave).is_none());
}

#[cfg(unix)]
#[test]
fn what_is_kept_is_for_the_service_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let service = Service::start();
    Organiser::of(&service).open_wave();
    for entry in std::fs::read_dir(service.data()).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name() != "serve.lock" {
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", entry.path().display());
        }
    }
}

#[test]
fn a_crash_leaves_nothing_that_the_next_start_does_not_clear() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 5);
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let mut needles = Needles::default();
    for (turn, code) in codes.iter().enumerate() {
        answer(&service, &known, code, turn, &mut needles);
    }
    organiser.close(wave);
    let stopped = service.crash_and_restart().stop();
    needles.assert_absent(&stopped.files());
}

/// Whoever does nothing leaves nothing to clear: a large file would be rewritten at every turn.
#[test]
fn a_service_that_stopped_in_good_order_and_that_nobody_uses_writes_nothing() {
    if crate::ON_POSTGRES {
        return;
    }
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    for (turn, code) in organiser.invite(wave, 5).iter().enumerate() {
        answer(&service, &known, code, turn, &mut Needles::default());
    }
    organiser.close(wave);
    let mut stopped = service.stop();
    stopped.set("CHORUS__SEALING__INTERVAL_SECONDS", "0.01");
    let service = stopped.restart();
    for _ in 0..100 {
        agent().get(format!("{}/health/ready", service.url)).call().unwrap();
    }
    for (room, page) in [("issuance", 2048), ("collection", 2048), ("sealed", 2048), ("settled", 4096)] {
        // The log's head, and one page with its own: that the file is open.
        let log = std::fs::metadata(service.data().join(format!("{room}.db-wal"))).unwrap().len();
        assert_eq!(log, 32 + 24 + page, "{room}: 0 if it was cleared, more if it will be");
    }
}
