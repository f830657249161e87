//! A published wave, made ready for checking tokens and responses.

use crate::CollectionError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus_questionnaire::{Hash, PublishedWave};
use chorus_token::http::{format_www_authenticate, parse_authorization};
use chorus_token::{PublicKey, Token, TokenChallenge, TokenError};

/// A wave's terms with what follows from them.
pub(crate) struct Terms {
    pub(crate) published: PublishedWave,
    pub(crate) manifest_hash: Hash,
    key: PublicKey,
    challenge: TokenChallenge,
}

impl Terms {
    pub(crate) fn new(published: PublishedWave) -> Result<Self, CollectionError> {
        let damaged = CollectionError::Corrupt("a wave's public key");
        let Ok(spki) = URL_SAFE_NO_PAD.decode(&published.manifest.token_public_key) else {
            return Err(damaged);
        };
        let Ok(key) = PublicKey::from_spki(&spki) else {
            return Err(damaged);
        };
        let manifest_hash = published.manifest.hash();
        let challenge = TokenChallenge::new(&published.manifest.issuer, manifest_hash.0)
            .map_err(|_| CollectionError::Corrupt("a wave's issuer name"))?;
        Ok(Self { published, manifest_hash, key, challenge })
    }

    /// The token in an `Authorization` header, not verified yet.
    pub(crate) fn token(&self, authorization: Option<&str>) -> Result<Token, CollectionError> {
        parse_authorization(authorization.unwrap_or_default()).map_err(|reason| self.refusal(reason))
    }

    /// Checks that a token is good for this wave.
    pub(crate) fn verify(&self, token: &Token) -> Result<(), CollectionError> {
        self.key.verify(token, &self.challenge).map_err(|reason| self.refusal(reason))
    }

    fn refusal(&self, reason: TokenError) -> CollectionError {
        match reason {
            TokenError::Library(_) => CollectionError::Library(reason),
            reason => CollectionError::Token { reason, challenge: format_www_authenticate(&self.challenge, &self.key) },
        }
    }
}
