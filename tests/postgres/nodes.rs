//! Several processes on one PostgreSQL: what one does, the others do not do again, and what one leaves half-way, another ends.

use crate::support::{Looker, Organiser, Reply, Service, chorus, response};
use chorus::respondent::{KnownWave, agent};
use chorus_token::http::format_authorization;
use std::collections::BTreeSet;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The secret that the processes share.
const SECRET: (&str, &str) = ("CHORUS__SECRET", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
const OFTEN: (&str, &str) = ("CHORUS__SEALING__INTERVAL_SECONDS", "0.05");

/// Two processes, and somebody who organises through the first.
fn two() -> (Service, Service, Organiser) {
    let first = Service::start_with(&[SECRET, OFTEN]);
    let second = Service::start_on(first.variables.clone(), first.database.clone());
    let organiser = Organiser::of(&first);
    (first, second, organiser)
}

/// The `Authorization` of a token for each of these invitations.
fn authorizations(service: &Service, wave: Uuid, codes: &[String]) -> Vec<String> {
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    codes.iter().map(|code| format_authorization(&known.token(&agent(), code).unwrap())).collect()
}

fn redeem(service: &Service, wave: Uuid, authorization: &str, answer: &str) -> Reply {
    let body = serde_json::to_vec(&response(&[("shift", "day")], &[("talk", answer)])).unwrap();
    let call = agent().post(format!("{}/api/v1/waves/{wave}/responses", service.url));
    let call = call.header("Content-Type", "application/json").header("Authorization", authorization);
    Reply::from(call.send(&body[..]).unwrap())
}

/// Waits until it is so.
#[track_caller]
fn until(what: &str, mut so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !so() {
        assert!(Instant::now() < deadline, "it never came: {what}");
        std::thread::yield_now();
    }
}

#[test]
fn a_token_that_two_processes_are_given_at_once_counts_once() {
    const PEOPLE: usize = 40;
    let (first, second, organiser) = two();
    let wave = organiser.open_wave();
    let tokens = authorizations(&second, wave, &organiser.invite(wave, PEOPLE));
    let mut refused = BTreeSet::new();
    for (i, token) in tokens.iter().enumerate() {
        // One of two with another answer, and every third time both with the same.
        let answers = if i % 3 == 0 { ["yes", "yes"] } else { ["yes", "no"] };
        let together = Barrier::new(2);
        let send = |service: &Service, answer: &str| {
            together.wait();
            redeem(service, wave, token, answer)
        };
        let replies = std::thread::scope(|scope| {
            let here = scope.spawn(|| send(&first, answers[0]));
            [send(&second, answers[1]), here.join().unwrap()]
        });
        let mut statuses = replies.each_ref().map(|reply| reply.status);
        statuses.sort_unstable();
        if answers[0] == answers[1] {
            assert_eq!(statuses, [201, 201], "{} {}", replies[0].text(), replies[1].text());
            assert_eq!(replies[0].json()["receipt"], replies[1].json()["receipt"]);
        } else {
            assert_eq!(statuses, [201, 409], "{} {}", replies[0].text(), replies[1].text());
            refused.insert(usize::from(replies[0].status == 201));
        }
    }
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(PEOPLE as u64));
    println!("{PEOPLE} tokens given to both at once; refused by {} of the two", refused.len());
}

/// Says so when it is dropped, whatever failed before.
struct AtTheEnd<'a>(&'a AtomicBool);

impl Drop for AtTheEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_token_that_settles_is_spent_at_every_process_all_the_while() {
    const PEOPLE: usize = 16;
    let (first, second, organiser) = two();
    let wave = organiser.open_wave();
    let tokens = authorizations(&second, wave, &organiser.invite(wave, PEOPLE));
    tokens.iter().for_each(|token| drop(redeem(&first, wave, token, "yes").ok(201)));
    let database = first.database.clone().unwrap();
    let looker = Looker::of(&database);
    looker.run(&format!("SET search_path = {database}_collection")).unwrap();
    let count = |table: &str| looker.values::<i64>(&format!("SELECT count(*) FROM {table}"))[0];
    // Two crowds, and with them those who answered: half of them settle.
    let crowd = format!(
        "INSERT INTO spent_token SELECT sha256(i::text::bytea), '{wave}', '' FROM generate_series(1, 20000) i ORDER BY 1"
    );
    looker.run(&crowd).unwrap();
    let (done, refused) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for service in [&first, &second] {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    for token in &tokens {
                        redeem(service, wave, token, "no").assert_problem(409, "token-spent");
                        refused.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
        let _end = AtTheEnd(&done);
        until("half of them settle", || {
            std::thread::sleep(Duration::from_millis(50));
            count("settled_token") > 9_000 && count("settled_token") + count("spent_token") == 20_000 + PEOPLE as i64
        });
    });
    println!("{} refused meanwhile", refused.load(Ordering::Relaxed));
    for token in &tokens {
        redeem(&second, wave, token, "yes").ok(201);
    }
}

#[test]
fn a_process_of_another_version_does_not_change_the_tables_under_one_that_runs() {
    let service = Service::start_with(&[SECRET]);
    let database = service.database.clone().unwrap();
    let looker = Looker::of(&database);
    // As if it had begun before the last migration.
    let migrations = format!("{database}_collection.seaql_migrations");
    looker.run(&format!("CREATE TABLE later AS SELECT * FROM {migrations}")).unwrap();
    looker.run(&format!("DELETE FROM {migrations} WHERE version LIKE 'm0005%'")).unwrap();
    let mut newer = service.command(&["serve", "--listen", "127.0.0.1:0"]);
    let refused = newer.output().unwrap();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("perhaps of an earlier version"), "{said}");
    looker
        .run(&format!("DELETE FROM {migrations}; INSERT INTO {migrations} SELECT * FROM later; DROP TABLE later"))
        .unwrap();
    let organiser = Organiser::of(&service);
    organiser.open_wave();
}

#[test]
fn an_invitation_that_two_processes_are_shown_at_once_is_signed_once() {
    let (first, second, organiser) = two();
    let wave = organiser.open_wave();
    for code in organiser.invite(wave, 12) {
        let together = Barrier::new(2);
        // Each blinds a request of its own.
        let ask = |service: &Service| {
            let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
            together.wait();
            known.token(&agent(), &code).is_ok()
        };
        let signed = std::thread::scope(|scope| {
            let here = scope.spawn(|| ask(&first));
            [ask(&second), here.join().unwrap()]
        });
        assert_eq!(signed.iter().filter(|signed| **signed).count(), 1, "{signed:?}");
    }
}

#[test]
fn a_wave_that_one_closes_loses_no_answer_that_another_took() {
    const PEOPLE: usize = 120;
    let (first, second, organiser) = two();
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, PEOPLE + 1);
    let tokens = authorizations(&first, wave, &codes[1..]);
    let taken = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for some in tokens.chunks(PEOPLE / 4) {
            let (taken, second) = (&taken, &second);
            scope.spawn(move || {
                for token in some {
                    match redeem(second, wave, token, "yes").status {
                        201 => taken.fetch_add(1, Ordering::AcqRel),
                        410 => break,
                        other => panic!("{other}: {}", second.log()),
                    };
                }
            });
        }
        until("a third of the answers", || taken.load(Ordering::Acquire) >= PEOPLE / 3);
        organiser.close(wave);
    });
    let taken = taken.load(Ordering::Acquire);
    assert_eq!(organiser.responses(wave), Some(taken as u64), "{} {}", first.log(), second.log());
    // The other process has signed with the key that is destroyed now.
    let known = KnownWave::fetch(&agent(), &second.url, wave).unwrap();
    let refusal = known.token(&agent(), &codes[0]).unwrap_err().to_string();
    assert!(refusal.contains("closed"), "{refusal}");
    println!("{taken} of {PEOPLE} answers came before the wave closed, and all of them stand");
}

#[test]
fn a_process_that_dies_while_it_seals_is_followed_by_another() {
    const PEOPLE: usize = 30;
    let (first, second, organiser) = two();
    drop(second);
    let database = first.database.clone().unwrap();
    let wave = organiser.open_wave();
    let tokens = authorizations(&first, wave, &organiser.invite(wave, PEOPLE));
    // The batch is marked, and cannot arrive.
    let held = Looker::of(&database);
    held.run(&format!("BEGIN; LOCK TABLE {database}_sealed.sealed_row IN SHARE MODE")).unwrap();
    for token in &tokens {
        assert_eq!(redeem(&first, wave, token, "yes").status, 201);
    }
    let inbox = first.looker("collection");
    let marked = || inbox.values::<i64>("SELECT count(*) FROM inbox WHERE batch IS NOT NULL")[0];
    until("a marked batch", || marked() > 0);
    let stopped = first.crash();
    held.run("COMMIT").unwrap();
    let second = stopped.restart();
    until("the end of the batch", || marked() == 0);
    let organiser = Organiser { url: second.url.clone(), ..organiser };
    assert!(organiser.responses(wave).is_some_and(|responses| responses >= 20), "{}", second.log());
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(PEOPLE as u64));
}

/// Both seal, as often as they can, and one of them is killed again and again.
#[test]
fn no_answer_is_lost_or_doubled_while_processes_come_and_go() {
    const PEOPLE: usize = 150;
    let (first, second, organiser) = two();
    let wave = organiser.open_wave();
    let tokens = authorizations(&first, wave, &organiser.invite(wave, PEOPLE));
    let done = AtomicBool::new(false);
    let second = std::thread::scope(|scope| {
        let dying = scope.spawn(|| {
            let mut second = second;
            let mut deaths = 0;
            while !done.load(Ordering::Acquire) {
                second = second.crash_and_restart();
                deaths += 1;
            }
            (second, deaths)
        });
        for token in &tokens {
            assert_eq!(redeem(&first, wave, token, "yes").status, 201, "{}", first.log());
        }
        done.store(true, Ordering::Release);
        let (second, deaths) = dying.join().unwrap();
        println!("{PEOPLE} answers while a process died {deaths} times");
        second
    });
    organiser.close(wave);
    let through_the_other = Organiser { url: second.url.clone(), key: organiser.key.clone() };
    assert_eq!(through_the_other.responses(wave), Some(PEOPLE as u64), "{} {}", first.log(), second.log());
}

#[test]
fn two_processes_write_one_audit_log_and_leave_no_order() {
    const PEOPLE: usize = 40;
    let (first, second, organiser) = two();
    let wave = organiser.open_wave();
    let tokens = authorizations(&first, wave, &organiser.invite(wave, PEOPLE));
    let there = Organiser { url: second.url.clone(), key: organiser.key.clone() };
    std::thread::scope(|scope| {
        // Each another question: the same one again is no new line.
        let ask = |staff: &Organiser| assert_eq!(staff.get(&format!("waves/{}/checks", Uuid::new_v4())).status, 404);
        scope.spawn(move || (0..20).for_each(|_| ask(&organiser)));
        scope.spawn(move || (0..20).for_each(|_| ask(&there)));
        let (some, others) = tokens.split_at(PEOPLE / 2);
        scope.spawn(|| some.iter().for_each(|token| assert_eq!(redeem(&first, wave, token, "yes").status, 201)));
        scope.spawn(|| others.iter().for_each(|token| assert_eq!(redeem(&second, wave, token, "no").status, 201)));
    });
    let audit = second.command(&["audit"]).output().unwrap();
    assert!(String::from_utf8_lossy(&audit.stdout).contains("is whole"), "{audit:?}");

    let database = first.database.clone().unwrap();
    drop(second.stop());
    drop(first.stop());
    let look = Looker::of(&database);
    let rows = look.values::<i64>(&format!("SELECT count(*) FROM {database}_collection.spent_token"));
    assert_eq!(rows, [PEOPLE as i64]);
    for table in ["collection.spent_token", "collection.inbox", "issuance.invitation"] {
        let table = format!("{database}_{table}");
        let transactions = look.values::<i64>(&format!("SELECT count(DISTINCT xmin::text) FROM {table}"));
        assert_eq!(transactions, [1], "{table} tells who came before whom");
    }
}

/// It would hash and sign what the others cannot read.
#[test]
fn a_process_with_another_secret_is_refused() {
    let first = Service::start_with(&[SECRET]);
    let mut variables = first.variables.clone();
    variables.push(("CHORUS__SECRET".to_owned(), "E".repeat(43)));
    let folder = tempfile::tempdir().unwrap();
    let mut command = chorus(&["serve", "--listen", "127.0.0.1:0", "--data-dir"]);
    let refused = command.arg(folder.path()).envs(variables).output().unwrap();
    let error = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && error.contains("is the configured secret the one"), "{error}");
}
