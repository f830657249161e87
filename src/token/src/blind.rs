//! RSA blind signatures (RFC 9474, Section 4), variant RSABSSA-SHA384-PSS-Deterministic.
//!
//! "Deterministic" means that the message is prepared with PrepareIdentity, as it is; the PSS salt is random all the
//! same. RFC 9578 chooses this variant because the nonce in the message is random already.
//!
//! The functions take a modulus of any length, so that RFC 9474's own vectors, of 4096 bits, can be run on them.

use std::cmp::Ordering;

use openssl::bn::{BigNum, BigNumContext, BigNumRef};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{HasPublic, PKeyRef, Private, Public};
use openssl::rsa::{Padding, RsaRef};
use openssl::sign::{RsaPssSaltlen, Verifier};
use zeroize::Zeroizing;

use crate::TokenError;
use crate::pss::{self, SALT_LEN};

/// A blinded message and what undoes the blinding.
pub(crate) struct Blinded {
    /// For the issuer: as long as the modulus.
    pub(crate) message: Vec<u8>,
    /// For the client alone.
    pub(crate) inverse: BigNum,
}

/// Draws `r`, a number from 1 up to the modulus (RFC 9474, Section 4.2, step 6).
pub(crate) fn draw_blind<T: HasPublic>(key: &RsaRef<T>) -> Result<BigNum, TokenError> {
    let mut r = secret()?;
    key.n().rand_range(&mut r)?;
    Ok(r)
}

/// `Blind` (RFC 9474, Section 4.2) with the salt and `r` given.
///
/// Numbers that must stay with the client live in OpenSSL's secure heap where there is one, are erased when freed,
/// and bear the flag that makes OpenSSL choose its constant-time exponentiation and inversion.
pub(crate) fn blind(
    key: &RsaRef<Public>,
    message: &[u8],
    salt: &[u8; SALT_LEN],
    r: &BigNumRef,
) -> Result<Blinded, TokenError> {
    let n = key.n();
    let mut context = BigNumContext::new_secure()?;

    // Steps 1 and 2.
    let encoded = pss::encode(message, salt, bits(n) - 1)?;
    let mut m = secret()?;
    m.copy_from_slice(&encoded)?;

    // Steps 3 to 5: a common divisor would give away a factor of n, and m would shine through the blinding.
    let mut divisor = secret()?;
    divisor.gcd(&m, n, &mut context)?;
    if divisor != BigNum::from_u32(1)? {
        return Err(TokenError::BlindingFailed);
    }

    // Steps 6 to 8: r must be a unit. One that is zero, out of range or not coprime to n is refused.
    if r.num_bits() == 0 || r.is_negative() || r.ucmp(n) != Ordering::Less {
        return Err(TokenError::BlindingFailed);
    }
    let mut unit = secret()?;
    unit.copy_from_slice(&Zeroizing::new(r.to_vec()))?;
    let mut inverse = secret()?;
    inverse.mod_inverse(&unit, n, &mut context).map_err(|_: ErrorStack| TokenError::BlindingFailed)?;

    // Steps 9 to 11: z = m * r^e mod n.
    let mut x = secret()?;
    x.mod_exp(&unit, key.e(), n, &mut context)?;
    let mut z = secret()?;
    z.mod_mul(&m, &x, n, &mut context)?;
    Ok(Blinded { message: padded(&z, key)?, inverse })
}

/// `BlindSign` (RFC 9474, Section 4.3).
///
/// The private operation is OpenSSL's own: constant-time, and with its base blinding, which is on unless a program
/// switches it off. It has no randomness that shows, so the same blinded message always yields the same signature.
pub(crate) fn blind_sign(key: &RsaRef<Private>, blinded_message: &[u8]) -> Result<Vec<u8>, TokenError> {
    let len = length(key);
    if blinded_message.len() != len {
        return Err(TokenError::Length { what: "blinded message", expected: len, actual: blinded_message.len() });
    }
    // Step 1, and the range check of RSASP1.
    if BigNum::from_slice(blinded_message)?.ucmp(key.n()) != Ordering::Less {
        return Err(TokenError::BlindedMessageOutOfRange);
    }
    // Step 2: s = m^d mod n.
    let mut signature = Zeroizing::new(vec![0; len]);
    let signed = key.private_encrypt(blinded_message, &mut signature, Padding::NONE)?;
    // Steps 3 and 4: s^e = m, in the open. A fault in one half of the CRT would otherwise reveal a factor of n.
    let mut check = vec![0; len];
    let checked = key.public_decrypt(&signature, &mut check, Padding::NONE);
    if signed != len || !matches!(checked, Ok(checked) if checked == len) || check != blinded_message {
        return Err(TokenError::SigningFault);
    }
    Ok(std::mem::take(&mut *signature))
}

/// `Finalize` (RFC 9474, Section 4.4): unblinds and verifies.
pub(crate) fn finalize(
    key: &PKeyRef<Public>,
    message: &[u8],
    blind_signature: &[u8],
    inverse: &BigNumRef,
) -> Result<Vec<u8>, TokenError> {
    let rsa = key.rsa()?;
    let len = length(&rsa);
    if blind_signature.len() != len {
        return Err(TokenError::Length { what: "blind signature", expected: len, actual: blind_signature.len() });
    }
    let mut context = BigNumContext::new_secure()?;
    let mut s = secret()?;
    s.mod_mul(&*BigNum::from_slice(blind_signature)?, inverse, rsa.n(), &mut context)?;
    let signature = padded(&s, &rsa)?;
    verify(key, message, &signature)?;
    Ok(signature)
}

/// `Verify` (RFC 9474, Section 4.5), which is RSASSA-PSS-VERIFY (RFC 8017, Section 8.1.2); all of it OpenSSL's.
pub(crate) fn verify(key: &PKeyRef<Public>, message: &[u8], signature: &[u8]) -> Result<(), TokenError> {
    let mut verifier = Verifier::new(MessageDigest::sha384(), key)?;
    verifier.set_rsa_padding(Padding::PKCS1_PSS)?;
    verifier.set_rsa_mgf1_md(MessageDigest::sha384())?;
    verifier.set_rsa_pss_saltlen(RsaPssSaltlen::custom(SALT_LEN as i32))?;
    if verifier.verify_oneshot(signature, message)? { Ok(()) } else { Err(TokenError::InvalidSignature) }
}

/// A number that is erased when freed and asks for constant-time arithmetic.
fn secret() -> Result<BigNum, ErrorStack> {
    let mut number = BigNum::new_secure()?;
    number.set_const_time();
    Ok(number)
}

/// `number` as long as the modulus (I2OSP).
fn padded<T: HasPublic>(number: &BigNumRef, key: &RsaRef<T>) -> Result<Vec<u8>, ErrorStack> {
    number.to_vec_padded(key.n().num_bytes())
}

fn length<T: HasPublic>(key: &RsaRef<T>) -> usize {
    usize::try_from(key.n().num_bytes()).unwrap_or_default()
}

fn bits(n: &BigNumRef) -> usize {
    usize::try_from(n.num_bits()).unwrap_or_default()
}
