//! Opening one room's database, and clearing the traces that a database keeps by itself.
//!
//! Each room opens its own place and nothing else. This crate knows no table by name. What it adds to SQLite and to PostgreSQL
//! is forgetfulness: after [`Database::forget_order`] neither the place of a row nor anything that the database writes
//! beside it tells in which order rows came.
//!
//! Every room has one connection in each process, and in SQLite a second one that writes nothing of the room. One process serves a
//! SQLite file; others may open it for a moment. Of the processes on one PostgreSQL database, one clears the traces of all; [`Turns`] let
//! one of them do a thing at a time, and [`Database::begin`] keeps a transaction that must not be passed by others from being passed.

mod error;
mod group_commit;
mod pace;
mod postgres;
mod sqlite;
mod turn;

pub use error::DatabaseError;
pub use group_commit::{GroupCommit, Unanswered, Work};
use pace::Pace;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait as _};
pub use sea_orm_migration::MigratorTrait;
pub use sqlite::Beside;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
pub use turn::{Turn, Turns};

/// Where a room keeps what it knows.
#[derive(Clone)]
pub enum Place {
    /// In a SQLite file.
    File(PathBuf),
    /// On a PostgreSQL server.
    Server {
        /// `postgres://role:password@host/database`. The role owns the schema that it works in, and may do nothing elsewhere.
        url: String,
        /// Whether nobody else may have the room open: for what is done while no service runs.
        alone: bool,
    },
}

/// Whom a transaction may run beside, in whatever process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Company {
    /// Others that may, too.
    Others,
    /// Nobody who asks: it waits until those that run have ended, and those that come wait for it.
    Nobody,
}

/// Whether a statement failed for want of a connection or of a lock: later the same may be done.
pub fn is_passing(error: &DbErr) -> bool {
    matches!(error, DbErr::Conn(_) | DbErr::ConnectionAcquire(_)) || postgres::is_lock_timeout(error)
}

/// One room's database. Cloning shares the connection.
#[derive(Clone, Debug)]
pub struct Database {
    connection: DatabaseConnection,
    kind: Kind,
    pace: Arc<Pace>,
    /// By name: whoever asks for the same turns waits for the same others.
    turns: Arc<Mutex<BTreeMap<&'static str, Turns>>>,
}

#[derive(Clone, Debug)]
enum Kind {
    Sqlite(Arc<sqlite::Memory>),
    Postgres(Arc<postgres::Memory>),
}

impl Database {
    /// Opens the SQLite file at `path`, makes it if need be, and runs the migrations of `M`.
    pub async fn open<M: MigratorTrait>(path: &Path) -> Result<Self, DatabaseError> {
        Self::open_file::<M>(path, sqlite::PAGE, None).await
    }

    /// The same for a file that is written to rarely, and read in many places.
    pub async fn open_mostly_read<M: MigratorTrait>(path: &Path) -> Result<Self, DatabaseError> {
        Self::open_file::<M>(path, sqlite::READ_PAGE, None).await
    }

    /// The same, with something beside it.
    pub async fn open_beside<M: MigratorTrait>(path: &Path, beside: Beside<'_>) -> Result<Self, DatabaseError> {
        Self::open_file::<M>(path, sqlite::PAGE, Some(beside)).await
    }

    async fn open_file<M: MigratorTrait>(
        path: &Path,
        page: u32,
        beside: Option<Beside<'_>>,
    ) -> Result<Self, DatabaseError> {
        let (connection, memory) = sqlite::open::<M>(path, page, beside).await?;
        Ok(Self::new(connection, Kind::Sqlite(memory), Pace::new(sqlite::LEAST_REST)))
    }

    /// Whether there is such a file and it has been through this migration.
    pub async fn has_been_through(path: &Path, migration: &str) -> Result<bool, DatabaseError> {
        sqlite::has_been_through(path, migration).await
    }

    /// Opens the room's place, whatever it is, and runs the migrations of `M`.
    pub async fn open_at<M: MigratorTrait>(place: &Place) -> Result<Self, DatabaseError> {
        match place {
            Place::File(path) => Self::open::<M>(path).await,
            Place::Server { url, alone } => {
                let (connection, memory) = postgres::open::<M>(url, *alone).await?;
                Ok(Self::new(connection, Kind::Postgres(Arc::new(memory)), Pace::new(postgres::LEAST_REST)))
            }
        }
    }

    fn new(connection: DatabaseConnection, kind: Kind, pace: Pace) -> Self {
        Self { connection, kind, pace: Arc::new(pace), turns: Arc::default() }
    }

    /// The connection, for this room's store only.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Begins a transaction in this company. Only those begun here wait for each other.
    pub async fn begin(&self, company: Company) -> Result<DatabaseTransaction, DbErr> {
        let transaction = self.connection.begin().await?;
        if let Kind::Postgres(_) = self.kind {
            transaction.execute_unprepared(postgres::in_company(company)).await?;
        }
        Ok(transaction)
    }

    /// The turns at something, by its name.
    pub fn turns(&self, name: &'static str) -> Turns {
        let mut known = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            Turns::new(match &self.kind {
                Kind::Sqlite(_) => None,
                Kind::Postgres(memory) => Some(memory.keeper(name)),
            })
        };
        known.entry(name).or_insert_with(new).clone()
    }

    /// Whether another process has it open.
    pub async fn is_shared(&self) -> Result<bool, DatabaseError> {
        match &self.kind {
            Kind::Sqlite(_) => Ok(false),
            Kind::Postgres(memory) => memory.is_shared().await,
        }
    }

    /// Whether it answers.
    pub async fn reach(&self) -> Result<(), DatabaseError> {
        self.connection.ping().await.map_err(DatabaseError::Unreachable)
    }

    /// What the operator should know of this database: traces that it keeps and that Chorus may not clear.
    pub fn warnings(&self) -> &[String] {
        match &self.kind {
            Kind::Sqlite(_) => &[],
            Kind::Postgres(memory) => memory.warnings(),
        }
    }

    /// Rewrites all tables in key order, if anything was written since it was last done. After it, the order in which rows
    /// were written can be read from nowhere in the database's files. Of several processes on one database one does so for all,
    /// a while later; for the others there is nothing to do here.
    ///
    /// It fails while somebody else reads the database; try again later.
    pub async fn forget_order(&self) -> Result<(), DatabaseError> {
        let result = match &self.kind {
            Kind::Sqlite(memory) => {
                // By itself: whoever asks for it may hang up.
                let (memory, connection) = (Arc::clone(memory), self.connection.clone());
                let cleared = tokio::spawn(async move { memory.forget_order(&connection).await }).await;
                cleared.unwrap_or_else(|error| Err(DatabaseError::ForgetOrder(DbErr::Custom(error.to_string()))))
            }
            Kind::Postgres(memory) => memory.forget_order().await,
        };
        self.pace.rest(result.as_ref().ok().copied());
        result.map(drop)
    }

    /// The same, but only if the last time is long enough ago for clearing to take no more than a small share of the time.
    /// Call it as often as you like.
    pub async fn forget_order_in_passing(&self) -> Result<(), DatabaseError> {
        if self.pace.is_due() { self.forget_order().await } else { Ok(()) }
    }

    /// Forgets the order and closes the connection.
    pub async fn close(self) -> Result<(), DatabaseError> {
        // Closed whatever became of clearing: the next start clears what this one could not.
        let cleared = self.forget_order().await;
        cleared.and(self.let_go(false).await)
    }

    /// The same where this process is the one that serves, so that the next to do so need not clear what is clear.
    pub async fn close_for_good(self) -> Result<(), DatabaseError> {
        let cleared = self.forget_order().await;
        cleared.and(self.let_go(true).await)
    }

    /// Closes the connection, and clears nothing.
    pub async fn close_as_it_is(self) -> Result<(), DatabaseError> {
        self.let_go(false).await
    }

    async fn let_go(self, alone: bool) -> Result<(), DatabaseError> {
        let closed = self.connection.close().await.map_err(DatabaseError::ForgetOrder);
        if let Kind::Sqlite(memory) = &self.kind {
            memory.close(alone).await;
        }
        closed
    }
}
