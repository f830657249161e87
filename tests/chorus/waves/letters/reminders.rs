//! Who is reminded, and which links count afterwards.

use super::{mail, status, token, until};
use crate::support::{DOCUMENT, Mailbox, Organiser, Service, respondent, response, whole_ledger};
use chorus::respondent::{KnownWave, agent};
use serde_json::{Value, json};
use uuid::Uuid;

/// Sets the reminders' days: these, and the next one that lies ahead. A day is a second long.
fn remind_soon(organiser: &Organiser, wave: Uuid, done: &[u16], to: &str) -> u16 {
    for day in done.last().map_or(1, |day| day + 1).. {
        let days = [done, &[day]].concat();
        let schedule = json!({"after_days": days, "to": to}).to_string();
        let reply = organiser.put(&format!("waves/{wave}/reminders"), &schedule);
        if reply.status == 200 {
            return day;
        }
        assert!(reply.assert_problem(422, "invalid").to_string().contains("has passed"));
    }
    unreachable!()
}

#[test]
fn reminders_go_to_those_without_a_token_and_lead_to_the_same_invitation() {
    let mailbox = Mailbox::start();
    let service = Service::with_mail(&mailbox, &[("CHORUS__MAIL__DAY_SECONDS", "1")]);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    mail(
        &organiser,
        wave,
        "contact\nana@example.org\nbo@example.org\ncy@example.org\ndi@example.org\nrefused@example.org\n",
    );
    let first: Vec<String> = mailbox.take(4).iter().map(|letter| letter.code()).collect();
    until(&organiser, wave, "waiting", 0);
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    assert_eq!([token(&known, &first[0]), token(&known, &first[1])], ["signed", "signed"]);

    let day = remind_soon(&organiser, wave, &[], "without_token");
    let reminders = mailbox.take(2);
    assert_eq!([reminders[0].to(), reminders[1].to()], ["cy@example.org", "di@example.org"]);
    for reminder in &reminders {
        assert!(reminder.message().subject().unwrap().starts_with("Reminder: "));
        assert_eq!(reminder.from, "bounces@chorus.example", "that a reminder failed would tell who was reminded");
    }
    // Both links lead to one invitation, and it gives one token, whichever is used first.
    let second: Vec<String> = reminders.iter().map(|letter| letter.code()).collect();
    assert_eq!([token(&known, &second[0]), token(&known, &first[2])], ["signed", "invitation-spent"]);
    assert_eq!([token(&known, &first[3]), token(&known, &second[1])], ["signed", "invitation-spent"]);
    until(&organiser, wave, "rounds", 1);
    let counts = status(&organiser, wave);
    assert_eq!((&counts["addressed"], &counts["failed"], &counts["waiting"]), (&5.into(), &1.into(), &0.into()));

    // Everybody has a token: nobody is left to remind, unless everybody is to be.
    let day = [day, remind_soon(&organiser, wave, &[day], "everybody")];
    let everybody = mailbox.take(4);
    assert_eq!(
        everybody.iter().map(|letter| letter.to()).collect::<Vec<_>>(),
        ["ana@example.org", "bo@example.org", "cy@example.org", "di@example.org"]
    );
    assert!(everybody.iter().all(|letter| token(&known, &letter.code()) == "invitation-spent"));
    let last = remind_soon(&organiser, wave, &day, "without_token");
    until(&organiser, wave, "rounds", 3);
    // New letters are posted in a turn of their own, after those that waited.
    mail(&organiser, wave, "contact\ned@example.org\n");
    assert_eq!(mailbox.next().to(), "ed@example.org", "none of those who have a token is reminded");
    mailbox.assert_empty();
    let refused = |days: Value| {
        let schedule = json!({"after_days": days}).to_string();
        organiser.put(&format!("waves/{wave}/reminders"), &schedule).assert_problem(422, "invalid");
    };
    refused(json!([day[0], day[1], last, 300]));
    refused(json!([day[0], day[1]]));

    // Replacing makes every link void that there was, a reminder's too, and gives nobody a second token.
    let path = format!("waves/{wave}/invitations?replace=true");
    let links = organiser.post(&path, "text/csv", "contact\nana@example.org\ncy@example.org\ned@example.org\n").text();
    assert_eq!(token(&known, &everybody[2].code()), "invitation-unknown");
    assert_eq!(token(&known, &first[2]), "invitation-unknown");
    let new: Vec<String> =
        links.lines().skip(1).map(|line| token(&known, line.split(['#', ',']).nth(2).unwrap())).collect();
    assert_eq!(new, ["invitation-spent", "invitation-spent", "signed"]);
}

/// Whoever gives a person another address may not learn from a reminder whether the person had answered before.
#[test]
fn a_reminder_tells_no_new_address_of_an_old_token() {
    let mailbox = Mailbox::start();
    let service = Service::with_mail(&mailbox, &[("CHORUS__MAIL__DAY_SECONDS", "1")]);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    mail(&organiser, wave, "contact,email\nAna,ana@example.org\nBo,bo@example.org\n");
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let letters = mailbox.take(2);
    assert_eq!(token(&known, &letters[0].code()), "signed");
    let path = format!("waves/{wave}/invitations?mail=true&replace=true");
    let curious = "contact,email\nAna,ana@curious.example\nBo,bo@curious.example\n";
    organiser.post(&path, "text/csv", curious).ok(201);
    mailbox.take(2);
    until(&organiser, wave, "waiting", 0);
    remind_soon(&organiser, wave, &[], "without_token");
    let reminders = mailbox.take(2);
    assert_eq!([reminders[0].to(), reminders[1].to()], ["ana@curious.example", "bo@curious.example"]);
}

#[test]
fn the_ledger_counts_replaced_links_and_no_reminders() {
    let mailbox = Mailbox::start();
    let service = Service::with_mail(&mailbox, &[("CHORUS__MAIL__DAY_SECONDS", "1")]);
    let organiser = Organiser::of(&service);
    let wave = organiser.create(DOCUMENT);
    // Set before the wave opens; the first day has come by the time that anybody is invited, or soon after.
    organiser.put(&format!("waves/{wave}/reminders"), r#"{"after_days": [2]}"#).ok(200);
    organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
    let roster: String = (0..6).map(|i| format!("p{i}@example.org\n")).collect();
    mail(&organiser, wave, &format!("contact\n{roster}"));
    until(&organiser, wave, "rounds", 1);
    let path = format!("waves/{wave}/invitations?replace=true");
    let links = organiser.post(&path, "text/csv", &format!("contact\n{roster}")).text();
    for line in links.lines().skip(1).take(4) {
        let code = line.split(['#', ',']).nth(2).unwrap();
        respondent(&service.url, wave, code, &response(&[], &[("talk", "yes")]));
    }
    organiser.close(wave);
    assert_eq!(whole_ledger(&service, wave, 100).0.tree_head.links_replaced, Some(6));
}
