//! Changing the service's secret: whoever was invited before can still answer, letters that wait are still sent, second factors still
//! open, and a crash on the way leaves a service that starts.

use crate::accounts::second_factor::{self, with_app};
use crate::support::{Mailbox, Organiser, Service, Stopped, respondent, response, whole_ledger};
use std::process::{Output, Stdio};
use std::time::Duration;
use uuid::Uuid;

const OLD: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const NEW: &str = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA";

fn rotate(stopped: &Stopped) -> Output {
    stopped.command(&["rotate-secret"]).output().unwrap()
}

fn secret(stopped: &Stopped) -> String {
    std::fs::read_to_string(stopped.data().join("secret.key")).unwrap()
}

/// Answers by these codes, closes the wave, and checks that all were counted and the ledger was signed.
fn finish(service: &Service, key: &str, wave: Uuid, codes: &[String]) {
    let organiser = Organiser { url: service.url.clone(), key: key.to_owned() };
    for code in codes {
        respondent(&service.url, wave, code, &response(&[("shift", "day")], &[("talk", "yes")]));
    }
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(codes.len() as u64));
    whole_ledger(service, wave, 100);
}

fn typed(organiser: &Organiser, wave: Uuid) -> Vec<String> {
    let reply = organiser.post(&format!("waves/{wave}/invitations?codes=true"), "text/csv", "contact\nbo\ncy\n");
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.text().lines().skip(1).map(|line| line.split(',').nth(1).unwrap().to_owned()).collect()
}

#[test]
fn everything_goes_on_under_another_secret() {
    let mailbox = Mailbox::start();
    // Letters wait: nobody listens on this port.
    let nobody = [("CHORUS__MAIL__HOST", "127.0.0.1"), ("CHORUS__MAIL__PORT", "1"), ("CHORUS__MAIL__TLS", "none")];
    let service = Service::start_with(&[&nobody[..], &[("CHORUS__MAIL__FROM", "s@chorus.example")]].concat());
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let mut codes = organiser.invite(wave, 3);
    codes.extend(typed(&organiser, wave));
    let roster = "contact,email\nana,ana@example.org\neve,eve@example.org\n";
    organiser.post(&format!("waves/{wave}/invitations?mail=true"), "text/csv", roster).ok(201);
    let running = service.command(&["rotate-secret"]).output().unwrap();
    assert!(String::from_utf8_lossy(&running.stderr).contains("another service"), "{running:?}");

    let mut stopped = service.stop();
    let old = secret(&stopped);
    let said = rotate(&stopped);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let new = secret(&stopped);
    assert!(new != old && !stopped.data().join("secret.key.next").exists());
    for text in [&said.stdout, &said.stderr] {
        let text = String::from_utf8_lossy(text);
        assert!(!text.contains(old.trim()) && !text.contains(new.trim()), "{text}");
    }
    // The old one opens nothing any more.
    stopped.set("CHORUS__SECRET", old.trim());
    let refused = stopped.command(&["serve", "--listen", "127.0.0.1:0"]).output().unwrap();
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is the configured secret the one"), "{refused:?}");
    stopped.set("CHORUS__SECRET", "");

    let service = stopped.restart_with_mail(&mailbox);
    codes.extend(mailbox.take(2).iter().map(|letter| letter.code()));
    finish(&service, &organiser.key, wave, &codes);
}

#[test]
fn a_second_factor_opens_under_another_secret() {
    let (service, _, _, app) = with_app();
    let stopped = service.stop();
    assert!(rotate(&stopped).status.success());
    let service = stopped.restart();
    second_factor::sign_in_with(&service, &second_factor::shown(&app, 0)).ok(201);
}

#[test]
fn a_secret_of_the_settings_gives_way_to_another() {
    let service = Service::start_with(&[("CHORUS__SECRET", OLD)]);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let mut codes = organiser.invite(wave, 3);
    codes.extend(typed(&organiser, wave));
    let mut stopped = service.stop();
    let refused = rotate(&stopped);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("previous_secret"), "{refused:?}");

    stopped.set("CHORUS__SECRET", NEW);
    stopped.set("CHORUS__PREVIOUS_SECRET", OLD);
    // Started twice so: the second time there is nothing to do.
    let service = stopped.restart();
    assert!(service.log().contains("take previous_secret out of the settings"), "{}", service.log());
    let mut stopped = service.stop().restart().stop();
    stopped.set("CHORUS__PREVIOUS_SECRET", "");
    let service = stopped.restart();
    assert!(!service.log().contains(OLD) && !service.log().contains(NEW));
    finish(&service, &organiser.key, wave, &codes);
}

#[test]
fn killed_at_any_moment_it_leaves_a_service_that_starts() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 12);
    let mut stopped = service.stop();
    let (first, mut half_done) = (secret(&stopped), 0);
    for milliseconds in (0..300).step_by(25) {
        let mut command = stopped.command(&["rotate-secret"]);
        let mut process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        process.kill().unwrap();
        process.wait().unwrap();
        if stopped.data().join("secret.key.next").exists() {
            half_done += 1;
            stopped = stopped.restart().stop();
            assert!(!stopped.data().join("secret.key.next").exists(), "the start brings it to its end");
        }
    }
    assert!(rotate(&stopped).status.success());
    assert_ne!(secret(&stopped), first);
    println!("{half_done} of 12 were cut short with a new secret beside the old one");
    finish(&stopped.restart(), &organiser.key, wave, &codes);
}

#[test]
fn cut_short_between_the_two_databases_it_is_finished_by_the_next_start() {
    if crate::ON_POSTGRES {
        return;
    }
    let (service, boss, _, app) = with_app();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 4);
    drop(boss);
    let stopped = service.stop();
    let file = |name: &str| stopped.data().join(name);
    let before = ["accounts.db", "secret.key"].map(|name| std::fs::read(file(name)).unwrap());
    assert!(rotate(&stopped).status.success());
    // Issuance is under the new secret; the accounts and the file are as they were.
    std::fs::rename(file("secret.key"), file("secret.key.next")).unwrap();
    for (name, content) in ["accounts.db", "secret.key"].iter().zip(before) {
        std::fs::write(file(name), content).unwrap();
    }
    let service = stopped.restart();
    assert!(!service.data().join("secret.key.next").exists());
    second_factor::sign_in_with(&service, &second_factor::shown(&app, 0)).ok(201);
    finish(&service, &organiser.key, wave, &codes);
}
