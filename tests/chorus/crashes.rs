//! Crash safety: the program is killed at random moments, a hundred times, while people answer and batches are sealed. People
//! behave as the browser does: they keep their blinded request, their token and their answers, and send the same again until
//! they get a receipt. In the end every receipt stands for one sealed response, and nothing else is there. Everybody links their
//! waves, so that pseudonyms are at stake as well: each stands by its own row, once.

use crate::support::{Looker, Organiser, Service, Stopped, respondent, response as of_anybody, whole_ledger};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus::respondent::{KnownWave, RespondentError, agent, pseudonym};
use chorus_ledger::SignedTreeHead;
use chorus_questionnaire::Response;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, RwLock};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// PostgreSQL starts more slowly, and most of what could go wrong is the same code.
const KILLS: usize = if crate::ON_POSTGRES { 25 } else { 100 };
/// How many waves close and are cut short.
const CLOSINGS: usize = 30;
const THREADS: usize = 4;
/// So many two-way items tell more people apart than can answer in the time.
const ITEMS: usize = 13;
const INVITED: usize = 6_000;
/// With k = 3 a batch is sealed as soon as so many wait.
const BATCH: usize = 23;
/// The whole test, killing and all.
const LONGEST: Duration = Duration::from_secs(300);

fn document() -> String {
    let option = r#"[{"code":"y","label":"Yes"},{"code":"n","label":"No"}]"#;
    let items: Vec<String> =
        (0..ITEMS).map(|i| format!(r#"{{"code":"c{i:02}","text":"?","options":{option}}}"#)).collect();
    format!(
        r#"{{"title":"T","waves":[{{"title":"W","k":3,"panel":true,"attributes":[
            {{"code":"shift","label":"S","values":[{{"code":"day"}},{{"code":"night"}}]}}],
        "questionnaire":{{"items":[{}]}}}}]}}"#,
        items.join(",")
    )
}

/// The secret by which a person links their waves.
fn secret(person: usize) -> [u8; 16] {
    (person as u128 + 1).to_be_bytes()
}

fn response(person: usize, programme: Uuid) -> Response {
    let option = |item: usize| if person >> item & 1 == 1 { "y" } else { "n" };
    let answers = (0..ITEMS).map(|item| (format!("c{item:02}"), option(item).into())).collect();
    let shift = if person.is_multiple_of(3) { "night" } else { "day" };
    let panel = Some(pseudonym(&secret(person), programme));
    Response { attributes: [("shift".to_owned(), shift.to_owned())].into(), answers, panel, ..Response::default() }
}

/// Whose answers stand in this text.
fn person(text: &str) -> usize {
    (0..ITEMS).filter(|item| text.contains(&format!("\"c{item:02}\":\"y\""))).map(|item| 1 << item).sum()
}

/// What all threads share.
struct Crowd {
    wave: Uuid,
    codes: Vec<String>,
    /// Where the service is now.
    url: RwLock<String>,
    next: AtomicUsize,
    over: AtomicBool,
    failed: AtomicBool,
    receipts: Mutex<BTreeSet<(usize, String)>>,
    end: Instant,
}

impl Crowd {
    /// Does one step until it succeeds, and returns the terms that it succeeded with: whoever cannot reach the service tries
    /// again, wherever it is by then.
    fn insist(&self, mut step: impl FnMut(&KnownWave) -> Result<(), RespondentError>) -> KnownWave {
        loop {
            assert!(!self.failed.load(Ordering::Acquire), "a check failed");
            let url = self.url.read().unwrap().clone();
            let tried = KnownWave::fetch(&agent(), &url, self.wave).and_then(|known| step(&known).map(|()| known));
            match tried {
                Ok(known) => return known,
                Err(RespondentError::Refused { status, code, detail }) if status < 500 => {
                    panic!("refused: {status} {code} {detail}")
                }
                Err(error) => assert!(Instant::now() < self.end, "still no answer: {error}"),
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until enough people have answered from now on for a batch to be due.
    fn wait_for_a_batch(&self) {
        let answered = || self.receipts.lock().unwrap().len();
        let enough = answered() + BATCH;
        while answered() < enough {
            assert!(Instant::now() < self.end, "people do not get on");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// One person after the other, each to the receipt.
    fn answer(&self) {
        while !self.over.load(Ordering::Acquire) {
            let person = self.next.fetch_add(1, Ordering::AcqRel);
            let Some(code) = self.codes.get(person) else { return };
            let known = self.insist(|_| Ok(()));
            let blinded = known.blind().unwrap();
            let mut signed = None;
            let known = self.insist(|known| {
                signed = Some(known.request_token(&agent(), code, &blinded)?);
                Ok(())
            });
            let token = known.finalize(blinded, &signed.unwrap()).unwrap();
            let response = response(person, known.published.manifest.programme.id);
            let mut receipt = None;
            self.insist(|known| {
                receipt = Some(known.respond(&agent(), &token, &response)?);
                Ok(())
            });
            self.receipts.lock().unwrap().insert((person, receipt.unwrap()));
        }
    }
}

/// What lies in the databases of a service that is dead.
struct Remains {
    /// People in the sealed table, each with the row's id.
    sealed: Vec<(usize, Uuid)>,
    /// For each pseudonym, the row's id, and the batch that they are on their way in.
    slips: Vec<(Vec<u8>, Uuid, Option<Uuid>)>,
    /// People in the inbox, each with the batch that they are on their way in.
    inbox: Vec<(usize, Option<Uuid>)>,
    /// Spent tokens, as receipts.
    spent: BTreeSet<String>,
    /// What is published of closed waves.
    signed: Vec<SignedTreeHead>,
}

impl Remains {
    /// Reads PostgreSQL as it is, and a copy of SQLite's files: opening the files themselves would mend what the crash left.
    fn of(service: &Stopped) -> Self {
        let copy = tempfile::tempdir().unwrap();
        let looker = |room: &str| match service.database() {
            Some(database) => {
                let looker = Looker::of(database);
                // The server may still be at the statement that the dead service sent last.
                let others = format!("SELECT count(*) FROM pg_stat_activity WHERE usename LIKE '{database}%'");
                let deadline = Instant::now() + Duration::from_secs(30);
                while looker.values::<i64>(&others) != [0] {
                    assert!(Instant::now() < deadline, "the server did not notice that the service is dead");
                }
                looker.run(&format!("SET search_path = {database}_{room}")).unwrap();
                looker
            }
            None => {
                for entry in std::fs::read_dir(service.data()).unwrap().flatten() {
                    std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
                }
                Looker::sqlite(&copy.path().join(format!("{room}.db")))
            }
        };
        let (collection, sealed) = (looker("collection"), looker("sealed"));
        let inbox = collection.rows("SELECT response, batch FROM inbox", |row| {
            (person(&row.try_get_by_index::<String>(0).unwrap()), row.try_get_by_index(1).unwrap())
        });
        let spent = collection.values::<Vec<u8>>("SELECT token_hash FROM spent_token");
        let signed = collection.values::<String>("SELECT signed_head FROM ledger");
        let sealed = sealed.rows("SELECT answers, id FROM sealed_row", |row| {
            (person(&row.try_get_by_index::<String>(0).unwrap()), row.try_get_by_index(1).unwrap())
        });
        let slips = collection.rows("SELECT pseudonym, row_id, batch FROM slip", |row| {
            let by = |at| row.try_get_by_index(at).unwrap();
            (row.try_get_by_index(0).unwrap(), by(1), row.try_get_by_index(2).unwrap())
        });
        Self {
            sealed: sealed.unwrap(),
            slips: slips.unwrap(),
            inbox: inbox.unwrap(),
            spent: spent.iter().map(|hash| URL_SAFE_NO_PAD.encode(hash)).collect(),
            signed: signed.iter().map(|text| serde_json::from_str(text).unwrap()).collect(),
        }
    }

    /// Whoever had a receipt before the kill is there, and beside those who have one since only whoever was just being served.
    /// Nobody is there twice but in a batch that is on its way, and that batch is there whole or not at all.
    fn check(&self, before: &BTreeSet<(usize, String)>, since: &BTreeSet<(usize, String)>) {
        let sealed: BTreeSet<usize> = self.sealed.iter().map(|(person, _)| *person).collect();
        assert_eq!(sealed.len(), self.sealed.len(), "somebody is sealed twice");
        let waiting: BTreeSet<usize> = self.inbox.iter().map(|(person, _)| *person).collect();
        assert_eq!(waiting.len(), self.inbox.len(), "somebody waits twice");
        for (person, receipt) in before {
            assert!(sealed.contains(person) || waiting.contains(person), "person {person} has a receipt and is lost");
            assert!(self.spent.contains(receipt), "the token of person {person} is not spent");
        }
        let all: BTreeSet<usize> = sealed.union(&waiting).copied().collect();
        assert_eq!(all.len(), self.spent.len(), "as many responses as spent tokens");
        let known: BTreeSet<usize> = since.iter().map(|(person, _)| *person).collect();
        let unknown: Vec<&usize> = all.difference(&known).collect();
        assert!(unknown.len() <= THREADS, "{unknown:?} have no receipt, and only {THREADS} people answer at a time");
        let batches: BTreeSet<Option<Uuid>> = self.inbox.iter().map(|(_, batch)| *batch).collect();
        for batch in batches {
            let of_it: Vec<usize> =
                self.inbox.iter().filter(|(_, of)| *of == batch).map(|(person, _)| *person).collect();
            let arrived = of_it.iter().filter(|person| sealed.contains(person)).count();
            let whole = batch.is_some() && arrived == of_it.len();
            assert!(arrived == 0 || whole, "{arrived} of a batch of {} are sealed", of_it.len());
        }
    }

    /// Every sealed row has its own person's pseudonym beside it, once. A pseudonym without its row belongs to a batch that is on
    /// its way and has not arrived, and names one of those who wait in it.
    fn check_slips(&self, programme: Uuid) {
        let hash = |person: usize| URL_SAFE_NO_PAD.decode(pseudonym(&secret(person), programme)).unwrap();
        let slips: BTreeMap<Uuid, &(Vec<u8>, Uuid, Option<Uuid>)> =
            self.slips.iter().map(|slip| (slip.1, slip)).collect();
        assert_eq!(slips.len(), self.slips.len(), "two pseudonyms of one row");
        let rows: BTreeSet<Uuid> = self.sealed.iter().map(|(_, row)| *row).collect();
        for (person, row) in &self.sealed {
            let slip = slips.get(row).unwrap_or_else(|| panic!("the pseudonym of person {person} is lost"));
            assert_eq!(slip.0, hash(*person), "another's pseudonym stands by the row of person {person}");
        }
        for (pseudonym, _, batch) in self.slips.iter().filter(|slip| !rows.contains(&slip.1)) {
            let waits = |(person, of): &(usize, Option<Uuid>)| of == batch && hash(*person) == *pseudonym;
            assert!(batch.is_some() && self.inbox.iter().any(waits), "a pseudonym of nobody who waits");
        }
    }
}

#[test]
fn killed_at_random_moments_the_program_loses_and_doubles_nothing() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let end = Instant::now() + LONGEST;
    let mut service = Service::start_with(&[("CHORUS__SEALING__INTERVAL_SECONDS", "0.02")]);
    let organiser = Organiser::of(&service);
    let wave = organiser.create(&document());
    organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
    let programme = KnownWave::fetch(&agent(), &service.url, wave).unwrap().published.manifest.programme.id;
    let crowd = Crowd {
        wave,
        codes: organiser.invite(wave, INVITED),
        url: RwLock::new(service.url.clone()),
        next: AtomicUsize::new(0),
        over: AtomicBool::new(false),
        failed: AtomicBool::new(false),
        receipts: Mutex::default(),
        end,
    };
    let (mut while_sealing, mut sizes) = (0, BTreeSet::new());
    let service = std::thread::scope(|scope| {
        let _failed = Failed(&crowd.failed);
        let people: Vec<_> = (0..THREADS).map(|_| scope.spawn(|| crowd.answer())).collect();
        for kill in 0..KILLS {
            assert!(Instant::now() < end, "only {kill} kills in {LONGEST:?} (seed {seed})");
            // Random moments are what is tested here: of answering, from when a batch is due, and from when it begins to move.
            let moment = match kill % 3 {
                0 => rng.random_range(0..150_000),
                1 => {
                    crowd.wait_for_a_batch();
                    rng.random_range(0..40_000)
                }
                _ => {
                    wait_for_sealing(&service, end);
                    rng.random_range(0..6_000)
                }
            };
            std::thread::sleep(Duration::from_micros(moment));
            let before = crowd.receipts.lock().unwrap().clone();
            let dead = service.crash();
            let remains = Remains::of(&dead);
            remains.check(&before, &crowd.receipts.lock().unwrap());
            remains.check_slips(programme);
            while_sealing += usize::from(remains.inbox.iter().any(|(_, batch)| batch.is_some()));
            sizes.insert(remains.sealed.len());
            // One start in five is cut short as well, at any moment of opening and recovering.
            let dead = if kill % 5 == 4 { dead.crash_while_starting(rng.random_range(0..150)) } else { dead };
            service = dead.restart();
            *crowd.url.write().unwrap() = service.url.clone();
        }
        crowd.over.store(true, Ordering::Release);
        people.into_iter().for_each(|person| person.join().unwrap());
        service
    });

    let organiser = Organiser { url: service.url.clone(), key: organiser.key };
    organiser.close(wave);
    let receipts = crowd.receipts.into_inner().unwrap();
    assert_eq!(organiser.responses(wave), Some(receipts.len() as u64), "seed {seed}");
    let (signed, published) = whole_ledger(&service, wave, 1_000);
    let remains = Remains::of(&service.stop());
    remains.check(&receipts, &receipts);
    remains.check_slips(programme);
    assert_eq!(remains.slips.len(), receipts.len(), "each pseudonym waits for the next wave, once (seed {seed})");
    let answered: Vec<usize> = receipts.iter().map(|(person, _)| *person).collect();
    let mut sealed: Vec<usize> = remains.sealed.iter().map(|(person, _)| *person).collect();
    sealed.sort_unstable();
    assert_eq!(
        sealed, answered,
        "every receipt stands for one sealed response, and nothing else is sealed (seed {seed})"
    );
    assert!(remains.inbox.is_empty());
    let handed_out: BTreeSet<String> = receipts.into_iter().map(|(_, receipt)| receipt).collect();
    assert_eq!(remains.spent, handed_out, "every spent token has its receipt (seed {seed})");
    let published: BTreeSet<String> = published.iter().map(|hash| URL_SAFE_NO_PAD.encode(hash)).collect();
    assert_eq!(published, handed_out, "every receipt is in the signed list, and nothing else (seed {seed})");
    assert_eq!(signed.tree_head.size, handed_out.len() as u64, "and each once (seed {seed})");
    println!("{KILLS} kills, {while_sealing} of them while a batch was on its way; {} responses", answered.len());
    assert!(sizes.len() > KILLS / 4, "sealing hardly ran: {} sizes of the sealed table (seed {seed})", sizes.len());
    assert!(while_sealing > 0, "no kill met a batch on its way (seed {seed})");
}

/// The same while a wave closes: whatever the program was at, one ledger is signed, of all tokens and with nothing left to sign
/// another.
#[test]
fn killed_while_a_wave_closes_the_program_signs_one_ledger() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let mut service = Service::start();
    let mut organiser = Organiser::of(&service);
    let (mut not_begun, mut signed_before) = (0, 0);
    for _ in 0..CLOSINGS {
        let wave = organiser.open_wave();
        let answers = of_anybody(&[("shift", "day")], &[("talk", "yes")]);
        let codes = organiser.invite(wave, 4);
        let receipts: BTreeSet<String> =
            codes.iter().map(|code| respondent(&service.url, wave, code, &answers)).collect();
        organiser.ask_to_close_and_hang_up(wave);
        std::thread::sleep(Duration::from_micros(rng.random_range(0..60_000)));
        let dead = service.crash();
        let kept = Remains::of(&dead).signed.into_iter().find(|head| head.tree_head.wave == wave);
        service = dead.restart();
        organiser = Organiser { url: service.url.clone(), key: organiser.key };
        let state = organiser.get(&format!("waves/{wave}")).ok(200)["state"].clone();
        not_begun += usize::from(state == "open");
        signed_before += usize::from(kept.is_some());
        organiser.close(wave);
        let (signed, hashes) = whole_ledger(&service, wave, 1_000);
        assert_eq!(hashes.iter().map(|hash| URL_SAFE_NO_PAD.encode(hash)).collect::<BTreeSet<_>>(), receipts);
        assert!(kept.is_none_or(|kept| kept == signed), "what was published is another now (seed {seed})");
    }
    let keys = service.looker("issuance").values::<Option<Vec<u8>>>("SELECT ledger_key FROM wave");
    assert_eq!(keys, vec![None; CLOSINGS], "a key is left (seed {seed})");
    println!("{CLOSINGS} kills: {not_begun} before closing began, {signed_before} when the ledger had been signed");
}

/// Waits until the sealed table is being written to.
fn wait_for_sealing(service: &Service, end: Instant) {
    let mut look: Box<dyn FnMut() -> bool> = match &service.database {
        Some(database) => {
            let looker = Looker::of(database);
            let marked = format!("SELECT count(*) FROM {database}_collection.inbox WHERE batch IS NOT NULL");
            Box::new(move || looker.values::<i64>(&marked) != [0])
        }
        // Its log: whoever opened the file would hinder the program, and mend what the crash leaves.
        None => {
            let log = service.data().join("sealed.db-wal");
            let length = move || std::fs::metadata(&log).map_or(0, |file| file.len());
            let mut before = length();
            Box::new(move || {
                let last = std::mem::replace(&mut before, length());
                before > last
            })
        }
    };
    while !look() {
        assert!(Instant::now() < end, "nothing is sealed");
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// Ends the crowd when a check fails, so that the failure is told and not waited for.
struct Failed<'a>(&'a AtomicBool);

impl Drop for Failed<'_> {
    fn drop(&mut self) {
        self.0.store(std::thread::panicking(), Ordering::Release);
    }
}
