//! The issuer's key pair (RFC 9578, Section 6.5): what signs blindly, and what verifies.

use std::fmt;
use std::sync::Arc;

use openssl::bn::{BigNum, BigNumRef};
use openssl::pkey::{PKey, Private, Public};
use openssl::rsa::Rsa;
use openssl::sha::sha256;
use zeroize::Zeroizing;

use crate::wire::{DIGEST_LEN, MODULUS_LEN};
use crate::{Token, TokenChallenge, TokenError, TokenRequest, TokenResponse, blind};

/// The public exponent of every key, 65537, big-endian.
const EXPONENT: [u8; 3] = [0x01, 0x00, 0x01];

/// All of a key's DER that comes before its modulus. Modulus length and exponent are fixed and DER is canonical, so
/// there is exactly one encoding of every key and it can be compared rather than parsed.
#[rustfmt::skip]
const SPKI_HEAD: [u8; 81] = [
    0x30, 0x82, 0x01, 0x52,                                                 // SubjectPublicKeyInfo
    0x30, 0x3d,                                                             //   AlgorithmIdentifier
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a,       //     id-RSASSA-PSS
    0x30, 0x30,                                                             //     RSASSA-PSS-params
    0xa0, 0x0d, 0x30, 0x0b,                                                 //       hashAlgorithm
    0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02,       //         id-sha384
    0xa1, 0x1a, 0x30, 0x18,                                                 //       maskGenAlgorithm
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08,       //         id-mgf1
    0x30, 0x0b,
    0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02,       //           id-sha384
    0xa2, 0x03, 0x02, 0x01, 0x30,                                           //       saltLength 48
    0x03, 0x82, 0x01, 0x0f, 0x00,                                           //   BIT STRING
    0x30, 0x82, 0x01, 0x0a,                                                 //     RSAPublicKey
    0x02, 0x82, 0x01, 0x01, 0x00,                                           //       modulus, positive
];

/// All of a key's DER that comes after its modulus: the exponent.
const SPKI_TAIL: [u8; 5] = [0x02, 0x03, EXPONENT[0], EXPONENT[1], EXPONENT[2]];

/// What verifies tokens: all that the redeeming side needs. Cheap to clone.
#[derive(Clone)]
pub struct PublicKey(Arc<PublicParts>);

struct PublicParts {
    /// For verifying; keeps what OpenSSL has prepared for it.
    pkey: PKey<Public>,
    rsa: Rsa<Public>,
    modulus: [u8; MODULUS_LEN],
    spki: Vec<u8>,
    id: [u8; DIGEST_LEN],
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo of the one form that RFC 9578, Section 6.5 has: id-RSASSA-PSS with SHA-384, MGF1
    /// with SHA-384 and a salt of 48 bytes, 2048 bits; and the exponent 65537, which every issuer uses. Anything else
    /// is refused, a key under rsaEncryption too.
    pub fn from_spki(spki: &[u8]) -> Result<Self, TokenError> {
        let modulus = spki
            .strip_prefix(&SPKI_HEAD)
            .and_then(|rest| rest.strip_suffix(&SPKI_TAIL))
            .and_then(|modulus| modulus.try_into().ok())
            .ok_or(TokenError::UnsupportedPublicKey)?;
        Self::from_modulus(modulus)
    }

    fn from_modulus(modulus: [u8; MODULUS_LEN]) -> Result<Self, TokenError> {
        let n = BigNum::from_slice(&modulus)?;
        if !has_modulus_len(&n) || !n.is_odd() {
            return Err(TokenError::UnsupportedPublicKey);
        }
        let rsa = Rsa::from_public_components(n, BigNum::from_slice(&EXPONENT)?)?;
        let pkey = PKey::from_rsa(rsa.clone())?;
        let spki = [SPKI_HEAD.as_slice(), &modulus, &SPKI_TAIL].concat();
        let id = sha256(&spki);
        Ok(Self(Arc::new(PublicParts { pkey, rsa, modulus, spki, id })))
    }

    /// The key as RFC 9578, Section 6.5 encodes it.
    pub fn spki(&self) -> &[u8] {
        &self.0.spki
    }

    /// The modulus, big-endian: for WebCrypto, which refuses the RSASSA-PSS OID.
    pub fn modulus_be(&self) -> &[u8; MODULUS_LEN] {
        &self.0.modulus
    }

    /// The public exponent, big-endian, without leading zeros.
    pub fn exponent_be(&self) -> &[u8] {
        &EXPONENT
    }

    /// `token_key_id`: SHA-256 of [`PublicKey::spki`] (RFC 9578, Section 6.5).
    pub fn token_key_id(&self) -> [u8; DIGEST_LEN] {
        self.0.id
    }

    /// The last byte of [`PublicKey::token_key_id`], which a token request carries.
    pub fn truncated_token_key_id(&self) -> u8 {
        let [.., last] = self.0.id;
        last
    }

    /// Verifies a token (RFC 9578, Section 6.4): made for this challenge, for this key, and signed by it.
    ///
    /// Whether it has been redeemed before is for the caller to know.
    pub fn verify(&self, token: &Token, challenge: &TokenChallenge) -> Result<(), TokenError> {
        if token.challenge_digest != challenge.digest() {
            return Err(TokenError::WrongChallenge);
        }
        if token.token_key_id != self.0.id {
            return Err(TokenError::WrongKey);
        }
        blind::verify(&self.0.pkey, &token.authenticator_input(), &token.authenticator)
    }

    pub(crate) fn rsa(&self) -> &Rsa<Public> {
        &self.0.rsa
    }

    pub(crate) fn pkey(&self) -> &PKey<Public> {
        &self.0.pkey
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.modulus == other.0.modulus
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicKey").field("token_key_id", &self.0.id).finish_non_exhaustive()
    }
}

/// What signs token requests blindly, and must sign nothing else. OpenSSL erases it when the last clone is dropped.
#[derive(Clone)]
pub struct SigningKey {
    rsa: Rsa<Private>,
    public: PublicKey,
}

impl SigningKey {
    /// Makes a new key pair: 2048 bits, exponent 65537. Takes a noticeable fraction of a second.
    pub fn generate() -> Result<Self, TokenError> {
        Self::from_rsa(Rsa::generate(MODULUS_LEN as u32 * 8)?)
    }

    /// The private key as PKCS #8 in DER, unencrypted: encrypt it before it is kept.
    pub fn to_pkcs8_der(&self) -> Result<Zeroizing<Vec<u8>>, TokenError> {
        Ok(Zeroizing::new(PKey::from_rsa(self.rsa.clone())?.private_key_to_pkcs8()?))
    }

    /// Reads what [`SigningKey::to_pkcs8_der`] wrote, and has OpenSSL check that the key is sound.
    ///
    /// The check tests the primes, which takes as long as many signatures: keep the key rather than read it again.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, TokenError> {
        let rsa = PKey::private_key_from_pkcs8(der).and_then(|key| key.rsa());
        let rsa = rsa.map_err(|_| TokenError::UnsupportedPrivateKey)?;
        let sound = has_modulus_len(rsa.n())
            && rsa.e().to_vec() == EXPONENT
            && rsa.p().is_some()
            && rsa.q().is_some()
            && rsa.check_key().unwrap_or(false);
        if sound { Self::from_rsa(rsa) } else { Err(TokenError::UnsupportedPrivateKey) }
    }

    fn from_rsa(rsa: Rsa<Private>) -> Result<Self, TokenError> {
        let modulus = rsa.n().to_vec().try_into().map_err(|_| TokenError::UnsupportedPrivateKey)?;
        let public = PublicKey::from_modulus(modulus)?;
        Ok(Self { rsa, public })
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        self.public.clone()
    }

    /// Signs a request blindly (RFC 9578, Section 6.2).
    ///
    /// Refused: a request for another key, and a blinded message that is not less than the modulus. The signature is
    /// checked before it leaves. The same request always yields the same response.
    pub fn blind_sign(&self, request: &TokenRequest) -> Result<TokenResponse, TokenError> {
        if request.truncated_token_key_id != self.public.truncated_token_key_id() {
            return Err(TokenError::WrongKey);
        }
        TokenResponse::decode(&blind::blind_sign(&self.rsa, &request.blinded_message)?)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

fn has_modulus_len(n: &BigNumRef) -> bool {
    usize::try_from(n.num_bits()) == Ok(MODULUS_LEN * 8)
}
