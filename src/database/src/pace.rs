//! How often traces are cleared: as often as it is cheap. Knows nothing of databases.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Clearing may take one part in so many of the time: requests wait meanwhile.
const SHARE: u32 = 200;
/// How long to leave a database alone that could not be cleared.
const AFTER_FAILURE: Duration = Duration::from_secs(30);

/// Remembers when clearing may begin again.
#[derive(Debug)]
pub(crate) struct Pace {
    least_rest: Duration,
    next: Mutex<Instant>,
}

impl Pace {
    pub(crate) fn new(least_rest: Duration) -> Self {
        Self { least_rest, next: Mutex::new(Instant::now()) }
    }

    /// Whether it is time again.
    pub(crate) fn is_due(&self) -> bool {
        Instant::now() >= *self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that clearing ended, and for how long requests waited for it; nothing if it failed.
    pub(crate) fn rest(&self, waited: Option<Duration>) {
        let rest = waited.map_or(AFTER_FAILURE, |waited| (waited * SHARE).max(self.least_rest));
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now() + rest;
    }
}
