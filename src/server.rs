//! The HTTP server: the routes of this process's rooms under `/api/v1`, the pages, the API's documentation. It logs no request: an
//! address, a path with a code or a time of answering must not lie in any log.

use crate::relay::{RelaySettings, gate};
use crate::settings::Settings;
use crate::startup::{Evaluating, Issuing, Rooms};
use crate::{ProgramError, health, library, metrics, openapi, pages, panel_end, questionnaires};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App, HttpServer};
use chorus_problem::Problem;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};
use utoipa::OpenApi as _;
use utoipa_actix_web::AppExt as _;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// What the system sends to a process whose file reached the size that it may have, on Linux and macOS alike.
#[cfg(unix)]
const SIGXFSZ: i32 = 25;

/// A server that has its address and its rooms, and does not answer yet.
pub struct Server {
    listener: TcpListener,
    rooms: Rooms,
    address: SocketAddr,
    public_url: String,
    sealing_interval: Duration,
    help: pages::CommonHelp,
    posting_interval: Duration,
    relay: RelaySettings,
    metrics: Option<TcpListener>,
    metrics_interval: Duration,
}

impl Server {
    /// Takes the address and opens the rooms.
    pub async fn prepare(settings: &Settings) -> Result<Self, ProgramError> {
        let failed = |source| ProgramError::Listen { address: settings.listen.clone(), source };
        let listener = TcpListener::bind(&settings.listen).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let public_url = if settings.public_url.is_empty() { local_url(address) } else { settings.public_url.clone() };
        let metrics = settings.metrics.bind()?;
        let metrics_interval = Duration::from_secs_f64(settings.metrics.interval_seconds);
        let rooms = Rooms::open(settings, &public_url).await?;
        let sealing_interval = Duration::from_secs_f64(settings.sealing.interval_seconds);
        let help = pages::CommonHelp::new(&settings.help).map_err(|error| ProgramError::Settings(error.to_string()))?;
        let posting_interval = Duration::from_secs_f64(settings.mail.interval_seconds);
        let relay = settings.relay.clone();
        Ok(Self {
            listener,
            rooms,
            address,
            public_url,
            sealing_interval,
            posting_interval,
            help,
            relay,
            metrics,
            metrics_interval,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where people reach the service.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// Where it tells its metrics, if it does.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().and_then(|listener| listener.local_addr().ok())
    }

    /// The rooms behind it.
    pub fn rooms(&self) -> &Rooms {
        &self.rooms
    }

    /// The code of a link that makes the first administrator, while there is none.
    pub async fn first_link(&self) -> Result<Option<zeroize::Zeroizing<String>>, ProgramError> {
        match &self.rooms.accounts {
            // Only where people sign in.
            Some(accounts) if self.rooms.issuing.is_some() => Ok(accounts.first_link().await?),
            _ => Ok(None),
        }
    }

    /// Answers requests until the process is told to stop, then closes the databases. `ready` is called once it answers, and
    /// once being told to stop ends it in good order.
    pub async fn run(self, ready: impl FnOnce()) -> Result<(), ProgramError> {
        let metrics =
            self.metrics.map(|listener| metrics::Running::start(listener, self.rooms.clone(), self.metrics_interval));
        let metrics = metrics.transpose()?;
        // A file that may not grow is told to whoever writes it, like a full disk. By itself it would end the process.
        #[cfg(unix)]
        let _limit = signal(SignalKind::from_raw(SIGXFSZ)).map_err(ProgramError::Server)?;
        let sealing = tokio::spawn(self.rooms.clone().keep_sealing(self.sealing_interval));
        let settling = tokio::spawn(self.rooms.clone().keep_settling());
        let posting = tokio::spawn(self.rooms.clone().keep_posting(self.posting_interval));
        let (rooms, help) = (self.rooms.clone(), self.help);
        let transport = pages::Transport::of(&self.public_url);
        // Where issuance is elsewhere, there is a gate for it.
        let apart = self.rooms.answering.clone().filter(|_| self.rooms.issuing.is_none());
        let gate = apart.map(|answering| gate::routes(answering, &self.relay));
        let document = Data::new(openapi::Whole::default());
        let server = HttpServer::new(move || {
            let mut app = App::new().into_utoipa_app().openapi(openapi::Document::openapi());
            let mut api = utoipa_actix_web::scope("/api/v1");
            if let Some(accounts) = &rooms.accounts {
                app = app.app_data(Data::new(accounts.clone()));
            }
            // Addresses are tried in this order: those that are asked for most come first.
            if let Some(answering) = &rooms.answering {
                app = app.app_data(Data::new(answering.collection.clone()));
                api = api.configure(chorus_collection::http::routes);
            }
            if let Some(Evaluating { sealed, indicators, findings }) = &rooms.evaluating {
                app = app.app_data(Data::new(sealed.clone()));
                app = app.app_data(Data::new(indicators.clone())).app_data(Data::new(findings.clone()));
                api = api.configure(chorus_evaluator::http::routes);
            }
            if let Some(Issuing { issuance, panels }) = &rooms.issuing {
                app = app.app_data(Data::new(issuance.clone())).app_data(Data::new(panels.clone()));
                api = api.configure(chorus_issuance::http::routes);
                api = api
                    .configure(chorus_accounts::http::routes)
                    .configure(library::routes)
                    .configure(panel_end::routes)
                    .configure(questionnaires::routes);
            }
            let (app, described) = app.service(api).split_for_parts();
            document.or_made_of(described);
            app.service(SwaggerUi::new("/api/docs/{file:.*}").config(Config::from("/api/openapi.json")))
                .app_data(document.clone())
                .service(openapi::openapi_document)
                .app_data(Data::new(help.clone()))
                .app_data(Data::new(rooms.clone()))
                .app_data(Data::new(transport))
                .configure(health::routes)
                .configure(|config| gate.iter().for_each(|gate| gate(config)))
                .service(questionnaires::schema)
                .configure(pages::routes)
                .default_service(web::to(nothing_here))
                .wrap(from_fn(pages::headers))
        });
        let server = server.shutdown_timeout(10);
        let server = actix_web::rt::spawn(server.listen(self.listener).map_err(ProgramError::Server)?.run());
        // The server begins to listen for signals when it is first polled, which is before we are again.
        tokio::task::yield_now().await;
        ready();
        let result = server.await;
        sealing.abort();
        settling.abort();
        posting.abort();
        if let Some(metrics) = metrics {
            metrics.stop().await;
        }
        result?.map_err(ProgramError::Server)?;
        self.rooms.close().await
    }
}

async fn nothing_here() -> Result<&'static str, Problem> {
    Err(Problem::not_found("There is no such address, or it does not know this method. See /api/docs."))
}

/// A link that works from this machine.
fn local_url(address: SocketAddr) -> String {
    match address.ip().is_unspecified() {
        true => format!("http://localhost:{}", address.port()),
        false => format!("http://{address}"),
    }
}
