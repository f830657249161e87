//! Canonical JSON (RFC 8785) and its SHA-256: how documents get a name that nobody can move.

use base64::Engine as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256 digest, written as 43 characters of base64url (RFC 4648 section 5, without padding).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Hash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&text).ok();
        bytes
            .and_then(|bytes| bytes.try_into().ok())
            .map(Hash)
            .ok_or_else(|| serde::de::Error::custom("a hash is 43 characters of base64url"))
    }
}

impl utoipa::PartialSchema for Hash {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("A SHA-256 digest, as base64url."))
            .min_length(Some(43))
            .max_length(Some(43))
            .into()
    }
}

impl utoipa::ToSchema for Hash {}

/// The canonical JSON of a document. Ours hold only strings, integers, booleans, arrays and objects, which always have one.
pub fn canonical_json<T: Serialize>(document: &T) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(document).unwrap_or_default()
}

pub(crate) fn hash<T: Serialize>(document: &T) -> Hash {
    Hash(Sha256::digest(canonical_json(document)).into())
}
