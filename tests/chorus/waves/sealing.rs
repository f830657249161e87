//! Batches while a wave is open: results move by at least k or not at all, and nothing is lost or doubled by a crash.

use crate::support::{Organiser, Service, respondent, response};
use std::time::{Duration, Instant};

#[test]
fn batches_appear_whole_and_the_last_k_wait() {
    let service = Service::start_with(&[("CHORUS__SEALING__INTERVAL_SECONDS", "1")]);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 30);
    let answer = |code: &String| {
        respondent(&service.url, wave, code, &response(&[("shift", "day"), ("site", "Ward 7")], &[("talk", "yes")]))
    };
    // 22 wait: one short of a batch of 20 and the 3 that stay behind. Two turns of the sealer must show nothing.
    codes[..22].iter().for_each(|code| drop(answer(code)));
    let quiet = Instant::now();
    while quiet.elapsed() < Duration::from_millis(2_500) {
        assert_eq!(organiser.responses(wave), None);
    }
    codes[22..24].iter().for_each(|code| drop(answer(code)));
    let deadline = Instant::now() + Duration::from_secs(30);
    let first = loop {
        match organiser.responses(wave) {
            Some(count) => break count,
            None => assert!(Instant::now() < deadline, "the batch was not sealed"),
        }
    };
    assert!((20..=21).contains(&first), "23 or 24 waited, and 3 stay behind: {first}");
    codes[24..].iter().for_each(|code| drop(answer(code)));
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(30));
}

#[test]
fn a_crash_in_the_middle_of_answering_loses_and_doubles_nothing() {
    let mut service = Service::start_with(&[("CHORUS__SEALING__INTERVAL_SECONDS", "1")]);
    let mut organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 60);
    for (turn, code) in codes.iter().enumerate() {
        let shift = if turn.is_multiple_of(4) { "night" } else { "day" };
        respondent(&service.url, wave, code, &response(&[("shift", shift)], &[("talk", "maybe")]));
        if turn % 20 == 19 {
            service = service.crash_and_restart();
            organiser = Organiser { url: service.url.clone(), key: organiser.key };
        }
    }
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(60));
}
