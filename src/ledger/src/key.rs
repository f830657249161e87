//! The key that signs a wave's ledger: made when the wave opens, used once when it closes, then destroyed. It knows no database.

use crate::{Signature, SignedTreeHead, TreeHead};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openssl::error::ErrorStack;
use openssl::pkey::{Id, PKey, Private};
use openssl::sign::{Signer, Verifier};
use std::fmt;
use zeroize::Zeroizing;

/// Why a key or a head was refused. It holds no bytes.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// A key is not one of Ed25519.
    #[error("The ledger key is not an Ed25519 key.")]
    UnsupportedKey,
    /// The head speaks of another wave, other terms or another version.
    #[error("The tree head is not one of these terms.")]
    OtherTerms,
    /// The head speaks of other tokens than were spent, or of a wave of which nothing may be said.
    #[error("The tree head is not that of the spent tokens.")]
    OtherTokens,
    /// The signature does not verify.
    #[error("The tree head's signature is not valid.")]
    InvalidSignature,
    /// OpenSSL could not do its work.
    #[error("The cryptographic library failed.")]
    Library(#[from] ErrorStack),
}

/// An Ed25519 key pair (RFC 8032). It signs one tree head and nothing else.
pub struct LedgerKey(PKey<Private>);

impl LedgerKey {
    /// Makes a new key pair.
    pub fn generate() -> Result<Self, LedgerError> {
        Ok(Self(PKey::generate_ed25519()?))
    }

    /// The private key, 32 bytes, unencrypted: encrypt it before it is kept.
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, LedgerError> {
        Ok(Zeroizing::new(self.0.raw_private_key()?))
    }

    /// Reads what [`LedgerKey::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LedgerError> {
        let key = PKey::private_key_from_raw_bytes(bytes, Id::ED25519);
        key.map(Self).map_err(|_| LedgerError::UnsupportedKey)
    }

    /// The public key as the manifest has it: 32 bytes as base64url.
    pub fn public_key(&self) -> Result<String, LedgerError> {
        Ok(URL_SAFE_NO_PAD.encode(self.0.raw_public_key()?))
    }

    /// Signs a head. The same head gives the same signature.
    pub fn sign(&self, tree_head: TreeHead) -> Result<SignedTreeHead, LedgerError> {
        let signature = Signer::new_without_digest(&self.0)?.sign_oneshot_to_vec(&tree_head.bytes())?;
        let signature = signature.try_into().map_err(|_| LedgerError::UnsupportedKey)?;
        Ok(SignedTreeHead { tree_head, signature: Signature(signature) })
    }
}

impl fmt::Debug for LedgerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LedgerKey(..)")
    }
}

/// Verifies a signature with a manifest's key.
pub(crate) fn verify(public_key: &str, bytes: &[u8], signature: &Signature) -> Result<(), LedgerError> {
    let key = URL_SAFE_NO_PAD.decode(public_key).map_err(|_| LedgerError::UnsupportedKey)?;
    let key = PKey::public_key_from_raw_bytes(&key, Id::ED25519).map_err(|_| LedgerError::UnsupportedKey)?;
    // A signature that cannot be read is an error to OpenSSL, and to us one more that is not valid.
    match Verifier::new_without_digest(&key)?.verify_oneshot(&signature.0, bytes) {
        Ok(true) => Ok(()),
        Ok(false) | Err(_) => Err(LedgerError::InvalidSignature),
    }
}
