//! A room in a SQLite file. Deleted content is overwritten (`secure_delete`), nothing spills into temporary files, and clearing
//! rewrites the file in key order and empties the write-ahead log, so that neither free pages nor the place of a row within a
//! page tell in which order rows came. It knows no table.

use crate::DatabaseError;
use sea_orm::sqlx::{self, Connection as _, SqliteConnection};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use sea_orm_migration::MigratorTrait;
use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Rewriting a small file takes some milliseconds, so it may be done every second in which something was written.
pub(crate) const LEAST_REST: Duration = Duration::from_secs(1);

/// How many rows the connection had written when the order was last forgotten; -1 before the first time.
#[derive(Debug)]
pub(crate) struct Memory(AtomicI64);

/// Opens the file, makes it if need be, and runs the migrations of `M`.
pub(crate) async fn open<M: MigratorTrait>(path: &Path) -> Result<(DatabaseConnection, Memory), DatabaseError> {
    let failed = |source| DatabaseError::Open { place: path.display().to_string(), source };
    let file = path.to_owned();
    let mut options = ConnectOptions::new("sqlite::memory:");
    // One connection: queueing here is fairer and faster than SQLite's busy time-outs.
    options.max_connections(1).acquire_timeout(Duration::from_secs(30)).idle_timeout(None).max_lifetime(None);
    // Statements would carry answers and people into the log.
    options.sqlx_logging(false).record_stmt_in_spans(false);
    options.map_sqlx_sqlite_opts(move |options| {
        options
            .filename(&file)
            .in_memory(false)
            .shared_cache(false)
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
    });
    options.map_sqlx_sqlite_pool_opts(|pool| {
        pool.after_release(|connection, _| Box::pin(is_out_of_transactions(connection)))
    });
    // Two processes may open a new database at once (a service and `account create`): one migrates, the other waits.
    let _migrating = lock(&path.with_extension("lock"))?;
    private(path).map_err(|source| DatabaseError::File { path: path.to_owned(), source })?;
    let connection = sea_orm::Database::connect(options).await.map_err(failed)?;
    M::up(&connection, None).await.map_err(failed)?;
    Ok((connection, Memory(AtomicI64::new(-1))))
}

/// Whether a connection that was given back can be used again. Where a COMMIT fails, for instance on a full disk, SQLite may roll back by
/// itself; the ROLLBACK after it fails, and sqlx goes on counting a transaction that is none. Whatever is done later would be part of
/// it, acknowledged and never committed. So such a connection is closed, and another takes its place.
async fn is_out_of_transactions(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // A rollback may still wait to be done; this is answered after it.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

impl Memory {
    pub(crate) async fn forget_order(&self, connection: &DatabaseConnection) -> Result<(), DatabaseError> {
        let written = number(connection, "SELECT total_changes()").await?;
        if self.0.load(Ordering::Acquire) == written {
            return Ok(());
        }
        connection.execute_unprepared("VACUUM").await.map_err(DatabaseError::ForgetOrder)?;
        // The pragma reports failure as a row: 1 for busy.
        if number(connection, "PRAGMA wal_checkpoint(TRUNCATE)").await? != 0 {
            return Err(DatabaseError::InUse);
        }
        self.0.store(written, Ordering::Release);
        Ok(())
    }
}

/// The first number that a statement gives.
async fn number(connection: &DatabaseConnection, sql: &str) -> Result<i64, DatabaseError> {
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    let row = connection.query_one_raw(statement).await.map_err(DatabaseError::ForgetOrder)?;
    let number = row.map(|row| row.try_get_by_index::<i64>(0)).transpose().map_err(DatabaseError::ForgetOrder)?;
    number.ok_or(DatabaseError::InUse)
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
