//! Privacy Pass tokens (RFC 9577, RFC 9578) over RSA blind signatures (RFC 9474).
//!
//! Only publicly verifiable tokens, type `0x0002`, are spoken: RSABSSA-SHA384-PSS-Deterministic with a 2048-bit key.
//! One side signs what it cannot read; another side verifies, with a public key alone, what the first has never seen.
//! Nothing in between joins the two.
//!
//! The modules, in the order of a token's life: [`key`] makes the issuer's key pair, [`challenge`] names what a token
//! is for, [`client`] blinds, [`key`] signs, [`client`] unblinds, [`http`] carries, [`key`] verifies. [`wire`] has the
//! messages.
//!
//! # What this crate must not know
//!
//! Who asks for a token, what is redeemed with it, which wave it belongs to, what time it is, where anything is kept.
//! It does no I/O and reads no clock; its only source from outside is OpenSSL's random generator. It remembers no
//! token, so refusing a second redemption is the caller's part. Nothing here prints key material or a token: their
//! `Debug` output is a name, and [`TokenError`] holds no bytes.
//!
//! # Example
//!
//! ```
//! use chorus_token::{PendingToken, SigningKey, TokenChallenge, http};
//!
//! # fn main() -> Result<(), chorus_token::TokenError> {
//! let issuer = SigningKey::generate()?;
//! let public = issuer.public_key();
//! let challenge = TokenChallenge::new("survey.example", [7; 32])?;
//!
//! let (pending, request) = PendingToken::new(&public, &challenge)?; // the browser blinds
//! let response = issuer.blind_sign(&request)?; // the issuer signs blindly
//! let token = pending.finalize(&response)?; // the browser unblinds
//!
//! let header = http::format_authorization(&token); // later, from elsewhere
//! public.verify(&http::parse_authorization(&header)?, &challenge)?;
//! # Ok(())
//! # }
//! ```

mod blind;
pub mod challenge;
pub mod client;
mod error;
pub mod http;
pub mod key;
mod pss;
#[cfg(test)]
mod vector_tests;
pub mod wire;

pub use challenge::TokenChallenge;
pub use client::PendingToken;
pub use error::TokenError;
pub use key::{PublicKey, SigningKey};
pub use wire::{TOKEN_TYPE, Token, TokenRequest, TokenResponse};
