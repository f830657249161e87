//! The HTTP authentication scheme `PrivateToken` (RFC 9577, Section 2) in the grammar of RFC 9110, Section 11.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;

use crate::wire::TOKEN_LEN;
use crate::{PublicKey, Token, TokenChallenge, TokenError};

/// The name of the scheme, which is compared without regard to case (RFC 9110, Section 11.1).
pub const SCHEME: &str = "PrivateToken";

/// The longest `Authorization` value that is looked at: twice what a token needs.
const MAX_AUTHORIZATION_LEN: usize = 1024;

/// The length of a token in base64url. It is a multiple of four, so that a token has no padding to keep or to omit.
const TOKEN_BASE64_LEN: usize = TOKEN_LEN / 3 * 4;
const _: () = assert!(TOKEN_LEN.is_multiple_of(3));

/// The value of the `Authorization` header that redeems a token (RFC 9577, Section 2.2).
pub fn format_authorization(token: &Token) -> String {
    format!("{SCHEME} token=\"{}\"", URL_SAFE.encode(token.encode()))
}

/// The value of a `WWW-Authenticate` header that asks for a token (RFC 9577, Section 2.1). Padded, as it must be.
pub fn format_www_authenticate(challenge: &TokenChallenge, key: &PublicKey) -> String {
    let challenge = URL_SAFE.encode(challenge.encode());
    let key = URL_SAFE.encode(key.spki());
    format!("{SCHEME} challenge=\"{challenge}\", token-key=\"{key}\"")
}

/// Reads the value of an `Authorization` header (RFC 9577, Section 2.2).
///
/// There must be exactly one `token`, quoted or not. Other parameters are ignored, as the RFC demands, but must be
/// well-formed. A value of another length than a token's is refused before it is decoded.
pub fn parse_authorization(value: &str) -> Result<Token, TokenError> {
    if value.len() > MAX_AUTHORIZATION_LEN {
        return Err(TokenError::MalformedAuthorization);
    }
    let value = value.trim_matches(BLANK);
    let (scheme, mut rest) = value.split_once(' ').unwrap_or((value, ""));
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return Err(TokenError::OtherScheme);
    }
    let mut found = None;
    loop {
        // RFC 9110, Section 5.6.1.2: a recipient passes over empty list elements.
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            break;
        }
        let (name, parameter, tail) = auth_param(rest).ok_or(TokenError::MalformedAuthorization)?;
        if name.eq_ignore_ascii_case("token") && found.replace(parameter).is_some() {
            return Err(TokenError::MalformedAuthorization);
        }
        rest = tail.trim_start_matches(BLANK);
        if !rest.is_empty() && !rest.starts_with(',') {
            return Err(TokenError::MalformedAuthorization);
        }
    }
    let token = found.filter(|token| token.len() == TOKEN_BASE64_LEN).ok_or(TokenError::MalformedAuthorization)?;
    let token = URL_SAFE.decode(token).map_err(|_| TokenError::MalformedAuthorization)?;
    Token::decode(&token)
}

/// OWS and BWS (RFC 9110, Section 5.6.3).
const BLANK: [char; 2] = [' ', '\t'];

/// Reads `token BWS "=" BWS ( token / quoted-string )` (RFC 9110, Section 11.2) and returns name, value and what follows.
fn auth_param(text: &str) -> Option<(&str, String, &str)> {
    let (name, rest) = token(text)?;
    let rest = rest.trim_start_matches(BLANK).strip_prefix('=')?.trim_start_matches(BLANK);
    let (value, rest) = match rest.strip_prefix('"') {
        Some(rest) => quoted_string(rest)?,
        None => token(rest).map(|(value, rest)| (value.to_owned(), rest))?,
    };
    Some((name, value, rest))
}

/// Reads a `token` in the sense of RFC 9110, Section 5.6.2.
fn token(text: &str) -> Option<(&str, &str)> {
    let is_tchar = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let end = text.find(|c| !is_tchar(c)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// Reads a quoted string from after its opening quote (RFC 9110, Section 5.6.4).
fn quoted_string(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.chars();
    loop {
        match chars.next()? {
            '"' => return Some((value, chars.as_str())),
            '\\' => value.push(chars.next().filter(|c| is_text(*c))?),
            c if is_text(c) => value.push(c),
            _ => return None,
        }
    }
}

fn is_text(c: char) -> bool {
    c == '\t' || !c.is_control()
}
