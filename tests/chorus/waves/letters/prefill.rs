//! Links that fill in groups from the roster: they are in the letter, behind the code, and nowhere else.

use super::{status, until};
use crate::support::{Mailbox, Organiser, Service};

const ROSTER: &str = "contact,email,shift,site\nAna,ana@example.org,night,Ward 7\nBo,bo@example.org,,\n";
/// What stands behind Ana's code.
const FILLED_IN: &str = "shift=night&site=Ward+7";

#[test]
fn a_link_fills_in_groups_only_if_that_was_asked_for() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let fragments = |query: &str| -> Vec<String> {
        let reply = organiser.post(&format!("waves/{wave}/invitations?{query}"), "text/csv", ROSTER);
        assert_eq!(reply.status, 201, "{}", reply.text());
        let links: Vec<String> =
            reply.text().lines().skip(1).map(|line| line.split(',').nth(1).unwrap().to_owned()).collect();
        links.iter().map(|link| link.split_once('#').unwrap().1[22..].to_owned()).collect()
    };
    assert_eq!(fragments("replace=true"), ["", ""]);
    assert_eq!(fragments("replace=true&prefill=true"), [format!("&{FILLED_IN}"), String::new()]);
    assert_eq!(fragments("replace=true&prefill=false"), ["", ""]);
    let path = format!("waves/{wave}/invitations?replace=true&prefill=true&codes=true");
    let reply = organiser.post(&path, "text/csv", ROSTER).text();
    let with_groups = reply.lines().filter(|line| line.contains(&format!("&{FILLED_IN},"))).count();
    assert_eq!(with_groups, 1, "the link beside a typed code fills in as well: {reply}");
    for (path, bytes) in service.stop().files() {
        assert_absent(&path, &bytes);
    }
}

#[test]
fn what_a_mailed_link_fills_in_is_in_the_letter_and_in_no_file_afterwards() {
    let mailbox = Mailbox::start();
    // Port 9 is nobody's; the mail server is away.
    let away = [("HOST", "127.0.0.1"), ("PORT", "9"), ("TLS", "none"), ("FROM", "survey@chorus.example")];
    let away = away.map(|(name, value)| (format!("CHORUS__MAIL__{name}"), value));
    let away: Vec<(&str, &str)> = away.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let service = Service::start_with(&away);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let path = format!("waves/{wave}/invitations?mail=true&prefill=true");
    let reply = organiser.post(&path, "text/csv", ROSTER).ok(201);
    assert_eq!(reply["letters"], 2);
    assert!(!reply.to_string().contains("night"), "{reply}");
    let waiting = |service: &Service| service.looker("issuance").values::<Vec<u8>>("SELECT code FROM outbox");
    let codes = waiting(&service);
    assert_eq!(codes.len(), 2);
    assert_eq!(codes[0].len(), codes[1].len(), "the length does not tell for whom the roster names a group");
    let stopped = service.crash();
    let before = stopped.files();

    let service = stopped.restart_with_mail(&mailbox);
    let organiser = Organiser { url: service.url.clone(), ..organiser };
    let letters = mailbox.take(2);
    let fragments: Vec<String> = letters.iter().map(|letter| letter.code()).collect();
    assert_eq!(fragments[0][22..], format!("&{FILLED_IN}"));
    assert_eq!(fragments[1].len(), 22);
    let html = letters[0].message().body_html(0).unwrap().into_owned();
    assert!(html.contains(&fragments[0].replace('&', "&amp;")), "{html}");
    until(&organiser, wave, "waiting", 0);
    assert_eq!(status(&organiser, wave)["failed"], 0);
    assert!(waiting(&service).is_empty());
    let after = service.stop().files();
    for (path, bytes) in before.iter().chain(&after) {
        assert_absent(path, bytes);
    }
    // The code that was encrypted with it is gone as well, so nobody can decrypt it later.
    for (path, bytes) in &after {
        let lies = codes.iter().any(|code| bytes.windows(code.len()).any(|part| part == code));
        assert!(!lies, "{}", path.display());
    }
}

/// No file holds what stands behind a code. The values alone are in the wave's terms.
fn assert_absent(path: &std::path::Path, bytes: &[u8]) {
    for needle in ["shift=night", "site=Ward"] {
        assert!(!bytes.windows(needle.len()).any(|part| part == needle.as_bytes()), "{}: {needle}", path.display());
    }
}
