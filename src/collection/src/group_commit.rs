//! One writer for all redemptions: what came while it wrote goes into its next transaction, so that the more wait, the fewer commits
//! each costs. It knows only what is to be stored.

use crate::CollectionError;
use crate::store::{CollectionStore, Redeemed, Redemption};
use chorus_database::is_passing;
use tokio::sync::{mpsc, oneshot};

/// The most redemptions in one transaction.
const MOST_AT_ONCE: usize = 128;
/// The most that wait for the writer. Whoever comes then is asked to come again: nothing of theirs is stored or lost.
const MOST_WAITING: usize = 512;

type Waiting = (Redemption, oneshot::Sender<Result<Redeemed, CollectionError>>);

/// The way to the writer, which ends when nobody has one any more.
#[derive(Clone)]
pub(crate) struct GroupCommit(mpsc::Sender<Waiting>);

impl GroupCommit {
    /// Starts the writer.
    pub(crate) fn new(store: CollectionStore) -> Self {
        let (sender, receiver) = mpsc::channel(MOST_WAITING);
        tokio::spawn(write(store, receiver));
        Self(sender)
    }

    /// Hands a redemption in, and waits until it is on disk or refused.
    pub(crate) async fn redeem(&self, redemption: Redemption) -> Result<Redeemed, CollectionError> {
        let (reply, replied) = oneshot::channel();
        self.0.try_send((redemption, reply)).map_err(|_| CollectionError::Busy)?;
        replied.await.unwrap_or(Err(CollectionError::NotConfirmed))
    }
}

async fn write(store: CollectionStore, mut receiver: mpsc::Receiver<Waiting>) {
    let mut waiting = Vec::with_capacity(MOST_AT_ONCE);
    while receiver.recv_many(&mut waiting, MOST_AT_ONCE).await > 0 {
        let (redemptions, replies): (Vec<Redemption>, Vec<_>) = waiting.drain(..).unzip();
        let stored = match store.redeem(&redemptions).await {
            Ok(decided) => decided.into_iter().map(Ok).collect(),
            Err(error) => one_by_one(&store, &redemptions, error).await,
        };
        for (reply, result) in replies.into_iter().zip(stored) {
            // Whoever hung up asks again and is told the same.
            let _ = reply.send(result);
        }
    }
}

/// After a failure: each by itself, so that one that the database refuses does not take the others with it. If the database cannot be
/// reached, or somebody keeps a table locked, that would only fail again.
async fn one_by_one(
    store: &CollectionStore,
    redemptions: &[Redemption],
    error: CollectionError,
) -> Vec<Result<Redeemed, CollectionError>> {
    tracing::error!(%error, "storing answers failed");
    let passing = matches!(&error, CollectionError::Database(error) if is_passing(error));
    let mut results = Vec::with_capacity(redemptions.len());
    for redemption in redemptions {
        results.push(if passing {
            Err(CollectionError::NotConfirmed)
        } else {
            let alone = store.redeem(std::slice::from_ref(redemption)).await;
            alone.and_then(|decided| decided.into_iter().next().ok_or(CollectionError::NotConfirmed))
        });
    }
    results
}
