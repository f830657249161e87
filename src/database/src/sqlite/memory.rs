//! What is remembered of a SQLite file between one clearing and the next, and clearing itself. It knows no table.

use super::{number, text};
use crate::DatabaseError;
use sea_orm::sqlx::{self, AssertSqlSafe, Connection as _, Executor as _, Row as _, SqliteConnection};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, RuntimeErr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, RwLock, RwLockReadGuard};

/// A file of so many bytes is not rewritten in memory.
const LARGE: i64 = 8 << 20;
/// The `user_version` of a file that was closed with nothing left to clear.
const CLEARED: i64 = 1;
/// How many rows the room's connection wrote.
const WRITTEN: &str = "SELECT total_changes()";

/// What is remembered between one clearing and the next, and what keeps the write-ahead log short.
#[derive(Debug)]
pub(crate) struct Memory {
    /// The write-ahead log.
    pub(super) log: PathBuf,
    /// Gone once the database is closed.
    pub(super) carrier: Mutex<Option<Carrier>>,
    /// SQLite drops what is temporary with every change of where temporary things lie.
    temporary: Option<&'static str>,
}

/// Another connection to the same file, which carries over what is in the log while answers are written: a commit that did so itself would
/// keep everybody waiting. It writes nothing, so that it sees whether anybody else did.
#[derive(Debug)]
pub(super) struct Carrier {
    pub(super) connection: SqliteConnection,
    /// How the file stood when its order was last forgotten; nothing if it may never have been.
    forgotten: Option<Forgotten>,
}

#[derive(Debug)]
struct Forgotten {
    /// How many rows the room's connection had written before.
    written: i64,
    /// The file's version afterwards.
    version: i64,
    /// Whether the room's connection wrote nothing in between.
    whole: bool,
}

impl Carrier {
    /// Another number after every commit of anybody else, in whatever process.
    async fn version(&mut self) -> Result<i64, sqlx::Error> {
        self.connection.fetch_one("PRAGMA data_version").await?.try_get(0)
    }
}

impl Memory {
    /// Of a file that this connection has just opened.
    pub(super) async fn new(
        path: &Path,
        room: &DatabaseConnection,
        carrier: SqliteConnection,
        temporary: Option<&'static str>,
    ) -> Result<Self, DatabaseError> {
        let mut carrier = Carrier { connection: carrier, forgotten: None };
        if number(room, "PRAGMA user_version").await? == CLEARED {
            // From here on it counts as not cleared, whatever becomes of this process.
            room.execute_unprepared("PRAGMA user_version = 0").await.map_err(DatabaseError::ForgetOrder)?;
            let version = carrier.version().await.map_err(failed)?;
            carrier.forgotten = Some(Forgotten { written: number(room, WRITTEN).await?, version, whole: true });
        }
        let log = PathBuf::from(format!("{}-wal", path.display()));
        Ok(Self { log, carrier: Mutex::new(Some(carrier)), temporary })
    }

    /// Clears the file and the log, and tells for how long requests had to wait for it. Nobody may cut it short.
    pub(crate) async fn forget_order(&self, room: &DatabaseConnection) -> Result<Duration, DatabaseError> {
        let mut carrier = self.carrier.lock().await;
        let Some(carrier) = &mut *carrier else { return Ok(Duration::ZERO) };
        let (written, version) = (number(room, WRITTEN).await?, carrier.version().await.map_err(failed)?);
        if carrier.forgotten.as_ref().is_some_and(|last| (last.written, last.version) == (written, version)) {
            return Ok(Duration::ZERO);
        }
        let size = number(room, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").await?;
        let began = Instant::now();
        let vacuumed = if size <= LARGE { vacuum(room).await } else { self.vacuum_large(room).await };
        vacuumed.map_err(DatabaseError::ForgetOrder)?;
        // The pragma reports failure as a row: 1 for busy. A file beside this one may be busy, and is none of its concern.
        if number(room, "PRAGMA main.wal_checkpoint(TRUNCATE)").await? != 0 {
            return Err(DatabaseError::InUse);
        }
        let version = carrier.version().await.map_err(failed)?;
        let whole = number(room, WRITTEN).await? == written;
        carrier.forgotten = Some(Forgotten { written, version, whole });
        Ok(began.elapsed())
    }

    /// Rewrites a large file by way of a file beside it that has no name, for it would not fit into the memory. Nothing else spills.
    async fn vacuum_large(&self, room: &DatabaseConnection) -> Result<(), DbErr> {
        let folder = self.log.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let _there = spill_into(folder, room).await?;
        room.execute_unprepared("PRAGMA temp_store = FILE").await?;
        let vacuumed = vacuum(room).await;
        let back = room.execute_unprepared("PRAGMA temp_store = MEMORY").await;
        let temporary = match self.temporary {
            Some(temporary) => room.execute_unprepared(temporary).await.map(drop),
            None => Ok(()),
        };
        vacuumed.and(back.map(drop)).and(temporary)
    }

    /// Lets go of the file, once the room's connection is closed. If this is the process that serves and nothing is left to clear, that is
    /// noted in the file. What another (`account create`) writes in that very moment and does not clear is cleared after the next write.
    pub(crate) async fn close(&self, alone: bool) {
        let Some(mut carrier) = self.carrier.lock().await.take() else { return };
        let last = carrier.forgotten.take().filter(|last| alone && last.whole);
        // What fails here has the next to open the file clear it.
        if let Some(Forgotten { version, .. }) = last
            && carrier.version().await.is_ok_and(|now| now == version)
        {
            let note = format!("PRAGMA user_version = {CLEARED}");
            let _ = carrier.connection.execute(AssertSqlSafe(note)).await;
        }
        let _ = carrier.connection.close().await;
    }
}

/// Rewrites the file in the order of keys.
async fn vacuum(room: &DatabaseConnection) -> Result<(), DbErr> {
    room.execute_unprepared("VACUUM").await.map(drop)
}

/// Has SQLite spill into this folder until the guard is dropped. It knows one folder for the whole process.
async fn spill_into(
    folder: &Path,
    room: &DatabaseConnection,
) -> Result<RwLockReadGuard<'static, Option<PathBuf>>, DbErr> {
    static FOLDER: RwLock<Option<PathBuf>> = RwLock::const_new(None);
    let there = FOLDER.read().await;
    if there.as_deref() == Some(folder) {
        return Ok(there);
    }
    drop(there);
    let mut there = FOLDER.write().await;
    room.execute_unprepared(&format!("PRAGMA temp_store_directory = {}", text(folder))).await?;
    *there = Some(folder.to_owned());
    Ok(there.downgrade())
}

fn failed(error: sqlx::Error) -> DatabaseError {
    DatabaseError::ForgetOrder(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))))
}
