//! How often typed codes can be tried, by everybody together. Chorus looks at no addresses, so it cannot tell one guesser from a
//! crowd of respondents; what it can do is to make guessing hopeless and cheap for itself.
//!
//! Only a wrong code costs a try. What is mistyped fails its check symbol and costs none, so an honest crowd hardly uses any. Tries
//! come back at one a second: at that rate, 10,000 codes of 55 bits would be guessed at for a hundred thousand years before one is
//! hit. Whoever keeps sending wrong codes makes typed codes wait while they do, and a second longer; links go on working, for
//! they take no part in this. More against that is for a proxy in front, which knows addresses.

use crate::IssuanceError;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// How many wrong codes may come one after another.
const TRIES: u32 = 30;
/// How long it takes until one more may come.
const TRY_BACK: Duration = Duration::from_secs(1);
/// How many codes are hashed at once: each takes 19 MiB and a core.
const HASHING: usize = 2;
/// How many wait for their turn; more are sent away, so that nobody can pile up work.
const WAITING: usize = 32;

/// What limits trying.
pub(crate) struct Guessing {
    tries: Mutex<Tries>,
    hashing: Semaphore,
    waiting: Semaphore,
}

impl Default for Guessing {
    fn default() -> Self {
        let tries = Mutex::new(Tries { all_back: Instant::now() });
        Self { tries, hashing: Semaphore::new(HASHING), waiting: Semaphore::new(WAITING) }
    }
}

impl Guessing {
    /// Hashes a code in its turn. The try is used up unless it is [given back](Self::right).
    pub(crate) async fn hash<F>(&self, work: F) -> Result<Vec<u8>, IssuanceError>
    where
        F: FnOnce() -> Result<Vec<u8>, IssuanceError> + Send + 'static,
    {
        let _place = self.waiting.try_acquire().map_err(|_| IssuanceError::TooManyAttempts(TRY_BACK))?;
        // Before the code is looked up, so that many at once cannot have more tries than there are.
        self.tries().take(Instant::now()).map_err(IssuanceError::TooManyAttempts)?;
        let _permit = self.hashing.acquire().await.map_err(|_| IssuanceError::Corrupt("the queue of codes"))?;
        tokio::task::spawn_blocking(work).await?
    }

    /// The code was right: it cost nothing.
    pub(crate) fn right(&self) {
        self.tries().give_back();
    }

    fn tries(&self) -> std::sync::MutexGuard<'_, Tries> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A token bucket, kept as the moment at which it will be full.
struct Tries {
    all_back: Instant,
}

impl Tries {
    /// Takes one, or says how long to wait for it.
    fn take(&mut self, now: Instant) -> Result<(), Duration> {
        let all_back = self.all_back.max(now) + TRY_BACK;
        let wait = all_back.saturating_duration_since(now).saturating_sub(TRY_BACK * TRIES);
        if !wait.is_zero() {
            return Err(wait);
        }
        self.all_back = all_back;
        Ok(())
    }

    fn give_back(&mut self) {
        self.all_back = self.all_back.checked_sub(TRY_BACK).unwrap_or(self.all_back);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_codes_use_up_the_tries_and_time_brings_them_back() {
        let now = Instant::now();
        let mut tries = Tries { all_back: now };
        (0..TRIES).for_each(|_| tries.take(now).unwrap());
        assert_eq!(tries.take(now), Err(TRY_BACK));
        // Being refused costs nothing, so nobody waits for longer because others ask more.
        (0..1_000).for_each(|_| assert_eq!(tries.take(now), Err(TRY_BACK)));
        assert_eq!(tries.take(now + TRY_BACK / 4), Err(TRY_BACK * 3 / 4));
        assert_eq!(tries.take(now + TRY_BACK), Ok(()));
        assert_eq!(tries.take(now + TRY_BACK), Err(TRY_BACK));
        let later = now + TRY_BACK * 10_000;
        (0..TRIES).for_each(|_| tries.take(later).unwrap());
        assert_eq!(tries.take(later), Err(TRY_BACK));
    }

    #[test]
    fn right_codes_cost_nothing() {
        let now = Instant::now();
        let mut tries = Tries { all_back: now };
        for _ in 0..TRIES * 10 {
            tries.take(now).unwrap();
            tries.give_back();
        }
        (0..TRIES).for_each(|_| tries.take(now).unwrap());
        assert_eq!(tries.take(now), Err(TRY_BACK));
    }
}
