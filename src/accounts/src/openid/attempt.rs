//! One attempt to sign in by the provider: what must be the same when the browser comes back.

use crate::AccountError;
use crate::deadline::left;
use crate::key::random_text;
use crate::vault::Vault;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// So long somebody may take at the provider, in seconds.
const LIFE: i64 = 10 * 60;
const PURPOSE: &[u8] = b"openid attempt";
/// The longest address of a page to come back to.
const LONGEST: usize = 1_000;

/// See the module.
#[derive(Serialize, Deserialize)]
pub(crate) struct Attempt {
    /// Comes back with the browser (RFC 6749, section 10.12).
    pub(crate) state: String,
    /// Comes back within the ID token.
    pub(crate) nonce: String,
    /// Is shown to the provider only when the code is redeemed (RFC 7636).
    pub(crate) verifier: String,
    /// The page to go on with: a path of this service.
    pub(crate) to: String,
    until: i64,
}

impl Attempt {
    pub(crate) fn new(to: &str, now: i64) -> Self {
        let random = || random_text::<32>().to_string();
        Self { state: random(), nonce: random(), verifier: random(), to: page(to).to_owned(), until: now + LIFE }
    }

    /// What the provider sees of the verifier beforehand: `S256`.
    pub(crate) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }

    /// As the browser keeps it.
    pub(crate) fn lock(&self, vault: &Vault) -> Result<String, AccountError> {
        let plain = serde_json::to_vec(self).map_err(|_| AccountError::Corrupt)?;
        Ok(URL_SAFE_NO_PAD.encode(vault.lock(PURPOSE, &plain)?))
    }

    /// What the browser kept, if it is ours, not too old, and its state is the one that came back.
    pub(crate) fn unlock(vault: &Vault, kept: &str, state: &str, now: i64) -> Option<Self> {
        let plain = vault.unlock(PURPOSE, &URL_SAFE_NO_PAD.decode(kept).ok()?)?;
        let attempt: Self = serde_json::from_slice(&plain).ok()?;
        (left(attempt.until, LIFE, now).is_some() && attempt.state == state).then_some(attempt)
    }
}

/// The path of a page here; anything that a browser could take for an address elsewhere leads to the account's page.
fn page(to: &str) -> &str {
    let plain = to.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    let here = to.starts_with('/') && !to.starts_with("//") && plain && to.len() <= LONGEST;
    if here { to } else { "/account" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    #[test]
    fn comes_back_once_the_state_fits_and_in_time() {
        let vault = Vault::new(Zeroizing::new([7; 32]));
        let attempt = Attempt::new("/dashboard?x=1", 1_000);
        let kept = attempt.lock(&vault).unwrap_or_else(|error| panic!("{error}"));
        let unlock = |state: &str, now: i64| Attempt::unlock(&vault, &kept, state, now);
        assert_eq!(unlock(&attempt.state, 1_599).map(|back| back.to).as_deref(), Some("/dashboard?x=1"));
        assert!(unlock(&attempt.state, 1_600).is_none(), "too late");
        assert!(unlock("", 1_000).is_none() && unlock(&attempt.nonce, 1_000).is_none());
        assert!(Attempt::unlock(&vault, "AAAA", "", 1_000).is_none());
    }

    #[test]
    fn leads_to_pages_here_only() {
        for to in ["//evil.example", "https://evil.example", "/\\evil.example", "", "account", "/a\nb", "/ä"] {
            assert_eq!(page(to), "/account", "{to}");
        }
        assert_eq!(page("/organise"), "/organise");
    }

    /// RFC 7636, appendix B.
    #[test]
    fn the_challenge_is_the_hash_of_the_verifier() {
        let mut attempt = Attempt::new("/", 0);
        attempt.verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned();
        assert_eq!(attempt.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
