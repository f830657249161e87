//! Encryption of what must be read again but not from the database, or from a browser's cookie, alone: XChaCha20-Poly1305 under a key
//! that is derived from the service's secret. It knows nothing of what it holds.

use crate::AccountError;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand::Rng as _;
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// The key.
pub(crate) struct Vault(Zeroizing<[u8; 32]>);

impl Vault {
    pub(crate) fn new(key: Zeroizing<[u8; 32]>) -> Self {
        Self(key)
    }

    fn cipher(&self) -> Result<XChaCha20Poly1305, AccountError> {
        XChaCha20Poly1305::new_from_slice(self.0.as_ref()).map_err(|_| AccountError::Corrupt)
    }

    /// Nonce and ciphertext. It opens for the same purpose only.
    pub(crate) fn lock(&self, purpose: &[u8], plain: &[u8]) -> Result<Vec<u8>, AccountError> {
        let mut nonce = [0u8; NONCE];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload { msg: plain, aad: purpose };
        let locked = self.cipher()?.encrypt(&XNonce::from(nonce), payload).map_err(|_| AccountError::Corrupt)?;
        Ok([&nonce[..], &locked].concat())
    }

    /// What was locked for this purpose under this key; none if it was not.
    pub(crate) fn unlock(&self, purpose: &[u8], locked: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, locked) = locked.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: locked, aad: purpose };
        self.cipher().ok()?.decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_for_its_purpose_and_its_key_only() {
        let vault = Vault::new(Zeroizing::new([7; 32]));
        let mut locked = vault.lock(b"one", b"secret").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(vault.unlock(b"one", &locked).as_deref().map(Vec::as_slice), Some(&b"secret"[..]));
        assert!(vault.unlock(b"two", &locked).is_none());
        assert!(Vault::new(Zeroizing::new([8; 32])).unlock(b"one", &locked).is_none());
        assert!(vault.unlock(b"one", &locked[..20]).is_none());
        locked[30] ^= 1;
        assert!(vault.unlock(b"one", &locked).is_none());
    }
}
