//! A worker, or a few, for what many ask of a database at once: what came while one worked goes into its next transaction, so that the more wait, the
//! less each costs. It knows neither what is asked nor what is answered.

use crate::is_passing;
use sea_orm::DbErr;
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc, oneshot};

/// The most in one transaction.
const MOST_AT_ONCE: usize = 128;
/// The most that wait. Whoever comes then is asked to come again: nothing of theirs is stored or lost.
const MOST_WAITING: usize = 512;

/// What is done for many at once.
pub trait Work: Send + Sync + 'static {
    /// What one of them asks for.
    type Asked: Send + Sync + 'static;
    /// What that one is answered.
    type Answer: Send + 'static;

    /// Does what all of them ask for, or fails, and answers in the order of the question. Whatever a failure leaves done, asking again for
    /// the same is answered as if for the first time.
    fn all(&self, asked: &[Self::Asked]) -> impl Future<Output = Result<Vec<Self::Answer>, DbErr>> + Send;
}

/// Why somebody has no answer.
#[derive(Debug)]
pub enum Unanswered {
    /// Too many wait; nothing was done.
    Busy,
    /// Whether it was done is not known; asking again tells.
    NotConfirmed,
    /// The database refused it.
    Refused(DbErr),
}

type Waiting<W> = (<W as Work>::Asked, oneshot::Sender<Result<<W as Work>::Answer, Unanswered>>);

/// The way to the workers, which end when nobody has one any more.
pub struct GroupCommit<W: Work>(mpsc::Sender<Waiting<W>>);

impl<W: Work> Clone for GroupCommit<W> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<W: Work> GroupCommit<W> {
    /// Starts these workers on the Tokio runtime that this is called on. Where they do more than the database does, one goes on while
    /// another waits for the disk.
    pub fn new(workers: impl IntoIterator<Item = W>) -> Self {
        let (sender, receiver) = mpsc::channel(MOST_WAITING);
        let receiver = Arc::new(Mutex::new(receiver));
        for work in workers {
            tokio::spawn(keep_working(work, Arc::clone(&receiver)));
        }
        Self(sender)
    }

    /// Waits until it is done, and on disk, or refused.
    pub async fn ask(&self, asked: W::Asked) -> Result<W::Answer, Unanswered> {
        let (reply, replied) = oneshot::channel();
        self.0.try_send((asked, reply)).map_err(|_| Unanswered::Busy)?;
        replied.await.unwrap_or(Err(Unanswered::NotConfirmed))
    }
}

async fn keep_working<W: Work>(work: W, receiver: Arc<Mutex<mpsc::Receiver<Waiting<W>>>>) {
    let mut waiting = Vec::with_capacity(MOST_AT_ONCE);
    loop {
        if receiver.lock().await.recv_many(&mut waiting, MOST_AT_ONCE).await == 0 {
            return;
        }
        let (asked, replies): (Vec<W::Asked>, Vec<_>) = waiting.drain(..).unzip();
        let answers = match work.all(&asked).await {
            Ok(answers) => answers.into_iter().map(Ok).collect(),
            Err(error) => one_by_one(&work, &asked, &error).await,
        };
        for (reply, answer) in replies.into_iter().zip(answers) {
            // Whoever hung up asks again and is told the same.
            let _ = reply.send(answer);
        }
    }
}

/// After a failure: each by itself, so that one that the database refuses does not take the others with it. If the database cannot be
/// reached, or somebody keeps a table locked, that would only fail again.
async fn one_by_one<W: Work>(work: &W, asked: &[W::Asked], error: &DbErr) -> Vec<Result<W::Answer, Unanswered>> {
    tracing::error!(%error, "a database failed");
    let passing = is_passing(error);
    let mut answers = Vec::with_capacity(asked.len());
    for one in asked {
        answers.push(if passing {
            Err(Unanswered::NotConfirmed)
        } else {
            let alone = work.all(std::slice::from_ref(one)).await.map_err(Unanswered::Refused);
            alone.and_then(|answers| answers.into_iter().next().ok_or(Unanswered::NotConfirmed))
        });
    }
    answers
}
