//! `POST /waves/{wave}/open`: one key, one manifest, for good.

use crate::support::{DOCUMENT, Organiser, Service};
use uuid::Uuid;

#[test]
fn opening_again_changes_nothing() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.create(DOCUMENT);
    let open = |organiser: &Organiser| organiser.post(&format!("waves/{wave}/open"), "application/json", "");
    // Two at once, then again, then after a crash: always the same key and manifest.
    let (one, two) = std::thread::scope(|scope| {
        let (one, two) = (scope.spawn(|| open(&organiser).ok(200)), scope.spawn(|| open(&organiser).ok(200)));
        (one.join().unwrap(), two.join().unwrap())
    });
    assert_eq!(one, two);
    assert_eq!(open(&organiser).ok(200), one);
    let service = service.crash_and_restart();
    let organiser = Organiser { url: service.url.clone(), ..organiser };
    assert_eq!(open(&organiser).ok(200), one);
    organiser.close(wave);
    open(&organiser).assert_problem(410, "wave-closed");
    organiser.post(&format!("waves/{}/open", Uuid::new_v4()), "application/json", "").assert_problem(404, "not-found");
}

#[test]
fn each_wave_has_a_key_of_its_own() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let key = || {
        let wave = organiser.open_wave();
        organiser.get(&format!("waves/{wave}")).ok(200)["manifest"]["token_public_key"].clone()
    };
    assert_ne!(key(), key());
}
