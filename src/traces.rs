//! Clearing what databases remember by themselves. It knows no table.

use chorus_database::{Database, DatabaseError};
use futures_util::future::join_all;
use std::sync::Arc;

/// Every database that this process has open.
#[derive(Clone)]
pub(crate) struct Traces(pub(crate) Arc<[Database]>);

impl Traces {
    /// Clears what can be cleared now. What fails is logged, and tried again in passing and at the end.
    pub(crate) async fn clear(&self) {
        // At once: a server makes its checkpoints for all who ask meanwhile.
        join_all(self.0.iter().map(async |database| log_failure(database.forget_order().await))).await;
    }

    /// The same where it is cheap by now.
    pub(crate) async fn clear_in_passing(&self) {
        for database in self.0.iter() {
            log_failure(database.forget_order_in_passing().await);
        }
    }
}

fn log_failure(result: Result<(), DatabaseError>) {
    if let Err(error) = result {
        tracing::error!(%error, "clearing traces failed; it will be tried again");
    }
}
