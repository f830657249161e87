//! Issuance from end to end, and what verification and the keys refuse.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::LazyLock;
use std::thread;

use chorus_token::{
    PendingToken, PublicKey, SigningKey, Token, TokenChallenge, TokenError, TokenRequest, TokenResponse,
};
use openssl::bn::BigNum;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;

static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::generate().unwrap());

fn challenge() -> TokenChallenge {
    TokenChallenge::new("survey.example", [1; 32]).unwrap()
}

fn issue(challenge: &TokenChallenge) -> Token {
    let (pending, request) = PendingToken::new(&KEY.public_key(), challenge).unwrap();
    pending.finalize(&KEY.blind_sign(&request).unwrap()).unwrap()
}

fn request(blinded_message: [u8; 256]) -> TokenRequest {
    TokenRequest { truncated_token_key_id: KEY.public_key().truncated_token_key_id(), blinded_message }
}

#[test]
fn round_trip_through_bytes() {
    let key = SigningKey::from_pkcs8_der(&KEY.to_pkcs8_der().unwrap()).unwrap();
    let public = PublicKey::from_spki(key.public_key().spki()).unwrap();
    assert_eq!(public, KEY.public_key());
    let (pending, request) = PendingToken::new(&public, &challenge()).unwrap();
    let response = key.blind_sign(&TokenRequest::decode(&request.encode()).unwrap()).unwrap();
    let token = pending.finalize(&TokenResponse::decode(&response.encode()).unwrap()).unwrap();
    assert_eq!(token.encode()[..98], token.authenticator_input());
    public.verify(&Token::decode(&token.encode()).unwrap(), &challenge()).unwrap();
}

#[test]
fn the_issuer_sees_nothing_of_the_token() {
    let (_, first) = PendingToken::new(&KEY.public_key(), &challenge()).unwrap();
    let (_, second) = PendingToken::new(&KEY.public_key(), &challenge()).unwrap();
    assert!(first.blinded_message != second.blinded_message);
    assert!(issue(&challenge()).nonce != issue(&challenge()).nonce);
}

#[test]
fn the_same_request_is_answered_with_the_same_bytes_from_any_thread() {
    let (_, request) = PendingToken::new(&KEY.public_key(), &challenge()).unwrap();
    let first = KEY.blind_sign(&request).unwrap();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(KEY.clone().blind_sign(&request).unwrap(), first));
        }
    });
}

#[test]
fn a_token_for_another_challenge_is_refused() {
    let other_context = TokenChallenge::new("survey.example", [2; 32]).unwrap();
    let other_issuer = TokenChallenge::new("other.example", [1; 32]).unwrap();
    for other in [other_context, other_issuer] {
        // The issuer cannot tell, and signs.
        let token = issue(&other);
        assert!(matches!(KEY.public_key().verify(&token, &challenge()), Err(TokenError::WrongChallenge)));
        KEY.public_key().verify(&token, &other).unwrap();
    }
}

#[test]
fn another_key_is_refused_at_every_step() {
    let other = SigningKey::generate().unwrap();
    let (pending, mut request) = PendingToken::new(&KEY.public_key(), &challenge()).unwrap();
    request.truncated_token_key_id = other.public_key().truncated_token_key_id().wrapping_add(1);
    assert!(matches!(other.blind_sign(&request), Err(TokenError::WrongKey)));
    // Should the truncated identifiers agree by chance, the client notices.
    request.truncated_token_key_id = other.public_key().truncated_token_key_id();
    request.blinded_message[0] = 0;
    let response = other.blind_sign(&request).unwrap();
    assert!(matches!(pending.finalize(&response), Err(TokenError::InvalidSignature)));

    let mut token = issue(&challenge());
    assert!(matches!(other.public_key().verify(&token, &challenge()), Err(TokenError::WrongKey)));
    token.token_key_id = other.public_key().token_key_id();
    assert!(matches!(other.public_key().verify(&token, &challenge()), Err(TokenError::InvalidSignature)));
}

#[test]
fn a_token_with_any_byte_changed_is_refused() {
    let encoded = issue(&challenge()).encode();
    for at in 0..encoded.len() {
        let mut changed = encoded.clone();
        changed[at] ^= 0x01;
        let result = Token::decode(&changed).and_then(|token| KEY.public_key().verify(&token, &challenge()));
        let expected = match at {
            0..2 => matches!(result, Err(TokenError::UnsupportedTokenType)),
            2..34 => matches!(result, Err(TokenError::InvalidSignature)),
            34..66 => matches!(result, Err(TokenError::WrongChallenge)),
            66..98 => matches!(result, Err(TokenError::WrongKey)),
            _ => matches!(result, Err(TokenError::InvalidSignature)),
        };
        assert!(expected, "byte {at}: {result:?}");
    }
}

#[test]
fn an_authenticator_out_of_range_is_refused_as_invalid() {
    let mut token = issue(&challenge());
    let n = BigNum::from_slice(KEY.public_key().modulus_be()).unwrap();
    let mut s = BigNum::from_slice(&token.authenticator).unwrap();
    s.checked_add(&BigNum::from_slice(&token.authenticator).unwrap(), &n).unwrap();
    let mut forgeries = vec![[0; 256], [0xff; 256], *KEY.public_key().modulus_be()];
    // The same residue, written one modulus higher, must not be a second token.
    forgeries.extend(s.to_vec_padded(256).ok().and_then(|s| <[u8; 256]>::try_from(s).ok()));
    for authenticator in forgeries {
        token.authenticator = authenticator;
        assert!(matches!(KEY.public_key().verify(&token, &challenge()), Err(TokenError::InvalidSignature)));
    }
}

#[test]
fn messages_of_a_wrong_length_or_type_are_refused() {
    let (_, request) = PendingToken::new(&KEY.public_key(), &challenge()).unwrap();
    let response = KEY.blind_sign(&request).unwrap().encode();
    let (request, token) = (request.encode(), issue(&challenge()).encode());
    assert_eq!((request.len(), response.len(), token.len()), (259, 256, 354));

    let mut longer = [request.clone(), response.clone(), token.clone()];
    longer.iter_mut().for_each(|message| message.push(0));
    let shorter = [&request[..258], &response[..255], &token[..353]];
    for [request, response, token] in [longer.each_ref().map(Vec::as_slice), shorter, [&[], &[], &[]]] {
        assert!(matches!(TokenRequest::decode(request), Err(TokenError::Length { expected: 259, .. })));
        assert!(matches!(TokenResponse::decode(response), Err(TokenError::Length { expected: 256, .. })));
        assert!(matches!(Token::decode(token), Err(TokenError::Length { expected: 354, .. })));
    }
    let typed_1 = [&[0, 1], &request[2..]].concat();
    assert!(matches!(TokenRequest::decode(&typed_1), Err(TokenError::UnsupportedTokenType)));
}

#[test]
fn a_blinded_message_that_is_not_below_the_modulus_is_refused() {
    let n = *KEY.public_key().modulus_be();
    let mut below = n;
    below[255] -= 1; // n is odd
    for out_of_range in [n, [0xff; 256]] {
        assert!(matches!(KEY.blind_sign(&request(out_of_range)), Err(TokenError::BlindedMessageOutOfRange)));
    }
    // (n - 1)^d = n - 1, for d is odd; and 0 and 1 are in range too.
    for trivial in [below, [0; 256], request_of_one()] {
        assert!(KEY.blind_sign(&request(trivial)).unwrap().0 == trivial);
    }
}

fn request_of_one() -> [u8; 256] {
    let mut one = [0; 256];
    one[255] = 1;
    one
}

#[test]
fn a_changed_response_is_refused() {
    for response in [[0; 256], [0xff; 256], request_of_one()] {
        let (pending, _) = PendingToken::new(&KEY.public_key(), &challenge()).unwrap();
        assert!(matches!(pending.finalize(&TokenResponse(response)), Err(TokenError::InvalidSignature)));
    }
}

#[test]
fn public_keys_of_any_other_form_are_refused() {
    let public = KEY.public_key();
    let spki = public.spki();
    assert_eq!(spki.len(), 342);
    assert_eq!(public.exponent_be(), [1, 0, 1]);
    // OpenSSL reads it as what it says it is, and with the same numbers.
    let parsed = PKey::public_key_from_der(spki).unwrap();
    assert_eq!(parsed.id(), openssl::pkey::Id::RSA_PSS);

    let rsa = |bits| PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap().public_key_to_der().unwrap();
    let mut even = spki.to_vec();
    even[336] &= 0xfe;
    let mut small = spki.to_vec();
    small[81] &= 0x7f;
    let mut exponent_3 = spki.to_vec();
    exponent_3[341] = 3;
    let mut salt_32 = spki.to_vec();
    salt_32[66] = 32;
    assert_eq!(spki[66], 48);
    let trailing = [spki, &[0]].concat();
    let refused = [rsa(2048), rsa(3072), even, small, exponent_3, salt_32, trailing, spki[1..].to_vec(), Vec::new()];
    for spki in refused {
        assert!(matches!(PublicKey::from_spki(&spki), Err(TokenError::UnsupportedPublicKey)));
    }
}

#[test]
fn unsound_private_keys_are_refused() {
    let pkcs8 = |rsa| PKey::from_rsa(rsa).unwrap().private_key_to_pkcs8().unwrap();
    let exponent_3 = pkcs8(Rsa::generate_with_e(2048, &BigNum::from_u32(3).unwrap()).unwrap());
    let mut damaged = KEY.to_pkcs8_der().unwrap().to_vec();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    let spki = KEY.public_key().spki().to_vec();
    for der in [pkcs8(Rsa::generate(3072).unwrap()), exponent_3, damaged, spki, Vec::new(), vec![0x30; 64]] {
        assert!(matches!(SigningKey::from_pkcs8_der(&der), Err(TokenError::UnsupportedPrivateKey)));
    }
}

#[test]
fn nothing_secret_is_printed_and_keys_cross_threads() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    shared(&*KEY);
    shared(&KEY.public_key());
    assert_eq!(format!("{:?}", *KEY), "SigningKey(..)");
    assert_eq!(format!("{:?}", issue(&challenge())), "Token(..)");
    let (pending, request) = PendingToken::new(&KEY.public_key(), &challenge()).unwrap();
    assert_eq!(format!("{pending:?} {request:?}"), "PendingToken(..) TokenRequest(..)");
}
