//! The RFCs' own vectors, where they need randomness given: RFC 9474, Appendix A, and RFC 9578, Appendix B.2.

use openssl::bn::{BigNum, BigNumContext};
use openssl::pkey::PKey;
use openssl::rsa::{Rsa, RsaPrivateKeyBuilder};
use serde_json::Value;

use crate::{
    PendingToken, PublicKey, SigningKey, Token, TokenChallenge, TokenError, TokenRequest, TokenResponse, blind, pss,
};

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

fn array<const N: usize>(value: &Value) -> [u8; N] {
    bytes(value).try_into().unwrap()
}

fn number(value: &Value) -> BigNum {
    BigNum::from_hex_str(value.as_str().unwrap()).unwrap()
}

fn rfc9474() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("../tests/vectors/rfc9474_a.json")).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

fn rfc9578() -> (SigningKey, PublicKey, Vec<Value>) {
    let file: Value = serde_json::from_str(include_str!("../tests/vectors/rfc9578_b2.json")).unwrap();
    let pem = PKey::private_key_from_pem(&bytes(&file["skS"])).unwrap();
    let signing = SigningKey::from_pkcs8_der(&pem.private_key_to_pkcs8().unwrap()).unwrap();
    let public = PublicKey::from_spki(&bytes(&file["pkS"])).unwrap();
    (signing, public, file["vectors"].as_array().unwrap().clone())
}

#[test]
fn rfc9474_appendix_a() {
    let vectors = rfc9474();
    assert_eq!(vectors.len(), 2);
    for vector in vectors {
        let (n, e, message, salt) = (&vector["n"], &vector["e"], bytes(&vector["input_msg"]), array(&vector["salt"]));
        let public = Rsa::from_public_components(number(n), number(e)).unwrap();
        let private = RsaPrivateKeyBuilder::new(number(n), number(e), number(&vector["d"])).unwrap().build();
        let pkey = PKey::from_rsa(public.clone()).unwrap();
        if let Some(encoded) = vector.get("encoded_msg") {
            assert_eq!(*pss::encode(&message, &salt, 4095).unwrap(), bytes(encoded));
        }
        // The vectors give the inverse of r rather than r.
        let mut r = BigNum::new().unwrap();
        r.mod_inverse(&number(&vector["inv"]), public.n(), &mut BigNumContext::new().unwrap()).unwrap();

        let blinded = blind::blind(&public, &message, &salt, &r).unwrap();
        assert_eq!(blinded.message, bytes(&vector["blinded_msg"]));
        assert_eq!(blinded.inverse, number(&vector["inv"]));
        let blind_signature = blind::blind_sign(&private, &blinded.message).unwrap();
        assert_eq!(blind_signature, bytes(&vector["blind_sig"]));
        let signature = blind::finalize(&pkey, &message, &blind_signature, &blinded.inverse).unwrap();
        assert_eq!(signature, bytes(&vector["sig"]));
        blind::verify(&pkey, &message, &signature).unwrap();
        assert!(matches!(blind::verify(&pkey, b"other", &signature), Err(TokenError::InvalidSignature)));
    }
}

#[test]
fn rfc9578_appendix_b2() {
    let (signing, public, vectors) = rfc9578();
    assert_eq!(signing.public_key(), public);
    assert_eq!(signing.public_key().spki(), public.spki());
    assert_eq!(vectors.len(), 5);
    for vector in vectors {
        let encoded_challenge = bytes(&vector["token_challenge"]);
        let challenge = TokenChallenge::decode(&encoded_challenge).unwrap();
        assert_eq!(challenge.encode(), encoded_challenge);

        let r = number(&vector["blind"]);
        let (nonce, salt) = (array(&vector["nonce"]), array(&vector["salt"]));
        let (pending, request) = PendingToken::with_randomness(&public, &challenge, &nonce, &salt, &r).unwrap();
        assert_eq!(request.encode(), bytes(&vector["token_request"]));
        assert_eq!(TokenRequest::decode(&bytes(&vector["token_request"])).unwrap(), request);

        let response = signing.blind_sign(&request).unwrap();
        assert_eq!(response.encode(), bytes(&vector["token_response"]));
        assert_eq!(TokenResponse::decode(&bytes(&vector["token_response"])).unwrap(), response);

        let token = pending.finalize(&response).unwrap();
        assert_eq!(token.encode(), bytes(&vector["token"]));
        assert_eq!(Token::decode(&bytes(&vector["token"])).unwrap(), token);
        public.verify(&token, &challenge).unwrap();
    }
}

#[test]
fn a_blind_that_is_no_unit_is_refused() {
    let vector = rfc9474().remove(0);
    let public = Rsa::from_public_components(number(&vector["n"]), number(&vector["e"])).unwrap();
    let salt = array(&vector["salt"]);
    let mut above = number(&vector["n"]);
    above.add_word(1).unwrap();
    let mut negative = BigNum::from_u32(7).unwrap();
    negative.set_negative(true);
    let zero = BigNum::new().unwrap();
    for r in [zero, number(&vector["n"]), above, negative, number(&vector["p"]), number(&vector["q"])] {
        assert!(matches!(blind::blind(&public, b"message", &salt, &r), Err(TokenError::BlindingFailed)));
    }
}

#[test]
fn an_encoded_message_that_shares_a_factor_with_the_modulus_is_refused() {
    // The message's own encoding is taken for a factor of a modulus made for the purpose.
    let salt = [3; pss::SALT_LEN];
    let encoded = BigNum::from_slice(&pss::encode(b"message", &salt, 2047).unwrap()).unwrap();
    let mut n = encoded.to_owned().unwrap();
    while n.num_bits() < 2048 {
        n.mul_word(2).unwrap();
    }
    let public = Rsa::from_public_components(n, BigNum::from_u32(65537).unwrap()).unwrap();
    let one = BigNum::from_u32(1).unwrap();
    assert!(matches!(blind::blind(&public, b"message", &salt, &one), Err(TokenError::BlindingFailed)));
}

#[test]
fn a_faulty_signature_is_withheld() {
    let vector = rfc9474().remove(0);
    let mut wrong = number(&vector["d"]);
    wrong.add_word(2).unwrap();
    let faulty = RsaPrivateKeyBuilder::new(number(&vector["n"]), number(&vector["e"]), wrong).unwrap().build();
    let blinded = bytes(&vector["blinded_msg"]);
    assert!(matches!(blind::blind_sign(&faulty, &blinded), Err(TokenError::SigningFault)));
    assert!(matches!(blind::blind_sign(&faulty, &blinded[1..]), Err(TokenError::Length { .. })));
}

#[test]
fn a_modulus_too_small_to_encode_for_is_refused() {
    assert!(matches!(pss::encode(b"", &[0; pss::SALT_LEN], 97 * 8), Err(TokenError::UnsupportedPublicKey)));
    assert_eq!(pss::encode(b"", &[0; pss::SALT_LEN], 98 * 8).unwrap().len(), 98);
}

#[test]
fn our_encoding_is_what_openssl_decodes_for_odd_sizes_too() {
    // 1025 and 1031 bits: the encoded message is a byte shorter than the modulus, or fills its first byte in part.
    for size in [1024, 1025, 1031, 2048] {
        let private = Rsa::generate(size).unwrap();
        let public = Rsa::from_public_components(private.n().to_owned().unwrap(), private.e().to_owned().unwrap());
        let (public, salt) = (public.unwrap(), [9; pss::SALT_LEN]);
        let r = blind::draw_blind(&public).unwrap();
        let blinded = blind::blind(&public, b"message", &salt, &r).unwrap();
        let blind_signature = blind::blind_sign(&private, &blinded.message).unwrap();
        let pkey = PKey::from_rsa(public).unwrap();
        blind::finalize(&pkey, b"message", &blind_signature, &blinded.inverse).unwrap();
    }
}
