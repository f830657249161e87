//! What a database's files tell of the order in which rows came: everything before, nothing after it is forgotten.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

use chorus_database::{Beside, Database, DatabaseError};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use sea_orm_migration::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};

struct Schema;
struct First;

impl MigrationName for First {
    fn name(&self) -> &str {
        "m0001_test"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for First {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = "CREATE TABLE mark (id BLOB NOT NULL PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID";
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }
}

#[async_trait::async_trait]
impl MigratorTrait for Schema {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(First)]
    }
}

const ROWS: usize = 24;

/// Keys that jump about: row 0 has key 5, row 1 key 12, …
fn key(row: usize) -> usize {
    (row * 7 + 5) % ROWS
}

async fn filled(path: &Path) -> Database {
    let database = Database::open::<Schema>(path).await.unwrap();
    for row in 0..ROWS {
        let sql = format!("INSERT INTO mark VALUES (x'{:02x}', 'mark-{row:02}-end')", key(row));
        database.connection().execute_unprepared(&sql).await.unwrap();
    }
    database
}

/// The rows in the order in which they lie in the file.
fn lying(path: &Path) -> Vec<usize> {
    let bytes = std::fs::read(path).unwrap();
    let place = |row: &usize| {
        let mark = format!("mark-{row:02}-end");
        bytes.windows(mark.len()).position(|part| part == mark.as_bytes()).unwrap()
    };
    let mut rows: Vec<usize> = (0..ROWS).collect();
    rows.sort_by_key(place);
    rows
}

/// Whether the order is this one, forwards or backwards: SQLite fills pages from their end.
fn follows(rows: &[usize], rank: impl Fn(usize) -> usize) -> bool {
    rows.is_sorted_by_key(|row| rank(*row)) || rows.iter().rev().is_sorted_by_key(|row| rank(*row))
}

#[tokio::test]
async fn rows_lie_in_the_order_of_their_keys_and_not_of_their_coming() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let database = filled(&path).await;
    database.connection().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    assert!(follows(&lying(&path), |row| row), "without our doing, the file would tell who came when");
    database.forget_order().await.unwrap();
    assert!(follows(&lying(&path), key) && !follows(&lying(&path), |row| row));
    assert_eq!(std::fs::metadata(path.with_extension("db-wal")).unwrap().len(), 0);
}

#[tokio::test]
async fn what_a_crash_left_is_cleared_and_what_was_closed_in_good_order_is_not_again() {
    let folder = tempfile::tempdir().unwrap();
    let [path, crashed] = ["test.db", "crashed.db"].map(|name| folder.path().join(name));
    let database = filled(&path).await;
    database.close_for_good().await.unwrap();
    assert!(follows(&lying(&path), key));
    // Opened and written to again; then the process dies, and its files are what is left.
    let database = Database::open::<Schema>(&path).await.unwrap();
    database.connection().execute_unprepared("DELETE FROM mark").await.unwrap();
    drop(database);
    let database = filled(&path).await;
    for end in ["", "-wal"] {
        std::fs::copy(format!("{}{end}", path.display()), format!("{}{end}", crashed.display())).unwrap();
    }
    let next = Database::open::<Schema>(&crashed).await.unwrap();
    next.forget_order().await.unwrap();
    assert!(follows(&lying(&crashed), key) && !follows(&lying(&crashed), |row| row));

    // Closed in good order, nothing is written by opening it but one number.
    database.close_for_good().await.unwrap();
    let before = std::fs::read(&path).unwrap();
    let database = Database::open::<Schema>(&path).await.unwrap();
    database.forget_order().await.unwrap();
    assert_eq!(before, std::fs::read(&path).unwrap(), "it was rewritten");
    database.close().await.unwrap();
}

#[tokio::test]
async fn what_could_not_be_cleared_at_the_end_is_cleared_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let database = filled(&path).await;
    database.forget_order().await.unwrap();
    database.connection().execute_unprepared("DELETE FROM mark").await.unwrap();
    let reader = Database::open::<Schema>(&path).await.unwrap();
    reader.connection().execute_unprepared("BEGIN; SELECT * FROM mark").await.unwrap();
    database.connection().execute_unprepared("PRAGMA busy_timeout = 50").await.unwrap();
    for row in 0..ROWS {
        let sql = format!("INSERT INTO mark VALUES (x'{:02x}', 'mark-{row:02}-end')", key(row));
        database.connection().execute_unprepared(&sql).await.unwrap();
    }
    assert!(matches!(database.close_for_good().await, Err(DatabaseError::InUse)));
    reader.connection().execute_unprepared("COMMIT").await.unwrap();
    reader.close_as_it_is().await.unwrap();
    let database = Database::open::<Schema>(&path).await.unwrap();
    let sql = "PRAGMA user_version";
    let noted = database.connection().query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    assert_eq!(noted.unwrap().try_get_by_index::<i64>(0).unwrap(), 0);
    database.forget_order().await.unwrap();
    assert_eq!(std::fs::metadata(path.with_extension("db-wal")).unwrap().len(), 0, "it was cleared");
    assert!(follows(&lying(&path), key) && !follows(&lying(&path), |row| row));
}

/// Adds so many MiB in rows of 64 KiB, each in a commit of its own.
async fn fill_up(database: &Database, mib: usize) {
    for row in 0..mib * 16 {
        let sql = format!("INSERT INTO mark VALUES (x'ff{row:04x}', hex(zeroblob(32 * 1024)))");
        database.connection().execute_unprepared(&sql).await.unwrap();
    }
}

#[tokio::test]
async fn a_large_file_is_rewritten_beside_itself_and_nothing_stays_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let database = filled(&path).await;
    fill_up(&database, 12).await;
    database.forget_order().await.unwrap();
    assert!(follows(&lying(&path), key) && !follows(&lying(&path), |row| row));
    let files = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<String> = files.collect();
    files.sort();
    assert_eq!(files, ["test.db", "test.db-shm", "test.db-wal", "test.lock"]);
    database.close().await.unwrap();
}

#[tokio::test]
async fn what_spans_two_files_outlives_the_rewriting_of_one() {
    let folder = tempfile::tempdir().unwrap();
    let [path, file] = ["test.db", "it's beside.db"].map(|name| folder.path().join(name));
    let other = Database::open::<Schema>(&file).await.unwrap();
    let temporary = "CREATE TEMP VIEW both AS SELECT NULL AS mark WHERE FALSE;
        CREATE TEMP TRIGGER write INSTEAD OF INSERT ON both BEGIN
            INSERT INTO mark SELECT randomblob(16), NEW.mark WHERE NOT EXISTS (SELECT 1 FROM beside.mark WHERE mark = NEW.mark);
        END";
    let database = Database::open_beside::<Schema>(&path, Beside { file: &file, temporary }).await.unwrap();
    other.connection().execute_unprepared("INSERT INTO mark VALUES (x'ff', 'known')").await.unwrap();
    fill_up(&database, 12).await;
    database.forget_order().await.unwrap();
    for mark in ["known", "new"] {
        database.connection().execute_unprepared(&format!("INSERT INTO both VALUES ('{mark}')")).await.unwrap();
    }
    let sql = "SELECT count(*), min(mark) FROM main.mark WHERE length(mark) < 10";
    let row =
        database.connection().query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap().unwrap();
    let found: (i64, String) = (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
    assert_eq!(found, (1, "new".to_owned()));
    database.close().await.unwrap();
    other.close_as_it_is().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_log_is_carried_over_while_the_database_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let database = filled(&path).await;
    fill_up(&database, 20).await;
    let deadline = Instant::now() + Duration::from_secs(60);
    while std::fs::metadata(&path).unwrap().len() < 8 << 20 {
        assert!(Instant::now() < deadline, "it stays in the log");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_begins_anew_while_much_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let database = filled(&path).await;
    // Bytes 12 to 15 of its head number how often it began anew.
    let beginning = || std::fs::read(folder.path().join("test.db-wal")).unwrap().get(12..16).map(<[u8]>::to_vec);
    database.connection().execute_unprepared("INSERT INTO mark VALUES (x'ff', '')").await.unwrap();
    let first = beginning();
    let deadline = Instant::now() + Duration::from_secs(60);
    while beginning() == first {
        for _ in 0..100 {
            let sql = "UPDATE mark SET mark = hex(randomblob(16 * 1024)) WHERE id = x'ff'";
            database.connection().execute_unprepared(sql).await.unwrap();
        }
        assert!(Instant::now() < deadline, "it only grows");
    }
    database.close().await.unwrap();
}

#[tokio::test]
async fn a_reader_holds_it_up_and_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let database = filled(&path).await;
    let reader = Database::open::<Schema>(&path).await.unwrap();
    reader.connection().execute_unprepared("BEGIN; SELECT * FROM mark").await.unwrap();
    database.connection().execute_unprepared("PRAGMA busy_timeout = 50").await.unwrap();
    database.connection().execute_unprepared("DELETE FROM mark").await.unwrap();
    assert!(matches!(database.forget_order().await, Err(DatabaseError::InUse)));
    reader.connection().execute_unprepared("COMMIT").await.unwrap();
    database.forget_order().await.unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("mark-"), "what was deleted is overwritten");
}
