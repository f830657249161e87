//! A database that goes away while people answer. What was acknowledged stands once; whoever was not told sends the same again.

use crate::support::cluster::{programs, unprivileged};
use crate::support::{Cluster, Looker, Organiser, Reply, Service, response};
use chorus::respondent::{KnownWave, agent};
use chorus_token::http::format_authorization;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::ScopedJoinHandle;
use std::time::{Duration, Instant};

/// Ends every connection that the service has, as a restart of the server does.
fn cut(database: &str) -> usize {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    Looker::of(database).values::<bool>(sql).len()
}

#[test]
fn answers_outlast_a_database_that_ends_every_connection() {
    let service = Service::start();
    let database = service.database.clone().unwrap();
    let mut cuts = 0;
    outlast(&service, 60, || {
        if cuts < 200 {
            cuts += cut(&database);
        }
    });
    assert!(cuts > 0);
    println!("{cuts} connections ended");
}

/// Ends the server in the middle of everything, and starts it again.
fn crash_and_restart(cluster: &Cluster) {
    let folder = cluster.folder();
    let mut command = unprivileged();
    command.arg(programs().join("pg_ctl")).args(["restart", "-m", "immediate", "-w", "-D"]);
    command.arg(folder.join("data")).arg("-l").arg(folder.join("log")).current_dir(folder);
    assert!(command.stdin(Stdio::null()).stdout(Stdio::null()).status().unwrap().success());
}

#[test]
fn answers_outlast_a_server_that_crashes_and_comes_back() {
    let cluster = Cluster::start("off");
    let database = cluster.database();
    let service = Service::start_on(cluster.variables(&database), None);
    let mut crashes = 0;
    outlast(&service, 200, || {
        if crashes < 3 {
            crash_and_restart(&cluster);
            crashes += 1;
        }
    });
    assert!(crashes > 0);
    println!("the server crashed {crashes} times");
}

/// Lets so many people answer while something is done to the database again and again. Everybody is taken in the end, once.
fn outlast(service: &Service, people: usize, mut disturb: impl FnMut() + Send) {
    let organiser = Organiser::of(service);
    let wave = organiser.open_wave();
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let codes = organiser.invite(wave, people);
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
    std::thread::scope(|scope| {
        let all = authorizations.chunks(people / 4);
        let all: Vec<_> = all.map(|some| scope.spawn(move || some.iter().for_each(send))).collect();
        scope.spawn(|| {
            while !answered.load(Ordering::Acquire) {
                disturb();
                // When enough has been done, those who answer have the processor.
                std::thread::yield_now();
            }
        });
        let ended: Vec<_> = all.into_iter().map(ScopedJoinHandle::join).collect();
        answered.store(true, Ordering::Release);
        ended.into_iter().for_each(Result::unwrap);
    });
    let ready = Reply::from(agent().get(format!("{}/health/ready", service.url)).call().unwrap());
    assert_eq!(ready.status, 200, "{}", service.log());
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(people as u64));
    println!("{people} answers, each once");
}

/// A table that somebody keeps locked, as a slow disk would: those who wait are few, the others are asked to come again, at once.
#[test]
fn more_answers_than_a_slow_database_takes_are_asked_to_come_again() {
    /// The queue holds 512, and 128 are being written.
    const PEOPLE: usize = 700;
    let service = Service::start();
    let database = service.database.clone().unwrap();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let body = serde_json::to_vec(&response(&[("shift", "day")], &[("talk", "yes")])).unwrap();
    let address = service.url.strip_prefix("http://").unwrap();
    let request = |code: &String| {
        let authorization = format_authorization(&known.token(&agent(), code).unwrap());
        let head = format!(
            "POST /api/v1/waves/{wave}/responses HTTP/1.1\r\nHost: {address}\r\nAuthorization: {authorization}\r\n\
             Content-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), &body].concat()
    };
    let requests: Vec<Vec<u8>> = organiser.invite(wave, PEOPLE).iter().map(request).collect();
    let send = |request: &Vec<u8>| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request).unwrap();
        stream
    };
    let read = |mut stream: TcpStream| {
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        assert!(!reply.starts_with("HTTP/1.1 503") || reply.to_lowercase().contains("\r\nretry-after: "), "{reply}");
        reply.split(' ').nth(1).unwrap().parse::<u16>().unwrap()
    };
    let slow = Looker::of(&database);
    slow.run(&format!("BEGIN; LOCK TABLE {database}_collection.spent_token IN SHARE MODE")).unwrap();
    let waiting: Vec<TcpStream> = requests.iter().map(send).collect();
    // Those that find no place are answered before anything is written.
    waiting.iter().for_each(|stream| stream.set_nonblocking(true).unwrap());
    let deadline = Instant::now() + Duration::from_secs(60);
    while !waiting.iter().any(|stream| stream.peek(&mut [0]).is_ok()) {
        assert!(Instant::now() < deadline, "nobody was asked to come again");
    }
    waiting.iter().for_each(|stream| stream.set_nonblocking(false).unwrap());
    slow.run("COMMIT").unwrap();
    let statuses: Vec<u16> = waiting.into_iter().map(read).collect();
    let count = |status| statuses.iter().filter(|known| **known == status).count();
    assert!(count(201) > 0 && count(503) > 0, "{statuses:?}");
    assert_eq!(count(201) + count(503), PEOPLE, "{statuses:?}");
    for request in &requests {
        assert_eq!(read(send(request)), 201, "whoever comes again is taken, or is told the same");
    }
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(PEOPLE as u64));
    println!("{} taken, {} asked to come again", count(201), count(503));
}
