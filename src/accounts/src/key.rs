//! API keys: 256 random bits, shown once, of which only the SHA-256 is stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// What every key begins with, so that a leaked one is recognised.
const PREFIX: &str = "chorus_";

/// So many random bytes as base64url.
pub(crate) fn random_text<const BYTES: usize>() -> Zeroizing<String> {
    let mut bytes = Zeroizing::new([0u8; BYTES]);
    rand::rng().fill_bytes(bytes.as_mut());
    Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes))
}

/// An API key, or the key of a sign-in.
pub struct ApiKey(Zeroizing<String>);

impl ApiKey {
    /// A new key.
    pub fn generate() -> Self {
        Self(Zeroizing::new(format!("{PREFIX}{}", *random_text::<32>())))
    }

    /// The code of a link: 128 bits, as it stands in the fragment.
    pub(crate) fn code() -> Zeroizing<String> {
        random_text::<16>()
    }

    /// The key as text, to be shown once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored of a key. It has full entropy, so a plain hash cannot be searched.
    pub(crate) fn hash(key: &str) -> Vec<u8> {
        Sha256::digest(key.as_bytes()).to_vec()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}
