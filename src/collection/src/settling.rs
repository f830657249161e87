//! When spent tokens settle: once they are many, and so that it takes a small part of the time. Nobody waits for it but for moments.

use crate::{Collection, CollectionError};
use chorus_database::DatabaseError;
use std::time::{Duration, Instant};

/// How often to look whether they are many.
const LOOK: Duration = Duration::from_secs(5);
/// Settling may take one part in so many of the time.
const SHARE: u32 = 20;

/// When to look again.
#[derive(Debug, Default)]
pub struct Settling(Option<Instant>);

impl Collection {
    /// Has spent tokens settle, if they are many and the last time is long enough ago, and clears the traces of that. Call it as often as
    /// you like; it may take as long as rewriting all settled tokens takes.
    pub async fn settle_in_passing(&self, Settling(next): &mut Settling) -> Result<(), CollectionError> {
        let mut result = Ok(());
        if next.is_none_or(|next| next <= Instant::now()) {
            let began = Instant::now();
            result = self.settle().await;
            *next = Some(Instant::now() + (began.elapsed() * SHARE).max(LOOK));
        }
        if let Some(settled) = &self.store.settled {
            result = result.and(settled.forget_order_in_passing().await.map_err(CollectionError::Settling));
        }
        result
    }

    /// One process does this at a time.
    async fn settle(&self) -> Result<(), CollectionError> {
        if !self.store.many_are_spent().await? {
            return Ok(());
        }
        let turn = self.store.database.turns("settling").try_take().await.map_err(CollectionError::Settling)?;
        let Some(_turn) = turn else { return Ok(()) };
        for (wave, leaving) in self.store.ripe().await? {
            self.store.settle(wave, leaving).await?;
        }
        Ok(())
    }

    /// Clears the file of the settled tokens and lets go of it.
    pub async fn close_settled(&self) -> Result<(), DatabaseError> {
        match &self.store.settled {
            Some(settled) => settled.clone().close_for_good().await,
            None => Ok(()),
        }
    }
}
