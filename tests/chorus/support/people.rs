//! Organisers and respondents over HTTP.

use super::{DOCUMENT, Service};
use chorus::respondent::{KnownWave, Link, agent};
use chorus_questionnaire::Response;
use serde_json::Value;
use std::io::Write as _;
use std::net::TcpStream;
use uuid::Uuid;

/// What a call answered.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub media_type: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    /// Asks as anybody can, without an account.
    pub fn ask(service: &Service, path: &str) -> Self {
        Self::from(agent().get(format!("{}/api/v1/{path}", service.url)).call().unwrap())
    }

    pub fn from(mut reply: ureq::http::Response<ureq::Body>) -> Self {
        let headers: Vec<(String, String)> = reply
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let media_type = headers.iter().find(|(name, _)| name == "content-type").map(|(_, value)| value.clone());
        Self {
            status: reply.status().as_u16(),
            media_type: media_type.unwrap_or_default(),
            headers,
            body: reply.body_mut().read_to_vec().unwrap(),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Asserts that this is a problem document of this status and code.
    #[track_caller]
    pub fn assert_problem(&self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.media_type.as_str()), (status, "application/problem+json"), "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], format!("urn:chorus:problem:{code}"));
        assert!(problem["title"].as_str().unwrap().len() > 3 && problem["detail"].as_str().unwrap().len() > 3);
        problem
    }

    /// Asserts success and returns the JSON.
    #[track_caller]
    pub fn ok(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        self.json()
    }
}

/// Staff with an API key.
pub struct Organiser {
    pub url: String,
    pub key: String,
}

impl Organiser {
    /// An account that may organise and evaluate.
    pub fn of(service: &Service) -> Self {
        Self { url: service.url.clone(), key: service.account("staff", "organiser,evaluator") }
    }

    pub fn get(&self, path: &str) -> Reply {
        let call = agent().get(format!("{}/api/v1/{path}", self.url));
        Reply::from(call.header("Authorization", format!("Bearer {}", self.key)).call().unwrap())
    }

    pub fn post(&self, path: &str, media_type: &str, body: &str) -> Reply {
        self.post_bytes(path, media_type, body.as_bytes())
    }

    pub fn post_bytes(&self, path: &str, media_type: &str, body: &[u8]) -> Reply {
        let call = agent().post(format!("{}/api/v1/{path}", self.url)).header("Content-Type", media_type);
        Reply::from(call.header("Authorization", format!("Bearer {}", self.key)).send(body).unwrap())
    }

    pub fn put(&self, path: &str, body: &str) -> Reply {
        let call = agent().put(format!("{}/api/v1/{path}", self.url)).header("Content-Type", "application/json");
        Reply::from(call.header("Authorization", format!("Bearer {}", self.key)).send(body).unwrap())
    }

    pub fn delete(&self, path: &str) -> Reply {
        let call = agent().delete(format!("{}/api/v1/{path}", self.url));
        Reply::from(call.header("Authorization", format!("Bearer {}", self.key)).call().unwrap())
    }

    /// Creates a programme from YAML and returns the id of its first wave.
    pub fn create(&self, document: &str) -> Uuid {
        let created = self.post("programmes", "application/yaml", document).ok(201);
        created["waves"][0]["id"].as_str().unwrap().parse().unwrap()
    }

    /// An open wave of the standard document.
    pub fn open_wave(&self) -> Uuid {
        let wave = self.create(DOCUMENT);
        self.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
        wave
    }

    /// Invites so many people and returns their codes.
    pub fn invite(&self, wave: Uuid, people: usize) -> Vec<String> {
        let tag = Uuid::new_v4();
        let roster: String = (0..people).map(|i| format!("{i}-{tag}@example.org\n")).collect();
        let reply = self.post(&format!("waves/{wave}/invitations"), "text/csv", &format!("contact\n{roster}"));
        assert_eq!(reply.status, 201, "{}", reply.text());
        let links = reply.text();
        let links = links.lines().skip(1).map(|line| line.split(',').nth(1).unwrap());
        links.map(|link| Link::parse(link).unwrap().code).collect()
    }

    pub fn close(&self, wave: Uuid) {
        self.post(&format!("waves/{wave}/close"), "application/json", "").ok(200);
    }

    /// Asks for a wave to be closed, and does not wait for the reply.
    pub fn ask_to_close_and_hang_up(&self, wave: Uuid) {
        let address = self.url.strip_prefix("http://").unwrap();
        let head = format!(
            "POST /api/v1/waves/{wave}/close HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nContent-Length: 0\r\n\r\n",
            self.key
        );
        TcpStream::connect(address).unwrap().write_all(head.as_bytes()).unwrap();
    }

    pub fn results(&self, wave: Uuid, query: &str) -> Reply {
        self.get(&format!("waves/{wave}/results?{query}"))
    }

    /// How many sealed responses the wave shows; `None` while it is withheld.
    pub fn responses(&self, wave: Uuid) -> Option<u64> {
        self.results(wave, "").ok(200)["responses"].as_u64()
    }
}

/// Answers once, the whole way, and returns the receipt.
pub fn respondent(url: &str, wave: Uuid, code: &str, response: &Response) -> String {
    let known = KnownWave::fetch(&agent(), url, wave).unwrap();
    let token = known.token(&agent(), code).unwrap();
    known.respond(&agent(), &token, response).unwrap()
}

/// A response from pairs.
pub fn response(attributes: &[(&str, &str)], answers: &[(&str, &str)]) -> Response {
    let attributes = attributes.iter().map(|(code, value)| ((*code).to_owned(), (*value).to_owned()));
    let answers = answers.iter().map(|(code, option)| ((*code).to_owned(), (*option).into()));
    Response { attributes: attributes.collect(), answers: answers.collect(), ..Response::default() }
}
