//! The program as a process.

use super::{Cluster, Looker, Mailbox};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::Duration;

/// The program with these arguments, its environment without settings.
pub fn chorus(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chorus"));
    command.args(arguments);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CHORUS_")) {
        command.env_remove(name);
    }
    command
}

/// A running service with a data folder of its own. Dropping it kills the process and erases the folder.
pub struct Service {
    process: Process,
    /// What it says after the first line.
    said: BufReader<ChildStdout>,
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    folder: Folder,
    /// Its settings.
    pub variables: Vec<(String, String)>,
    /// The name of its PostgreSQL database, if it has one.
    pub database: Option<String>,
}

struct Folder(tempfile::TempDir);

/// Killed when dropped, so that no test leaves a server behind.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Service {
    /// Starts a service on a free port.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts a service with these variables set.
    pub fn start_with(variables: &[(&str, &str)]) -> Self {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let mut variables: Vec<_> = variables.iter().map(own).collect();
        let database = crate::ON_POSTGRES.then(|| Cluster::get().database());
        variables.extend(database.iter().flat_map(|name| Cluster::get().variables(name)));
        Self::start_on(variables, database)
    }

    /// Starts a service with these variables and no others; the database is where they lead.
    pub fn start_on(variables: Vec<(String, String)>, database: Option<String>) -> Self {
        Self::start_at("127.0.0.1:0", Folder(tempfile::tempdir().unwrap()), variables, database)
    }

    /// Starts a service on SQLite files, whatever the others are on.
    pub fn start_on_sqlite() -> Self {
        Self::start_on(Vec::new(), None)
    }

    /// Starts a service that posts to this mail server, with these variables besides.
    pub fn with_mail(mailbox: &Mailbox, variables: &[(&str, &str)]) -> Self {
        let own = mailbox.variables();
        let all: Vec<(&str, &str)> = own.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Self::start_with(&[&all, variables].concat())
    }

    fn start_at(address: &str, folder: Folder, variables: Vec<(String, String)>, database: Option<String>) -> Self {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(folder.0.path().join("log")).unwrap();
        let mut process = chorus(&["serve", "--listen", address, "--data-dir"])
            .arg(folder.0.path().join("data"))
            .envs(variables.iter().cloned())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        said.read_line(&mut line).unwrap();
        let log = || std::fs::read_to_string(folder.0.path().join("log")).unwrap();
        let url = line.trim_end().strip_prefix("Listening on ").unwrap_or_else(|| panic!("{line}{}", log())).to_owned();
        Self { process: Process(process), said, url, folder, variables, database }
    }

    /// Kills the process as a power cut would, and starts it again on the same data.
    pub fn crash_and_restart(self) -> Self {
        self.crash().restart()
    }

    /// Kills the process.
    pub fn crash(self) -> Stopped {
        drop(self.process);
        Stopped { folder: self.folder, variables: self.variables, database: self.database }
    }

    /// Ends the process as an operator would, and hands out the folder.
    pub fn stop(self) -> Stopped {
        self.told_to_stop().ended()
    }

    /// Tells the process to end, and does not wait.
    pub fn told_to_stop(self) -> Self {
        let told = Command::new("kill").args(["-TERM", &self.id().to_string()]).status().unwrap();
        assert!(told.success());
        self
    }

    /// Waits for the process to have ended in good order.
    pub fn ended(mut self) -> Stopped {
        assert!(self.process.0.wait().unwrap().success());
        self.crash()
    }

    /// The process's id.
    pub fn id(&self) -> u32 {
        self.process.0.id()
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.0.path().join("data")
    }

    /// Looks into a room's database, with every right.
    pub fn looker(&self, room: &str) -> Looker {
        look_into(self.database.as_deref(), &self.data(), room)
    }

    /// The next line that it says.
    pub fn next_line(&mut self) -> String {
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.0.path().join("log")).unwrap()
    }

    /// A command on the same data as the service.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = chorus(arguments);
        command.arg("--data-dir").arg(self.data()).envs(self.variables.iter().cloned());
        command
    }

    /// Makes an account with the command line, beside the running server, and returns its API key.
    pub fn account(&self, name: &str, roles: &str) -> String {
        last_line(&self.command(&["account", "create", name, "--role", roles]).output().unwrap())
    }
}

/// A service that has ended, with its files.
pub struct Stopped {
    folder: Folder,
    variables: Vec<(String, String)>,
    database: Option<String>,
}

impl Stopped {
    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.0.path().join("data")
    }

    /// The name of its PostgreSQL database, if it has one.
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// Sets a variable for the next start.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// A command on the same data.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = chorus(arguments);
        command.arg("--data-dir").arg(self.data()).envs(self.variables.iter().cloned());
        command
    }

    /// Looks into a room's database, with every right.
    pub fn looker(&self, room: &str) -> Looker {
        look_into(self.database(), &self.data(), room)
    }

    /// Starts it again on the same data.
    pub fn restart(self) -> Service {
        self.restart_at("127.0.0.1:0")
    }

    /// Starts it again where it listened before.
    pub fn restart_at(self, address: &str) -> Service {
        Service::start_at(address, self.folder, self.variables, self.database)
    }

    /// Starts it on the same data, and posting to this mail server.
    pub fn restart_with_mail(mut self, mailbox: &Mailbox) -> Service {
        self.variables.extend(mailbox.variables());
        self.restart()
    }

    /// What it logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.0.path().join("log")).unwrap()
    }

    /// Starts it, and kills it so many milliseconds later, wherever it has come by then.
    pub fn crash_while_starting(self, milliseconds: u64) -> Self {
        let mut command = chorus(&["serve", "--listen", "127.0.0.1:0", "--data-dir"]);
        command.arg(self.data()).envs(self.variables.iter().cloned()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = Process(command.spawn().unwrap());
        std::thread::sleep(Duration::from_millis(milliseconds));
        drop(process);
        self
    }

    /// Every file that the service left: databases, their side files, the secret, the log.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        collect(self.data().parent().unwrap(), &mut files);
        files
    }
}

fn look_into(database: Option<&str>, data: &Path, room: &str) -> Looker {
    match database {
        Some(database) => {
            let looker = Looker::of(database);
            looker.run(&format!("SET search_path = {database}_{room}, public")).unwrap();
            looker
        }
        None => Looker::sqlite(&data.join(format!("{room}.db"))),
    }
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push((path.clone(), std::fs::read(path).unwrap()));
        }
    }
}

fn last_line(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().last().unwrap().to_owned()
}
