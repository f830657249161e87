//! `chorus replay`: many respondents, one for each row of a CSV file, each through the public HTTP interface.

use crate::ProgramError;
use crate::respondent::{KnownWave, Link, RespondentError, agent, pseudonym};
use crate::terminal::Progress;
use chorus_questionnaire::{Answer, ItemKind, Response};
use rand::seq::SliceRandom as _;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use ureq::Agent;
use uuid::Uuid;

/// How often a step is tried when the server cannot be reached.
const TRIES: u32 = 4;
/// How long to wait before the first further try.
const PAUSE: Duration = Duration::from_millis(500);

/// What became of a replay.
#[derive(Debug)]
pub struct Summary {
    /// Responses taken.
    pub taken: usize,
    /// How long it took.
    pub took: Duration,
}

/// Replays a file of answers through a file of links.
pub fn run(
    server: &str,
    wave: Uuid,
    links: &Path,
    answers: &Path,
    concurrency: usize,
) -> Result<Summary, ProgramError> {
    let read = |path: &Path| std::fs::read_to_string(path).map_err(ProgramError::file(path));
    replay(server, wave, &read(links)?, &read(answers)?, concurrency)
}

/// As [`run`], from the texts themselves: CSV with a column `link`, and CSV whose columns are attribute and item codes, and `panel`
/// with the secrets of those who link their waves (32 hexadecimal digits), if the wave has a panel.
pub fn replay(
    server: &str,
    wave: Uuid,
    links: &str,
    answers: &str,
    concurrency: usize,
) -> Result<Summary, ProgramError> {
    let known = KnownWave::fetch(&agent(), server, wave)?;
    let codes = read_links(links, &known)?;
    let responses = read_answers(answers, &known)?;
    if codes.len() < responses.len() {
        let (rows, links) = (responses.len(), codes.len());
        return Err(ProgramError::Replay(format!("there are {rows} rows of answers and only {links} links")));
    }
    let mut work: Vec<(String, Response)> = codes.into_iter().zip(responses).collect();
    // In random order, so that the order of arrival is not that of the file.
    work.shuffle(&mut rand::rng());

    let started = Instant::now();
    let progress = Progress::start("Answering", work.len());
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..concurrency.max(1) {
            scope.spawn(|| {
                // Two agents: a connection that carried an invitation never carries answers.
                let (asking, answering) = (agent(), agent());
                while let Some((code, response)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(error) = answer(&known, &asking, &answering, code, response) {
                        failures.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(error);
                    }
                    progress.step();
                }
            });
        }
    });
    progress.finish();
    let failures = failures.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    match failures.first() {
        None => Ok(Summary { taken: work.len(), took: started.elapsed() }),
        Some(first) => {
            Err(ProgramError::Incomplete { failed: failures.len(), all: work.len(), first: first.to_string() })
        }
    }
}

fn answer(
    known: &KnownWave,
    asking: &Agent,
    answering: &Agent,
    code: &str,
    response: &Response,
) -> Result<(), RespondentError> {
    // Both steps may be repeated with the same bytes, so a lost reply is mended by asking again.
    let blinded = known.blind()?;
    let signed = persist(|| known.request_token(asking, code, &blinded))?;
    let token = known.finalize(blinded, &signed)?;
    persist(|| known.respond(answering, &token, response)).map(drop)
}

/// Tries again, after a moment, while the server cannot be reached or is busy.
fn persist<T>(step: impl Fn() -> Result<T, RespondentError>) -> Result<T, RespondentError> {
    let mut tries = 1;
    loop {
        match step() {
            Err(RespondentError::Connection(_) | RespondentError::Refused { status: 503, .. }) if tries < TRIES => {
                std::thread::sleep(PAUSE * tries);
                tries += 1;
            }
            result => return result,
        }
    }
}

/// The codes in a file of links. Where the file says which terms the invitations were made for, the wave must have them.
fn read_links(text: &str, known: &KnownWave) -> Result<Vec<String>, ProgramError> {
    let wrong = |error: csv::Error| ProgramError::Replay(format!("links: {error}"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(wrong)?.clone();
    let column = |name| header.iter().position(|column| column == name);
    let link_column =
        column("link").ok_or_else(|| ProgramError::Replay("links: there is no column `link`".to_owned()))?;
    let hash_column = column("manifest_hash");
    let hash = known.published.manifest.hash().to_string();
    let mut codes = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let record = record.map_err(wrong)?;
        let row = |text: &str| ProgramError::Replay(format!("links: row {}: {text}", i + 1));
        let link = Link::parse(record.get(link_column).unwrap_or_default()).map_err(|error| row(&error.to_string()))?;
        if link.wave != known.published.manifest.wave {
            return Err(row("this is a link to another wave"));
        }
        if hash_column.and_then(|column| record.get(column)).is_some_and(|promised| promised != hash) {
            return Err(row("the wave's terms are not those of the invitation; do not answer"));
        }
        codes.push(link.code);
    }
    Ok(codes)
}

/// Where a column's values go.
enum Column {
    Attribute(String),
    Item(String, ItemKind),
    /// The secret of a respondent who links their waves.
    Panel,
}

fn read_answers(text: &str, known: &KnownWave) -> Result<Vec<Response>, ProgramError> {
    let wrong = |error: csv::Error| ProgramError::Replay(format!("answers: {error}"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let published = &known.published;
    let column = |name: &str| {
        if published.manifest.attributes.iter().any(|attribute| attribute.code == name) {
            Ok(Column::Attribute(name.to_owned()))
        } else if let Some(item) = published.questionnaire.item(name) {
            Ok(Column::Item(name.to_owned(), item.kind))
        } else if name == "panel" && published.manifest.panel {
            Ok(Column::Panel)
        } else {
            Err(ProgramError::Replay(format!("answers: the wave has no attribute or item '{name}'")))
        }
    };
    let columns = reader.headers().map_err(wrong)?.iter().map(column).collect::<Result<Vec<_>, _>>()?;
    let mut responses = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let record = record.map_err(wrong)?;
        let mut response = Response::default();
        for (column, value) in columns.iter().zip(&record).filter(|(_, value)| !value.is_empty()) {
            match column {
                Column::Attribute(code) => drop(response.attributes.insert(code.clone(), value.to_owned())),
                Column::Item(code, kind) => drop(response.answers.insert(code.clone(), cell(*kind, value))),
                Column::Panel => {
                    let secret = secret(value).ok_or_else(|| {
                        ProgramError::Replay(format!(
                            "answers: row {}: panel: a secret is 32 hexadecimal digits",
                            i + 1
                        ))
                    })?;
                    response.panel = Some(pseudonym(&secret, published.manifest.programme.id));
                }
            }
        }
        let checked = response.check(published);
        checked.map_err(|error| ProgramError::Replay(format!("answers: row {}: {error}", i + 1)))?;
        responses.push(response);
    }
    Ok(responses)
}

/// An answer as a cell holds it: several options or terms stand apart by semicolons.
fn cell(kind: ItemKind, text: &str) -> Answer {
    match kind {
        ItemKind::Multiple | ItemKind::Comment => Answer::Several(text.split(';').map(str::to_owned).collect()),
        _ => Answer::One(text.to_owned()),
    }
}

fn secret(text: &str) -> Option<[u8; 16]> {
    let hexadecimal = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u128::from_str_radix(text, 16).ok().filter(|_| hexadecimal)?;
    Some(number.to_be_bytes())
}
