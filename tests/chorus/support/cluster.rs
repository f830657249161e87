//! A PostgreSQL cluster of the tests' own, in a temporary folder, behind a socket in it. It ends with the test process.

use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, QueryResult, Statement};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// Starts the server, says when it answers, and ends it once standard input closes: when the test process is gone, however it
/// went. The signals that end a test from the keyboard must not end this before.
const KEEPER: &str = r#"
set -eu
trap '' HUP INT TERM
end() {
    [ -n "${ready:-}" ] || cat "$2/initdb.log" "$2/log" >&2 || :
    "$1/pg_ctl" -D "$2/data" -m immediate stop >/dev/null 2>&1 || :
    rm -rf "$2"
}
trap 'end "$@"' EXIT
"$1/initdb" -D "$2/data" -U postgres --auth=scram-sha-256 --pwfile="$2/password" --no-sync >"$2/initdb.log" 2>&1
cat >>"$2/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$2'
fsync = $3
max_connections = 200
wal_recycle = off
log_checkpoints = off
archive_mode = off
CONF
"$1/pg_ctl" -D "$2/data" -l "$2/log" -w start >/dev/null
ready=yes
echo ready
cat >/dev/null
"#;

/// The cluster.
pub struct Cluster {
    folder: PathBuf,
    /// Held open: its end is the cluster's end.
    _keeper: Child,
}

/// The password of every role.
const PASSWORD: &str = "of-no-use-elsewhere";

impl Cluster {
    /// The one cluster of this process, started when first asked for.
    pub fn get() -> &'static Self {
        static CLUSTER: OnceLock<Cluster> = OnceLock::new();
        // No test cuts the machine's power.
        CLUSTER.get_or_init(|| Self::start("off"))
    }

    /// Another one, which syncs what it commits, or does not: `on` or `off`.
    pub fn start(fsync: &str) -> Self {
        let programs = programs();
        // Not in TMPDIR: a socket's path may have 107 bytes, and `nobody` must come in.
        let folder = tempfile::Builder::new().prefix("pg").tempdir_in("/tmp").unwrap().keep();
        std::fs::write(folder.join("password"), PASSWORD).unwrap();
        hand_over(&folder);
        let mut command = unprivileged();
        command.args(["sh", "-c", KEEPER, "keeper"]).arg(programs).arg(&folder).arg(fsync);
        let mut keeper = command.current_dir(&folder).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "ready\n", "PostgreSQL did not start; what it said is above");
        Self { folder, _keeper: keeper }
    }

    /// Makes a database with the four roles by the script that operators use, and returns its name, which the roles begin with.
    pub fn database(&self) -> String {
        let name = format!("t{}", uuid::Uuid::new_v4().simple());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/postgres.sql");
        self.psql("postgres", &["-c", &format!("CREATE DATABASE {name}")]);
        let mut arguments = vec!["-v".to_owned(), format!("prefix={name}")];
        for room in ["accounts", "issuance", "collection", "sealed"] {
            arguments.extend(["-v".to_owned(), format!("{room}_password={PASSWORD}")]);
        }
        arguments.extend(["-f".to_owned(), script.to_str().unwrap().to_owned()]);
        self.psql(&name, &arguments.iter().map(String::as_str).collect::<Vec<_>>());
        name
    }

    fn psql(&self, database: &str, arguments: &[&str]) {
        let mut command = Command::new("psql");
        command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", database, "-h"]).arg(&self.folder);
        let output = command.args(arguments).env("PGPASSWORD", PASSWORD).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// The URL of a role in a database.
    pub fn url(&self, role: &str, database: &str) -> String {
        format!("postgres://{role}:{PASSWORD}@localhost/{database}?host={}", self.folder.display())
    }

    /// The settings that put a service on this database.
    pub fn variables(&self, database: &str) -> Vec<(String, String)> {
        let variable = |room: &str| {
            (format!("CHORUS__DATABASE__{}", room.to_uppercase()), self.url(&format!("{database}_{room}"), database))
        };
        ["accounts", "issuance", "collection", "sealed"].map(variable).into()
    }

    /// The folder with the server's log and data.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Where the server's programs are: Debian keeps them out of the path.
pub fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists()).max();
    let in_path = || {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).find(|folder| folder.join("initdb").exists())
    };
    debian
        .or_else(in_path)
        .unwrap_or_else(|| panic!("install PostgreSQL 15 or newer (Debian: apt-get install postgresql)"))
}

/// PostgreSQL refuses to run as root: then it runs as `nobody`.
pub fn unprivileged() -> Command {
    if !is_root() {
        return Command::new("env");
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=nobody", "--clear-groups", "--"]);
    command
}

/// Gives the folder to whom PostgreSQL runs as.
fn hand_over(folder: &Path) {
    if is_root() {
        let given = Command::new("chown").args(["-R", "nobody"]).arg(folder).status().unwrap();
        assert!(given.success());
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().unwrap().stdout == b"0\n"
}

/// A connection for looking at what others wrote.
pub struct Looker {
    runtime: tokio::runtime::Runtime,
    connection: DatabaseConnection,
}

impl Looker {
    /// Connects to any database that sea-orm knows.
    pub fn new(url: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut options = sea_orm::ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let connection = runtime.block_on(sea_orm::Database::connect(options)).unwrap();
        Self { runtime, connection }
    }

    /// A database of the cluster, as the superuser.
    pub fn of(database: &str) -> Self {
        Self::new(&Cluster::get().url("postgres", database))
    }

    /// A SQLite file.
    pub fn sqlite(file: &Path) -> Self {
        Self::new(&format!("sqlite://{}", file.display()))
    }

    /// Runs a statement without values.
    pub fn run(&self, sql: &str) -> Result<(), sea_orm::DbErr> {
        self.runtime.block_on(self.connection.execute_unprepared(sql)).map(drop)
    }

    /// The rows that a statement gives, each turned into a value.
    pub fn rows<T>(&self, sql: &str, read: impl Fn(&QueryResult) -> T) -> Result<Vec<T>, sea_orm::DbErr> {
        let backend: DbBackend = self.connection.get_database_backend();
        let rows = self.runtime.block_on(self.connection.query_all_raw(Statement::from_string(backend, sql)))?;
        Ok(rows.iter().map(read).collect())
    }

    /// The first value of each row.
    pub fn values<T: sea_orm::TryGetable>(&self, sql: &str) -> Vec<T> {
        self.rows(sql, |row| row.try_get_by_index(0).unwrap()).unwrap()
    }
}
