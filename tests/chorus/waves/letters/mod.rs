//! Letters, against a real SMTP server: what arrives, what waits, what fails.

mod encryption;
mod prefill;
mod reminders;

use crate::support::{Mailbox, Organiser, ReceivedLetter, Reply, Service, respondent, response};
use chorus::respondent::{KnownWave, RespondentError, agent};
use mail_parser::MimeHeaders as _;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Invites by mail; gives how many letters wait.
#[track_caller]
fn mail(organiser: &Organiser, wave: Uuid, roster: &str) -> Value {
    let reply = organiser.post(&format!("waves/{wave}/invitations?mail=true"), "text/csv", roster).ok(201);
    assert!(!reply.to_string().contains('#'), "no link comes back: {reply}");
    reply["letters"].clone()
}

fn status(organiser: &Organiser, wave: Uuid) -> Value {
    organiser.get(&format!("waves/{wave}/mail")).ok(200)
}

/// Waits until the status says this.
#[track_caller]
fn until(organiser: &Organiser, wave: Uuid, name: &str, value: usize) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while status(organiser, wave)[name] != value {
        assert!(Instant::now() < deadline, "{name} never became {value}: {}", status(organiser, wave));
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What the service says of a code: `signed`, or why not.
fn token(known: &KnownWave, code: &str) -> String {
    match known.token(&agent(), code) {
        Ok(_) => "signed".to_owned(),
        Err(RespondentError::Refused { code, .. }) => code,
        Err(error) => panic!("{error}"),
    }
}

fn bounce(service: &Service, media_type: &str, report: &str) -> Reply {
    let call = agent().post(format!("{}/api/v1/mail/bounces", service.url)).header("Content-Type", media_type);
    Reply::from(call.send(report).unwrap())
}

/// A report as Postfix writes it (RFC 3464).
fn report(to: &str, action: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.org (Mail Delivery System)\r\nTo: {to}\r\nSubject: Undelivered Mail\r\nMIME-Version: \
         1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"B\"\r\n\r\n--B\r\nContent-Type: \
         text/plain\r\n\r\nI am sorry.\r\n\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; \
         mx.example.org\r\n\r\nFinal-Recipient: rfc822; ana@example.org\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n--B--\r\n"
    )
}

#[test]
fn letters_arrive_in_the_persons_language_and_their_links_work() {
    let mailbox = Mailbox::start();
    let service = Service::with_mail(&mailbox, &[("CHORUS__PUBLIC_URL", "https://survey.chorus.example")]);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let roster =
        "contact,email,language,shift\nAna,ana@example.org,de,day\nBo,bo@example.org,,night\ncy@example.org,,en,\n";
    assert_eq!(mail(&organiser, wave, roster), 3);
    let letters = mailbox.take(3);
    assert_eq!(
        letters.iter().map(|letter| letter.to()).collect::<Vec<_>>(),
        ["ana@example.org", "bo@example.org", "cy@example.org"]
    );
    let (mut tags, mut codes) = (BTreeSet::new(), BTreeSet::new());
    let hash = organiser.get(&format!("waves/{wave}")).ok(200)["manifest_hash"].as_str().unwrap().to_owned();
    for (letter, (subject, language)) in letters.iter().zip([
        ("Einladung: Vorher", "de"),
        ("You are invited: Baseline", "en"),
        ("You are invited: Baseline", "en"),
    ]) {
        let message = letter.message();
        assert_eq!(message.subject(), Some(subject));
        let header = |name: &str| message.header(name).and_then(|value| value.as_text()).unwrap().to_owned();
        assert_eq!(
            (header("Content-Language").as_str(), header("Auto-Submitted").as_str()),
            (language, "auto-generated")
        );
        assert_eq!(message.from().unwrap().first().unwrap().address(), Some("survey@chorus.example"));
        assert!(message.message_id().unwrap().ends_with("@chorus.example"), "this machine is not named");
        assert!(message.content_type().unwrap().subtype() == Some("alternative"));
        let (text, html) = (message.body_text(0).unwrap(), message.body_html(0).unwrap());
        let link = format!("https://survey.chorus.example/answer/{wave}#{}", letter.code());
        for part in [&text, &html] {
            assert!(part.contains(&link) && part.contains(&hash) && part.contains("findahelpline.com"), "{part}");
        }
        let tag = letter.from.strip_prefix("bounces+").unwrap().strip_suffix("@chorus.example").unwrap();
        assert_eq!(tag.len(), 32);
        assert!(tags.insert(tag.to_owned()) && codes.insert(letter.code()));
    }
    until(&organiser, wave, "waiting", 0);
    let stands = json!({"available": true, "addressed": 3, "waiting": 0, "failed": 0, "rounds": 0,
        "reminders": {"after_days": [], "to": "without_token"}});
    assert_eq!(status(&organiser, wave), stands);
    for code in &codes {
        respondent(&service.url, wave, code, &response(&[], &[("talk", "yes")]));
    }
    // Whoever mail does not reach is named, and nobody is invited.
    let path = format!("waves/{wave}/invitations?mail=true");
    let problem = organiser.post(&path, "text/csv", "contact\ndi@example.org\nEd\n").assert_problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "line 3, email");
    mailbox.assert_empty();
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(3));
    assert_eq!(status(&organiser, wave)["addressed"], 0, "addresses are gone with the wave");
    for (path, bytes) in service.stop().files() {
        assert!(!bytes.windows(11).any(|part| part == b"example.org"), "{}", path.display());
    }
}

#[test]
fn letters_wait_for_the_mail_server_and_outlive_a_crash() {
    let mailbox = Mailbox::start();
    // Port 9 is nobody's; the mail server is away.
    let away = [("HOST", "127.0.0.1"), ("PORT", "9"), ("TLS", "none"), ("FROM", "survey@chorus.example")];
    let away = away.map(|(name, value)| (format!("CHORUS__MAIL__{name}"), value));
    let away: Vec<(&str, &str)> = away.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let service = Service::start_with(&away);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let roster: String = (0..20).map(|i| format!("p{i}@example.org\n")).collect();
    mail(&organiser, wave, &format!("contact\n{roster}"));
    let counts = status(&organiser, wave);
    assert_eq!((&counts["waiting"], &counts["failed"]), (&20.into(), &0.into()));
    let stopped = service.crash();
    let before = stopped.files();
    assert!(!stopped.log().contains("example.org"), "{}", stopped.log());

    let service = stopped.restart_with_mail(&mailbox);
    let organiser = Organiser { url: service.url.clone(), ..organiser };
    let letters = mailbox.take(20);
    until(&organiser, wave, "waiting", 0);
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let codes: BTreeSet<String> = letters.iter().map(|letter| letter.code()).collect();
    assert_eq!(codes.len(), 20);
    assert!(codes.iter().all(|code| token(&known, code) == "signed"));
    // A code that waited lay encrypted, and one that was posted lies nowhere.
    for (path, bytes) in before.iter().chain(&service.stop().files()) {
        let lies = codes.iter().any(|code| bytes.windows(code.len()).any(|part| part == code.as_bytes()));
        assert!(!lies, "{}", path.display());
    }
}

/// Each letter arrives at least once, and one that arrives twice has the same link.
#[test]
fn killed_while_posting_the_program_forgets_no_letter() {
    const PEOPLE: usize = 150;
    let mailbox = Mailbox::start();
    let mut service = Service::with_mail(&mailbox, &[]);
    let Organiser { key, url } = Organiser::of(&service);
    let organiser = Organiser { key: key.clone(), url };
    let wave = organiser.open_wave();
    let roster: String = (0..PEOPLE).map(|i| format!("p{i}@example.org\n")).collect();
    mail(&organiser, wave, &format!("contact\n{roster}"));
    let mut codes = BTreeMap::new();
    let mut take = |letter: ReceivedLetter| {
        let known = codes.entry(letter.to().to_owned()).or_insert_with(|| letter.code());
        assert_eq!(*known, letter.code(), "one person, one link");
        codes.len()
    };
    for _ in 0..3 {
        // Some letters have left, others wait.
        let arrived = (0..20).map(|_| take(mailbox.next())).max().unwrap();
        assert!(arrived < PEOPLE, "killed too late to show anything");
        service = service.crash_and_restart();
    }
    while take(mailbox.next()) < PEOPLE {}
    let organiser = Organiser { key, url: service.url.clone() };
    until(&organiser, wave, "waiting", 0);
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    assert!(codes.values().all(|code| token(&known, code) == "signed"));
}

#[test]
fn a_refused_address_is_told_corrected_and_written_to_again() {
    let mailbox = Mailbox::start();
    let service = Service::with_mail(&mailbox, &[]);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    mail(
        &organiser,
        wave,
        "contact,email,language\nAna,refused@example.org,de\nBo,busy@example.org,\nCy,cy@example.org,\n",
    );
    let letters = mailbox.take(2);
    let tos: Vec<&str> = letters.iter().map(|letter| letter.to()).collect();
    assert_eq!(tos, ["busy@example.org", "cy@example.org"], "who is busy is tried again");
    until(&organiser, wave, "waiting", 0);
    assert_eq!(status(&organiser, wave)["failed"], 1);
    let failures = organiser.get(&format!("waves/{wave}/mail/failures"));
    assert_eq!(failures.text(), "contact,email,language\nAna,refused@example.org,de\n");

    let path = format!("waves/{wave}/invitations?mail=true&replace=true");
    let corrected = failures.text().replace("refused@", "ana@");
    organiser.post(&path, "text/csv", &corrected).ok(201);
    assert_eq!(mailbox.next().to(), "ana@example.org");
    until(&organiser, wave, "waiting", 0);
    assert_eq!(status(&organiser, wave)["failed"], 0);
    let log = service.stop().log();
    assert!(!log.contains("example.org"), "{log}");
}

#[test]
fn a_report_of_failure_is_taken_in_and_nothing_else_is() {
    let mailbox = Mailbox::start();
    let service = Service::with_mail(&mailbox, &[]);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    mail(&organiser, wave, "contact\nana@example.org\nbo@example.org\n");
    let letters = mailbox.take(2);
    let failed = || status(&organiser, wave)["failed"].as_u64().unwrap();
    for (report, what) in [
        (report(&letters[0].from, "delayed"), "a delay"),
        (report("bounces+00000000000000000000000000000000@chorus.example", "failed"), "a tag that nobody has"),
        (report("bounces@chorus.example", "failed"), "no tag"),
    ] {
        assert_eq!((bounce(&service, "message/rfc822", &report).status, failed()), (204, 0), "{what}");
    }
    let away =
        format!("From: ana@example.org\r\nTo: {}\r\nSubject: I am away\r\n\r\nAction: failed\r\n", letters[0].from);
    bounce(&service, "message/rfc822", &away).assert_problem(422, "invalid");
    bounce(&service, "text/plain", "x").assert_problem(415, "media-type");
    bounce(&service, "message/rfc822", &"x".repeat(1_100_000)).assert_problem(413, "too-large");
    assert_eq!(failed(), 0);
    let reply = bounce(&service, "message/rfc822", &report(&letters[0].from, "failed"));
    assert_eq!((reply.status, failed()), (204, 1));
    let failures = organiser.get(&format!("waves/{wave}/mail/failures")).text();
    assert!(failures.contains("ana@example.org") && !failures.contains("bo@example.org"));
    // The address may be right after all: the link goes on working.
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    assert_eq!(token(&known, &letters[0].code()), "signed");
}
