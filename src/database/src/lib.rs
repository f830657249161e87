//! Opening one room's database, and clearing the traces that a database keeps by itself.
//!
//! Each room opens its own file and nothing else. This crate knows no table. What it adds to SQLite is forgetfulness: deleted
//! content is overwritten (`secure_delete`), nothing spills into temporary files, and [`Database::forget_order`] rewrites the
//! file in key order and empties the write-ahead log, so that neither free pages nor the place of a row within a page tell in
//! which order rows came.

use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};
use sea_orm_migration::MigratorTrait;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Why a database could not be opened or cleared.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// It could not be opened, or its schema not brought up to date.
    #[error("cannot open the database {}: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: DbErr,
    },
    /// A file cannot be opened, made or locked.
    #[error("cannot use {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Another process reads the file, so its write-ahead log cannot be emptied.
    #[error("another process is reading a database, so its traces cannot be cleared; end it (a backup, a shell)")]
    InUse,
    /// Its file could not be rewritten.
    #[error("cannot clear the traces in the database: {0}")]
    ForgetOrder(DbErr),
}

/// One room's database. Cloning shares the connection.
#[derive(Clone, Debug)]
pub struct Database {
    connection: DatabaseConnection,
    /// How many rows this connection had written when the order was last forgotten; -1 before the first time.
    forgotten: Arc<AtomicI64>,
}

impl Database {
    /// Opens the SQLite file at `path`, makes it if need be, and runs the migrations of `M`.
    ///
    /// One connection: SQLite writes one at a time anyway, and queueing here is fairer and faster than its busy time-outs.
    pub async fn open<M: MigratorTrait>(path: &Path) -> Result<Self, DatabaseError> {
        let failed = |source| DatabaseError::Open { path: path.to_owned(), source };
        let file = path.to_owned();
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1).acquire_timeout(Duration::from_secs(30)).idle_timeout(None).max_lifetime(None);
        // Statements would carry answers and people into the log.
        options.sqlx_logging(false);
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
        // Two processes may open a new database at once (a service and `account create`): one migrates, the other waits.
        let _migrating = lock(&path.with_extension("lock"))?;
        private(path).map_err(|source| DatabaseError::File { path: path.to_owned(), source })?;
        let connection = sea_orm::Database::connect(options).await.map_err(failed)?;
        M::up(&connection, None).await.map_err(failed)?;
        Ok(Self { connection, forgotten: Arc::new(AtomicI64::new(-1)) })
    }

    /// The connection, for this room's store only.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Rewrites the file in key order and empties the write-ahead log, if anything was written since it was last done. After
    /// it, the order in which rows were written can be read from nowhere in the database's files.
    ///
    /// It fails while another process reads the file, for then the log cannot be emptied; try again later.
    pub async fn forget_order(&self) -> Result<(), DatabaseError> {
        let written = self.number("SELECT total_changes()").await?;
        if self.forgotten.load(Ordering::Acquire) == written {
            return Ok(());
        }
        self.connection.execute_unprepared("VACUUM").await.map_err(DatabaseError::ForgetOrder)?;
        // The pragma reports failure as a row: 1 for busy.
        if self.number("PRAGMA wal_checkpoint(TRUNCATE)").await? != 0 {
            return Err(DatabaseError::InUse);
        }
        self.forgotten.store(written, Ordering::Release);
        Ok(())
    }

    /// The first number that a statement gives.
    async fn number(&self, sql: &str) -> Result<i64, DatabaseError> {
        let statement = Statement::from_string(DbBackend::Sqlite, sql);
        let row = self.connection.query_one_raw(statement).await.map_err(DatabaseError::ForgetOrder)?;
        let number = row.map(|row| row.try_get_by_index::<i64>(0)).transpose().map_err(DatabaseError::ForgetOrder)?;
        number.ok_or(DatabaseError::InUse)
    }

    /// Forgets the order and closes the file.
    pub async fn close(self) -> Result<(), DatabaseError> {
        self.forget_order().await?;
        self.connection.close().await.map_err(DatabaseError::ForgetOrder)
    }
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
