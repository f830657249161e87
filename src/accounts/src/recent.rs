//! Who asked a moment ago, and what: so that a dashboard that asks a hundred questions costs one look at its key and a hundred lines in
//! the log, however often it asks them again. It knows hashes of keys, no key.

use crate::Account;
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a key is not looked up again: so long one that another process revoked is still good here.
const FRESH: Duration = Duration::from_secs(1);
/// How many seconds the same question by the same account is one line of the log.
const SAME: i64 = 60;
/// The most of each that are remembered.
const MOST: usize = 4_096;

/// What is remembered.
#[derive(Default)]
pub(crate) struct Recent {
    keys: Mutex<Keys>,
    asked: Mutex<Asked>,
}

#[derive(Default)]
struct Keys {
    known: HashMap<Vec<u8>, (Instant, Account)>,
    /// How often all was forgotten.
    forgotten: u64,
}

#[derive(Default)]
struct Asked {
    minute: i64,
    questions: HashSet<(String, String)>,
}

/// Taken before a key is looked up: what was forgotten meanwhile is not remembered by it.
pub(crate) struct Look(u64);

impl Recent {
    fn keys(&self) -> MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn asked(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whose key this was a moment ago, or what to remember it with.
    pub(crate) fn account(&self, key_hash: &[u8]) -> Result<Account, Look> {
        let keys = self.keys();
        match keys.known.get(key_hash) {
            Some((since, account)) if since.elapsed() < FRESH => Ok(account.clone()),
            _ => Err(Look(keys.forgotten)),
        }
    }

    /// Remembers whose key it is.
    pub(crate) fn remember(&self, Look(forgotten): Look, key_hash: Vec<u8>, account: &Account) {
        let mut keys = self.keys();
        if keys.forgotten != forgotten {
            return;
        }
        if keys.known.len() >= MOST {
            keys.known.clear();
        }
        keys.known.insert(key_hash, (Instant::now(), account.clone()));
    }

    /// Forgets every key: an account or a key has changed.
    pub(crate) fn forget(&self) {
        let mut keys = self.keys();
        keys.known.clear();
        keys.forgotten += 1;
    }

    /// Whether this question is in the log for this minute.
    pub(crate) fn is_written(&self, account: &str, path: &str, now: i64) -> bool {
        let asked = self.asked();
        asked.minute == now / SAME && asked.questions.contains(&(account.to_owned(), path.to_owned()))
    }

    /// Notes that this question is in the log for this minute.
    pub(crate) fn written(&self, account: &str, path: &str, now: i64) {
        let mut asked = self.asked();
        if asked.minute != now / SAME || asked.questions.len() >= MOST {
            asked.questions.clear();
            asked.minute = now / SAME;
        }
        asked.questions.insert((account.to_owned(), path.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Roles;

    fn account(roles: &str) -> Account {
        let roles: Roles = roles.parse().unwrap();
        Account { name: "ana".to_owned(), roles, has_password: false, second_factor: false, by_provider: false }
    }

    #[test]
    fn what_changed_while_it_was_looked_up_is_not_remembered() {
        let recent = Recent::default();
        let look = recent.account(b"key").unwrap_err();
        recent.forget();
        recent.remember(look, b"key".to_vec(), &account("organiser"));
        let look = recent.account(b"key").unwrap_err();
        recent.remember(look, b"key".to_vec(), &account("evaluator"));
        assert_eq!(recent.account(b"key").ok(), Some(account("evaluator")));
        recent.forget();
        assert!(recent.account(b"key").is_err());
    }

    #[test]
    fn the_same_question_is_one_line_a_minute() {
        let recent = Recent::default();
        assert!(!recent.is_written("ana", "/results", 120));
        recent.written("ana", "/results", 120);
        assert!(recent.is_written("ana", "/results", 179));
        assert!(!recent.is_written("ana", "/results?by=shift", 130) && !recent.is_written("ben", "/results", 130));
        assert!(!recent.is_written("ana", "/results", 180));
        recent.written("ben", "/results", 181);
        assert!(!recent.is_written("ana", "/results", 182));
    }
}
