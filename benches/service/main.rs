//! How fast the service is, beside what the machine can do, in one run. Read the ratios: the rates are of this machine.
//!
//!     cargo bench --bench service
//!
//! The load generator runs on the same cores. Every submission is a token that is verified, spent and stored with its answers, synced
//! before it is acknowledged; its body has the 2 KiB that bodies of that wave have.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a panic is the message, and the figures are the result")]

#[expect(dead_code, clippy::panic, reason = "as the tests use it")]
#[path = "../../tests/chorus/support/cluster.rs"]
mod cluster;
mod floors;
mod load;
mod service;

use cluster::Cluster;
use load::{Arrival, Outcome, request, send};
use service::Service;
use std::time::Instant;

const CONNECTIONS: usize = 32;
/// Tokens for the closed loop, and for a fixed arrival rate.
const TOKENS: [usize; 2] = [24_000, 12_000];
const QUESTIONS: usize = 20_000;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let signing = floors::private_operations();
    println!("floor: {signing:.0} RSA-2048 private operations a second on two threads");
    let echo = echo();
    println!("floor: {echo:.0} replies a second of a server that says back what it is sent (1 KiB)");

    let file = runtime.block_on(floors::sqlite(folder.path(), 32));
    println!("floor: {file:.0} rows a second into a SQLite file, synced every 32");
    measure("SQLite", Service::on_files(), signing, echo, file);

    let cluster = Cluster::start("on");
    let database = cluster.database();
    let server = runtime.block_on(floors::postgres(&cluster.url("postgres", &database), 2, 100));
    println!("floor: {server:.0} rows a second into PostgreSQL, 100 a transaction from two clients");
    measure("PostgreSQL", Service::on_server(&cluster.variables(&database)), signing, echo, server);
}

/// Everything that is measured of one service.
fn measure(name: &str, service: Service, signing: f64, echo: f64, floor: f64) {
    println!("{name}: first answer {} ms after the start", service.started_in.as_millis());
    let wave = service.open_wave();
    let all = TOKENS.iter().sum();
    let (blinded, requests) = service.blinded(wave, all);
    let issued = send(&service.address, &requests, CONNECTIONS, Arrival::Closed, 200);
    println!("{name}: {:.0} tokens issued a second, {:.2} of the raw operations", issued.rate, issued.rate / signing);
    let submissions = service.submissions(wave, blinded, &issued.bodies);
    let (closed, fixed) = submissions.split_at(TOKENS[0]);
    let taken = send(&service.address, closed, CONNECTIONS, Arrival::Closed, 201);
    tell(name, "durable submissions", &taken, floor, "the raw rows");
    let half = send(&service.address, fixed, CONNECTIONS, Arrival::PerSecond(taken.rate / 2.0), 201);
    tell(name, "submissions at half that load", &half, floor, "the raw rows");
    println!("{name}: {} MiB of memory at its highest", service.highest_memory_mib());
    service.close(wave);
    let question = service.question(wave);
    let asked = vec![question; QUESTIONS];
    send(&service.address, &asked[..100], 1, Arrival::Closed, 200);
    let answered = send(&service.address, &asked, CONNECTIONS, Arrival::Closed, 200);
    tell(name, "results of 36,000 sealed responses", &answered, echo, "the echo");
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
