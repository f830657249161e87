//! The client's side of issuance (RFC 9578, Sections 6.1 and 6.3): blinding and unblinding.
//!
//! A respondent's browser does this for itself; here it serves tests, tools and clients written in Rust.

use std::fmt;

use openssl::bn::{BigNum, BigNumRef};
use openssl::rand::rand_bytes;
use zeroize::Zeroizing;

use crate::pss::SALT_LEN;
use crate::wire::{AUTHENTICATOR_INPUT_LEN, DIGEST_LEN, MODULUS_LEN, authenticator_input};
use crate::{PublicKey, Token, TokenChallenge, TokenError, TokenRequest, TokenResponse, blind};

/// What the client keeps to itself between its request and the response. Whoever has it and the response has the
/// token, and can tell which request it came from.
pub struct PendingToken {
    key: PublicKey,
    input: Zeroizing<[u8; AUTHENTICATOR_INPUT_LEN]>,
    inverse: BigNum,
}

impl PendingToken {
    /// Draws a nonce and blinds it together with the challenge: the request is for the issuer, the rest stays here
    /// (RFC 9578, Section 6.1).
    ///
    /// Fails with [`TokenError::BlindingFailed`] about once in 2^1000 calls; then call again.
    pub fn new(key: &PublicKey, challenge: &TokenChallenge) -> Result<(Self, TokenRequest), TokenError> {
        let mut nonce = Zeroizing::new([0; DIGEST_LEN]);
        rand_bytes(nonce.as_mut_slice())?;
        let mut salt = Zeroizing::new([0; SALT_LEN]);
        rand_bytes(salt.as_mut_slice())?;
        let r = blind::draw_blind(key.rsa())?;
        Self::with_randomness(key, challenge, &nonce, &salt, &r)
    }

    /// [`PendingToken::new`] with all that it draws given: for the test vectors. To use any of it twice, or to let it
    /// be known, is to undo the blinding.
    pub(crate) fn with_randomness(
        key: &PublicKey,
        challenge: &TokenChallenge,
        nonce: &[u8; DIGEST_LEN],
        salt: &[u8; SALT_LEN],
        r: &BigNumRef,
    ) -> Result<(Self, TokenRequest), TokenError> {
        let input = Zeroizing::new(authenticator_input(nonce, &challenge.digest(), &key.token_key_id()));
        let blinded = blind::blind(key.rsa(), input.as_slice(), salt, r)?;
        let request = TokenRequest {
            truncated_token_key_id: key.truncated_token_key_id(),
            blinded_message: modulus_sized(blinded.message)?,
        };
        Ok((Self { key: key.clone(), input, inverse: blinded.inverse }, request))
    }

    /// Unblinds the issuer's response and verifies the signature (RFC 9578, Section 6.3).
    pub fn finalize(self, response: &TokenResponse) -> Result<Token, TokenError> {
        let signature = blind::finalize(self.key.pkey(), self.input.as_slice(), &response.0, &self.inverse)?;
        Token::from_input(&self.input, modulus_sized(signature)?)
    }
}

impl fmt::Debug for PendingToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PendingToken(..)")
    }
}

/// The wire types' fixed size; a [`PublicKey`] has no other.
fn modulus_sized(bytes: Vec<u8>) -> Result<[u8; MODULUS_LEN], TokenError> {
    bytes.try_into().map_err(|_| TokenError::UnsupportedPublicKey)
}
