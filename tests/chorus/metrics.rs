//! `/metrics` at an address of its own: what it tells, and that nothing in it moves when one person answers.

use crate::support::{Organiser, Reply, Service, response};
use chorus::respondent::{KnownWave, agent};
use std::time::{Duration, Instant};

fn get(url: &str) -> Reply {
    Reply::from(agent().get(url).call().unwrap())
}

/// A service that looks its numbers up all the time, and where it tells them.
fn start() -> (Service, String) {
    let mut service = Service::start_with(&[
        ("CHORUS__METRICS__LISTEN", "127.0.0.1:0"),
        ("CHORUS__METRICS__INTERVAL_SECONDS", "0.05"),
    ]);
    service.next_line();
    let line = service.next_line();
    let url = line.strip_prefix("Metrics are at ").unwrap_or_else(|| panic!("{line}")).to_owned();
    (service, url)
}

/// What it tells once it has seen so many drafts, which staff made after all that is asked about; without those.
fn once_drafts_are(url: &str, drafts: usize) -> Vec<String> {
    let deadline = Instant::now() + Duration::from_secs(30);
    let line = format!("chorus_waves{{state=\"draft\"}} {drafts}");
    loop {
        let text = get(url).text();
        if text.lines().any(|told| told == line) {
            return text.lines().filter(|told| *told != line).map(str::to_owned).collect();
        }
        assert!(Instant::now() < deadline, "there are not {drafts} drafts: {text}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn nothing_moves_when_one_person_answers() {
    let (service, url) = start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 8);
    // Two: the wave was the only draft itself before it opened, and a look of that moment may still be told.
    organiser.create(crate::support::DOCUMENT);
    organiser.create(crate::support::DOCUMENT);
    let before = once_drafts_are(&url, 2);
    assert!(before.contains(&"chorus_waves{state=\"open\"} 1".to_owned()), "{before:?}");
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let mut drafts = 2;
    let mut unmoved = || {
        organiser.create(crate::support::DOCUMENT);
        drafts += 1;
        assert_eq!(once_drafts_are(&url, drafts), before);
    };
    for code in &codes {
        let token = known.token(&agent(), code).unwrap();
        unmoved();
        known.respond(&agent(), &token, &response(&[("shift", "day")], &[("talk", "yes")])).unwrap();
        unmoved();
        // Nor by what is refused, such as a second try.
        known.respond(&agent(), &token, &response(&[("shift", "night")], &[("talk", "no")])).unwrap_err();
        unmoved();
    }
    organiser.close(wave);
    organiser.create(crate::support::DOCUMENT);
    let after = once_drafts_are(&url, drafts + 1);
    let moved: Vec<_> = after.iter().filter(|line| !before.contains(line)).collect();
    assert_eq!(moved, ["chorus_waves{state=\"open\"} 0", "chorus_waves{state=\"closed\"} 1"]);
}

#[test]
fn it_is_prometheus_text_with_known_names_at_its_own_address_only() {
    let (service, url) = start();
    let reply = loop {
        let reply = get(&url);
        if !reply.body.is_empty() {
            break reply;
        }
    };
    assert_eq!((reply.status, reply.media_type.as_str()), (200, "text/plain; version=0.0.4; charset=utf-8"));
    let text = reply.text();
    let mut names = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# ") {
            names.push(rest.split(' ').nth(1).unwrap());
            continue;
        }
        let (series, number) = line.rsplit_once(' ').unwrap();
        assert_eq!(Some(&series.split('{').next().unwrap()), names.last(), "{line}");
        number.parse::<u64>().unwrap();
    }
    names.dedup();
    // Whoever adds one argues for it in decision 0022 first.
    assert_eq!(
        names,
        [
            "chorus_build_info",
            "process_start_time_seconds",
            "chorus_database_up",
            "chorus_database_warnings",
            "chorus_sealing_failing",
            "chorus_waves",
        ]
    );
    for room in ["accounts", "issuance", "collection", "sealed"] {
        assert!(text.contains(&format!("chorus_database_up{{room=\"{room}\"}} 1\n")), "{text}");
    }
    assert_eq!(get(&format!("{}/metrics", service.url)).status, 404);
    let base = url.strip_suffix("/metrics").unwrap();
    for path in ["/", "/api/v1/programmes", "/health/ready"] {
        assert_eq!(get(&format!("{base}{path}")).status, 404, "{path}");
    }
}

#[test]
fn it_is_off_unless_asked_for() {
    let mut service = Service::start();
    service.next_line();
    assert!(service.next_line().contains("no administrator"), "no line tells of metrics");
}
