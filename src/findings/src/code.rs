//! The code of a link to findings: 128 random bits, given out once, of which only the SHA-256 is stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// A code.
pub struct Code(Zeroizing<String>);

impl Code {
    /// A new code.
    pub(crate) fn generate() -> Self {
        let mut bytes = Zeroizing::new([0u8; 16]);
        rand::rng().fill_bytes(bytes.as_mut());
        Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The code as it stands in the link.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored of it. It has full entropy, so that a fast hash cannot be searched.
    pub(crate) fn hash(code: &str) -> Vec<u8> {
        Sha256::digest(code.as_bytes()).to_vec()
    }

    /// Whether this code is the one that was stored. How long it takes tells something of the hash at most, which leads nowhere.
    pub(crate) fn fits(code: &str, stored: &[u8]) -> bool {
        Self::hash(code) == stored
    }
}
