//! Numbers for the operator's monitoring, in Prometheus's text format, at an address of their own. What is counted here moves when staff
//! or the machine do something, never when one respondent does: no requests, no responses, no memory, no time of processing, all of
//! which would tell whoever reads them often when somebody answered. Decision 0022 goes through them.

use crate::ProgramError;
use crate::startup::Rooms;
use actix_web::dev::ServerHandle;
use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};
use serde::Deserialize;
use std::fmt::Write as _;
use std::net::TcpListener;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::task::JoinHandle;

/// How long a database may take to answer before it counts as gone.
const PATIENCE: Duration = Duration::from_secs(5);

/// `[metrics]` in the settings.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricsSettings {
    /// Address and port, or empty.
    pub listen: String,
    /// How often they are looked up. Parts of a second are for tests.
    pub interval_seconds: f64,
}

impl MetricsSettings {
    /// Takes the address, if there is one.
    pub(crate) fn bind(&self) -> Result<Option<TcpListener>, ProgramError> {
        if self.listen.is_empty() {
            return Ok(None);
        }
        let failed = |source| ProgramError::Listen { address: self.listen.clone(), source };
        TcpListener::bind(&self.listen).map(Some).map_err(failed)
    }
}

/// A server that tells them, and what looks them up.
pub(crate) struct Running {
    server: ServerHandle,
    looking: JoinHandle<()>,
}

impl Running {
    /// Answers `GET /metrics` there. What it answers was looked up before, at regular turns: not even how long it takes to answer tells
    /// whether a database was busy.
    pub(crate) fn start(listener: TcpListener, rooms: Rooms, every: Duration) -> Result<Self, ProgramError> {
        let latest = Arc::new(RwLock::new(String::new()));
        let told = Data::from(latest.clone());
        let app = move || App::new().app_data(told.clone()).route("/metrics", web::get().to(tell));
        let server = HttpServer::new(app).workers(1).disable_signals();
        let server = server.listen(listener).map_err(ProgramError::Server)?.run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        let looking = tokio::spawn(async move {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
            let mut turns = tokio::time::interval(every);
            loop {
                turns.tick().await;
                let text = look(&rooms, since).await;
                *latest.write().unwrap_or_else(PoisonError::into_inner) = text;
            }
        });
        Ok(Self { server: handle, looking })
    }

    /// Ends both.
    pub(crate) async fn stop(self) {
        self.looking.abort();
        self.server.stop(false).await;
    }
}

async fn tell(latest: Data<RwLock<String>>) -> HttpResponse {
    let text = latest.read().unwrap_or_else(PoisonError::into_inner).clone();
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text)
}

/// All numbers; `since` is when the service started.
async fn look(rooms: &Rooms, since: u64) -> String {
    let mut text = Text::default();
    text.gauge("chorus_build_info", "The version that runs.");
    text.value("version", env!("CARGO_PKG_VERSION"), 1);
    text.gauge("process_start_time_seconds", "When the service started, in seconds since 1970.");
    text.plain(since);
    text.gauge("chorus_database_up", "Whether a room's database answers.");
    for (room, database) in rooms.databases() {
        let answers = matches!(tokio::time::timeout(PATIENCE, database.reach()).await, Ok(Ok(())));
        text.value("room", room.name(), u64::from(answers));
    }
    text.gauge(
        "chorus_database_warnings",
        "What a room's database server would remember and should not; the log names it.",
    );
    for (room, database) in rooms.databases() {
        text.value("room", room.name(), database.warnings().len() as u64);
    }
    text.gauge("chorus_sealing_failing", "Whether sealing failed the last time; the log says why.");
    text.plain(u64::from(rooms.sealing_fails()));
    if let Some(issuing) = &rooms.issuing
        && let Ok(Ok(waves)) = tokio::time::timeout(PATIENCE, issuing.issuance.wave_counts()).await
    {
        text.gauge("chorus_waves", "How many waves are drafts, open and closed.");
        for (state, count) in waves {
            text.value("state", state.as_str(), count);
        }
    }
    text.0
}

/// The text format: every metric a gauge, every label's value a word that needs no quoting.
#[derive(Default)]
struct Text(String, &'static str);

impl Text {
    fn gauge(&mut self, name: &'static str, help: &str) {
        self.1 = name;
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} gauge");
    }

    fn value(&mut self, label: &str, value: &str, number: u64) {
        let _ = writeln!(self.0, "{}{{{label}=\"{value}\"}} {number}", self.1);
    }

    fn plain(&mut self, number: u64) {
        let _ = writeln!(self.0, "{} {number}", self.1);
    }
}
