//! Opening one room's database, and clearing the traces that a database keeps by itself.
//!
//! Each room opens its own place and nothing else. This crate knows no table by name. What it adds to SQLite and to PostgreSQL
//! is forgetfulness: after [`Database::forget_order`] neither the place of a row nor anything that the database writes
//! beside it tells in which order rows came.
//!
//! Every room has one connection. SQLite writes one at a time anyway; in PostgreSQL it keeps the same order of things, so that
//! a wave that closes and a response that arrives cannot pass each other, and clearing meets no half-done request.

mod error;
mod pace;
mod postgres;
mod sqlite;

pub use error::DatabaseError;
use pace::Pace;
use sea_orm::DatabaseConnection;
use sea_orm_migration::MigratorTrait;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// Where a room keeps what it knows.
#[derive(Clone)]
pub enum Place {
    /// In a SQLite file.
    File(PathBuf),
    /// On a PostgreSQL server.
    Server {
        /// `postgres://role:password@host/database`. The role owns the schema that it works in, and may do nothing elsewhere.
        url: String,
        /// Whether nobody else may have the room open: true for a service, false for a command beside it.
        alone: bool,
    },
}

/// One room's database. Cloning shares the connection.
#[derive(Clone, Debug)]
pub struct Database {
    connection: DatabaseConnection,
    kind: Kind,
    pace: Arc<Pace>,
}

#[derive(Clone, Debug)]
enum Kind {
    Sqlite(Arc<sqlite::Memory>),
    Postgres(Arc<postgres::Memory>),
}

impl Database {
    /// Opens the SQLite file at `path`, makes it if need be, and runs the migrations of `M`.
    pub async fn open<M: MigratorTrait>(path: &Path) -> Result<Self, DatabaseError> {
        let (connection, memory) = sqlite::open::<M>(path).await?;
        Ok(Self { connection, kind: Kind::Sqlite(Arc::new(memory)), pace: Arc::new(Pace::new(sqlite::LEAST_REST)) })
    }

    /// Opens the room's place, whatever it is, and runs the migrations of `M`.
    pub async fn open_at<M: MigratorTrait>(place: &Place) -> Result<Self, DatabaseError> {
        match place {
            Place::File(path) => Self::open::<M>(path).await,
            Place::Server { url, alone } => {
                let (connection, memory) = postgres::open::<M>(url, *alone).await?;
                let pace = Arc::new(Pace::new(postgres::LEAST_REST));
                Ok(Self { connection, kind: Kind::Postgres(Arc::new(memory)), pace })
            }
        }
    }

    /// The connection, for this room's store only.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.connection
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
    /// were written can be read from nowhere in the database's files.
    ///
    /// It fails while somebody else reads the database; try again later.
    pub async fn forget_order(&self) -> Result<(), DatabaseError> {
        let began = Instant::now();
        let result = match &self.kind {
            Kind::Sqlite(memory) => memory.forget_order(&self.connection).await,
            Kind::Postgres(memory) => memory.forget_order().await,
        };
        self.pace.rest(began.elapsed(), result.is_ok());
        result
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
        cleared.and(self.connection.close().await.map_err(DatabaseError::ForgetOrder))
    }
}
