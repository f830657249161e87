//! What a PostgreSQL server would keep of who wrote when, and whether the role can only reach its own room. It reads settings
//! and catalogues, and no table.

use super::one;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};

/// What was found.
pub(super) struct Server {
    /// Why it cannot be used.
    pub(super) unfit: Option<String>,
    /// What it keeps and Chorus may not clear.
    pub(super) warnings: Vec<String>,
    /// Whether the role may end a log segment and make a checkpoint.
    pub(super) may_clear_log: bool,
}

/// Settings under which the server writes down when each transaction was, or the statements themselves: a setting, the values
/// that are fine, and what the others would do.
const REFUSED: [(&str, &[&str], &str); 11] = [
    ("track_commit_timestamp", &["off"], "keeps the time of every answer"),
    ("log_statement", &["none", "ddl"], "logs every answer"),
    ("log_duration", &["off"], "logs the time of every answer"),
    ("log_min_duration_statement", &["-1"], "logs answers and their times"),
    ("log_min_duration_sample", &["-1"], "logs answers and their times"),
    ("log_transaction_sample_rate", &["0"], "logs answers and their times"),
    ("log_parameter_max_length_on_error", &["0"], "logs answers when a statement fails"),
    ("log_statement_stats", &["off"], "logs the time of every answer"),
    ("log_executor_stats", &["off"], "logs the time of every answer"),
    ("log_parser_stats", &["off"], "logs the time of every answer"),
    ("log_planner_stats", &["off"], "logs the time of every answer"),
];

/// Settings that leave less than that behind: a setting, the values that are fine, what the others do.
const WARNED: [(&str, &[&str], &str); 10] = [
    ("archive_mode", &["off"], "archives hold every answer with its time"),
    ("wal_recycle", &["off"], "old segments of the write-ahead log keep their content"),
    ("wal_keep_size", &["0"], "old segments of the write-ahead log are kept"),
    ("log_checkpoints", &["off"], "the log tells in which minutes something was written"),
    // A checkpoint after clearing has a connection of its own, and so has every turn at sealing.
    ("log_connections", &["off", ""], "the log tells in which minutes something was written"),
    ("log_disconnections", &["off"], "the log tells in which minutes something was written"),
    ("track_counts", &["off"], "other roles can watch how many rows are written (ALTER ROLE … SET track_counts = off)"),
    ("track_functions", &["none"], "other roles can watch how often answers are written"),
    ("track_activities", &["off"], "the server shows when a role last wrote (ALTER ROLE … SET track_activities = off)"),
    (
        "log_error_verbosity",
        &["terse"],
        "a failed statement may log a key (ALTER ROLE … SET log_error_verbosity = terse)",
    ),
];

const SUPERUSER: &str = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user";
const OWNS_SCHEMA: &str = "SELECT EXISTS (SELECT FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
        WHERE n.nspname = current_schema() AND r.rolname = current_user)";
/// Schemas that the role can look into beside its own, directly or by taking on another role.
const OTHER_SCHEMAS: &str = "SELECT coalesce(string_agg(nspname, ', '), '') FROM pg_namespace
    WHERE nspname NOT IN (current_schema(), 'public', 'information_schema') AND nspname NOT LIKE 'pg\\_%'
    AND (has_schema_privilege(oid, 'USAGE') OR pg_has_role(nspowner, 'MEMBER'))";
const MAY_CLEAR_LOG: &str = "SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE') AND EXISTS (
    SELECT FROM pg_roles WHERE rolname = 'pg_checkpoint' AND pg_has_role(oid, 'USAGE'))";
const SLOTS: &str = "SELECT EXISTS (SELECT FROM pg_replication_slots)";

/// Looks at the server and the role.
pub(super) async fn examine(connection: &DatabaseConnection) -> Result<Server, DbErr> {
    let may_clear_log: bool = one(connection, MAY_CLEAR_LOG).await?;
    let unfit = match role_fault(connection).await? {
        Some(reason) => Some(reason),
        None => wrong(connection, &REFUSED).await?.into_iter().next(),
    };
    let mut warnings = wrong(connection, &WARNED).await?;
    if !may_clear_log {
        let reason = "the write-ahead log keeps the order of writing until the server recycles it, for the role may not \
                      clear it (GRANT pg_checkpoint, and EXECUTE ON FUNCTION pg_switch_wal())";
        warnings.push(reason.to_owned());
    }
    if one(connection, SLOTS).await? {
        warnings.push("there is a replication slot: the write-ahead log is kept for it, and copied".to_owned());
    }
    Ok(Server { unfit, warnings, may_clear_log })
}

async fn role_fault(connection: &DatabaseConnection) -> Result<Option<String>, DbErr> {
    if one(connection, SUPERUSER).await? {
        return Ok(Some("its role is a superuser, which no wall stops; give the room a role of its own".to_owned()));
    }
    if !one::<bool>(connection, OWNS_SCHEMA).await? {
        let reason = "its role owns no schema to work in: CREATE SCHEMA <role> AUTHORIZATION <role>";
        return Ok(Some(reason.to_owned()));
    }
    let others: String = one(connection, OTHER_SCHEMAS).await?;
    let reason = || format!("its role may also use {others}; grant each room's role its own schema and nothing else");
    Ok((!others.is_empty()).then(reason))
}

/// The settings that are not as they should be, each with what that does.
async fn wrong(connection: &DatabaseConnection, expected: &[(&str, &[&str], &str)]) -> Result<Vec<String>, DbErr> {
    let rows = Statement::from_string(DbBackend::Postgres, "SELECT name, setting FROM pg_settings");
    let mut found = Vec::new();
    for row in connection.query_all_raw(rows).await? {
        let (name, value): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let fault = expected.iter().find(|(setting, fine, _)| *setting == name && !fine.contains(&value.as_str()));
        found.extend(fault.map(|(_, _, why)| format!("{name} = {value}: {why}")));
    }
    Ok(found)
}

/// Statements that keep the planner from taking samples: `pg_statistic` would hold contacts and answers long after they are
/// erased. Nothing is lost, for every query here goes by a key or reads a whole wave. Clearing does what autovacuum would.
const SAMPLING: &str = "
    SELECT format('ALTER TABLE %I.%I SET (autovacuum_enabled = off, toast.autovacuum_enabled = off)', n.nspname, c.relname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind = 'r'
        AND NOT coalesce(c.reloptions, '{}') @> '{autovacuum_enabled=off}'
    UNION ALL
    SELECT format('ALTER TABLE %I.%I ALTER COLUMN %I SET STATISTICS 0', n.nspname, c.relname, a.attname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE n.nspname = current_schema() AND c.relkind = 'r'
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attstattarget IS DISTINCT FROM 0";

/// Has the server keep no samples of any table in this schema.
pub(super) async fn keep_no_samples(connection: &DatabaseConnection) -> Result<(), DbErr> {
    for row in connection.query_all_raw(Statement::from_string(DbBackend::Postgres, SAMPLING)).await? {
        connection.execute_unprepared(&row.try_get_by_index::<String>(0)?).await?;
    }
    Ok(())
}
