//! `log.format`: lines for machines, each an object without a time.

use crate::support::{Organiser, Service};
use serde_json::Value;
use std::time::{Duration, Instant};

#[test]
fn lines_are_objects_without_a_time() {
    let service = Service::start_with(&[
        ("CHORUS__LOG__FORMAT", "json"),
        ("CHORUS__MAIL__HOST", "127.0.0.1"),
        ("CHORUS__MAIL__PORT", "1"),
        ("CHORUS__MAIL__TLS", "none"),
        ("CHORUS__MAIL__FROM", "survey@chorus.example"),
    ]);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let roster = "contact,email\nana,ana@example.org\n";
    organiser.post(&format!("waves/{wave}/invitations?mail=true"), "text/csv", roster).ok(201);
    let deadline = Instant::now() + Duration::from_secs(60);
    while !service.log().contains("letters wait") {
        assert!(Instant::now() < deadline, "{}", service.log());
        std::thread::sleep(Duration::from_millis(20));
    }
    let log = service.log();
    for line in log.lines() {
        let object: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        let mut names: Vec<&String> = object.as_object().unwrap().keys().collect();
        names.retain(|name| *name != "error");
        assert_eq!(names, ["level", "message", "target"], "{line}");
    }
    assert!(!log.contains("example.org"), "{log}");
}
