//! How fast the service is, beside what the machine can do, in one run. Read the ratios: the rates are of this machine.
//!
//!     cargo bench --bench service
//!
//! or, after it, `-- sqlite` or `-- postgres` alone, `-- sqlite small` without the grown store.
//!
//! The load generator runs on the same cores. Every submission is a token that is verified, spent and stored with its answers, synced
//! before it is acknowledged; its body has the 2 KiB that bodies of that wave have.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a panic is the message, and the figures are the result")]

#[expect(dead_code, clippy::panic, reason = "as the tests use it")]
#[path = "../../tests/chorus/support/cluster.rs"]
mod cluster;
mod floors;
mod grown;
mod load;
mod service;

use cluster::Cluster;
use load::{Arrival, Outcome, request, send};
use service::{Place, Service};
use std::time::Instant;

/// Connections where it is asked how soon an answer comes.
const CONNECTIONS: usize = 32;
/// Connections where it is asked how many answers there are.
const CROWD: usize = 128;
/// Tokens for a crowd, for fewer, and for a fixed arrival rate, which lasts for more than one clearing.
const TOKENS: [usize; 3] = [24_000, 12_000, 60_000];
/// Tokens for the store that has grown.
const MORE: usize = 24_000;
/// How many spent tokens that one holds.
const SPENT: u64 = 10_000_000;
/// How often each sealed row is there in the end.
const TIMES: u64 = 11;
const QUESTIONS: usize = 20_000;

/// What the machine can do.
struct Floors {
    signing: f64,
    echo: f64,
    rows: f64,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let told: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wanted = |name: &str| told.first().is_none_or(|only| only == name);
    let grown = told.get(1).is_none_or(|size| size != "small");
    let signing = floors::private_operations();
    println!("floor: {signing:.0} RSA-2048 private operations a second on two threads");
    let echo = echo();
    println!("floor: {echo:.0} replies a second of a server that says back what it is sent (1 KiB)");
    if wanted("sqlite") {
        let folder = tempfile::tempdir().unwrap();
        let rows = runtime.block_on(floors::sqlite(folder.path(), 32));
        println!("floor: {rows:.0} rows a second into a SQLite file, synced every 32");
        measure("SQLite", Place::Files(folder), &Floors { signing, echo, rows }, grown.then_some(&runtime));
    }
    if wanted("postgres") {
        let cluster = Cluster::start("on");
        let database = cluster.database();
        let superuser = cluster.url("postgres", &database);
        let rows = runtime.block_on(floors::postgres(&superuser, 2, 100));
        println!("floor: {rows:.0} rows a second into PostgreSQL, 100 a transaction from two clients");
        let (folder, variables) = (tempfile::tempdir().unwrap(), cluster.variables(&database));
        let place = Place::Server { folder, variables, superuser, database };
        measure("PostgreSQL", place, &Floors { signing, echo, rows }, grown.then_some(&runtime));
    }
}

/// Everything that is measured of one service; with a runtime to make the store grow on, that of the grown store too.
fn measure(name: &str, place: Place, floors: &Floors, runtime: Option<&tokio::runtime::Runtime>) {
    let key = place.account();
    let service = Service::start(&place, &key);
    println!("{name}: first answer {} ms after the start", service.started_in.as_millis());
    let wave = service.open_wave();
    let (blinded, requests) = service.blinded(wave, TOKENS.iter().sum());
    service.forget_memory();
    let issued = send(&service.address, &requests, CROWD, Arrival::Closed, 200);
    println!(
        "{name}: {:.0} tokens issued a second, {:.2} of the raw operations",
        issued.rate,
        issued.rate / floors.signing
    );
    let submissions = service.submissions(wave, blinded, &issued.bodies);
    let (crowd, others) = submissions.split_at(TOKENS[0]);
    let (few, fixed) = others.split_at(TOKENS[1]);
    let small = send(&service.address, crowd, CROWD, Arrival::Closed, 201);
    tell(name, "durable submissions over 128 connections", &small, floors.rows, "the raw rows");
    let few = send(&service.address, few, CONNECTIONS, Arrival::Closed, 201);
    tell(name, "durable submissions over 32 connections", &few, floors.rows, "the raw rows");
    let half = send(&service.address, fixed, CROWD, Arrival::PerSecond(small.rate / 2.0), 201);
    tell(name, "submissions at half the first load", &half, floors.rows, "the raw rows");
    println!("{name}: {} MiB of memory at its highest while that many came", service.highest_memory_mib());
    service.close(wave);
    questions(name, &service, wave, floors);

    let Some(runtime) = runtime else { return };
    let wave = service.open_wave();
    let (blinded, requests) = service.blinded(wave, MORE);
    let issued = send(&service.address, &requests, CROWD, Arrival::Closed, 200);
    let submissions = service.submissions(wave, blinded, &issued.bodies);
    service.stop();
    runtime.block_on(grown::multiply(&place, TIMES));
    runtime.block_on(grown::spend(&place, wave, SPENT));
    let service = Service::start(&place, &key);
    println!("{name}: first answer of the grown store {} ms after the start", service.started_in.as_millis());
    let submissions = service.at_its_address(submissions);
    let grown = send(&service.address, &submissions, CROWD, Arrival::Closed, 201);
    tell(name, "durable submissions beside ten million", &grown, small.rate, "the small store's");
    println!("{name}: {} MiB of memory at its highest while these came", service.highest_memory_mib());
    drop(service);
    let service = Service::start(&place, &key);
    let closed = service.closed_wave();
    questions(name, &service, closed, floors);
    drop(service);
}

/// The same question again and again.
fn questions(name: &str, service: &Service, wave: uuid::Uuid, floors: &Floors) {
    let asked = vec![service.question(wave); QUESTIONS];
    service.forget_memory();
    let first = send(&service.address, &asked[..1], 1, Arrival::Closed, 200);
    let answered = send(&service.address, &asked, CONNECTIONS, Arrival::Closed, 200);
    let what =
        format!("results of {} sealed responses (the first took {} ms)", service.sealed(wave), first.p99.as_millis());
    tell(name, &what, &answered, floors.echo, "the echo");
    println!("{name}: {} MiB of memory at its highest", service.highest_memory_mib());
}

fn tell(name: &str, what: &str, outcome: &Outcome, floor: f64, of: &str) {
    let milliseconds = |time: std::time::Duration| time.as_secs_f64() * 1000.0;
    println!(
        "{name}: {:.0} {what} a second, {:.2} of {of}; half within {:.1} ms, 99 of 100 within {:.1} ms",
        outcome.rate,
        outcome.rate / floor,
        milliseconds(outcome.median),
        milliseconds(outcome.p99)
    );
}

/// Requests that a server of the same make answers in a second if it does nothing but read and say back.
fn echo() -> f64 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let app = || {
                let back =
                    |body: actix_web::web::Json<serde_json::Value>| async { actix_web::HttpResponse::Ok().json(body) };
                actix_web::App::new().route("/", actix_web::web::post().to(back))
            };
            actix_web::HttpServer::new(app).workers(2).listen(listener).unwrap().run().await.unwrap();
        });
    });
    let body = format!("{{\"text\":\"{}\"}}", "0".repeat(1013));
    let one = request("POST", &address, "/", &[("Content-Type", "application/json")], body.as_bytes());
    let began = Instant::now();
    let outcome = send(&address, &vec![one; 100_000], CONNECTIONS, Arrival::Closed, 200);
    assert!(began.elapsed().as_secs_f64() > 0.1);
    outcome.rate
}
