//! `GET /waves/{wave}/ledger`: silent while a wave is open, whole and signed when it has closed, and checked as anybody can.

use crate::support::{DOCUMENT, Organiser, Reply, Service, respondent, response, whole_ledger};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus::respondent::{KnownWave, agent};
use serde_json::json;
use uuid::Uuid;

/// Asks as anybody can, without an account.
fn get(service: &Service, path: &str) -> Reply {
    Reply::ask(service, &format!("waves/{path}"))
}

/// Everybody who has one of these codes answers; gives their receipts.
fn answer(service: &Service, wave: Uuid, codes: &[String]) -> Vec<[u8; 32]> {
    let response = response(&[("shift", "day"), ("site", "Ward 7")], &[("talk", "yes")]);
    let receipt = |code| URL_SAFE_NO_PAD.decode(respondent(&service.url, wave, code, &response)).unwrap();
    codes.iter().map(|code| receipt(code).try_into().unwrap()).collect()
}

#[test]
fn every_receipt_is_in_the_list_when_the_wave_has_closed() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 12);
    let mut receipts = answer(&service, wave, &codes[..9]);
    let other = organiser.open_wave();
    let elsewhere = answer(&service, other, &organiser.invite(other, 4));
    organiser.close(wave);

    let (signed, hashes) = whole_ledger(&service, wave, 4);
    receipts.sort_unstable();
    assert_eq!(hashes, receipts, "all of them, none twice, nobody else's, in the order of the hashes");
    assert!(elsewhere.iter().all(|receipt| !hashes.contains(receipt)));
    assert_eq!(organiser.responses(wave), Some(signed.tree_head.size), "each is one sealed response");
    assert_eq!(signed.tree_head.links_replaced, None);
    // However it is asked for, it is the same: paged, in one go, when closed again, and after a crash.
    organiser.close(wave);
    let before = get(&service, &format!("{wave}/ledger")).body;
    let service = service.crash_and_restart();
    assert_eq!(get(&service, &format!("{wave}/ledger")).body, before);
    assert_eq!(whole_ledger(&service, wave, 65_536), (signed, hashes));
}

/// Neither a count nor a token shows before the wave closes, not even once batches have been sealed.
#[test]
fn an_open_wave_says_nothing_whatever_was_sealed() {
    let service = Service::start_with(&[("CHORUS__SEALING__INTERVAL_SECONDS", "0.05")]);
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 26);
    let silent = |who: &str| {
        assert_eq!(get(&service, &format!("{wave}/ledger")).ok(200), json!({"status": "waiting"}), "{who}");
        get(&service, &format!("{wave}/ledger/tokens")).assert_problem(409, "ledger-not-public");
    };
    silent("nobody has answered");
    let mut receipts = answer(&service, wave, &codes);
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while organiser.responses(wave).is_none() {
        assert!(std::time::Instant::now() < deadline, "no batch was sealed");
    }
    silent("a batch is sealed");
    organiser.close(wave);
    receipts.sort_unstable();
    assert_eq!(whole_ledger(&service, wave, 65_536).1, receipts);
}

#[test]
fn fewer_than_k_and_nobody_look_the_same() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let said = |people: usize| {
        let wave = organiser.open_wave();
        let codes = organiser.invite(wave, 5);
        answer(&service, wave, &codes[..people]);
        organiser.close(wave);
        let tokens = get(&service, &format!("{wave}/ledger/tokens"));
        tokens.assert_problem(409, "ledger-not-public");
        (get(&service, &format!("{wave}/ledger")).ok(200), tokens.body)
    };
    let nobody = said(0);
    assert_eq!(nobody.0, json!({"status": "withheld"}));
    assert_eq!([said(1), said(2)], [nobody.clone(), nobody]);
}

/// A link that is replaced is void; an invitation that was used stays used. How many were is told, if they are at least k.
#[test]
fn replaced_links_are_counted_and_give_no_second_voice() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let replaced = |links: usize| {
        let wave = organiser.open_wave();
        let roster: Vec<String> = (0..6).map(|person| format!("person-{person}@example.org")).collect();
        let invite = |people: &[String], query: &str| {
            let body = format!("contact\n{}\n", people.join("\n"));
            let links = organiser.post(&format!("waves/{wave}/invitations{query}"), "text/csv", &body).text();
            let code = |line: &str| line.split(['#', ',']).nth(2).unwrap().to_owned();
            links.lines().skip(1).map(code).collect::<Vec<_>>()
        };
        let codes = invite(&roster, "");
        answer(&service, wave, &codes[..4]);
        for code in invite(&roster[..links], "?replace=true") {
            let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
            assert!(known.token(&agent(), &code).is_err(), "they have answered");
        }
        organiser.close(wave);
        let (signed, hashes) = whole_ledger(&service, wave, 65_536);
        assert_eq!(hashes.len(), 4);
        signed.tree_head.links_replaced
    };
    assert_eq!([replaced(0), replaced(2), replaced(3), replaced(4)], [None, None, Some(3), Some(4)]);
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let draft = organiser.create(DOCUMENT);
    for wave in [draft, Uuid::new_v4()] {
        get(&service, &format!("{wave}/ledger")).assert_problem(404, "not-found");
        get(&service, &format!("{wave}/ledger/tokens")).assert_problem(404, "not-found");
    }
    let wave = organiser.open_wave();
    answer(&service, wave, &organiser.invite(wave, 3));
    organiser.close(wave);
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=65537", "limit"),
        ("limit=-1", "limit"),
        ("after=AAAA", "after"),
        ("after=", "after"),
        ("receipt=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "receipt"),
    ] {
        let problem = get(&service, &format!("{wave}/ledger/tokens?{query}")).assert_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{query}");
    }
    let last = URL_SAFE_NO_PAD.encode([0xff; 32]);
    let end = get(&service, &format!("{wave}/ledger/tokens?after={last}"));
    assert_eq!((end.status, end.body.len()), (200, 0));
}

/// The key is gone once the list is signed: what is left cannot sign another one.
#[test]
fn the_ledger_key_is_named_in_the_terms_and_destroyed_after_one_signature() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    for people in [2, 3] {
        let wave = organiser.open_wave();
        let named = || get(&service, &wave.to_string()).ok(200)["manifest"]["ledger_public_key"].clone();
        let public = named();
        assert_eq!(URL_SAFE_NO_PAD.decode(public.as_str().unwrap()).unwrap().len(), 32);
        answer(&service, wave, &organiser.invite(wave, people));
        organiser.close(wave);
        assert_eq!(named(), public);
    }
    let waves = "SELECT ledger_key FROM wave WHERE state";
    let keys = |state: &str| service.looker("issuance").values::<Option<Vec<u8>>>(&format!("{waves} = '{state}'"));
    assert_eq!(keys("closed"), [None, None], "whether there was a list to sign or not");
    let wave = organiser.open_wave();
    answer(&service, wave, &organiser.invite(wave, 3));
    let key = keys("open").remove(0).unwrap();
    let here = |bytes: &[u8]| bytes.windows(key.len()).any(|part| part == key);
    let files = || std::fs::read_dir(service.data()).unwrap().map(|entry| entry.unwrap().path());
    let held = || files().filter(|path| here(&std::fs::read(path).unwrap())).count();
    assert!(held() > 0 || crate::ON_POSTGRES, "it is somewhere while the wave is open");
    organiser.close(wave);
    assert_eq!(keys("closed"), [None, None, None]);
    assert_eq!(held(), 0, "as soon as the wave has closed, no file holds the key, nor any free page");
    for (path, bytes) in service.stop().files() {
        assert!(!here(&bytes), "{} holds the key", path.display());
    }
}
