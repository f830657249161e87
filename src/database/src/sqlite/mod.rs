//! A room in a SQLite file. Deleted content is overwritten (`secure_delete`), nothing but clearing spills into temporary files, and
//! clearing rewrites the file in key order and empties the write-ahead log, so that neither free pages nor the place of a row within a
//! page tell in which order rows came. It knows no table.

mod memory;

use crate::DatabaseError;
pub(crate) use memory::Memory;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{
    self, AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, Row as _, SqliteConnection,
};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, RuntimeErr, Statement};
use sea_orm_migration::MigratorTrait;
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Weak};
use std::time::Duration;

/// Rewriting a small file takes some milliseconds, so it may be done every second in which something was written.
pub(crate) const LEAST_REST: Duration = Duration::from_secs(1);

/// A write-ahead log of more bytes is carried over into the file.
const LONG_LOG: u64 = 16 << 20;
/// So many pages are carried over in a few milliseconds.
const FEW_PAGES: i64 = 1024;
/// Who reads it holds this up for a tenth of a second at most.
const BEGIN_LOG_ANEW: &str =
    "PRAGMA busy_timeout = 100; PRAGMA main.wal_checkpoint(RESTART); PRAGMA busy_timeout = 10000";
/// How often the log is carried over at most: everybody waits for the last pages.
const LOOK: Duration = Duration::from_secs(4);
/// The size of a page of a new file, in bytes. Every answer changes pages in random places, so the less of each is written the better; a
/// row of half a kilobyte still fits.
pub(crate) const PAGE: u32 = 2048;
/// The same of a file that is mostly read: with fewer levels a row is found sooner.
pub(crate) const READ_PAGE: u32 = 4096;
/// How much of a large file beside is kept in memory, as SQLite counts it: -KiB. That holds most of what leads to ten million rows.
const BESIDE_CACHE: i32 = -16_384;

/// What a room's connection has beside its own file.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// Another file, whose tables can be named as if they were the room's own. It is only read.
    pub file: &'a Path,
    /// Makes the temporary views and triggers that span both.
    pub temporary: &'static str,
}

/// Opens the file, makes it if need be, and runs the migrations of `M`.
pub(crate) async fn open<M: MigratorTrait>(
    path: &Path,
    page: u32,
    beside: Option<Beside<'_>>,
) -> Result<(DatabaseConnection, Arc<Memory>), DatabaseError> {
    let failed = |source| DatabaseError::Open { place: path.display().to_string(), source };
    let attach = beside.map(|beside| {
        format!(
            "ATTACH {} AS beside; PRAGMA beside.cache_size = {}; {}",
            text(beside.file),
            BESIDE_CACHE,
            beside.temporary
        )
    });
    let file = path.to_owned();
    let mut options = ConnectOptions::new("sqlite::memory:");
    // One connection: queueing here is fairer and faster than SQLite's busy time-outs.
    options.max_connections(1).acquire_timeout(Duration::from_secs(30)).idle_timeout(None).max_lifetime(None);
    // A file does not hang up.
    options.test_before_acquire(false);
    // Statements would carry answers and people into the log.
    options.sqlx_logging(false).record_stmt_in_spans(false);
    options.map_sqlx_sqlite_opts(move |options| {
        options
            .filename(&file)
            .in_memory(false)
            .shared_cache(false)
            .create_if_missing(true)
            .foreign_keys(true)
            .page_size(page)
            .busy_timeout(Duration::from_secs(10))
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("wal_autocheckpoint", "0")
    });
    options.map_sqlx_sqlite_pool_opts(move |pool| {
        let attach = attach.clone();
        let pool = pool.after_connect(move |connection, _| {
            let attach = attach.clone();
            Box::pin(async move {
                if let Some(attach) = attach {
                    connection.execute(AssertSqlSafe(attach)).await?;
                }
                Ok(())
            })
        });
        pool.after_release(|connection, _| Box::pin(is_out_of_transactions(connection)))
    });
    // Two processes may open a new database at once (a service and `account create`): one migrates, the other waits.
    let _migrating = lock(&path.with_extension("lock"))?;
    private(path).map_err(|source| DatabaseError::File { path: path.to_owned(), source })?;
    let connection = sea_orm::Database::connect(options).await.map_err(failed)?;
    let carrier = SqliteConnectOptions::new().filename(path).busy_timeout(Duration::from_secs(10));
    let carrier = carrier.pragma("synchronous", "FULL").disable_statement_logging().connect().await;
    let carrier = carrier.map_err(|error| failed(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))))?;
    let memory = Arc::new(Memory::new(path, &connection, carrier, beside.map(|beside| beside.temporary)).await?);
    M::up(&connection, None).await.map_err(failed)?;
    tokio::spawn(keep_log_short(Arc::downgrade(&memory), connection.clone()));
    Ok((connection, memory))
}

/// Until the database is closed. A long log is carried over beside the commits, twice, so that few pages are left; for these
/// everybody waits, and then the log begins anew in the same place. It is not cut off, which would take longer than all of that: clearing
/// does so.
async fn keep_log_short(memory: Weak<Memory>, connection: DatabaseConnection) {
    loop {
        tokio::time::sleep(LOOK).await;
        let Some(memory) = memory.upgrade() else { return };
        let mut carrier = memory.carrier.lock().await;
        let Some(carrier) = carrier.as_mut().map(|carrier| &mut carrier.connection) else { return };
        if std::fs::metadata(&memory.log).map_or(0, |log| log.len()) < LONG_LOG {
            continue;
        }
        // Whatever fails here is tried again; it loses nothing.
        let _ = carrier.execute("PRAGMA wal_checkpoint(PASSIVE)").await;
        let Ok(row) = carrier.fetch_one("PRAGMA wal_checkpoint(PASSIVE)").await else { continue };
        // What was written since it began does not count, but is about as much. Where somebody else reads the file, much more is left,
        // and nobody is made to wait for them.
        let (all, done) = (row.try_get::<i64, _>(1), row.try_get::<i64, _>(2));
        if all.is_ok_and(|all| done.is_ok_and(|done| all - done <= FEW_PAGES)) {
            let _ = connection.execute_unprepared(BEGIN_LOG_ANEW).await;
        }
    }
}

/// Whether a connection that was given back can be used again. Where a COMMIT fails, for instance on a full disk, SQLite may roll back by
/// itself; the ROLLBACK after it fails, and sqlx goes on counting a transaction that is none. Whatever is done later would be part of
/// it, acknowledged and never committed. So such a connection is closed, and another takes its place.
async fn is_out_of_transactions(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        // A rollback may still wait to be done; this is answered after it.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

/// Whether there is such a file and it has been through this migration.
pub(crate) async fn has_been_through(path: &Path, migration: &str) -> Result<bool, DatabaseError> {
    if !path.exists() {
        return Ok(false);
    }
    let failed = |error| {
        let source = DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)));
        DatabaseError::Open { place: path.display().to_string(), source }
    };
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(Duration::from_secs(10));
    let mut connection = options.disable_statement_logging().connect().await.map_err(failed)?;
    let made = sqlx::query("SELECT 1 FROM sqlite_schema WHERE name = 'seaql_migrations'");
    let mut known = made.fetch_optional(&mut connection).await.map_err(failed)?;
    if known.is_some() {
        let query = sqlx::query("SELECT 1 FROM seaql_migrations WHERE version = ?").bind(migration);
        known = query.fetch_optional(&mut connection).await.map_err(failed)?;
    }
    connection.close().await.map_err(failed)?;
    Ok(known.is_some())
}

/// The first number that a statement gives.
async fn number(connection: &DatabaseConnection, sql: &str) -> Result<i64, DatabaseError> {
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    let row = connection.query_one_raw(statement).await.map_err(DatabaseError::ForgetOrder)?;
    let number = row.map(|row| row.try_get_by_index::<i64>(0)).transpose().map_err(DatabaseError::ForgetOrder)?;
    number.ok_or(DatabaseError::InUse)
}

/// A path as a string in SQL.
fn text(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', "''"))
}

/// Waits for the lock on this file; it ends with the value.
fn lock(path: &Path) -> Result<File, DatabaseError> {
    let failed = |source| DatabaseError::File { path: path.to_owned(), source };
    let file = private(path).map_err(failed)?;
    file.lock().map_err(failed)?;
    Ok(file)
}

/// Opens the file, and makes it for its owner alone if there is none. SQLite gives its side files the same rights.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
