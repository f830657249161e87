//! When spent tokens settle: once they are many, and so that it takes a small part of the time. Nobody waits for it but for moments.

use crate::{Collection, CollectionError};
use chorus_database::DatabaseError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How often to look whether they are many.
const LOOK: Duration = Duration::from_secs(5);
/// Settling may take one part in so many of the time.
const SHARE: u32 = 20;

/// Remembers when to look again.
#[derive(Debug, Default)]
pub(crate) struct Settling {
    next: Mutex<Option<Instant>>,
    /// Whether something settled since the start.
    has_settled: AtomicBool,
}

impl Collection {
    /// Has the spent tokens settle, if they are many and the last time is long enough ago, and clears the traces of that. Call it as often
    /// as you like; it may take as long as rewriting all settled tokens takes.
    pub async fn settle_in_passing(&self) -> Result<(), CollectionError> {
        let mut next = self.settling.next.lock().await;
        if next.is_none_or(|next| next <= Instant::now()) {
            let began = Instant::now();
            let settled = self.settle_many().await;
            *next = Some(Instant::now() + (began.elapsed() * SHARE).max(LOOK));
            settled?;
        }
        if let Some(settled) = &self.store.settled
            && self.settling.has_settled.load(Ordering::Acquire)
        {
            settled.forget_order_in_passing().await?;
        }
        Ok(())
    }

    /// Lets go of the file of the settled tokens. Its traces are cleared the next time that some settle.
    pub async fn close_settled(&self) -> Result<(), DatabaseError> {
        match &self.store.settled {
            Some(settled) => settled.clone().close_as_it_is().await,
            None => Ok(()),
        }
    }

    /// One process does this at a time.
    async fn settle_many(&self) -> Result<(), CollectionError> {
        if !self.store.many_are_spent().await? {
            return Ok(());
        }
        let Some(_turn) = self.store.database.turns("settling").try_take().await? else {
            return Ok(());
        };
        self.settle().await
    }

    /// Has all tokens settle that were spent by now, however many.
    pub async fn settle(&self) -> Result<(), CollectionError> {
        self.settling.has_settled.store(true, Ordering::Release);
        self.store.settle().await
    }
}
