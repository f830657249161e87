//! Rewriting all tables of a room in the order of their keys, in one transaction, so that every row has the same place as its
//! key and the same transaction as all others. It knows no table by name: one whose comment says "not rewritten" is left alone.
//!
//! VACUUM FULL, CLUSTER and freezing are not enough: they keep each row's `xmin`, which numbers the transactions that wrote.
//! TRUNCATE gives a table new files for heap, index and TOAST, so nothing dead is left behind either.

use super::one;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement, TransactionTrait as _};

/// The tables in this schema with their primary keys, youngest first: tables come before those that they refer to, as they do
/// in statements that write, so that locks are taken in the same order. Names are quoted.
const TABLES: &str = "
    SELECT format('%I.%I', n.nspname, c.relname), (
        SELECT string_agg(format('%I', a.attname), ', ' ORDER BY array_position(i.indkey::int2[], a.attnum))
        FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind = 'r'
        AND obj_description(c.oid, 'pg_class') IS DISTINCT FROM 'not rewritten'
    ORDER BY c.oid DESC";

/// A table's quoted name, and its quoted key columns.
pub(super) struct Table {
    name: String,
    key: String,
}

/// How a rewriting left the tables: the transaction that wrote every row, and how many rows.
#[derive(PartialEq)]
pub(super) struct Left {
    transaction: String,
    rows: i64,
}

pub(super) async fn tables(connection: &DatabaseConnection) -> Result<Vec<Table>, DbErr> {
    let rows = connection.query_all_raw(Statement::from_string(DbBackend::Postgres, TABLES)).await?;
    let table = |row: sea_orm::QueryResult| {
        let name: String = row.try_get_by_index(0)?;
        let key: Option<String> = row.try_get_by_index(1)?;
        let key = key.ok_or_else(|| DbErr::Custom(format!("{name} has no primary key to order it by")))?;
        Ok(Table { name, key })
    };
    rows.into_iter().map(table).collect()
}

/// Rewrites them all. Fails if somebody else reads one for more than two seconds, so that requests are not held up for longer.
pub(super) async fn rewrite(connection: &DatabaseConnection, tables: &[Table]) -> Result<Left, DbErr> {
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    let names = names.join(", ");
    let transaction = connection.begin().await?;
    let run = async |sql: String| transaction.execute_unprepared(&sql).await.map(drop);
    run("SET LOCAL lock_timeout = '2s'".to_owned()).await?;
    run(format!("LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")).await?;
    run("SET CONSTRAINTS ALL DEFERRED".to_owned()).await?;
    for (i, Table { name, key }) in tables.iter().enumerate() {
        run(format!("CREATE TEMPORARY TABLE chorus_{i} ON COMMIT DROP AS SELECT * FROM {name} ORDER BY {key}")).await?;
    }
    run(format!("TRUNCATE {names}")).await?;
    for (i, Table { name, key }) in tables.iter().enumerate() {
        run(format!("INSERT INTO {name} SELECT * FROM pg_temp.chorus_{i} ORDER BY {key}")).await?;
    }
    let left = Left {
        transaction: one(&transaction, "SELECT pg_current_xact_id()::xid::text").await?,
        rows: one(&transaction, &count(tables, "TRUE")).await?,
    };
    transaction.commit().await?;
    Ok(left)
}

impl Left {
    /// Whether every row is still of that transaction, and none is gone.
    pub(super) async fn is_still_so(&self, connection: &DatabaseConnection, tables: &[Table]) -> Result<bool, DbErr> {
        let of_it = format!("xmin = '{}'::xid", self.transaction);
        let (all, same) = (count(tables, "TRUE"), count(tables, &of_it));
        Ok(one::<i64>(connection, &all).await? == self.rows && one::<i64>(connection, &same).await? == self.rows)
    }
}

/// Counts the rows of all tables for which this holds.
fn count(tables: &[Table], condition: &str) -> String {
    let counts: Vec<String> =
        tables.iter().map(|table| format!("(SELECT count(*) FROM {} WHERE {condition})", table.name)).collect();
    format!("SELECT {}", counts.join(" + "))
}
