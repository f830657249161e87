//! Tokens and the messages around them: no bytes make the readers panic, and what is read is written the same.
#![no_main]

use chorus_token::{Token, TokenChallenge, TokenRequest, TokenResponse, http};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(challenge) = TokenChallenge::decode(bytes) {
        assert_eq!(challenge.encode(), bytes);
    }
    if let Ok(request) = TokenRequest::decode(bytes) {
        assert_eq!(request.encode(), bytes);
    }
    if let Ok(response) = TokenResponse::decode(bytes) {
        assert_eq!(response.encode(), bytes);
    }
    if let Ok(token) = Token::decode(bytes) {
        assert_eq!(token.encode(), bytes);
        assert!(http::parse_authorization(&http::format_authorization(&token)).is_ok_and(|same| same == token));
    }
    // A header can be written in many ways; the token in it only in one.
    if let Ok(token) = str::from_utf8(bytes).map_or(Err(()), |text| http::parse_authorization(text).map_err(drop)) {
        assert!(http::parse_authorization(&http::format_authorization(&token)).is_ok_and(|same| same == token));
    }
});
