//! Issuance, collection and evidence as three processes with credentials of their own, behind the proxy's own rules.

use crate::support::{Cluster, Organiser, Reply, Service, chorus, respondent, response};
use chorus::respondent::agent;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const KEY: &str = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

/// The URLs of these rooms, as settings.
fn rooms(database: &str, rooms: &[&str]) -> Vec<(String, String)> {
    let of = |(name, _): &(String, String)| rooms.iter().any(|room| name.ends_with(&room.to_uppercase()));
    Cluster::get().variables(database).into_iter().filter(of).collect()
}

fn with(mut variables: Vec<(String, String)>, more: &[(&str, &str)]) -> Vec<(String, String)> {
    variables.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    variables
}

/// The three processes.
struct Apart {
    issuance: Service,
    collection: Service,
    evidence: Service,
}

impl Apart {
    fn start() -> Self {
        let database = Cluster::get().database();
        let role = |role, room: &[&str], more: &[(&str, &str)]| {
            let more = [&[("CHORUS__ROLE", role), ("CHORUS__SEALING__INTERVAL_SECONDS", "0.05")], more].concat();
            Service::start_on(with(rooms(&database, room), &more), Some(database.clone()))
        };
        let key = ("CHORUS__RELAY__KEY", KEY);
        let collection = role("collection", &["collection", "sealed"], &[key]);
        let there = ("CHORUS__RELAY__COLLECTION_URL", collection.url.as_str());
        let issuance = role("issuance", &["accounts", "issuance"], &[key, there]);
        let evidence = role("evidence", &["accounts", "sealed"], &[]);
        Self { issuance, collection, evidence }
    }
}

/// Caddy with the rules of `config/proxy/apart.Caddyfile`.
struct Proxy {
    process: Child,
    url: String,
    _folder: tempfile::TempDir,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Proxy {
    fn before(apart: &Apart) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/config/proxy/apart.Caddyfile");
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let file = folder.path().join("Caddyfile");
        let text = format!("{{\nadmin off\n}}\nimport {rules}\nhttp://127.0.0.1:{port} {{\nimport apart\n}}\n");
        std::fs::write(&file, text).unwrap();
        let mut command = Command::new("caddy");
        command.args(["run", "--adapter", "caddyfile", "--config"]).arg(&file).stderr(Stdio::null());
        command.env("HOME", folder.path()).env("XDG_DATA_HOME", folder.path()).env("XDG_CONFIG_HOME", folder.path());
        for (name, service) in [
            ("CHORUS_ISSUANCE", &apart.issuance),
            ("CHORUS_COLLECTION", &apart.collection),
            ("CHORUS_EVIDENCE", &apart.evidence),
        ] {
            command.env(name, service.url.strip_prefix("http://").unwrap());
        }
        let process = command.spawn().unwrap_or_else(|error| panic!("install caddy (apt-get install caddy): {error}"));
        let proxy = Self { process, url: format!("http://127.0.0.1:{port}"), _folder: folder };
        let deadline = Instant::now() + Duration::from_secs(30);
        while agent().get(format!("{}/health/live", proxy.url)).call().is_err() {
            assert!(Instant::now() < deadline, "caddy does not answer");
        }
        proxy
    }
}

#[test]
fn the_whole_way_through_three_processes() {
    let apart = Apart::start();
    let proxy = Proxy::before(&apart);
    let key = apart.issuance.account("staff", "organiser,evaluator");
    let organiser = Organiser { url: proxy.url.clone(), key };
    let wave = organiser.open_wave();
    for (i, code) in organiser.invite(wave, 30).iter().enumerate() {
        let shift = if i % 2 == 0 { "day" } else { "night" };
        respondent(&proxy.url, wave, code, &response(&[("shift", shift)], &[("talk", "yes")]));
    }
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(30));
    let ledger = organiser.get(&format!("waves/{wave}/ledger")).ok(200);
    assert_eq!(
        (ledger["status"].as_str(), ledger["tree_head"]["size"].as_u64()),
        (Some("published"), Some(30)),
        "{ledger}"
    );
    // Nobody reaches the relay from outside, and nobody without the key from inside.
    let relay = |base: &str, key: &str| {
        let call = agent().post(format!("{base}/relay/v1/settled")).header("Content-Type", "application/json");
        Reply::from(call.header("Authorization", format!("Bearer {key}")).send("null").unwrap()).status
    };
    assert_eq!(relay(&proxy.url, KEY), 404);
    assert_eq!(relay(&apart.collection.url, "CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC"), 401);
    assert_eq!(relay(&apart.collection.url, KEY), 204);
    assert_eq!(relay(&apart.issuance.url, KEY), 404);
    assert_eq!(relay(&apart.evidence.url, KEY), 404);
    // Each answers for its own rooms and no other.
    for (service, path) in [
        (&apart.collection, format!("waves/{wave}/results")),
        (&apart.collection, "programmes".to_owned()),
        (&apart.issuance, format!("waves/{wave}/results")),
        (&apart.issuance, format!("waves/{wave}/ledger")),
        (&apart.evidence, "programmes".to_owned()),
        (&apart.evidence, "accounts".to_owned()),
    ] {
        let there = Organiser { url: service.url.clone(), key: organiser.key.clone() };
        there.get(&path).assert_problem(404, "not-found");
    }
}

#[test]
fn issuance_that_starts_before_collection_tells_it_later() {
    let apart = Apart::start();
    let proxy = Proxy::before(&apart);
    let key = apart.issuance.account("staff", "organiser,evaluator");
    let organiser = Organiser { url: proxy.url.clone(), key };
    let wave = organiser.open_wave();
    for code in organiser.invite(wave, 9) {
        respondent(&proxy.url, wave, &code, &response(&[("shift", "day")], &[("talk", "yes")]));
    }
    // Collection is gone when the wave is closed: it is told to close once it is back, by nobody's asking.
    let Apart { issuance, collection, evidence } = apart;
    let address = collection.url.clone();
    let stopped = collection.stop();
    let refused = organiser.post(&format!("waves/{wave}/close"), "application/json", "");
    assert_eq!(refused.status, 500, "{}", refused.text());
    let issuance_again = issuance.crash_and_restart();
    let collection = stopped.restart_at(address.strip_prefix("http://").unwrap());
    let there = Organiser { url: evidence.url.clone(), key: organiser.key.clone() };
    let deadline = Instant::now() + Duration::from_secs(30);
    while there.responses(wave) != Some(9) {
        assert!(Instant::now() < deadline, "{} {}", issuance_again.log(), collection.log());
    }
}

/// A process that is given what its role must not have says so and does not start.
#[test]
fn a_role_refuses_what_is_not_its_own() {
    let database = Cluster::get().database();
    let key = ("CHORUS__RELAY__KEY", KEY);
    let url = ("CHORUS__RELAY__COLLECTION_URL", "http://127.0.0.1:1");
    let evidence: &[&str] = &["accounts", "sealed"];
    for (role, given, more, says) in [
        ("evidence", &["accounts", "sealed", "collection"][..], &[][..], "database.collection: role evidence must not"),
        ("evidence", &["accounts", "sealed", "issuance"], &[], "database.issuance: role evidence must not"),
        ("evidence", evidence, &[key], "relay"),
        ("evidence", evidence, &[("CHORUS__SECRET", KEY)], "secret: only whoever issues"),
        ("evidence", &["sealed"], &[], "database.accounts: missing"),
        ("collection", &["collection", "sealed", "issuance"], &[key], "database.issuance: role collection must not"),
        ("collection", &["collection", "sealed"], &[("CHORUS__SECRET", KEY), key], "secret: only whoever issues"),
        ("collection", &["collection", "sealed"], &[], "relay.key"),
        ("collection", &["collection", "sealed"], &[key, url], "relay.collection_url"),
        ("issuance", &["accounts", "issuance", "sealed"], &[key, url], "database.sealed: role issuance must not"),
        ("issuance", &["accounts", "issuance"], &[key], "relay.collection_url"),
        ("issuance", &["accounts", "issuance"], &[url, ("CHORUS__RELAY__KEY", "short")], "relay.key"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut command = chorus(&["serve", "--listen", "127.0.0.1:0", "--role", role, "--data-dir"]);
        let command = command.arg(folder.path()).envs(with(rooms(&database, given), more));
        let output = command.output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && error.contains(says), "{role} with {given:?}: {error}");
        assert!(!error.contains(KEY) && !error.contains("of-no-use"), "it repeats a secret: {error}");
    }
}
