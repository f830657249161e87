//! What the machine can do at most: the same bytes through the same library without a service in between.

use openssl::pkey::Private;
use openssl::rsa::{Padding, Rsa};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, PgConnection};
use std::time::{Duration, Instant};

/// How long each floor is measured.
const FOR: Duration = Duration::from_secs(4);
/// A response as it is stored.
const RESPONSE: usize = 180;

/// RSA-2048 private operations in a second, on two threads.
pub fn private_operations() -> f64 {
    let key = Rsa::generate(2048).unwrap();
    let on_one = |key: Rsa<Private>| {
        let (message, mut signature) = ([1u8; 256], [0u8; 256]);
        let (began, mut done) = (Instant::now(), 0u32);
        while began.elapsed() < FOR {
            key.private_encrypt(&message, &mut signature, Padding::NONE).unwrap();
            done += 1;
        }
        f64::from(done) / began.elapsed().as_secs_f64()
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(|| on_one(key.clone()))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    })
}

/// Rows in a second into a SQLite file that is synced with every commit of so many.
pub async fn sqlite(folder: &std::path::Path, rows: usize) -> f64 {
    let options = SqliteConnectOptions::new().filename(folder.join("floor.db")).create_if_missing(true);
    let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
    let mut connection = options.disable_statement_logging().connect().await.unwrap();
    let table = "CREATE TABLE IF NOT EXISTS row (hash BLOB PRIMARY KEY, wave BLOB, tag BLOB, id BLOB, response TEXT) WITHOUT ROWID";
    connection.execute(table).await.unwrap();
    let sql = format!("INSERT INTO row VALUES {}", vec!["(?, ?, ?, ?, ?)"; rows].join(", "));
    let (began, mut done) = (Instant::now(), 0);
    while began.elapsed() < FOR {
        let mut query = sqlx::query(AssertSqlSafe(sql.clone()));
        for _ in 0..rows {
            let hash: [u8; 32] = rand::random();
            query = query.bind(hash.to_vec()).bind(vec![7u8; 16]).bind(hash.to_vec());
            query = query.bind(hash[..16].to_vec()).bind("0".repeat(RESPONSE));
        }
        query.execute(&mut connection).await.unwrap();
        done += rows;
    }
    done as f64 / began.elapsed().as_secs_f64()
}

/// Rows in a second into PostgreSQL, from so many clients, so many rows a transaction.
pub async fn postgres(url: &str, clients: usize, rows: usize) -> f64 {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let table =
        "CREATE TABLE IF NOT EXISTS floor (hash BYTEA PRIMARY KEY, wave UUID, tag BYTEA, id UUID, response TEXT)";
    connection.execute(table).await.unwrap();
    let tasks: Vec<_> = (0..clients).map(|_| tokio::spawn(one_client(url.to_owned(), rows))).collect();
    let mut rate = 0.0;
    for task in tasks {
        rate += task.await.unwrap();
    }
    connection.execute("DROP TABLE floor").await.unwrap();
    rate
}

async fn one_client(url: String, rows: usize) -> f64 {
    let mut connection = PgConnection::connect(&url).await.unwrap();
    let sql = "INSERT INTO floor SELECT * FROM UNNEST($1::BYTEA[], $2::UUID[], $3::BYTEA[], $4::UUID[], $5::TEXT[])";
    let (began, mut done) = (Instant::now(), 0);
    while began.elapsed() < FOR {
        let hashes: Vec<Vec<u8>> = (0..rows).map(|_| rand::random::<[u8; 32]>().to_vec()).collect();
        let ids: Vec<uuid::Uuid> = (0..rows).map(|_| uuid::Uuid::new_v4()).collect();
        let query = sqlx::query(sql).bind(hashes.clone()).bind(vec![uuid::Uuid::nil(); rows]).bind(hashes);
        query.bind(ids).bind(vec!["0".repeat(RESPONSE); rows]).execute(&mut connection).await.unwrap();
        done += rows;
    }
    done as f64 / began.elapsed().as_secs_f64()
}
