//! What an ID token must say before it is believed (OpenID Connect Core 1.0, section 3.1.3.7). Pure: no network, no account.

use super::provider;
use crate::AccountError;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use serde_json::{Map, Value};

/// Signatures by a key pair only: with a shared secret, or none at all, whoever reads the provider's public keys could sign.
const SIGNED_BY: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// Who the provider says that somebody is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    /// What the provider calls them, for good.
    pub(crate) subject: String,
    /// The name of their account.
    pub(crate) name: String,
}

impl Identity {
    /// From what the provider says of somebody, in the ID token or at its UserInfo endpoint; none if it does not say the claim there.
    pub(crate) fn of(subject: &str, claim: &str, said: &Map<String, Value>) -> Result<Option<Self>, AccountError> {
        let name = if claim == "sub" { Some(subject) } else { said.get(claim).and_then(Value::as_str) };
        let Some(name) = name else { return Ok(None) };
        if claim == "email" && said.get("email_verified") != Some(&Value::Bool(true)) {
            return Err(provider("it does not say that the address is verified"));
        }
        Ok(Some(Self { subject: subject.to_owned(), name: name.to_owned() }))
    }
}

/// What the token must fit.
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) client_id: &'a str,
    pub(crate) nonce: &'a str,
}

/// What a token says that is believed.
pub(crate) struct Believed {
    pub(crate) subject: String,
    pub(crate) said: Map<String, Value>,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    aud: Value,
    azp: Option<String>,
    nonce: Option<String>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

impl Expected<'_> {
    /// Checks signature, issuer, audience, times and nonce.
    pub(crate) fn believe(&self, token: &str, keys: &JwkSet) -> Result<Believed, AccountError> {
        // The second time it says that it is installed, which is what we want.
        let _ = jsonwebtoken_openssl::install_default();
        let unusable = |error: jsonwebtoken::errors::Error| provider(format!("its ID token was refused: {error}"));
        let header = jsonwebtoken::decode_header(token).map_err(unusable)?;
        if !SIGNED_BY.contains(&header.alg) {
            return Err(provider(format!("its ID token is signed by {:?}, which is not taken", header.alg)));
        }
        let mut validation = Validation::new(header.alg);
        validation.set_issuer(&[self.issuer]);
        validation.set_audience(&[self.client_id]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.validate_nbf = true;
        let fits = |key: &&Jwk| {
            let signs = key.common.public_key_use.as_ref().is_none_or(|of| *of == PublicKeyUse::Signature);
            signs && (header.kid.is_none() || key.common.key_id == header.kid)
        };
        let mut refused = provider("its keys do not hold the one that signed the ID token");
        for key in keys.keys.iter().filter(fits) {
            let key = DecodingKey::from_jwk(key);
            match key.and_then(|key| jsonwebtoken::decode::<Claims>(token, &key, &validation)) {
                Ok(data) => return self.signed(data.claims),
                Err(error) => refused = unusable(error),
            }
        }
        Err(refused)
    }

    /// What remains to be checked of a token whose signature holds.
    fn signed(&self, claims: Claims) -> Result<Believed, AccountError> {
        if claims.nonce.as_deref() != Some(self.nonce) {
            return Err(provider("its ID token answers another attempt"));
        }
        let several = claims.aud.as_array().is_some_and(|audiences| audiences.len() > 1);
        if claims.azp.as_deref().map_or(several, |party| party != self.client_id) {
            return Err(provider("its ID token was given to another party"));
        }
        Ok(Believed { subject: claims.sub, said: claims.others })
    }
}
