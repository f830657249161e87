//! The one error of this crate. It never repeats bytes of a token or a key.

use openssl::error::ErrorStack;
use thiserror::Error;

/// Why a message, a key or a token was refused.
///
/// No variant holds a byte of what was refused, so that an error may be shown or logged as it is.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TokenError {
    /// A message is not as long as its type requires.
    #[error("The {what} has {actual} bytes; {expected} are required.")]
    Length {
        /// Which message.
        what: &'static str,
        /// The length that its type requires.
        expected: usize,
        /// The length that it has.
        actual: usize,
    },
    /// A message speaks of another token type than `0x0002`.
    #[error("Only the token type 0x0002 is supported.")]
    UnsupportedTokenType,
    /// A challenge is not a TokenChallenge of RFC 9577, Section 2.1.
    #[error("The token challenge is malformed.")]
    MalformedChallenge,
    /// A public key is not of the one form that RFC 9578, Section 6.5 gives to a 2048-bit key.
    #[error("The public key is not a 2048-bit RSASSA-PSS key with SHA-384 and a salt of 48 bytes.")]
    UnsupportedPublicKey,
    /// A private key cannot be read, is inconsistent, or is not a 2048-bit RSA key with the exponent 65537.
    #[error("The private key is not a sound 2048-bit RSA key with the exponent 65537.")]
    UnsupportedPrivateKey,
    /// A token request or a token was made for another key.
    #[error("The message was made for another key.")]
    WrongKey,
    /// A token was made for another challenge.
    #[error("The token was made for another challenge.")]
    WrongChallenge,
    /// A blinded message is not less than the modulus (RFC 9474, Section 4.3).
    #[error("The blinded message is out of range.")]
    BlindedMessageOutOfRange,
    /// The private operation went wrong; its result is withheld, because it could give the key away.
    #[error("The signature failed its own check and is withheld.")]
    SigningFault,
    /// The random values drawn for blinding cannot be used. Drawing again helps; it all but never happens.
    #[error("The blinding values cannot be used; draw new ones.")]
    BlindingFailed,
    /// A signature does not verify.
    #[error("The signature is not valid.")]
    InvalidSignature,
    /// An `Authorization` header speaks of another scheme than `PrivateToken`.
    #[error("The Authorization header does not use the PrivateToken scheme.")]
    OtherScheme,
    /// An `Authorization` header does not hold exactly one well-formed token.
    #[error("The Authorization header does not hold one well-formed token.")]
    MalformedAuthorization,
    /// OpenSSL could not do its work.
    #[error("The cryptographic library failed.")]
    Library(#[from] ErrorStack),
}
