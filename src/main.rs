//! The `chorus` program: reads the command line and runs one command.

use chorus::cli::{Account, Cli, Command, CreateAccount, Serve, Source};
use chorus::server::Server;
use chorus::settings::{Overrides, Settings};
use chorus::terminal::say;
use chorus::{ProgramError, account, demo, health, library, questionnaire, replay};
use clap::Parser as _;
use std::process::ExitCode;

#[actix_web::main]
async fn main() -> ExitCode {
    log_own_words_only();
    match run(Cli::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("chorus: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Logs what Chorus itself says, and warnings of others. The level cannot be raised: what libraries say while debugging names
/// addresses and statements.
fn log_own_words_only() {
    let filter = tracing_subscriber::EnvFilter::new("warn,chorus=info,actix_http=off,sqlx=off,sea_orm_migration=warn");
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).without_time().init();
}

async fn run(command: Command) -> Result<(), ProgramError> {
    match command {
        Command::Serve(serve) => {
            let server = Server::prepare(&of_service(serve)?).await?;
            let (address, public_url) = (server.address(), server.public_url().to_owned());
            let first = server.first_link().await?;
            let ready = move || {
                say(&format!("Listening on http://{address}"));
                say(&format!("Links begin with {public_url}"));
                if let Some(code) = first {
                    say("There is no administrator yet. Open this link, once, to make the first account:");
                    say(&format!("{public_url}/welcome#{}", *code));
                }
            };
            server.run(ready).await
        }
        Command::Health(serve) => {
            let settings = of_service(serve)?;
            tokio::task::spawn_blocking(move || health::ask(&settings)).await?
        }
        Command::Account(Account::Create(create)) => create_account(create).await,
        Command::Audit(source) => {
            say(&account::audit(&settings(source)?).await?);
            Ok(())
        }
        Command::Questionnaire(command) => questionnaire::run(command),
        Command::Replay(options) => {
            let replaying = move || {
                replay::run(
                    &options.server,
                    options.wave,
                    &options.links,
                    &options.answers,
                    usize::from(options.concurrency),
                )
            };
            let summary = tokio::task::spawn_blocking(replaying).await??;
            say(&format!("{} responses taken in {:.1} s", summary.taken, summary.took.as_secs_f64()));
            Ok(())
        }
        Command::Library { command } => library::run(command),
        Command::Demo(options) => demo::run(options.listen).await,
    }
}

async fn create_account(create: CreateAccount) -> Result<(), ProgramError> {
    let password = if create.password_stdin {
        let mut line = String::new();
        let read = std::io::stdin().read_line(&mut line);
        read.map_err(|source| ProgramError::File { path: "standard input".into(), source })?;
        Some(line.trim_end_matches(['\r', '\n']).to_owned())
    } else {
        None
    };
    let settings = settings(create.source)?;
    let key = account::create(&settings, &create.name, &create.role, password).await?;
    if settings.database.accounts.is_empty() {
        let folder = std::path::absolute(&settings.data_dir).unwrap_or(settings.data_dir);
        eprintln!("Account made in {}.", folder.display());
    } else {
        eprintln!("Account made in PostgreSQL.");
    }
    eprintln!("API key of {} ({}); it is shown only now:", create.name, create.role);
    say(key.reveal());
    Ok(())
}

fn settings(source: Source) -> Result<Settings, ProgramError> {
    Settings::load(overrides(source))
}

/// The settings of a service.
fn of_service(serve: Serve) -> Result<Settings, ProgramError> {
    Settings::load(Overrides { listen: serve.listen, role: serve.role, ..overrides(serve.source) })
}

fn overrides(source: Source) -> Overrides {
    Overrides { file: source.config, data_dir: source.data_dir, ..Overrides::default() }
}
