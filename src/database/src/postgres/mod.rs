//! A room on a PostgreSQL server. What PostgreSQL keeps by itself (the place of rows in the heap, the transaction that wrote
//! each, dead rows, samples for its planner) is cleared, and a server that would write more than that into its logs is refused.
//! It knows no table.

mod rewrite;
mod server;
mod turn;

use crate::{Company, DatabaseError};
use rewrite::Table;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{self, ConnectOptions as _, Connection as _, Executor as _};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, RuntimeErr, Statement};
use sea_orm_migration::MigratorTrait;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
pub(crate) use turn::TurnKeeper;

/// Clearing ends with a checkpoint and a new log segment of 16 MB, so it is done less often than with SQLite.
pub(crate) const LEAST_REST: Duration = Duration::from_secs(10);

/// Sealing goes on after this, whatever becomes of a checkpoint.
const LONGEST_CHECKPOINT: Duration = Duration::from_secs(60);

/// Runs on every new connection. An acknowledged answer must be on disk, whatever the server's default.
/// Whoever waited for a lock must see what was done under it. Tables grow a thousandfold while a connection lasts, and nothing tells the
/// server that a plan made for a small one is not fit any more.
const SESSION: &str = "SET lock_timeout = '10s'; SET default_transaction_isolation = 'read committed'; \
    SET plan_cache_mode = force_custom_plan; \
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";
/// Services are in a room together; what must be alone there waits outside, and they for it.
const ENTER: &str = "SELECT pg_advisory_lock_shared(1130917750, hashtext(current_schema()))";
const ENTER_ALONE: &str = "SELECT pg_advisory_lock(1130917750, hashtext(current_schema()))";
const TRY_ENTER: &str = "SELECT pg_try_advisory_lock_shared(1130917750, hashtext(current_schema()))";
const TRY_ENTER_ALONE: &str = "SELECT pg_try_advisory_lock(1130917750, hashtext(current_schema()))";
const OTHERS: &str =
    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid() AND granted
    AND classid = 1130917750 AND objid = hashtext(current_schema())::bigint & 4294967295
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))";
/// How long to wait for whoever is there: the server takes a moment to notice that a service was killed.
const OTHERS_MAY_TAKE: Duration = Duration::from_secs(10);
/// Whether this process is the one that clears, or becomes it now because nobody is. The lock ends with the connection.
const LEADS: &str =
    "SELECT CASE WHEN EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
        AND classid = 1130917746 AND objid = hashtext(current_schema())::bigint & 4294967295
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
    THEN TRUE ELSE pg_try_advisory_lock(1130917746, hashtext(current_schema())) END";
const IS_MADE: &str = "SELECT to_regclass('seaql_migrations') IS NOT NULL";
const BEGIN_MIGRATING: &str = "SELECT pg_advisory_lock(1130917747, hashtext(current_schema()))";
const END_MIGRATING: &str = "SELECT pg_advisory_unlock(1130917747, hashtext(current_schema()))";

/// The statement that a transaction of this company begins with.
pub(crate) fn in_company(company: Company) -> &'static str {
    match company {
        Company::Others => "SELECT pg_advisory_xact_lock_shared(1130917749, hashtext(current_schema()))",
        Company::Nobody => "SELECT pg_advisory_xact_lock(1130917749, hashtext(current_schema()))",
    }
}

/// What is remembered between one clearing and the next.
pub(crate) struct Memory {
    /// The same connection as the room's, but what is done through it does not count as written.
    quiet: DatabaseConnection,
    tables: Vec<Table>,
    /// Whether the room wrote, or tried to, since the last clearing.
    written: Arc<AtomicBool>,
    /// How the last clearing left the tables.
    left: Mutex<Option<rewrite::Left>>,
    may_clear_log: bool,
    warnings: Vec<String>,
    url: String,
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PostgreSQL")
    }
}

/// Connects, refuses what is unfit, and runs the migrations of `M`.
pub(crate) async fn open<M: MigratorTrait>(
    url: &str,
    alone: bool,
) -> Result<(DatabaseConnection, Memory), DatabaseError> {
    let place = place(url)?;
    let failed = |source| DatabaseError::Open { place: place.clone(), source };
    let is_open = Arc::new(AtomicBool::new(false));
    let mut connection = sea_orm::Database::connect(options(url, alone, &is_open)).await.map_err(failed)?;
    let quiet = connection.clone();
    let server = server::examine(&quiet).await.map_err(failed)?;
    if let Some(reason) = server.unfit {
        return Err(DatabaseError::Unfit { place, reason });
    }
    if !enter(&quiet, alone).await.map_err(failed)? {
        let who = if alone {
            "another service uses it; stop that one"
        } else {
            "it is being restored, or its secret changed"
        };
        return Err(DatabaseError::Unfit { place, reason: format!("{who}, and try again") });
    }
    is_open.store(true, Ordering::Release);
    // Two processes may open a new database at once (two services, or one and `account create`): one migrates, the other waits.
    quiet.execute_unprepared(BEGIN_MIGRATING).await.map_err(failed)?;
    migrate::<M>(&quiet, &place).await?;
    server::keep_no_samples(&quiet).await.map_err(failed)?;
    let tables = rewrite::tables(&quiet).await.map_err(failed)?;
    quiet.execute_unprepared(END_MIGRATING).await.map_err(failed)?;

    let written = Arc::new(AtomicBool::new(false));
    let note = Arc::clone(&written);
    // Failed statements count too: a row that was rolled back still lies in the heap.
    connection.set_metric_callback(move |info| {
        if !info.statement.sql.trim_start().starts_with("SELECT") {
            note.store(true, Ordering::Release);
        }
    });
    let memory = Memory {
        quiet,
        tables,
        written,
        left: Mutex::new(None),
        may_clear_log: server.may_clear_log,
        warnings: server.warnings.into_iter().map(|warning| format!("{place}: {warning}")).collect(),
        url: url.to_owned(),
    };
    Ok((connection, memory))
}

fn options(url: &str, alone: bool, is_open: &Arc<AtomicBool>) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).acquire_timeout(Duration::from_secs(30)).idle_timeout(None).max_lifetime(None);
    // Statements would carry answers and people into the log.
    options.sqlx_logging(false).record_stmt_in_spans(false).set_application_name("chorus");
    let is_open = Arc::clone(is_open);
    options.map_sqlx_postgres_pool_opts(move |pool| {
        let is_open = Arc::clone(&is_open);
        pool.after_connect(move |connection, _| {
            // A connection that replaces a lost one enters again before anything is done through it.
            let again = is_open.load(Ordering::Acquire);
            Box::pin(async move {
                connection.execute(SESSION).await?;
                if again {
                    connection.execute(if alone { ENTER_ALONE } else { ENTER }).await?;
                }
                Ok(())
            })
        })
    });
    options
}

/// Role, server and database, for messages: the URL without its password.
fn place(url: &str) -> Result<String, DatabaseError> {
    let wrong = |_| DatabaseError::Unfit {
        place: "in the settings".to_owned(),
        reason: "write postgres://role:password@host/database".to_owned(),
    };
    let options: PgConnectOptions = url.parse().map_err(wrong)?;
    let database = options.get_database().unwrap_or(options.get_username());
    Ok(format!("{}@{}:{}/{database}", options.get_username(), options.get_host(), options.get_port()))
}

async fn enter(connection: &DatabaseConnection, alone: bool) -> Result<bool, DbErr> {
    let deadline = Instant::now() + OTHERS_MAY_TAKE;
    loop {
        if one::<bool>(connection, if alone { TRY_ENTER_ALONE } else { TRY_ENTER }).await? {
            return Ok(true);
        }
        if Instant::now() >= deadline {
            return Ok(false);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Runs the migrations of `M`, if there are new ones and no process of an earlier version is there, which would not know what they made.
async fn migrate<M: MigratorTrait>(connection: &DatabaseConnection, place: &str) -> Result<(), DatabaseError> {
    let failed = |source| DatabaseError::Open { place: place.to_owned(), source };
    if one::<bool>(connection, IS_MADE).await.map_err(failed)? {
        let known = Statement::from_string(DbBackend::Postgres, "SELECT version FROM seaql_migrations");
        let known = connection.query_all_raw(known).await.map_err(failed)?;
        let known: BTreeSet<String> =
            known.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>().map_err(failed)?;
        let ours: BTreeSet<String> = M::migrations().iter().map(|migration| migration.name().to_owned()).collect();
        if known == ours {
            return Ok(());
        }
        if !known.is_empty() && known.is_subset(&ours) && one::<bool>(connection, OTHERS).await.map_err(failed)? {
            let reason = "another process uses it, perhaps of an earlier version; stop all, start one of this version, then the others";
            return Err(DatabaseError::Unfit { place: place.to_owned(), reason: reason.to_owned() });
        }
    }
    M::up(connection, None).await.map_err(failed)
}

/// The one value that a statement gives.
async fn one<T: sea_orm::TryGetable>(connection: &impl ConnectionTrait, sql: &str) -> Result<T, DbErr> {
    let row = connection.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    row.ok_or_else(|| DbErr::RecordNotFound(String::new()))?.try_get_by_index(0)
}

impl Memory {
    pub(crate) fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// What gives this process its turns at something.
    pub(crate) fn keeper(&self, name: &'static str) -> TurnKeeper {
        TurnKeeper::new(self.url.clone(), name)
    }

    /// Whether another process has entered.
    pub(crate) async fn is_shared(&self) -> Result<bool, DatabaseError> {
        one(&self.quiet, OTHERS).await.map_err(DatabaseError::Unreachable)
    }

    /// Clears what the server keeps, and tells for how long requests had to wait for it.
    pub(crate) async fn forget_order(&self) -> Result<Duration, DatabaseError> {
        let mut left = self.left.lock().await;
        let failed =
            |error| if is_lock_timeout(&error) { DatabaseError::InUse } else { DatabaseError::ForgetOrder(error) };
        if !one::<bool>(&self.quiet, LEADS).await.map_err(failed)? {
            *left = None;
            return Ok(Duration::ZERO);
        }
        let began = Instant::now();
        // What a cancelled request or another process wrote is seen by looking.
        if !self.written.swap(false, Ordering::AcqRel)
            && let Some(left) = left.as_ref()
            && left.is_still_so(&self.quiet, &self.tables).await.map_err(failed)?
        {
            return Ok(began.elapsed());
        }
        let rewritten = rewrite::rewrite(&self.quiet, &self.tables).await;
        let waited = began.elapsed();
        let cleared = if rewritten.is_ok() && self.may_clear_log { self.clear_log().await } else { Ok(()) };
        *left = match rewritten.and_then(|left| cleared.map(|()| left)) {
            Ok(new) => Some(new),
            Err(error) => {
                self.written.store(true, Ordering::Release);
                return Err(failed(error));
            }
        };
        Ok(waited)
    }

    /// The log is a diary too. Its segments up to here are needed no more once a checkpoint is past them. That takes longest of all, and
    /// no request has to wait for it, so it has a connection of its own.
    async fn clear_log(&self) -> Result<(), DbErr> {
        let clearing = async {
            let options: PgConnectOptions = self.url.parse()?;
            let mut connection = options.application_name("chorus").disable_statement_logging().connect().await?;
            connection.execute("SELECT pg_switch_wal()").await?;
            connection.execute("CHECKPOINT").await?;
            connection.close().await
        };
        let cleared = tokio::time::timeout(LONGEST_CHECKPOINT, clearing).await;
        let late = || DbErr::Custom(format!("no checkpoint within {} seconds", LONGEST_CHECKPOINT.as_secs()));
        cleared.map_err(|_| late())?.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))
    }
}

/// Whether somebody else held a lock for too long, or each waited for the other.
pub(crate) fn is_lock_timeout(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) = error else {
        return false;
    };
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| matches!(&*code, "55P03" | "40P01"))
}
