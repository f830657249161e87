//! Reading what a backup holds, page by page in the order of keys. Of the rooms that respondents write to it reads waves that are closed
//! for good and never change again, so that it needs no snapshot and holds nobody up.

use super::tables::{Kept, Kind, Rows, Table};
use super::{BackupError, Writer};
use crate::places::Room;
use chorus_database::Database;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement, TransactionTrait as _, Value};
use serde_json::Value as Json;
use uuid::Uuid;

/// How many rows are read at once.
const PAGE: usize = 1_000;

/// How the waves stand.
pub(super) struct Waves {
    /// Closed, sealed, and their ledgers signed.
    closed: Vec<Uuid>,
    /// The titles of those that are open.
    pub(super) open: Vec<String>,
}

impl Waves {
    pub(super) async fn of(issuance: &Database) -> Result<Self, BackupError> {
        let connection = issuance.connection();
        let query = "SELECT id, state, ledger_key IS NOT NULL, document FROM wave ORDER BY id";
        let mut waves = Self { closed: Vec::new(), open: Vec::new() };
        for row in connection.query_all_raw(plain(connection, query)).await? {
            let (id, state): (Uuid, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let (has_key, document): (bool, String) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
            match state.as_str() {
                "open" => waves.open.push(format!("{} ({id})", title(&document))),
                // The key goes last.
                "closed" if has_key => {
                    return Err(BackupError::Closing(format!("{} ({id})", title(&document))));
                }
                "closed" => waves.closed.push(id),
                _ => {}
            }
        }
        Ok(waves)
    }

    /// The closed ones as a list in SQL.
    fn list(&self, backend: DbBackend) -> String {
        let literal = |id: &Uuid| match backend {
            DbBackend::Sqlite => format!("x'{}'", id.simple()),
            _ => format!("'{id}'"),
        };
        let list: Vec<String> = self.closed.iter().map(literal).collect();
        if list.is_empty() { "NULL".to_owned() } else { list.join(", ") }
    }

    /// Fails if a room has not heard yet that one is closed.
    async fn are_closed_in(&self, connection: &DatabaseConnection) -> Result<(), BackupError> {
        let list = self.list(connection.get_database_backend());
        let query = format!("SELECT id FROM wave WHERE state <> 'closed' AND id IN ({list})");
        match connection.query_one_raw(plain(connection, &query)).await? {
            Some(row) => Err(BackupError::Closing(row.try_get_by_index::<Uuid>(0)?.to_string())),
            None => Ok(()),
        }
    }
}

/// Reads a room.
pub(super) async fn room(
    database: &Database,
    kept: &Kept,
    waves: &Waves,
    writer: &mut Writer,
) -> Result<(), BackupError> {
    let connection = database.connection();
    match kept.room {
        Room::Sealed | Room::Collection => {
            waves.are_closed_in(connection).await?;
            tables(connection, kept, waves, writer).await
        }
        // Small, and changed by staff at any moment: as it is at one.
        Room::Issuance | Room::Accounts => {
            let transaction = connection.begin().await?;
            if transaction.get_database_backend() == DbBackend::Postgres {
                transaction.execute_unprepared("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?;
            }
            tables(&transaction, kept, waves, writer).await?;
            Ok(transaction.commit().await?)
        }
    }
}

async fn tables(
    connection: &impl ConnectionTrait,
    kept: &Kept,
    waves: &Waves,
    writer: &mut Writer,
) -> Result<(), BackupError> {
    for table in kept.tables {
        writer.table(&kept.line(table))?;
        let mut last = None;
        loop {
            let page = page(connection, table, waves, last.as_deref()).await?;
            for row in &page {
                writer.row(row)?;
            }
            if page.len() < PAGE {
                break;
            }
            last = page.into_iter().last();
        }
    }
    Ok(())
}

/// The rows that follow one, or the first ones.
async fn page(
    connection: &impl ConnectionTrait,
    table: &Table,
    waves: &Waves,
    last: Option<&[Json]>,
) -> Result<Vec<Vec<Json>>, DbErr> {
    let backend = connection.get_database_backend();
    let list = waves.list(backend);
    let expressions: Vec<&str> = table.columns.iter().map(|column| column.read).collect();
    let chosen = match table.rows {
        Rows::All => "TRUE".to_owned(),
        Rows::Where(condition) => condition.to_owned(),
        Rows::OfClosed(column) => format!("{column} IN ({list})"),
    };
    let key: Vec<(usize, Kind)> = table.key.iter().filter_map(|name| table.position(name)).collect();
    // The same order on every server.
    let ordered = |(index, kind): &(usize, Kind)| {
        let name = table.columns[*index].name;
        let bytewise = backend == DbBackend::Postgres && *kind == Kind::Text;
        if bytewise { format!("{name} COLLATE \"C\"") } else { name.to_owned() }
    };
    let order = key.iter().map(ordered).collect::<Vec<_>>().join(", ");
    let (after, values): (String, Vec<Value>) = match last {
        None => ("TRUE".to_owned(), Vec::new()),
        Some(last) => {
            let marks: Vec<String> = (1..=key.len()).map(|number| mark(backend, number)).collect();
            let values = key.iter().filter_map(|(index, kind)| kind.value(&last[*index])).collect();
            (format!("({order}) > ({})", marks.join(", ")), values)
        }
    };
    let from = |name: &str| {
        let expressions = expressions.join(", ");
        format!("SELECT {expressions} FROM {name} AS kept WHERE {chosen} AND {after} ORDER BY {order} LIMIT {PAGE}")
    };
    let query = match table.also {
        None => from(table.name),
        // A row may be in both for a moment.
        Some(also) => format!(
            "SELECT * FROM ({}) AS a UNION SELECT * FROM ({}) AS b ORDER BY {order} LIMIT {PAGE}",
            from(table.name),
            from(also)
        ),
    };
    let rows = connection.query_all_raw(Statement::from_sql_and_values(backend, query, values)).await?;
    let read = |row: &sea_orm::QueryResult| {
        table.columns.iter().enumerate().map(|(index, column)| column.kind.of(row, index)).collect()
    };
    rows.iter().map(read).collect()
}

impl Table {
    /// Where a column stands, and what it holds.
    pub(super) fn position(&self, name: &str) -> Option<(usize, Kind)> {
        let index = self.columns.iter().position(|column| column.name == name)?;
        Some((index, self.columns[index].kind))
    }
}

/// The place of a value in a statement.
pub(super) fn mark(backend: DbBackend, number: usize) -> String {
    let sign = if backend == DbBackend::Postgres { '$' } else { '?' };
    format!("{sign}{number}")
}

pub(super) fn plain(connection: &impl ConnectionTrait, sql: &str) -> Statement {
    Statement::from_string(connection.get_database_backend(), sql)
}

/// A wave's title in its first language.
fn title(document: &str) -> String {
    let document: Json = serde_json::from_str(document).unwrap_or_default();
    let title = &document["title"];
    let text = title.as_str().or_else(|| title.as_object()?.values().next()?.as_str());
    text.unwrap_or_default().to_owned()
}
