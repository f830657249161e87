//! A real SMTP server (`web/tests/smtp/server.mjs`, from the npm package `smtp-server`), and what it received.

use mail_parser::{Message, MessageParser};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long a letter may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server. Dropping it kills the process.
pub struct Mailbox {
    process: Child,
    port: u16,
    letters: Receiver<ReceivedLetter>,
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A letter as the server got it.
#[derive(serde::Deserialize)]
pub struct ReceivedLetter {
    /// The sender of its envelope.
    pub from: String,
    pub to: Vec<String>,
    /// Whether the connection was encrypted.
    pub secure: bool,
    pub data: String,
}

impl ReceivedLetter {
    pub fn to(&self) -> &str {
        &self.to[0]
    }

    pub fn message(&self) -> Message<'_> {
        MessageParser::new().parse(&self.data).unwrap()
    }

    /// The code in its link, which stands on a line of its own.
    pub fn code(&self) -> String {
        let message = self.message();
        let text = message.body_text(0).unwrap();
        let link = text.lines().find(|line| line.contains("/answer/")).unwrap();
        link.split_once('#').unwrap().1.to_owned()
    }
}

impl Mailbox {
    /// One that takes letters from anybody.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// One with these arguments.
    pub fn start_with(arguments: &[&str]) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/tests/smtp/server.mjs");
        let mut process = Command::new("node").arg(script).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.next().unwrap_or_else(|| panic!("run `npm --prefix web ci` first")).unwrap().parse().unwrap();
        let (sender, letters) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send(serde_json::from_str(&line).unwrap());
            }
        });
        Self { process, port, letters }
    }

    /// The variables of a service that posts here, and looks for letters all the time.
    pub fn variables(&self) -> Vec<(String, String)> {
        let set = |name: &str, value: &str| (format!("CHORUS__MAIL__{name}"), value.to_owned());
        vec![
            set("HOST", "127.0.0.1"),
            set("PORT", &self.port.to_string()),
            set("TLS", "none"),
            set("FROM", "Wellbeing survey <survey@chorus.example>"),
            set("BOUNCES", "bounces@chorus.example"),
            set("INTERVAL_SECONDS", "0.1"),
        ]
    }

    /// The next letter.
    #[track_caller]
    pub fn next(&self) -> ReceivedLetter {
        self.letters.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no letter came"))
    }

    /// So many letters, by address.
    #[track_caller]
    pub fn take(&self, count: usize) -> Vec<ReceivedLetter> {
        let mut letters: Vec<_> = (0..count).map(|_| self.next()).collect();
        letters.sort_by(|a, b| a.to.cmp(&b.to));
        letters
    }

    /// Asserts that nothing else came.
    #[track_caller]
    pub fn assert_empty(&self) {
        if let Ok(letter) = self.letters.try_recv() {
            panic!("a letter to {} came as well", letter.to());
        }
    }
}
