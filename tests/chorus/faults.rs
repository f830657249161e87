//! What may go wrong while somebody answers: a connection that ends in the middle, a service that is told to stop, a disk that is full.
//! What was acknowledged stands, once; what was not may be sent again.

use crate::support::{Organiser, Reply, Service, response};
use chorus::respondent::{KnownWave, agent, padded};
use chorus_token::http::format_authorization;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A request, cut in two.
struct Halves {
    address: String,
    first: Vec<u8>,
    second: Vec<u8>,
}

/// A submission for each of these invitations.
fn submissions(service: &Service, wave: Uuid, codes: &[String]) -> Vec<Halves> {
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let body = padded(&response(&[("shift", "day")], &[("talk", "yes")]), &known.published).unwrap();
    let address = service.url.strip_prefix("http://").unwrap().to_owned();
    let one = |code: &String| {
        let authorization = format_authorization(&known.token(&agent(), code).unwrap());
        let head = format!(
            "POST /api/v1/waves/{wave}/responses HTTP/1.1\r\nHost: {address}\r\nAuthorization: {authorization}\r\n\
             Content-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let (first, second) = body.split_at(body.len() / 2);
        Halves { address: address.clone(), first: [head.as_bytes(), first].concat(), second: second.to_vec() }
    };
    codes.iter().map(one).collect()
}

impl Halves {
    fn begin(&self) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(&self.first).unwrap();
        stream
    }

    /// Sends the rest and returns the status.
    fn end(&self, mut stream: TcpStream) -> u16 {
        stream.write_all(&self.second).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply.split(' ').nth(1).unwrap().parse().unwrap()
    }

    fn send(&self) -> u16 {
        self.end(self.begin())
    }
}

#[test]
fn a_connection_that_ends_in_the_middle_of_a_body_costs_nothing() {
    const PEOPLE: usize = 12;
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let all = submissions(&service, wave, &organiser.invite(wave, PEOPLE));
    for one in &all {
        drop(one.begin());
        assert_eq!(one.send(), 201);
    }
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(PEOPLE as u64));
}

#[test]
fn whoever_is_in_the_middle_when_the_service_stops_is_waited_for() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let all = submissions(&service, wave, &organiser.invite(wave, 6));
    let begun: Vec<TcpStream> = all.iter().map(Halves::begin).collect();
    // Each has been taken up by the service: the request before it on that thread was answered.
    Reply::ask(&service, &format!("waves/{wave}")).ok(200);
    let stopping = service.told_to_stop();
    for (one, stream) in all.iter().zip(begun) {
        assert_eq!(one.end(stream), 201);
    }
    let service = stopping.ended().restart();
    let organiser = Organiser { url: service.url.clone(), ..organiser };
    for one in submissions_again(&service, all) {
        assert_eq!(one.send(), 201, "the same again is answered the same");
    }
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(6));
}

/// The same requests to the service where it listens now.
fn submissions_again(service: &Service, mut all: Vec<Halves>) -> Vec<Halves> {
    let address = service.url.strip_prefix("http://").unwrap();
    all.iter_mut().for_each(|one| address.clone_into(&mut one.address));
    all
}

/// Lets the process write files of so many bytes at most, or of any size.
fn limit_files(service: &Service, limit: &str) {
    let mut prlimit = Command::new("prlimit");
    prlimit.args([format!("--pid={}", service.id()), format!("--fsize={limit}:unlimited")]);
    assert!(prlimit.status().unwrap().success());
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    const PEOPLE: usize = 60;
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let all = submissions(&service, wave, &organiser.invite(wave, PEOPLE));
    let (before, after) = all.split_at(PEOPLE / 2);
    before.iter().for_each(|one| assert_eq!(one.send(), 201));
    // Nothing can be written any more.
    limit_files(&service, "1");
    let refused: Vec<u16> = after.iter().map(Halves::send).collect();
    assert!(refused.iter().all(|status| matches!(status, 500 | 503)), "{refused:?}");
    limit_files(&service, "unlimited");
    let deadline = Instant::now() + Duration::from_secs(30);
    for one in after {
        while one.send() != 201 {
            assert!(Instant::now() < deadline, "it did not recover: {}", service.log());
        }
    }
    before.iter().for_each(|one| assert_eq!(one.send(), 201, "the same again is answered the same"));
    let service = service.crash_and_restart();
    let organiser = Organiser { url: service.url.clone(), ..organiser };
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(PEOPLE as u64));
}
