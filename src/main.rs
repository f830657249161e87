//! The `chorus` program: reads the command line and runs one command.

use chorus::cli::{Account, Backup, Cli, Command, CreateAccount, Restore, Serve, Source};
use chorus::logs::{self, LogFormat};
use chorus::server::Server;
use chorus::settings::{Overrides, Settings};
use chorus::terminal::say;
use chorus::{ProgramError, account, backup, demo, health, library, questionnaire, replay, secret};
use clap::Parser as _;
use std::process::ExitCode;

/// Gives back what is free, where the C library's keeps it: see `.cargo/config.toml`, whose settings are for this system; elsewhere
/// a page of memory may be larger than where it was built.
#[cfg(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[actix_web::main]
async fn main() -> ExitCode {
    match run(Cli::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("chorus: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), ProgramError> {
    match command {
        Command::Serve(serve) => {
            let server = Server::prepare(&of_service(serve)?).await?;
            let (address, public_url) = (server.address(), server.public_url().to_owned());
            let metrics = server.metrics_address();
            let first = server.first_link().await?;
            let ready = move || {
                say(&format!("Listening on http://{address}"));
                say(&format!("Links begin with {public_url}"));
                if let Some(address) = metrics {
                    say(&format!("Metrics are at http://{address}/metrics"));
                }
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
        Command::Backup(options) => back_up(options).await,
        Command::Restore(options) => restore(options).await,
        Command::RotateSecret(source) => {
            let path = secret::rotate(&settings(source)?).await?;
            say(&format!("{} is new. Keep a copy of it; the old one opens nothing here any more.", path.display()));
            Ok(())
        }
        Command::Questionnaire(command) => {
            logs::begin(LogFormat::Text);
            questionnaire::run(command)
        }
        Command::Replay(options) => {
            logs::begin(LogFormat::Text);
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
        Command::Demo(options) => {
            logs::begin(LogFormat::Text);
            demo::run(options.listen).await
        }
    }
}

async fn back_up(options: Backup) -> Result<(), ProgramError> {
    let written = backup::backup(&settings(options.source)?, &options.to).await?;
    say(&format!(
        "{} rows are in {}. The secret is not: keep a copy of it elsewhere.",
        written.rows,
        options.to.display()
    ));
    for wave in written.open_waves {
        say(&format!("Open, and so only a draft in it, without invitations and answers: {wave}"));
    }
    Ok(())
}

async fn restore(options: Restore) -> Result<(), ProgramError> {
    let restored = backup::restore(&settings(options.source)?, &options.from).await?;
    say(&format!("{} rows of {} were restored.", restored.rows, options.from.display()));
    if restored.second_factors {
        say("Some accounts have a second factor. It opens with the secret of the service that the backup is of.");
    }
    Ok(())
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

/// Reads the settings, and logs as they say from here on.
fn settings(source: Source) -> Result<Settings, ProgramError> {
    begin(overrides(source))
}

/// The settings of a service.
fn of_service(serve: Serve) -> Result<Settings, ProgramError> {
    begin(Overrides { listen: serve.listen, role: serve.role, ..overrides(serve.source) })
}

fn overrides(source: Source) -> Overrides {
    Overrides { file: source.config, data_dir: source.data_dir, ..Overrides::default() }
}

fn begin(overrides: Overrides) -> Result<Settings, ProgramError> {
    let settings = Settings::load(overrides)?;
    logs::begin(settings.log.format);
    Ok(settings)
}
