//! Spent tokens that are many settle in a table of their own. Whether a token is spent is the same before, meanwhile and after.

use crate::support::{Looker, Organiser, Reply, Service, response, whole_ledger};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus::respondent::{KnownWave, agent};
use chorus_token::http::format_authorization;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// So many that some settle: of an open wave ten thousand stay.
const CROWD: u32 = 20_000;
/// So many more answer that some of them settle, too.
const PEOPLE: usize = 16;

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
    let codes = organiser.invite(wave, PEOPLE + 2);
    let mut people: Vec<_> = codes[..PEOPLE].iter().map(|code| answer(&service, wave, code)).collect();

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
    let count = |looker: &Looker, table: &str| looker.values::<i64>(&format!("SELECT count(*) FROM {table}"))[0];
    let everybody = i64::from(CROWD) + PEOPLE as i64;
    let deadline = Instant::now() + Duration::from_secs(60);
    let mut refused = 0;
    // About half, and each of them in one place.
    while count(&settled, "settled_token") < 9_000
        || count(&lately, "spent_token") + count(&settled, "settled_token") != everybody
    {
        for (authorization, _) in &people {
            send(&service, wave, authorization, "no").assert_problem(409, "token-spent");
            refused += 1;
        }
        assert!(Instant::now() < deadline, "they did not settle");
    }
    assert!(count(&lately, "spent_token") > 9_000, "a crowd stays");
    let known: BTreeSet<String> = settled
        .values("SELECT token_hash FROM settled_token")
        .iter()
        .map(|hash: &Vec<u8>| URL_SAFE_NO_PAD.encode(hash))
        .collect();
    let of_ours = people.iter().filter(|(_, receipt)| known.contains(receipt["receipt"].as_str().unwrap())).count();
    println!("{refused} refused meanwhile; {of_ours} of {PEOPLE} settled");
    assert!(of_ours > 0, "one time in 65,000 none is drawn");

    people.push(answer(&service, wave, &codes[PEOPLE]));
    for (authorization, receipt) in &people {
        send(&service, wave, authorization, "no").assert_problem(409, "token-spent");
        assert_eq!(&send(&service, wave, authorization, "yes").ok(201), receipt);
    }
    // As a crash leaves a token that was on its way: in both tables.
    let service = service.crash();
    let looker = service.looker("collection");
    match service.database() {
        Some(_) => looker
            .run("INSERT INTO spent_token SELECT token_hash, wave_id, body_tag FROM settled_token LIMIT 500")
            .unwrap(),
        None => {
            looker.run(&format!("ATTACH '{}' AS beside", service.data().join("settled.db").display())).unwrap();
            looker
                .run("INSERT INTO spent_token SELECT token_hash, wave_id, body_tag FROM settled_token LIMIT 500")
                .unwrap();
        }
    }
    drop(looker);
    let service = service.restart();
    let organiser = Organiser { url: service.url.clone(), ..organiser };
    people.push(answer(&service, wave, &codes[PEOPLE + 1]));
    for (authorization, receipt) in &people {
        send(&service, wave, authorization, "no").assert_problem(409, "token-spent");
        assert_eq!(&send(&service, wave, authorization, "yes").ok(201), receipt);
    }

    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(PEOPLE as u64 + 2));
    let (signed, hashes) = whole_ledger(&service, wave, 4_000);
    assert_eq!(signed.tree_head.size, u64::from(CROWD) + PEOPLE as u64 + 2);
    // Now all may settle, and the list stays as it is.
    let looker = service.looker("collection");
    while count(&looker, "spent_token") > 0 {
        assert!(Instant::now() < deadline + Duration::from_secs(60), "those of a closed wave did not settle");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(whole_ledger(&service, wave, 9_000).1, hashes);
    let file = service.data().parent().unwrap().join("settled.backup");
    let backup = service.command(&["backup", "--to", file.to_str().unwrap()]).output().unwrap();
    assert!(backup.status.success(), "{}", String::from_utf8_lossy(&backup.stderr));
    let restored = Service::start().stop();
    let output = restored.command(&["restore", "--from", file.to_str().unwrap()]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(whole_ledger(&restored.restart(), wave, 4_000), (signed, hashes));
}

/// Without the file of the settled tokens, tokens would be good again, and a restored wave would get those of another life.
#[test]
fn a_file_of_settled_tokens_that_is_gone_or_left_over_is_noticed() {
    if crate::ON_POSTGRES {
        return;
    }
    let stopped = Service::start().stop();
    let (file, aside) = (stopped.data().join("settled.db"), stopped.data().join("settled.aside"));
    std::fs::rename(&file, &aside).unwrap();
    let refused = stopped.command(&["serve", "--listen", "127.0.0.1:0"]).output().unwrap();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("settled.db is missing"), "{said}");
    // Nor does it make a new one while it cannot tell.
    let collection = stopped.data().join("collection.db");
    let whole = std::fs::read(&collection).unwrap();
    std::fs::write(&collection, b"not a database".repeat(100)).unwrap();
    let refused = stopped.command(&["serve", "--listen", "127.0.0.1:0"]).output().unwrap();
    assert!(!refused.status.success() && !file.exists());
    std::fs::write(&collection, whole).unwrap();
    std::fs::rename(&aside, &file).unwrap();
    let service = stopped.restart();
    let backup = service.data().parent().unwrap().join("empty.backup");
    let made = service.command(&["backup", "--to", backup.to_str().unwrap()]).output().unwrap();
    assert!(made.status.success());

    let other = Service::start().stop();
    let looker = Looker::sqlite(&other.data().join("settled.db"));
    looker.run("INSERT INTO settled_token VALUES (randomblob(16), randomblob(32), randomblob(32))").unwrap();
    drop(looker);
    for room in ["accounts", "issuance", "collection", "sealed"] {
        std::fs::remove_file(other.data().join(format!("{room}.db"))).unwrap();
    }
    let refused = other.command(&["restore", "--from", backup.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("settled_token"), "{said}");
}
