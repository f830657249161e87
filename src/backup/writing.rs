//! Writing a backup into empty databases: each room in one transaction, the rows in the order of their keys.

use super::file::{Archive, Line, TableLine};
use super::reading::{mark, plain};
use super::tables::{ALL, Kept, Kind, Table};
use super::{BackupError, Database};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement, TransactionTrait as _, Value};
use serde_json::Value as Json;

/// How many rows go into one INSERT: SQLite takes 32,766 parameters.
const ROWS_AN_INSERT: usize = 1_000;

/// The rows to come: their room, their table, and the kinds of their columns.
struct Current {
    room: &'static Kept,
    table: &'static Table,
    columns: Vec<(String, Kind)>,
}

impl Current {
    fn of(line: &TableLine) -> Option<Self> {
        let room = ALL.iter().find(|kept| kept.room.name() == line.room)?;
        let table = room.tables.iter().find(|table| table.name == line.table)?;
        let known = |(name, kind): &(String, Kind)| table.position(name).is_some_and(|(_, ours)| ours == *kind);
        let columns = line.columns.clone();
        (!columns.is_empty() && columns.iter().all(known)).then_some(Self { room, table, columns })
    }

    fn values(&self, row: &[Json]) -> Option<Vec<Value>> {
        if row.len() != self.columns.len() {
            return None;
        }
        self.columns.iter().zip(row).map(|((_, kind), json)| kind.value(json)).collect()
    }
}

/// Says what is wrong with the lines of a file, before any of them is written.
#[derive(Default)]
pub(super) struct Checker(Option<Current>);

impl Checker {
    pub(super) fn check(&mut self, line: &Line) -> Result<(), String> {
        match line {
            Line::Table(line) => {
                let current = Current::of(line).ok_or_else(|| format!("it has a strange table '{}'", line.table))?;
                self.0 = Some(current);
            }
            Line::Row(row) => {
                let current = self.0.as_ref().ok_or("it has a row without a table")?;
                current
                    .values(row)
                    .ok_or_else(|| format!("a row of its table '{}' does not fit", current.table.name))?;
            }
        }
        Ok(())
    }

    /// Whether this row, which was checked, is of an account with a second factor.
    pub(super) fn is_second_factor(&self, line: &Line) -> bool {
        let (Some(current), Line::Row(row)) = (&self.0, line) else { return false };
        let secret = current.columns.iter().position(|(name, _)| name == "totp_secret");
        secret.is_some_and(|index| !row[index].is_null())
    }
}

/// The first table of a room that has rows, but for those in which a service that was only started writes by itself.
pub(super) async fn filled(database: &Database, kept: &Kept) -> Result<Option<String>, BackupError> {
    let connection = database.connection();
    let also = kept.tables.iter().filter_map(|table| table.also).map(str::to_owned);
    for name in names(connection).await?.into_iter().chain(also) {
        if kept.begun.contains(&name.as_str()) {
            continue;
        }
        if connection.query_one_raw(plain(connection, &format!("SELECT 1 FROM {name} LIMIT 1"))).await?.is_some() {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// The names of a room's tables.
pub(super) async fn names(connection: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let query = match connection.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
        }
        _ => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    };
    let rows = connection.query_all_raw(plain(connection, query)).await?;
    let names = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<Vec<String>, DbErr>>()?;
    Ok(names.into_iter().filter(|name| name != "seaql_migrations").collect())
}

/// Writes every room that has nothing yet; true stands for one that has.
pub(super) async fn all(
    databases: &[(&'static Kept, Database, bool)],
    archive: &mut Archive,
) -> Result<u64, BackupError> {
    let mut rows = 0;
    let mut writing: Option<Writing> = None;
    while let Some(line) = archive.next()? {
        match line {
            Line::Table(line) => {
                let Some(current) = Current::of(&line) else { continue };
                let room = current.room.room;
                let same = writing.as_ref().is_some_and(|writing| writing.current.room.room == room);
                if same {
                    if let Some(writing) = &mut writing {
                        writing.flush().await?;
                        writing.current = current;
                    }
                    continue;
                }
                if let Some(done) = writing.take() {
                    done.end().await?;
                }
                let database = databases.iter().find(|(kept, ..)| kept.room == room);
                if let Some((kept, database, false)) = database {
                    writing = Some(Writing::begin(database, kept, current).await?);
                }
            }
            Line::Row(row) => {
                rows += 1;
                if let Some(writing) = &mut writing {
                    writing.row(&row).await?;
                }
            }
        }
    }
    if let Some(done) = writing {
        done.end().await?;
    }
    Ok(rows)
}

/// A room that is being written.
struct Writing {
    transaction: DatabaseTransaction,
    current: Current,
    waiting: Vec<Vec<Value>>,
}

impl Writing {
    async fn begin(database: &Database, kept: &Kept, current: Current) -> Result<Self, DbErr> {
        let transaction = database.connection().begin().await?;
        for table in kept.begun {
            transaction.execute_unprepared(&format!("DELETE FROM {table}")).await?;
        }
        Ok(Self { transaction, current, waiting: Vec::new() })
    }

    async fn row(&mut self, row: &[Json]) -> Result<(), DbErr> {
        self.waiting.extend(self.current.values(row));
        if self.waiting.len() == ROWS_AN_INSERT { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<(), DbErr> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let backend = self.transaction.get_database_backend();
        let names: Vec<&str> = self.current.columns.iter().map(|(name, _)| name.as_str()).collect();
        let width = names.len();
        let row = |number: usize| {
            let marks: Vec<String> = (1..=width).map(|column| mark(backend, number * width + column)).collect();
            format!("({})", marks.join(", "))
        };
        let rows: Vec<String> = (0..self.waiting.len()).map(row).collect();
        let (table, names, rows) = (self.current.table.name, names.join(", "), rows.join(", "));
        let insert = format!("INSERT INTO {table} ({names}) VALUES {rows}");
        let values = self.waiting.drain(..).flatten();
        self.transaction.execute_raw(Statement::from_sql_and_values(backend, insert, values)).await?;
        Ok(())
    }

    async fn end(mut self) -> Result<(), DbErr> {
        self.flush().await?;
        self.transaction.commit().await
    }
}
