//! The messages of RFC 9578, Section 6, and the Token of RFC 9577, Section 2.2, for the token type `0x0002`.

use std::fmt;

use crate::TokenError;

/// The token type of publicly verifiable tokens, "Blind RSA (2048-bit)" (RFC 9578, Section 8.2.2).
pub const TOKEN_TYPE: u16 = 0x0002;
/// `Nk`: the length in bytes of the modulus, a blinded message, a blind signature and an authenticator.
pub const MODULUS_LEN: usize = 256;
/// `Nid`, and the length in bytes of a nonce and of a challenge digest.
pub const DIGEST_LEN: usize = 32;
/// The length in bytes of a [`TokenRequest`].
pub const TOKEN_REQUEST_LEN: usize = 2 + 1 + MODULUS_LEN;
/// The length in bytes of a [`TokenResponse`].
pub const TOKEN_RESPONSE_LEN: usize = MODULUS_LEN;
/// The length in bytes of what an authenticator signs: a [`Token`] without its authenticator.
pub const AUTHENTICATOR_INPUT_LEN: usize = 2 + 3 * DIGEST_LEN;
/// The length in bytes of a [`Token`].
pub const TOKEN_LEN: usize = AUTHENTICATOR_INPUT_LEN + MODULUS_LEN;
/// The media type of a [`TokenRequest`] (RFC 9578, Section 8.3.2).
pub const TOKEN_REQUEST_MEDIA_TYPE: &str = "application/private-token-request";
/// The media type of a [`TokenResponse`] (RFC 9578, Section 8.3.3).
pub const TOKEN_RESPONSE_MEDIA_TYPE: &str = "application/private-token-response";

/// What a client sends to the issuer (RFC 9578, Section 6.1).
#[derive(Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// The last byte of the key's identifier.
    pub truncated_token_key_id: u8,
    /// The encoded and blinded authenticator input, a big-endian number.
    pub blinded_message: [u8; MODULUS_LEN],
}

impl TokenRequest {
    /// Reads a request of exactly [`TOKEN_REQUEST_LEN`] bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, TokenError> {
        let length = wrong_length("token request", TOKEN_REQUEST_LEN, bytes);
        let Some(([a, b, truncated_token_key_id], blinded_message)) = bytes.split_first_chunk() else {
            return Err(length);
        };
        let blinded_message = blinded_message.try_into().map_err(|_| length)?;
        require_type([*a, *b])?;
        Ok(Self { truncated_token_key_id: *truncated_token_key_id, blinded_message })
    }

    /// The request as it travels.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(TOKEN_REQUEST_LEN);
        bytes.extend_from_slice(&TOKEN_TYPE.to_be_bytes());
        bytes.push(self.truncated_token_key_id);
        bytes.extend_from_slice(&self.blinded_message);
        bytes
    }
}

/// What the issuer answers: a blind signature (RFC 9578, Section 6.2).
#[derive(Clone, PartialEq, Eq)]
pub struct TokenResponse(pub [u8; MODULUS_LEN]);

impl TokenResponse {
    /// Reads a response of exactly [`TOKEN_RESPONSE_LEN`] bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, TokenError> {
        bytes.try_into().map(Self).map_err(|_| wrong_length("token response", TOKEN_RESPONSE_LEN, bytes))
    }

    /// The response as it travels.
    pub fn encode(&self) -> Vec<u8> {
        self.0.to_vec()
    }
}

/// A token (RFC 9577, Section 2.2): whoever holds it may redeem it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// What makes this token unlike any other; drawn by the client.
    pub nonce: [u8; DIGEST_LEN],
    /// SHA-256 of the challenge that the token answers.
    pub challenge_digest: [u8; DIGEST_LEN],
    /// SHA-256 of the issuer's public key.
    pub token_key_id: [u8; DIGEST_LEN],
    /// The issuer's signature over [`Token::authenticator_input`].
    pub authenticator: [u8; MODULUS_LEN],
}

impl Token {
    /// Reads a token of exactly [`TOKEN_LEN`] bytes. Says nothing about whether it is valid.
    pub fn decode(bytes: &[u8]) -> Result<Self, TokenError> {
        let length = wrong_length("token", TOKEN_LEN, bytes);
        let Some((input, authenticator)) = bytes.split_first_chunk() else {
            return Err(length);
        };
        let authenticator = authenticator.try_into().map_err(|_| length)?;
        Self::from_input(input, authenticator)
    }

    /// Joins an authenticator input and its authenticator.
    pub(crate) fn from_input(
        input: &[u8; AUTHENTICATOR_INPUT_LEN],
        authenticator: [u8; MODULUS_LEN],
    ) -> Result<Self, TokenError> {
        let (token_type, digests) = input.split_at(2);
        if token_type != TOKEN_TYPE.to_be_bytes() {
            return Err(TokenError::UnsupportedTokenType);
        }
        let ([nonce, challenge_digest, token_key_id], []) = digests.as_chunks::<DIGEST_LEN>() else {
            return Err(wrong_length("token", TOKEN_LEN, input));
        };
        Ok(Self { nonce: *nonce, challenge_digest: *challenge_digest, token_key_id: *token_key_id, authenticator })
    }

    /// The token as it travels.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(TOKEN_LEN);
        bytes.extend_from_slice(&self.authenticator_input());
        bytes.extend_from_slice(&self.authenticator);
        bytes
    }

    /// What the authenticator signs: the token without it (RFC 9577, Section 2.2.1).
    pub fn authenticator_input(&self) -> [u8; AUTHENTICATOR_INPUT_LEN] {
        authenticator_input(&self.nonce, &self.challenge_digest, &self.token_key_id)
    }
}

/// `AuthenticatorInput` of RFC 9577, Section 2.2.1.
pub(crate) fn authenticator_input(
    nonce: &[u8; DIGEST_LEN],
    challenge_digest: &[u8; DIGEST_LEN],
    token_key_id: &[u8; DIGEST_LEN],
) -> [u8; AUTHENTICATOR_INPUT_LEN] {
    let mut input = [0; AUTHENTICATOR_INPUT_LEN];
    let parts = TOKEN_TYPE.to_be_bytes().into_iter().chain(*nonce).chain(*challenge_digest).chain(*token_key_id);
    for (to, from) in input.iter_mut().zip(parts) {
        *to = from;
    }
    input
}

// A request joins an invitation to a key, a token is money: neither is for a log.
macro_rules! opaque {
    ($($message:ident),*) => {$(
        impl fmt::Debug for $message {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($message), "(..)"))
            }
        }
    )*};
}
opaque!(TokenRequest, TokenResponse, Token);

fn require_type(bytes: [u8; 2]) -> Result<(), TokenError> {
    if u16::from_be_bytes(bytes) == TOKEN_TYPE { Ok(()) } else { Err(TokenError::UnsupportedTokenType) }
}

fn wrong_length(what: &'static str, expected: usize, bytes: &[u8]) -> TokenError {
    TokenError::Length { what, expected, actual: bytes.len() }
}
