//! The program as a process, and what is sent to it.

use crate::load::request;
use chorus::respondent::{KnownWave, Link, agent, padded};
use chorus_questionnaire::Response;
use chorus_token::http::format_authorization;
use chorus_token::{PendingToken, TokenRequest, TokenResponse};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A running service. Dropping it kills the process.
pub struct Service {
    process: Child,
    _folder: tempfile::TempDir,
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
    pub fn on_files() -> Self {
        Self::on_server(&[])
    }

    pub fn on_server(variables: &[(String, String)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let variables = || variables.iter().cloned();
        let program = env!("CARGO_BIN_EXE_chorus");
        let mut account = Command::new(program);
        account.args(["account", "create", "bench", "--role", "organiser,evaluator", "--data-dir"]);
        let key = account.arg(folder.path()).envs(variables()).output().unwrap().stdout;
        let began = Instant::now();
        let mut command = Command::new(program);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(folder.path()).envs(variables());
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Listening on http://").unwrap().to_owned();
        agent().get(format!("http://{address}/health/ready")).call().unwrap();
        let started_in = began.elapsed();
        Self { process, _folder: folder, address, key: String::from_utf8(key).unwrap().trim().to_owned(), started_in }
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
            let answers = items.iter().filter(|item| !item.options.is_empty() && item.rows.is_empty());
            let answers = answers.filter(|item| item.required || !person.is_multiple_of(20));
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

    pub fn highest_memory_mib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
    }
}
