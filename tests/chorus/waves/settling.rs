//! Spent tokens that are many settle in a table of their own. Whether a token is spent is the same before, meanwhile and after.

use crate::support::{Organiser, Reply, Service, response, whole_ledger};
use chorus::respondent::{KnownWave, agent};
use chorus_token::http::format_authorization;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// As many as settle, and a few.
const CROWD: u32 = 10_000;

fn send(service: &Service, wave: Uuid, authorization: &str, talk: &str) -> Reply {
    let body = serde_json::to_vec(&response(&[("shift", "day")], &[("talk", talk)])).unwrap();
    let call = agent().post(format!("{}/api/v1/waves/{wave}/responses", service.url));
    let call = call.header("Content-Type", "application/json").header("Authorization", authorization);
    Reply::from(call.send(&body).unwrap())
}

/// One who answers: the authorization, and what was answered.
fn answer(service: &Service, wave: Uuid, code: &str) -> (String, serde_json::Value) {
    let token = KnownWave::fetch(&agent(), &service.url, wave).unwrap().token(&agent(), code).unwrap();
    let authorization = format_authorization(&token);
    let receipt = send(service, wave, &authorization, "yes").ok(201);
    (authorization, receipt)
}

#[test]
fn a_token_that_has_settled_stays_spent() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 6);
    let mut people: Vec<_> = codes[..4].iter().map(|code| answer(&service, wave, code)).collect();

    // A crowd, written past the service.
    let stopped = service.stop();
    let looker = stopped.looker("collection");
    let crowd = match stopped.database() {
        Some(_) => format!(
            "INSERT INTO spent_token SELECT sha256(i::text::bytea), '{wave}', sha256((-i)::text::bytea)
             FROM generate_series(1, {CROWD}) i ORDER BY 1"
        ),
        None => format!(
            "INSERT INTO spent_token WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {CROWD})
             SELECT randomblob(32), x'{}', randomblob(32) FROM n ORDER BY 1",
            wave.simple()
        ),
    };
    looker.run(&crowd).unwrap();
    drop(looker);
    let service = stopped.restart();
    let organiser = Organiser { url: service.url.clone(), ..organiser };

    // Meanwhile everybody tries to answer otherwise, all the time.
    let (lately, settled) = match service.database {
        Some(_) => (service.looker("collection"), service.looker("collection")),
        None => (service.looker("collection"), service.looker("settled")),
    };
    let everybody = [i64::from(CROWD) + 4];
    let deadline = Instant::now() + Duration::from_secs(60);
    let mut refused = 0;
    while settled.values::<i64>("SELECT count(*) FROM settled_token") != everybody
        || lately.values::<i64>("SELECT count(*) FROM spent_token") != [0]
    {
        for (authorization, _) in &people {
            send(&service, wave, authorization, "no").assert_problem(409, "token-spent");
            refused += 1;
        }
        assert!(Instant::now() < deadline, "they did not settle");
    }
    println!("{refused} refused meanwhile");

    people.push(answer(&service, wave, &codes[4]));
    for (authorization, receipt) in &people {
        send(&service, wave, authorization, "no").assert_problem(409, "token-spent");
        assert_eq!(&send(&service, wave, authorization, "yes").ok(201), receipt);
    }
    // As a crash leaves a token that was on its way: in both tables.
    let service = service.crash();
    let looker = service.looker("collection");
    match service.database() {
        Some(_) => looker.run("INSERT INTO spent_token SELECT * FROM settled_token LIMIT 40").unwrap(),
        None => {
            looker.run(&format!("ATTACH '{}' AS beside", service.data().join("settled.db").display())).unwrap();
            looker.run("INSERT INTO spent_token SELECT * FROM settled_token LIMIT 40").unwrap();
        }
    }
    drop(looker);
    let service = service.restart();
    let organiser = Organiser { url: service.url.clone(), ..organiser };
    people.push(answer(&service, wave, &codes[5]));
    for (authorization, receipt) in &people {
        send(&service, wave, authorization, "no").assert_problem(409, "token-spent");
        assert_eq!(&send(&service, wave, authorization, "yes").ok(201), receipt);
    }

    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(6));
    let (signed, hashes) = whole_ledger(&service, wave, 4_000);
    assert_eq!(signed.tree_head.size, u64::from(CROWD) + 6);
    let file = service.data().parent().unwrap().join("settled.backup");
    let backup = service.command(&["backup", "--to", file.to_str().unwrap()]).output().unwrap();
    assert!(backup.status.success(), "{}", String::from_utf8_lossy(&backup.stderr));
    let restored = Service::start().stop();
    let output = restored.command(&["restore", "--from", file.to_str().unwrap()]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(whole_ledger(&restored.restart(), wave, 4_000), (signed, hashes));
}
