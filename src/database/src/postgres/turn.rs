//! A turn held by a connection of its own: PostgreSQL gives it to another as soon as that ends. It knows no table.

use crate::DatabaseError;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{self, ConnectOptions as _, Executor as _, PgConnection, Row as _};
use sea_orm::{DbErr, RuntimeErr};

/// A machine that is gone, not just a process, is noticed within half a minute. Another may have its turn for a minute.
const SESSION: [(&str, &str); 4] = [
    ("lock_timeout", "60s"),
    ("tcp_keepalives_idle", "10"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
];

/// Takes turns at one thing.
pub(crate) struct TurnKeeper {
    url: String,
    name: &'static str,
}

/// Says only what it is of: the URL holds a password.
impl std::fmt::Debug for TurnKeeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl TurnKeeper {
    pub(crate) fn new(url: String, name: &'static str) -> Self {
        Self { url, name }
    }

    pub(crate) async fn take(&self) -> Result<PgConnection, DatabaseError> {
        let mut connection = self.connect().await.map_err(failed)?;
        connection.execute(self.lock("pg_advisory_lock")).await.map_err(failed)?;
        Ok(connection)
    }

    pub(crate) async fn try_take(&self) -> Result<Option<PgConnection>, DatabaseError> {
        let mut connection = self.connect().await.map_err(failed)?;
        let row = connection.fetch_one(self.lock("pg_try_advisory_lock")).await.map_err(failed)?;
        let taken: bool = row.try_get(0).map_err(failed)?;
        Ok(taken.then_some(connection))
    }

    async fn connect(&self) -> Result<PgConnection, sqlx::Error> {
        let options: PgConnectOptions = self.url.parse()?;
        options.application_name("chorus").options(SESSION).disable_statement_logging().connect().await
    }

    fn lock(&self, function: &str) -> sqlx::AssertSqlSafe<String> {
        let name = self.name;
        sqlx::AssertSqlSafe(format!("SELECT {function}(1130917748, hashtext(current_schema() || ' {name}'))"))
    }
}

fn failed(error: sqlx::Error) -> DatabaseError {
    DatabaseError::NoTurn(DbErr::Conn(RuntimeErr::SqlxError(error.into())))
}
