//! `POST /waves/{wave}/close`: the key and the invitations go, the answers are sealed.

use crate::support::{DOCUMENT, Organiser, Service, respondent, response};
use chorus::respondent::{KnownWave, RespondentError, agent};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

#[test]
fn closing_seals_and_may_be_repeated() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    for code in organiser.invite(wave, 5).iter().take(4) {
        respondent(&service.url, wave, code, &response(&[("shift", "night")], &[("talk", "yes")]));
    }
    assert_eq!(organiser.responses(wave), None, "nothing is shown from the inbox");
    organiser.close(wave);
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(4));
    let service = service.crash_and_restart();
    let organiser = Organiser { url: service.url.clone(), ..organiser };
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(4));
    let listed = organiser.get("programmes").ok(200);
    let listed = &listed["programmes"][0]["waves"][0];
    assert_eq!((&listed["state"], &listed["invited"]), (&"closed".into(), &5.into()));
}

#[test]
fn fewer_than_k_show_nothing_and_leave_nothing() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    for code in &organiser.invite(wave, 2) {
        respondent(&service.url, wave, code, &response(&[], &[("talk", "yes"), ("barrier", "time")]));
    }
    organiser.close(wave);
    let results = organiser.results(wave, "").ok(200);
    assert_eq!((&results["status"], &results["responses"]), (&"withheld".into(), &serde_json::Value::Null));
    let stopped = service.stop();
    for (path, bytes) in stopped.files() {
        assert!(
            !String::from_utf8_lossy(&bytes).contains(r#"{"barrier":"time""#),
            "{} holds an answer",
            path.display()
        );
    }
}

#[test]
fn closing_goes_on_when_the_organiser_hangs_up() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    for code in &organiser.invite(wave, 5) {
        respondent(&service.url, wave, code, &response(&[("shift", "night")], &[("talk", "yes")]));
    }
    organiser.ask_to_close_and_hang_up(wave);
    let deadline = Instant::now() + Duration::from_secs(30);
    while organiser.responses(wave) != Some(5) {
        assert!(Instant::now() < deadline, "closing stopped half-way");
    }
}

#[test]
fn a_draft_cannot_be_closed() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.create(DOCUMENT);
    organiser.post(&format!("waves/{wave}/close"), "application/json", "").assert_problem(409, "wave-not-open");
}

#[test]
fn who_answers_while_the_wave_closes_is_counted_or_told() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 40);
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let taken = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for codes in codes.chunks(10) {
            let (known, taken) = (&known, &taken);
            scope.spawn(move || {
                for code in codes {
                    let given = known.token(&agent(), code).and_then(|token| {
                        known.respond(&agent(), &token, &response(&[("shift", "day")], &[("talk", "yes")]))
                    });
                    match given {
                        Ok(_) => drop(taken.fetch_add(1, Ordering::SeqCst)),
                        Err(RespondentError::Refused { code, .. }) => assert_eq!(code, "wave-closed"),
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
        // As soon as enough have answered for a result, and while the others are at it.
        while taken.load(Ordering::SeqCst) < 8 {
            std::thread::yield_now();
        }
        organiser.close(wave);
    });
    assert_eq!(organiser.responses(wave), Some(taken.into_inner()));
}
