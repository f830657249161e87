//! Challenges and header fields: RFC 9577, Appendix A, and what is refused.
#![expect(clippy::unwrap_used, reason = "tests")]

use chorus_token::http::{format_authorization, format_www_authenticate, parse_authorization};
use chorus_token::{PublicKey, Token, TokenChallenge, TokenError};
use serde_json::Value;

fn vectors() -> Value {
    serde_json::from_str(include_str!("vectors/rfc9577_a.json")).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

fn token() -> Token {
    let file: Value = serde_json::from_str(include_str!("vectors/rfc9578_b2.json")).unwrap();
    Token::decode(&bytes(&file["vectors"][0]["token"])).unwrap()
}

/// The token of [`token`] in base64url.
fn encoded() -> String {
    format_authorization(&token()).split('"').nth(1).unwrap().to_owned()
}

#[test]
fn rfc9577_appendix_a1_structures() {
    let vectors = vectors();
    let structures = vectors["structures"].as_array().unwrap();
    assert_eq!(structures.len(), 5);
    for vector in structures {
        let [issuer, context, origin] = ["issuer_name", "redemption_context", "origin_info"].map(|k| bytes(&vector[k]));
        let mut wire = bytes(&vector["token_type"]);
        wire.extend_from_slice(&[0, issuer.len() as u8]);
        wire.extend_from_slice(&issuer);
        wire.push(context.len() as u8);
        wire.extend_from_slice(&context);
        wire.extend_from_slice(&[0, origin.len() as u8]);
        wire.extend_from_slice(&origin);

        let challenge = TokenChallenge::decode(&wire).unwrap();
        assert_eq!(challenge.issuer_name().as_bytes(), issuer);
        assert_eq!(challenge.redemption_context().map_or(&[][..], |context| context), context);
        assert_eq!(challenge.origin_info().as_bytes(), origin);
        assert_eq!(challenge.encode(), wire);
        let mut token = token();
        token.nonce = bytes(&vector["nonce"]).try_into().unwrap();
        token.token_key_id = bytes(&vector["token_key_id"]).try_into().unwrap();
        token.challenge_digest = challenge.digest();
        assert_eq!(token.authenticator_input().as_slice(), bytes(&vector["token_authenticator_input"]));

        if origin.is_empty() && !context.is_empty() {
            let made = TokenChallenge::new("issuer.example", context.try_into().unwrap()).unwrap();
            assert_eq!(made, challenge);
        }
    }
}

#[test]
fn rfc9577_appendix_a2_headers() {
    let header = &vectors()["header"];
    let challenge = TokenChallenge::decode(&bytes(&header["token_challenge"])).unwrap();
    let key = PublicKey::from_spki(&bytes(&header["token_key"])).unwrap();
    // The vector goes on with parameters that are to be ignored.
    let ours = format_www_authenticate(&challenge, &key);
    assert!(header["www_authenticate"].as_str().unwrap().starts_with(&ours));
    assert!(ours.contains("==\", token-key=\""), "padding is required");
}

#[test]
fn malformed_challenges_are_refused() {
    let good = TokenChallenge::new("survey.example", [5; 32]).unwrap().encode();
    for length in 0..good.len() {
        assert!(matches!(TokenChallenge::decode(&good[..length]), Err(TokenError::MalformedChallenge)), "{length}");
    }
    let mut other_type = good.clone();
    other_type[1] = 1;
    assert!(matches!(TokenChallenge::decode(&other_type), Err(TokenError::UnsupportedTokenType)));
    let trailing = [good.as_slice(), &[0]].concat();
    let no_issuer = vec![0, 2, 0, 0, 0, 0, 0];
    let context_of_16 = [&[0, 2, 0, 1, b'a', 16][..], &[0; 18]].concat();
    let not_ascii = vec![0, 2, 0, 2, 0xc3, 0xa9, 0, 0, 0];
    let not_utf8 = vec![0, 2, 0, 1, 0xff, 0, 0, 0];
    for wire in [trailing, no_issuer, context_of_16, not_ascii, not_utf8] {
        assert!(matches!(TokenChallenge::decode(&wire), Err(TokenError::MalformedChallenge)));
    }
    for name in ["", "two words", "naïve.example", "line\nbreak", &"a".repeat(65_536)] {
        assert!(matches!(TokenChallenge::new(name, [0; 32]), Err(TokenError::MalformedChallenge)));
    }
}

#[test]
fn authorization_is_read_as_it_is_written_and_as_rfc9110_allows() {
    let token = token();
    let t = encoded();
    assert_eq!(t.len(), 472);
    for value in [
        format_authorization(&token),
        format!("PrivateToken token={t}"),
        format!("privatetoken TOKEN=\"{t}\""),
        format!("  PrivateToken   token \t=  \"{t}\"  "),
        format!("PrivateToken token={t}, unknown=1, other=\"a, \\\"quoted\\\" b\""),
        format!("PrivateToken unknown=\"token=x\",, token=\"{t}\","),
        format!("PrivateToken token=\"\\{t}\""),
    ] {
        assert!(parse_authorization(&value).unwrap() == token, "{}", value.replace(&t, "…"));
    }
}

#[test]
fn authorization_junk_is_refused() {
    let t = encoded();
    let standard_alphabet = t.replace('-', "+").replace('_', "/");
    assert!(standard_alphabet != t);
    for value in [
        "PrivateToken".to_owned(),
        "PrivateToken ".to_owned(),
        "PrivateToken token".to_owned(),
        "PrivateToken token=".to_owned(),
        "PrivateToken token=\"\"".to_owned(),
        "PrivateToken challenge=\"abc\"".to_owned(),
        format!("PrivateToken {t}"),
        format!("PrivateToken token=\"{t}"),
        format!("PrivateToken token={t}\""),
        format!("PrivateToken token='{t}'"),
        format!("PrivateToken token=\"{t}\"x"),
        format!("PrivateToken token=\"{t}\" x"),
        format!("PrivateToken token=\"{t}\"; x=1"),
        format!("PrivateToken token=\"{t}\", x"),
        format!("PrivateToken token=\"{t}\", token=\"{t}\""),
        format!("PrivateToken token=\"{t}\", PrivateToken token=\"{t}\""),
        format!("PrivateToken token=\"{t}\", Token=\"x\""),
        format!("PrivateToken token=\"{t}=\""),
        format!("PrivateToken token=\"{t}====\""),
        format!("PrivateToken token={t}=="),
        format!("PrivateToken token=\" {t}\""),
        format!("PrivateToken token=\"{standard_alphabet}\""),
        format!("PrivateToken token=\"{}\"", &t[1..]),
        format!("PrivateToken token=\"{}\"", &t[4..]),
        format!("PrivateToken token=\"{t}AAAA\""),
        format!("PrivateToken token=\"{}\u{e9}\"", &t[2..]),
        format!("PrivateToken token=\"{}==\"", &t[2..]),
        format!("PrivateToken token=\"{}\n\"", &t[1..]),
        format!("PrivateToken token=\"{t}\", pad=\"{}\"", "a".repeat(1024)),
        format!("PrivateToken\ttoken=\"{t}\"").replace('\t', " \u{0}"),
    ] {
        let result = parse_authorization(&value);
        assert!(matches!(&result, Err(TokenError::MalformedAuthorization | TokenError::Length { .. })), "{value}");
    }
    let other_type = format!("AAE{}", &t[3..]);
    let other_type = parse_authorization(&format!("PrivateToken token={other_type}"));
    assert!(matches!(other_type, Err(TokenError::UnsupportedTokenType)));
    for value in ["", "Bearer abc", "PrivateTokens token=x", "Private Token=x", &format!("token={t}")] {
        assert!(matches!(parse_authorization(value), Err(TokenError::OtherScheme)));
    }
}
