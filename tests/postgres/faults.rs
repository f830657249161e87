//! A database that goes away while people answer. What was acknowledged stands once; whoever was not told sends the same again.

use crate::support::{Looker, Organiser, Reply, Service, response};
use chorus::respondent::{KnownWave, agent};
use chorus_token::http::format_authorization;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Ends every connection that the service has, as a restart of the server does.
fn cut(database: &str) -> usize {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    Looker::of(database).values::<bool>(sql).len()
}

#[test]
fn answers_outlast_a_database_that_ends_every_connection() {
    const PEOPLE: usize = 60;
    let service = Service::start();
    let database = service.database.clone().unwrap();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let codes = organiser.invite(wave, PEOPLE);
    let authorizations: Vec<String> =
        codes.iter().map(|code| format_authorization(&known.token(&agent(), code).unwrap())).collect();
    let body = serde_json::to_vec(&response(&[("shift", "day")], &[("talk", "yes")])).unwrap();
    let url = format!("{}/api/v1/waves/{wave}/responses", service.url);
    let answered = AtomicBool::new(false);
    let send = |authorization: &String| {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let call = agent().post(&url).header("Content-Type", "application/json");
            let reply = Reply::from(call.header("Authorization", authorization).send(&body[..]).unwrap());
            match reply.status {
                201 => return,
                503 => assert!(reply.headers.iter().any(|(name, _)| name == "retry-after")),
                500 => {}
                other => panic!("{other}: {}", reply.text()),
            }
            assert!(Instant::now() < deadline, "the service did not recover: {}", service.log());
        }
    };
    let cuts = std::thread::scope(|scope| {
        let people = authorizations.chunks(PEOPLE / 4);
        let people: Vec<_> = people.map(|some| scope.spawn(move || some.iter().for_each(send))).collect();
        let cutting = scope.spawn(|| {
            let mut cuts = 0;
            while !answered.load(Ordering::Acquire) && cuts < 200 {
                cuts += cut(&database);
            }
            cuts
        });
        people.into_iter().for_each(|person| person.join().unwrap());
        answered.store(true, Ordering::Release);
        cutting.join().unwrap()
    });
    assert!(cuts > 0);
    let ready = Reply::from(agent().get(format!("{}/health/ready", service.url)).call().unwrap());
    assert_eq!(ready.status, 200, "{}", service.log());
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(PEOPLE as u64));
    println!("{cuts} connections ended; {PEOPLE} answers, each once");
}
