//! EMSA-PSS-ENCODE (RFC 8017, Section 9.1.1) with SHA-384, MGF1 with SHA-384, and a salt of 48 bytes.
//!
//! Why it is written out: a blind signer signs an encoded message that it must not see, so the client encodes and the
//! issuer exponentiates, and a library that only signs with PSS in one step is of no use. OpenSSL has a bare encoder
//! (`RSA_padding_add_PKCS1_PSS_mgf1`), but the `openssl` crate does not expose it and unsafe code is forbidden here.
//! The pure-Rust `rsa` crate, on which ready-made blind signatures build, carries RUSTSEC-2023-0071. What is left is
//! two dozen lines, held to the vectors of RFC 9474, Appendix A. The *decoding* half stays OpenSSL's.

use openssl::sha::{Sha384, sha384};
use zeroize::Zeroizing;

use crate::TokenError;

/// The length in bytes of a SHA-384 hash, `hLen`.
const HASH_LEN: usize = 48;
/// The length in bytes of the salt, `sLen`.
pub(crate) const SALT_LEN: usize = 48;

/// Encodes `message` for a signature with a modulus of `em_bits + 1` bits.
pub(crate) fn encode(message: &[u8], salt: &[u8; SALT_LEN], em_bits: usize) -> Result<Zeroizing<Vec<u8>>, TokenError> {
    let em_len = em_bits.div_ceil(8);
    if em_len < HASH_LEN + SALT_LEN + 2 {
        return Err(TokenError::UnsupportedPublicKey);
    }
    // Steps 2, 5 and 6: H = Hash(eight zero bytes || Hash(M) || salt).
    let mut hasher = Sha384::new();
    hasher.update(&[0; 8]);
    hasher.update(&sha384(message));
    hasher.update(salt);
    let hash = hasher.finish();

    // Steps 7, 8 and 12: EM = DB || H || 0xbc, where DB = PS || 0x01 || salt.
    let mut encoded = Zeroizing::new(vec![0; em_len]);
    let (db, tail) = encoded.split_at_mut(em_len - HASH_LEN - 1);
    let salt_at = db.len() - SALT_LEN;
    db[salt_at - 1] = 0x01;
    db[salt_at..].copy_from_slice(salt);
    tail[..HASH_LEN].copy_from_slice(&hash);
    tail[HASH_LEN] = 0xbc;

    // Steps 9 to 11: mask DB, and clear the leftmost bits that the modulus has no room for.
    mask(db, &hash);
    db[0] &= 0xff >> (8 * em_len - em_bits);
    Ok(encoded)
}

/// XORs MGF1-SHA384(seed) onto `bytes` (RFC 8017, Appendix B.2.1).
fn mask(bytes: &mut [u8], seed: &[u8]) {
    for (counter, chunk) in (0_u32..).zip(bytes.chunks_mut(HASH_LEN)) {
        let mut hasher = Sha384::new();
        hasher.update(seed);
        hasher.update(&counter.to_be_bytes());
        for (byte, mask) in chunk.iter_mut().zip(hasher.finish()) {
            *byte ^= mask;
        }
    }
}
