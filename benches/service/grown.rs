//! Stores that have grown: ten million spent tokens, a million sealed rows. They are written past the service, while it does not run, in
//! the order of their keys, as clearing leaves them; the tokens where they would have settled by then.

use crate::service::Place;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sea_orm::sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, PgConnection};
use uuid::Uuid;

/// Adds so many spent tokens of a wave.
pub async fn spend(place: &Place, wave: Uuid, tokens: u64) {
    let wave = wave.simple();
    let sqlite = format!(
        "INSERT INTO settled_token (token_hash, wave_id, body_tag)
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {tokens})
         SELECT randomblob(32), x'{wave}', randomblob(32) FROM n ORDER BY 1"
    );
    let postgres = format!(
        "INSERT INTO {{schema}}.settled_token (token_hash, wave_id, body_tag)
         SELECT sha256(i::text::bytea), '{wave}', sha256((-i)::text::bytea) FROM generate_series(1, {tokens}) i ORDER BY 1"
    );
    run(place, "settled", "collection", &sqlite, &postgres).await;
}

/// Makes so many of each sealed row.
pub async fn multiply(place: &Place, times: u64) {
    let sqlite = format!(
        "INSERT INTO sealed_row (wave_id, id, attributes, answers)
         WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {times})
         SELECT wave_id, randomblob(16) AS id, attributes, answers FROM sealed_row, n ORDER BY wave_id, id"
    );
    let postgres = format!(
        "INSERT INTO {{schema}}.sealed_row (wave_id, id, attributes, answers)
         SELECT wave_id, gen_random_uuid() AS id, attributes, answers
         FROM {{schema}}.sealed_row, generate_series(2, {times}) ORDER BY wave_id, id"
    );
    run(place, "sealed", "sealed", &sqlite, &postgres).await;
}

async fn run(place: &Place, file: &str, room: &str, sqlite: &str, postgres: &str) {
    match place {
        Place::Files(folder) => {
            let options = SqliteConnectOptions::new().filename(folder.path().join(format!("{file}.db")));
            let options = options.journal_mode(SqliteJournalMode::Wal).pragma("temp_store", "MEMORY");
            let mut connection = options.disable_statement_logging().connect().await.unwrap();
            connection.execute(AssertSqlSafe(sqlite.to_owned())).await.unwrap();
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
            connection.close().await.unwrap();
        }
        Place::Server { superuser, database, .. } => {
            let mut connection = PgConnection::connect(superuser).await.unwrap();
            let statement = postgres.replace("{schema}", &format!("{database}_{room}"));
            connection.execute(AssertSqlSafe(statement)).await.unwrap();
            connection.execute("CHECKPOINT").await.unwrap();
            connection.close().await.unwrap();
        }
    }
}
