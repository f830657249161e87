//! `chorus demo`: a running service with one finished programme, the 1,259 real answers of the OSMI survey of 2014, and one
//! open wave. Every answer goes the real way: invitation, blind issuance, redemption, inbox, seal, over HTTP.

use crate::ProgramError;
use crate::replay;
use crate::respondent::agent;
use crate::server::Server;
use crate::settings::Settings;
use crate::terminal::say;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus_accounts::{Role, Roles};
use rand::Rng as _;
use serde_json::Value;
use std::fmt::Write as _;
use uuid::Uuid;

const FINISHED: &str = include_str!("../demo/osmi_2014.yaml");
const ANSWERS: &str = include_str!("../demo/osmi_2014.csv");
const OPEN: &str = include_str!("../demo/training.yaml");
/// How many people the open wave invites.
const INVITED: usize = 24;
/// How many of their links are printed.
const PRINTED: usize = 3;

/// Runs the demonstration until the process is told to stop. Its data lives in a temporary folder and goes with it.
pub async fn run(listen: String) -> Result<(), ProgramError> {
    let folder = tempfile::Builder::new().prefix("chorus-demo-").tempdir();
    let folder = folder.map_err(ProgramError::file(std::env::temp_dir()))?;
    let server = Server::prepare(&Settings::of(listen, folder.path().to_owned())?).await?;

    let mut bytes = [0u8; 15];
    rand::rng().fill_bytes(&mut bytes);
    let password = URL_SAFE_NO_PAD.encode(bytes);
    let roles = Roles::from([Role::Organiser, Role::Evaluator].as_slice());
    let key = server.rooms().accounts()?.create("demo", &roles, Some(password.clone())).await?;

    let public_url = server.public_url().to_owned();
    let (base, secret) = (public_url.clone(), key.reveal().to_owned());
    let (loaded, loading) = tokio::sync::oneshot::channel();
    let ready = move || {
        say("Loading the demonstration: 1,259 real answers, each by invitation and blind token. This takes a moment.");
        tokio::task::spawn_blocking(move || loaded.send(load(&base, &secret)));
    };
    let serving = server.run(ready);
    tokio::pin!(serving);
    tokio::select! {
        result = &mut serving => return result,
        // Dropped only when the server ends first, which is the other branch.
        Ok(loaded) = loading => announce(&public_url, &loaded?, &password),
    }
    serving.await
}

/// What there is to open.
struct Loaded {
    finished: Uuid,
    links: Vec<String>,
}

fn load(base: &str, key: &str) -> Result<Loaded, ProgramError> {
    let organiser = Organiser { base, key };
    let finished = organiser.create_and_open(FINISHED)?;
    let people = ANSWERS.lines().skip(1).filter(|line| !line.is_empty()).count();
    let links = organiser.invite(finished, people)?;
    replay::replay(base, finished, &links, ANSWERS, 4)?;
    organiser.post(&format!("waves/{finished}/close"), "application/json", "")?;

    let open = organiser.create_and_open(OPEN)?;
    let links = organiser.invite(open, INVITED)?;
    let link = |line: &str| line.split(',').nth(1).map(str::to_owned);
    Ok(Loaded { finished, links: links.lines().skip(1).filter_map(link).take(PRINTED).collect() })
}

fn announce(base: &str, loaded: &Loaded, password: &str) {
    say("\nChorus is ready. Open:\n\n  Answer a survey (each link works once)");
    for link in &loaded.links {
        say(&format!("    {link}"));
    }
    say(&format!("  Results of the finished wave (sign in as below)\n    {base}/results/{}", loaded.finished));
    say(&format!("  Organiser's sign-in\n    {base}/organise\n    name: demo\n    password: {password}"));
    say(&format!("  The API and its documentation\n    {base}/api/docs/\n"));
    say("Stop with Ctrl-C; the demonstration's data is then erased.");
}

/// An organiser over HTTP.
struct Organiser<'a> {
    base: &'a str,
    key: &'a str,
}

impl Organiser<'_> {
    fn create_and_open(&self, document: &str) -> Result<Uuid, ProgramError> {
        let created = self.post("programmes", "application/yaml", document)?;
        let created: Value = serde_json::from_str(&created).unwrap_or_default();
        let wave = created["waves"][0]["id"].as_str().and_then(|id| Uuid::parse_str(id).ok());
        let wave = wave.ok_or_else(|| ProgramError::Replay("the new programme has no wave".to_owned()))?;
        self.post(&format!("waves/{wave}/open"), "application/json", "")?;
        Ok(wave)
    }

    fn invite(&self, wave: Uuid, people: usize) -> Result<String, ProgramError> {
        let mut roster = "contact\n".to_owned();
        for i in 1..=people {
            let _ = writeln!(roster, "person-{i}@example.org");
        }
        self.post(&format!("waves/{wave}/invitations"), "text/csv", &roster)
    }

    fn post(&self, path: &str, media_type: &str, body: &str) -> Result<String, ProgramError> {
        let failed = |error: ureq::Error| ProgramError::Replay(format!("{path}: {error}"));
        let mut reply = agent()
            .post(format!("{}/api/v1/{path}", self.base))
            .header("Authorization", format!("Bearer {}", self.key))
            .header("Content-Type", media_type)
            .send(body)
            .map_err(failed)?;
        let text = reply.body_mut().read_to_string().map_err(failed)?;
        if reply.status().is_success() { Ok(text) } else { Err(ProgramError::Replay(format!("{path}: {text}"))) }
    }
}
