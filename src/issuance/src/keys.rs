//! The service's secret: the key that encrypts a wave's private keys and the codes of letters that wait is derived from it, and those
//! that hash invitation codes are encrypted under it, so that it can change while they stay ([`crate::rotate`]).

use crate::invitation::Code;
use crate::{IssuanceError, TypedCode};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use chorus_ledger::LedgerKey;
use chorus_token::SigningKey;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand::Rng as _;
use sha2::Sha256;
use std::fmt;
use uuid::Uuid;
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// 32 random bytes from the configuration. Whoever has them and the issuance database of an *open* wave can sign tokens,
/// test guesses of invitation codes and read those of letters that wait; neither tells who answered what.
#[derive(Clone)]
pub struct Secret {
    bytes: Zeroizing<[u8; 32]>,
    codes: CodeKeys,
}

/// What codes are hashed with. Codes are kept nowhere, so that they cannot be hashed anew.
#[derive(Clone)]
pub(crate) struct CodeKeys {
    link: Zeroizing<[u8; 32]>,
    typed: Zeroizing<[u8; 32]>,
}

/// What the keys of codes are bound to.
const CODES: &[u8] = b"codes";

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// With keys of codes that are derived from it, as all were before they were kept by themselves.
    pub fn new(bytes: [u8; 32]) -> Self {
        let codes =
            CodeKeys { link: derive(&bytes, "chorus/1 invitation code"), typed: derive(&bytes, "chorus/1 typed code") };
        Self { bytes: Zeroizing::new(bytes), codes }
    }

    /// The same secret with new keys of codes.
    pub(crate) fn with_new_codes(mut self) -> Self {
        rand::rng().fill_bytes(self.codes.link.as_mut());
        rand::rng().fill_bytes(self.codes.typed.as_mut());
        self
    }

    /// The same secret with the keys of codes that were encrypted under it.
    pub(crate) fn with_codes(mut self, wrapped: &[u8]) -> Result<Self, IssuanceError> {
        let plain = self.decrypt(CODES, wrapped)?;
        let (link, typed) = plain.split_first_chunk::<32>().ok_or(IssuanceError::Corrupt("the keys of codes"))?;
        *self.codes.link = *link;
        *self.codes.typed = typed.try_into().map_err(|_| IssuanceError::Corrupt("the keys of codes"))?;
        Ok(self)
    }

    /// Encrypts its keys of codes.
    pub(crate) fn encrypt_codes(&self) -> Result<Vec<u8>, IssuanceError> {
        self.encrypt(CODES, &Zeroizing::new([*self.codes.link, *self.codes.typed].concat()))
    }

    /// Encrypts under `to` the keys of codes that are under this one, or are under `to` already.
    pub(crate) fn rewrap_codes(&self, to: &Self, wrapped: &[u8]) -> Result<Vec<u8>, IssuanceError> {
        self.rewrap(to, CODES, wrapped)
    }

    /// Encrypts under `to` what is under this one, or is under `to` already.
    pub(crate) fn rewrap(&self, to: &Self, bound_to: &[u8], stored: &[u8]) -> Result<Vec<u8>, IssuanceError> {
        match to.decrypt(bound_to, stored) {
            Ok(_) => Ok(stored.to_vec()),
            Err(_) => to.encrypt(bound_to, &self.decrypt(bound_to, stored)?),
        }
    }

    /// What is stored of an invitation's code: HMAC-SHA256 over wave and code.
    pub(crate) fn code_hash(&self, wave: Uuid, code: &[u8; 16]) -> Result<Vec<u8>, IssuanceError> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(self.codes.link.as_ref())
            .map_err(|_| IssuanceError::Corrupt("the secret"))?;
        mac.update(wave.as_bytes());
        mac.update(code);
        Ok(mac.finalize().into_bytes().to_vec())
    }

    /// What is stored of a typed code: Argon2id (RFC 9106) with a secret, in the `argon2` crate's parameters (19 MiB, 2 passes). It
    /// takes some 20 ms, so that whoever has the database *and* the secret still cannot try all 55 bits.
    ///
    /// The salt is fixed, as a code must be found by its hash alone. What a salt of each one's own would be for is given otherwise:
    /// codes are random and never the same, and nobody can hash them in advance who lacks the secret. The wave is not in it, for the
    /// person types no wave.
    pub(crate) fn typed_hash(&self, code: &TypedCode) -> Result<Vec<u8>, IssuanceError> {
        let failed = |_| IssuanceError::Corrupt("the secret");
        let pepper = self.codes.typed.as_ref();
        let hasher = Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, Params::DEFAULT);
        let mut hash = vec![0; 32];
        hasher
            .map_err(failed)?
            .hash_password_into(code.symbols(), b"chorus/1 typed code", &mut hash)
            .map_err(failed)?;
        Ok(hash)
    }

    /// So many new codes, each with what is stored of it.
    pub(crate) fn new_codes(&self, wave: Uuid, people: usize) -> Result<Vec<(Code, Vec<u8>)>, IssuanceError> {
        let new = |_| {
            let code = Code::generate();
            let hash = self.code_hash(wave, &code.0)?;
            Ok((code, hash))
        };
        (0..people).map(new).collect()
    }

    /// Encrypts a wave's signing key, bound to the wave.
    pub(crate) fn encrypt_key(&self, wave: Uuid, key: &SigningKey) -> Result<Vec<u8>, IssuanceError> {
        self.encrypt(wave.as_bytes(), &key.to_pkcs8_der()?)
    }

    /// Decrypts a wave's signing key.
    pub(crate) fn decrypt_key(&self, wave: Uuid, stored: &[u8]) -> Result<SigningKey, IssuanceError> {
        Ok(SigningKey::from_pkcs8_der(&self.decrypt(wave.as_bytes(), stored)?)?)
    }

    /// Encrypts a wave's ledger key, bound to the wave and to its purpose.
    pub(crate) fn encrypt_ledger_key(&self, wave: Uuid, key: &LedgerKey) -> Result<Vec<u8>, IssuanceError> {
        self.encrypt(&ledger_of(wave), &key.to_bytes()?)
    }

    /// Decrypts a wave's ledger key.
    pub(crate) fn decrypt_ledger_key(&self, wave: Uuid, stored: &[u8]) -> Result<LedgerKey, IssuanceError> {
        Ok(LedgerKey::from_bytes(&self.decrypt(&ledger_of(wave), stored)?)?)
    }

    pub(crate) fn encrypt(&self, bound_to: &[u8], plain: &[u8]) -> Result<Vec<u8>, IssuanceError> {
        let mut nonce = [0u8; NONCE];
        rand::rng().fill_bytes(&mut nonce);
        let sealed = self.cipher()?.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: bound_to });
        let sealed = sealed.map_err(|_| IssuanceError::Corrupt("a secret"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    pub(crate) fn decrypt(&self, bound_to: &[u8], stored: &[u8]) -> Result<Zeroizing<Vec<u8>>, IssuanceError> {
        let damaged =
            IssuanceError::Corrupt("a stored secret does not open; is the configured secret the one it was made with?");
        let Some((nonce, sealed)) = stored.split_first_chunk::<NONCE>() else {
            return Err(damaged);
        };
        let plain = self.cipher()?.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: bound_to });
        plain.map(Zeroizing::new).map_err(|_| damaged)
    }

    fn cipher(&self) -> Result<XChaCha20Poly1305, IssuanceError> {
        let key = derive(&self.bytes, "chorus/1 signing key encryption");
        XChaCha20Poly1305::new_from_slice(key.as_ref()).map_err(|_| IssuanceError::Corrupt("the secret"))
    }
}

/// HKDF-SHA256 (RFC 5869), one label for each purpose.
fn derive(secret: &[u8; 32], purpose: &str) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0u8; 32]);
    // Only fails for outputs over 255 hashes; the key would then be useless rather than weak, and open nothing.
    let _ = Hkdf::<Sha256>::new(None, secret).expand(purpose.as_bytes(), key.as_mut());
    key
}

/// What a wave's ledger key is bound to.
pub(crate) fn ledger_of(wave: Uuid) -> Vec<u8> {
    [b"ledger ", wave.as_bytes().as_slice()].concat()
}
