//! TokenChallenge (RFC 9577, Section 2.1.1): what a token is for.

use openssl::sha::sha256;

use crate::wire::DIGEST_LEN;
use crate::{TOKEN_TYPE, TokenError};

/// A challenge for a token of type `0x0002` (RFC 9577, Section 2.1.1).
///
/// A token carries only the digest of its challenge, and the client chooses it blind: the issuer signs whatever it is
/// given. So whoever redeems a token compares the digest ([`PublicKey::verify`](crate::PublicKey::verify) does), and
/// the key pair remains what truly binds a token to its purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenChallenge {
    issuer_name: String,
    redemption_context: Option<[u8; DIGEST_LEN]>,
    origin_info: String,
}

impl TokenChallenge {
    /// A challenge to be met with a token from `issuer_name`, a host name, in `redemption_context` alone.
    ///
    /// `origin_info` is left empty, which RFC 9577 reads as "not bound to an origin's name". One service both issues
    /// and redeems here, perhaps under several host names; a name would add nothing to the redemption context and
    /// would make a token worthless as soon as the service answers under another name.
    pub fn new(issuer_name: &str, redemption_context: [u8; DIGEST_LEN]) -> Result<Self, TokenError> {
        let challenge = Self {
            issuer_name: issuer_name.to_owned(),
            redemption_context: Some(redemption_context),
            origin_info: String::new(),
        };
        if challenge.is_sound() { Ok(challenge) } else { Err(TokenError::MalformedChallenge) }
    }

    /// Reads a challenge, of any shape that RFC 9577 allows for this token type.
    pub fn decode(bytes: &[u8]) -> Result<Self, TokenError> {
        let (token_type, rest) = bytes.split_first_chunk().ok_or(TokenError::MalformedChallenge)?;
        if u16::from_be_bytes(*token_type) != TOKEN_TYPE {
            return Err(TokenError::UnsupportedTokenType);
        }
        Self::decode_fields(rest).filter(Self::is_sound).ok_or(TokenError::MalformedChallenge)
    }

    fn decode_fields(bytes: &[u8]) -> Option<Self> {
        let (issuer_name, rest) = text(bytes)?;
        let (context_len, rest) = rest.split_first()?;
        let (redemption_context, rest) = match usize::from(*context_len) {
            0 => (None, rest),
            DIGEST_LEN => rest.split_first_chunk().map(|(context, rest)| (Some(*context), rest))?,
            _ => return None,
        };
        let (origin_info, rest) = text(rest)?;
        rest.is_empty().then_some(Self { issuer_name, redemption_context, origin_info })
    }

    /// The challenge as it travels and as it is hashed.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = TOKEN_TYPE.to_be_bytes().to_vec();
        push_text(&mut bytes, &self.issuer_name);
        match &self.redemption_context {
            Some(context) => {
                bytes.push(DIGEST_LEN as u8);
                bytes.extend_from_slice(context);
            }
            None => bytes.push(0),
        }
        push_text(&mut bytes, &self.origin_info);
        bytes
    }

    /// SHA-256 of the encoded challenge: what a token carries (RFC 9577, Section 2.2).
    pub fn digest(&self) -> [u8; DIGEST_LEN] {
        sha256(&self.encode())
    }

    /// The issuer's host name.
    pub fn issuer_name(&self) -> &str {
        &self.issuer_name
    }

    /// The context in which alone a token may be redeemed, if there is one.
    pub fn redemption_context(&self) -> Option<&[u8; DIGEST_LEN]> {
        self.redemption_context.as_ref()
    }

    /// The origins to which a token is bound, separated by commas; empty if it is bound to none.
    pub fn origin_info(&self) -> &str {
        &self.origin_info
    }

    /// Both names are printable ASCII without blanks and fit their length fields; the issuer's is not empty.
    fn is_sound(&self) -> bool {
        let fits = |name: &str| name.len() <= usize::from(u16::MAX) && name.bytes().all(|b| b.is_ascii_graphic());
        !self.issuer_name.is_empty() && fits(&self.issuer_name) && fits(&self.origin_info)
    }
}

/// Reads a string with a length of two bytes before it.
fn text(bytes: &[u8]) -> Option<(String, &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    let (text, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    Some((str::from_utf8(text).ok()?.to_owned(), rest))
}

/// Writes a string with a length of two bytes before it; `is_sound` has seen to it that the length fits.
fn push_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(&(text.len() as u16).to_be_bytes());
    bytes.extend_from_slice(text.as_bytes());
}
