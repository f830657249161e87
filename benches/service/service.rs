//! The program as a process, and what is sent to it.

use crate::load::request;
use chorus::respondent::{KnownWave, Link, agent, padded};
use chorus_questionnaire::{ItemKind, Response};
use chorus_token::http::format_authorization;
use chorus_token::{PendingToken, TokenRequest, TokenResponse};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Where a service keeps everything.
pub enum Place {
    /// In files of this folder.
    Files(tempfile::TempDir),
    /// On a server.
    Server {
        /// For the service's secret alone.
        folder: tempfile::TempDir,
        /// The settings that lead there.
        variables: Vec<(String, String)>,
        /// The way there for whoever may do everything.
        superuser: String,
        /// The database's name, with which the rooms' schemas begin.
        database: String,
    },
}

impl Place {
    fn folder(&self) -> &Path {
        match self {
            Self::Files(folder) | Self::Server { folder, .. } => folder.path(),
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chorus"));
        command.args(arguments).arg("--data-dir").arg(self.folder());
        if let Self::Server { variables, .. } = self {
            command.envs(variables.iter().cloned());
        }
        command
    }

    /// Makes an account and returns its key.
    pub fn account(&self) -> String {
        let made = self.command(&["account", "create", "bench", "--role", "organiser,evaluator"]).output().unwrap();
        String::from_utf8(made.stdout).unwrap().trim().to_owned()
    }
}

/// A running service. Dropping it kills the process.
pub struct Service {
    process: Child,
    /// Host and port.
    pub address: String,
    key: String,
    /// From its start to its first answer.
    pub started_in: Duration,
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Service {
    pub fn start(place: &Place, key: &str) -> Self {
        let began = Instant::now();
        let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Listening on http://").unwrap().to_owned();
        agent().get(format!("http://{address}/health/ready")).call().unwrap();
        Self { process, address, key: key.to_owned(), started_in: began.elapsed() }
    }

    /// Ends it in good order.
    pub fn stop(mut self) {
        let told = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().unwrap();
        assert!(told.success() && self.process.wait().unwrap().success());
    }

    fn post(&self, path: &str, media_type: &str, body: &str) -> Vec<u8> {
        let call = agent().post(format!("http://{}/api/v1/{path}", self.address)).header("Content-Type", media_type);
        let mut reply = call.header("Authorization", format!("Bearer {}", self.key)).send(body).unwrap();
        let body = reply.body_mut().with_config().limit(1 << 28).read_to_vec().unwrap();
        assert!(reply.status().is_success(), "{path}: {}", String::from_utf8_lossy(&body));
        body
    }

    pub fn open_wave(&self) -> Uuid {
        let document = include_str!("../../demo/training.yaml");
        let created: serde_json::Value =
            serde_json::from_slice(&self.post("programmes", "application/yaml", document)).unwrap();
        let wave = created["waves"][0]["id"].as_str().unwrap().parse().unwrap();
        self.post(&format!("waves/{wave}/open"), "application/json", "");
        wave
    }

    fn known(&self, wave: Uuid) -> KnownWave {
        KnownWave::fetch(&agent(), &format!("http://{}", self.address), wave).unwrap()
    }

    /// So many token requests, each by an invitation of its own.
    pub fn blinded(&self, wave: Uuid, people: usize) -> (Vec<(PendingToken, TokenRequest)>, Vec<Vec<u8>>) {
        let roster: String = (0..people).map(|person| format!("{person}@example.org\n")).collect();
        let links = self.post(&format!("waves/{wave}/invitations"), "text/csv", &format!("contact\n{roster}"));
        let links = String::from_utf8(links).unwrap();
        let known = self.known(wave);
        let path = format!("/api/v1/waves/{wave}/token-request");
        let mut blinded = Vec::new();
        let mut requests = Vec::new();
        for line in links.lines().skip(1) {
            let code = Link::parse(line.split(',').nth(1).unwrap()).unwrap().code;
            let one = known.blind().unwrap();
            let authorization = format!("Invitation {code}");
            let headers =
                [("Authorization", authorization.as_str()), ("Content-Type", "application/private-token-request")];
            requests.push(request("POST", &self.address, &path, &headers, &one.1.encode()));
            blinded.push(one);
        }
        (blinded, requests)
    }

    /// The submissions that these tokens are good for.
    pub fn submissions(
        &self,
        wave: Uuid,
        blinded: Vec<(PendingToken, TokenRequest)>,
        signed: &[Vec<u8>],
    ) -> Vec<Vec<u8>> {
        let known = self.known(wave);
        let path = format!("/api/v1/waves/{wave}/responses");
        let items = &known.published.questionnaire.items;
        let chosen = |person: usize| {
            let answers = items.iter().filter(|item| item.kind == ItemKind::Choice && item.show_if.is_empty());
            let answers =
                answers.map(|item| (item.code.clone(), item.options[person % item.options.len()].code.as_str().into()));
            let attributes = known.published.manifest.attributes.iter();
            let attributes = attributes.map(|attribute| {
                (attribute.code.clone(), attribute.values[person % attribute.values.len()].code.clone())
            });
            Response { attributes: attributes.collect(), answers: answers.collect(), ..Response::default() }
        };
        let one = |(person, (blinded, signed)): (usize, ((PendingToken, TokenRequest), &Vec<u8>))| {
            let token = known.finalize(blinded, &TokenResponse::decode(signed).unwrap()).unwrap();
            let body = padded(&chosen(person), &known.published).unwrap();
            let headers = [("Authorization", &*format_authorization(&token)), ("Content-Type", "application/json")];
            request("POST", &self.address, &path, &headers, &body)
        };
        blinded.into_iter().zip(signed).enumerate().map(one).collect()
    }

    pub fn close(&self, wave: Uuid) {
        self.post(&format!("waves/{wave}/close"), "application/json", "");
    }

    /// A question for a scale by a group.
    pub fn question(&self, wave: Uuid) -> Vec<u8> {
        let attribute = &self.known(wave).published.manifest.attributes[0].code;
        let authorization = format!("Bearer {}", self.key);
        let path = format!("/api/v1/waves/{wave}/results?measure=openness&by={attribute}");
        request("GET", &self.address, &path, &[("Authorization", &authorization)], b"")
    }

    /// The first wave that is closed.
    pub fn closed_wave(&self) -> Uuid {
        let programmes: serde_json::Value = serde_json::from_slice(&self.get("programmes")).unwrap();
        let waves =
            programmes["programmes"].as_array().unwrap().iter().flat_map(|one| one["waves"].as_array().unwrap());
        let closed = waves.clone().find(|wave| wave["state"] == "closed").unwrap();
        closed["id"].as_str().unwrap().parse().unwrap()
    }

    /// How many responses of a wave are sealed.
    pub fn sealed(&self, wave: Uuid) -> u64 {
        let results = self.get(&format!("waves/{wave}/results?measure=openness"));
        let results: serde_json::Value = serde_json::from_slice(&results).unwrap();
        results["responses"].as_u64().unwrap()
    }

    /// The same requests to this service: it may listen elsewhere than the one that they were made for.
    pub fn at_its_address(&self, requests: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        let moved = |request: Vec<u8>| {
            let end = request.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
            let head = String::from_utf8(request[..end].to_vec()).unwrap();
            let lines = head.lines().map(|line| match line.strip_prefix("Host: ") {
                Some(_) => format!("Host: {}", self.address),
                None => line.to_owned(),
            });
            let head: Vec<String> = lines.collect();
            [head.join("\r\n").as_bytes(), &request[end..]].concat()
        };
        requests.into_iter().map(moved).collect()
    }

    fn get(&self, path: &str) -> Vec<u8> {
        let call = agent().get(format!("http://{}/api/v1/{path}", self.address));
        let mut reply = call.header("Authorization", format!("Bearer {}", self.key)).call().unwrap();
        reply.body_mut().read_to_vec().unwrap()
    }

    /// From here on [`highest_memory_mib`](Self::highest_memory_mib) counts anew.
    pub fn forget_memory(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.process.id()), "5").unwrap();
    }

    pub fn highest_memory_mib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
    }
}
