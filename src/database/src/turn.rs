//! Something that one process does at a time, however many serve one database: sealing, opening and closing, posting, settling. A
//! process that dies loses its turn, and another goes on where it stopped. It knows no table and nothing of what is done.

use crate::DatabaseError;
use crate::postgres::TurnKeeper;
use sea_orm::sqlx::{Connection as _, PgConnection};
use std::sync::Arc;
use tokio::sync::{Mutex, OwnedMutexGuard};

/// The turns at one thing.
#[derive(Clone, Debug)]
pub struct Turns {
    here: Arc<Mutex<()>>,
    /// Where other processes are, too.
    keeper: Option<Arc<TurnKeeper>>,
}

/// A turn, until it is dropped.
#[derive(Debug)]
pub struct Turn {
    _here: OwnedMutexGuard<()>,
    /// The database gives the turn to another once this connection ends, for whatever reason.
    held: Option<Mutex<PgConnection>>,
}

impl Turns {
    pub(crate) fn new(keeper: Option<TurnKeeper>) -> Self {
        Self { here: Arc::default(), keeper: keeper.map(Arc::new) }
    }

    /// Waits for a turn. Fails if another process has it for longer than a minute.
    pub async fn take(&self) -> Result<Turn, DatabaseError> {
        let here = Arc::clone(&self.here).lock_owned().await;
        let held = match &self.keeper {
            None => None,
            Some(keeper) => Some(Mutex::new(keeper.take().await?)),
        };
        Ok(Turn { _here: here, held })
    }

    /// Takes a turn if nobody has it.
    pub async fn try_take(&self) -> Result<Option<Turn>, DatabaseError> {
        let Ok(here) = Arc::clone(&self.here).try_lock_owned() else {
            return Ok(None);
        };
        let held = match &self.keeper {
            None => None,
            Some(keeper) => match keeper.try_take().await? {
                None => return Ok(None),
                Some(connection) => Some(Mutex::new(connection)),
            },
        };
        Ok(Some(Turn { _here: here, held }))
    }
}

impl Turn {
    /// Whether it is still ours. Ask before a write that must not be done twice is committed: whoever has the turn by then sees it
    /// or waits for it.
    pub async fn check(&self) -> Result<(), DatabaseError> {
        match &self.held {
            None => Ok(()),
            Some(connection) => connection.lock().await.ping().await.map_err(|_| DatabaseError::TurnLost),
        }
    }
}
