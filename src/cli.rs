//! The command line.

use crate::role::Role;
use chorus_accounts::Roles;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use uuid::Uuid;

/// Anonymous surveys for the evaluation of workplace mental-health training.
#[derive(Parser)]
#[command(version, about, after_help = "Try it: `chorus demo` starts with real data and prints links to open.")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Run the service
    Serve(Serve),
    /// Ask the service on this machine whether it is well: ends with 0 if it is, and with 1 if not
    Health(Serve),
    /// Manage staff accounts
    #[command(subcommand)]
    Account(Account),
    /// Check that the log of what staff asked for is whole, and print how it ends
    Audit(Source),
    /// Write what lasts to a file. Works beside a running server; of open waves it takes the drafts only
    Backup(Backup),
    /// Bring a backup back into empty databases, of whichever kind
    Restore(Restore),
    /// Put a new secret in the place of DATA_DIR/secret.key, and encrypt anew what was encrypted under the old one
    RotateSecret(Source),
    /// Carry questionnaires to and from other tools, and check them
    #[command(subcommand)]
    Questionnaire(Questionnaire),
    /// Answer a wave many times, from a CSV file, through the public HTTP interface
    Replay(Replay),
    /// List the questionnaires that ship with Chorus, or print one
    Library {
        /// What of it; the list if left out.
        #[command(subcommand)]
        command: Option<Library>,
    },
    /// Start with one finished programme of real data and one open wave
    Demo(Demo),
}

/// Where the settings come from.
#[derive(Args)]
pub struct Source {
    /// Folder of the databases and the secret [default: chorus-data]
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Settings file (TOML); CHORUS__… variables override it, and options override both
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// `chorus serve`.
#[derive(Args)]
pub struct Serve {
    /// Where the settings come from.
    #[command(flatten)]
    pub source: Source,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// Which rooms this process runs [default: all]
    #[arg(long, value_enum)]
    pub role: Option<Role>,
}

/// `chorus account …`.
#[derive(Subcommand)]
pub enum Account {
    /// Make an account and print its API key, once. Works beside a running server
    Create(CreateAccount),
}

/// `chorus account create`.
#[derive(Args)]
pub struct CreateAccount {
    /// Name of the account: letters, digits, '.', '_', '-', '@'
    pub name: String,
    /// organiser, evaluator, administrator; several are separated by a comma
    #[arg(long, value_name = "ROLE[,ROLE]")]
    pub role: Roles,
    /// Read a password for signing in on the web from the first line of standard input (15 characters or more)
    #[arg(long)]
    pub password_stdin: bool,
    /// Where the settings come from.
    #[command(flatten)]
    pub source: Source,
}

/// `chorus backup`.
#[derive(Args)]
pub struct Backup {
    /// The file to make
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// Where the settings come from.
    #[command(flatten)]
    pub source: Source,
}

/// `chorus restore`.
#[derive(Args)]
pub struct Restore {
    /// The file that `chorus backup` made
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    /// Where the settings come from.
    #[command(flatten)]
    pub source: Source,
}

/// `chorus questionnaire …`.
#[derive(Subcommand)]
pub enum Questionnaire {
    /// Write a questionnaire in another format; what cannot be carried over is told line by line on standard error
    Convert(Convert),
    /// Check a document or a workbook; what does not fit or cannot be carried over is told line by line on standard error
    Check(CheckQuestionnaire),
    /// Print the JSON Schema of documents, for editors
    Schema,
}

/// `chorus questionnaire convert`.
#[derive(Args)]
pub struct Convert {
    /// A document (.yaml, .json) or an XLSForm (.xlsx)
    pub file: PathBuf,
    /// What to write
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub to: Target,
    /// Where to write it
    #[arg(long, short, value_name = "FILE")]
    pub output: PathBuf,
    /// Which wave of the document, from 1, if it has several
    #[arg(long, value_name = "N")]
    pub wave: Option<usize>,
}

/// `chorus questionnaire check`.
#[derive(Args)]
pub struct CheckQuestionnaire {
    /// A document (.yaml, .json) or an XLSForm (.xlsx)
    pub file: PathBuf,
}

/// What a questionnaire can be written in.
#[derive(Clone, Copy, ValueEnum)]
pub enum Target {
    /// Our own document as YAML
    Yaml,
    /// Our own document as JSON
    Json,
    /// XLSForm, for ODK, KoboToolbox and others
    Xlsform,
    /// JSON for the SurveyJS form library
    Surveyjs,
}

/// `chorus replay`.
#[derive(Args)]
pub struct Replay {
    /// Where the service is, such as http://127.0.0.1:8080
    #[arg(long, value_name = "URL")]
    pub server: String,
    /// The wave to answer
    #[arg(long)]
    pub wave: Uuid,
    /// CSV with a column `link`, as the invitations call returns it
    #[arg(long, value_name = "FILE")]
    pub links: PathBuf,
    /// CSV whose columns are attribute and item codes, one row a respondent; an empty field is a missing answer
    #[arg(long, value_name = "FILE.csv")]
    pub answers: PathBuf,
    /// How many respondents answer at once (1 to 64)
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=64))]
    pub concurrency: u8,
}

/// `chorus library …`.
#[derive(Subcommand)]
pub enum Library {
    /// Print an instrument as YAML to paste into a questionnaire, with its source and licence as comments
    Show {
        /// Its code, such as phq8
        code: String,
    },
}

/// `chorus demo`.
#[derive(Args)]
pub struct Demo {
    /// Address and port to listen on; port 0 takes any free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: String,
}
