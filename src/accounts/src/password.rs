//! Passwords: Argon2id (RFC 9106) with the parameters of the `argon2` crate (19 MiB, 2 passes, OWASP's choice).

use crate::AccountError;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

/// The shortest password accepted (NIST SP 800-63B asks for at least 8 with a second factor, 15 without; length is all that
/// is asked for).
const SHORTEST: usize = 15;
/// The longest, so that nobody hashes a book.
const LONGEST: usize = 200;

/// How many passwords are hashed at once: each takes 19 MiB and a core.
static HASHING: Semaphore = Semaphore::const_new(2);
/// How many wait for their turn; more are sent away, so that nobody can pile up work, nor guess at full speed.
static WAITING: Semaphore = Semaphore::const_new(16);

pub(crate) async fn hash(password: String) -> Result<String, AccountError> {
    if !(SHORTEST..=LONGEST).contains(&password.chars().count()) {
        return Err(AccountError::WeakPassword { shortest: SHORTEST, longest: LONGEST });
    }
    blocking(move || match Argon2::default().hash_password(password.as_bytes()) {
        Ok(hash) => Ok(hash.to_string()),
        Err(error) => Err(AccountError::Hashing(error.to_string())),
    })
    .await
}

/// Whether the password fits. Without a stored hash (no such account, or one without a password) the same work is done, so
/// that the time taken does not tell which names exist.
pub(crate) async fn verify(password: String, stored: Option<String>) -> Result<bool, AccountError> {
    blocking(move || {
        if password.len() > LONGEST * 4 {
            return Ok(false);
        }
        match stored.as_deref().map(PasswordHash::new) {
            Some(Ok(parsed)) => Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()),
            Some(Err(error)) => Err(AccountError::Hashing(error.to_string())),
            None => {
                let _same_work = Argon2::default().hash_password(password.as_bytes());
                Ok(false)
            }
        }
    })
    .await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AccountError> + Send + 'static,
) -> Result<T, AccountError> {
    let _place = WAITING.try_acquire().map_err(|_| AccountError::Busy)?;
    let _permit = HASHING.acquire().await.map_err(|error| AccountError::Hashing(error.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| AccountError::Hashing(error.to_string()))?
}
