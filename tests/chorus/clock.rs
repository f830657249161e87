//! A clock that jumps by years while the service runs, forwards and back. Nothing that a respondent does asks the clock; what staff do ends
//! early rather than late, and nobody is shut out for as long as the clock was wrong. Timers go by another clock, which cannot be set.

use crate::support::{Organiser, Reply, Service, response};
use chorus::respondent::{KnownWave, agent};
use serde_json::{Value, json};
use std::path::PathBuf;

const PASSWORD: &str = "correct horse battery staple";

/// The clock of one service.
struct Clock(tempfile::TempDir);

impl Clock {
    fn new() -> Self {
        let clock = Self(tempfile::tempdir().unwrap());
        clock.jump("+0");
        clock
    }

    /// How far it is from the right time from now on, such as `-40y`.
    fn jump(&self, by: &str) {
        let next = self.0.path().join("next");
        std::fs::write(&next, by).unwrap();
        std::fs::rename(next, self.0.path().join("clock")).unwrap();
    }

    /// A service that goes by it.
    fn service(&self) -> Service {
        let library = library();
        let file = self.0.path().join("clock");
        Service::start_with(&[
            ("LD_PRELOAD", library.to_str().unwrap()),
            ("FAKETIME_TIMESTAMP_FILE", file.to_str().unwrap()),
            ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ])
    }
}

fn library() -> PathBuf {
    let folders = std::fs::read_dir("/usr/lib").unwrap().flatten().map(|folder| folder.path());
    let candidates = folders.map(|folder| folder.join("faketime/libfaketime.so.1")).find(|file| file.exists());
    candidates.unwrap_or_else(|| panic!("install libfaketime (Debian: apt-get install libfaketime)"))
}

#[test]
fn respondents_do_not_notice_a_clock_that_jumps() {
    const JUMPS: [&str; 8] = ["+0", "+1h", "-1h", "+10y", "-10y", "+40y", "-60y", "+0"];
    let clock = Clock::new();
    let service = clock.service();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let mut given = Vec::new();
    let body = response(&[("shift", "day")], &[("talk", "yes")]);
    for (code, jump) in organiser.invite(wave, JUMPS.len()).iter().zip(JUMPS) {
        clock.jump(jump);
        let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
        let token = known.token(&agent(), code).unwrap();
        given.push((known.respond(&agent(), &token, &body).unwrap(), token));
    }
    clock.jump("-10y");
    let service = service.crash_and_restart();
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    for (receipt, token) in &given {
        clock.jump("+10y");
        assert_eq!(&known.respond(&agent(), token, &body).unwrap(), receipt, "the same again is answered the same");
        let other = response(&[("shift", "night")], &[("talk", "no")]);
        known.respond(&agent(), token, &other).unwrap_err();
        clock.jump("-10y");
    }
    let organiser = Organiser { url: service.url.clone(), ..organiser };
    organiser.close(wave);
    clock.jump("+0");
    assert_eq!(organiser.responses(wave), Some(JUMPS.len() as u64));
    // The service did go by it.
    let times: Vec<i64> = service.looker("accounts").values("SELECT at FROM audit ORDER BY number");
    let years = |from: i64, to: i64| (to - from) / (365 * 24 * 3_600);
    assert!(times.windows(2).any(|two| years(two[0], two[1]) < -8), "{times:?}");
}

fn sign_in(service: &Service, password: &str) -> Reply {
    let call = agent().post(format!("{}/api/v1/sessions", service.url)).header("Content-Type", "application/json");
    Reply::from(call.send(json!({"name": "ana", "password": password}).to_string()).unwrap())
}

fn key(signed_in: &Value) -> &str {
    signed_in["key"].as_str().unwrap()
}

#[test]
fn what_staff_began_while_the_clock_was_wrong_does_not_last() {
    let clock = Clock::new();
    let service = clock.service();
    let boss = service.account("boss", "administrator");
    let call = |key: &str, path: &str| {
        let call = agent().get(format!("{}/api/v1/{path}", service.url));
        Reply::from(call.header("Authorization", format!("Bearer {key}")).call().unwrap())
    };
    let make = |name: &str| {
        let body = json!({"name": name, "roles": ["organiser"]}).to_string();
        let post = agent().post(format!("{}/api/v1/accounts", service.url)).header("Content-Type", "application/json");
        let made = Reply::from(post.header("Authorization", format!("Bearer {boss}")).send(body).unwrap()).ok(201);
        made["path"].as_str().unwrap().strip_prefix("/welcome#").unwrap().to_owned()
    };
    let welcome = |code: &str| {
        let post = agent().post(format!("{}/api/v1/welcome", service.url)).header("Content-Type", "application/json");
        let body = json!({ "password": PASSWORD }).to_string();
        Reply::from(post.header("Authorization", format!("Link {code}")).send(body).unwrap())
    };
    welcome(&make("ana")).ok(200);
    let before = sign_in(&service, PASSWORD).ok(201);

    clock.jump("+1y");
    call(key(&before), "programmes").assert_problem(401, "not-signed-in");
    let ahead = sign_in(&service, PASSWORD).ok(201);
    call(key(&ahead), "programmes").ok(200);
    let link = make("ben");
    for _ in 0..5 {
        sign_in(&service, "wrong horse battery staple").assert_problem(401, "wrong-password");
    }
    sign_in(&service, PASSWORD).assert_problem(429, "wait");

    clock.jump("+0");
    call(key(&ahead), "programmes").assert_problem(401, "not-signed-in");
    welcome(&link).assert_problem(404, "not-found");
    let now = sign_in(&service, PASSWORD).ok(201);
    clock.jump("-5s");
    call(key(&now), "programmes").ok(200);
    // A key that does not end by itself is no matter of the clock, and the log goes on.
    let whole = service.command(&["audit"]).output().unwrap();
    assert!(String::from_utf8(whole.stdout).unwrap().starts_with("The audit log is whole"));
}
