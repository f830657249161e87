//! The head of a wave's ledger, and its signature. It holds one count of everybody, never one of a group or a moment.

use crate::LedgerError;
use crate::key::verify;
use crate::merkle::MerkleTree;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus_questionnaire::{Hash, Manifest, WaveState, canonical_json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Version of the head's format.
const VERSION: u8 = 1;

/// The spent tokens of a closed wave, as one number and one hash: all that is known of them where the head is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpentTokens {
    /// How many were spent.
    pub size: u64,
    /// The root of the Merkle tree over their hashes, sorted.
    pub root: Hash,
}

impl SpentTokens {
    /// Of these hashes, sorted; `None` if they are fewer than the wave's k. Then nothing may be said of them, not even how many.
    pub fn of(sorted: &MerkleTree, manifest: &Manifest) -> Option<Self> {
        let enough = sorted.size() >= u64::from(manifest.k);
        enough.then(|| Self { size: sorted.size(), root: sorted.root() })
    }
}

/// The head of a ledger: what is signed when a wave closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TreeHead {
    /// Version of this format.
    pub version: u8,
    /// The wave.
    pub wave: Uuid,
    /// The terms under which its tokens were spent.
    pub manifest_hash: Hash,
    /// `closed`: no other head is ever signed.
    pub state: WaveState,
    /// How many tokens were spent; each is one response. At least k.
    pub size: u64,
    /// The root of the Merkle tree (RFC 9162 section 2.1.1, SHA-256) whose entries are the tokens' hashes, sorted.
    pub root: Hash,
    /// How many links were replaced, each of which became void; absent if they are fewer than k, or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links_replaced: Option<u64>,
}

impl TreeHead {
    /// The head of a wave that is closed. `links_replaced` is left out below k.
    pub fn new(manifest: &Manifest, spent: SpentTokens, links_replaced: u64) -> Self {
        Self {
            version: VERSION,
            wave: manifest.wave,
            manifest_hash: manifest.hash(),
            state: WaveState::Closed,
            size: spent.size,
            root: spent.root,
            links_replaced: Some(links_replaced).filter(|replaced| *replaced >= u64::from(manifest.k)),
        }
    }

    /// The bytes that are signed: canonical JSON (RFC 8785).
    pub(crate) fn bytes(&self) -> Vec<u8> {
        canonical_json(self)
    }
}

/// A head with its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignedTreeHead {
    /// The head.
    pub tree_head: TreeHead,
    /// Ed25519 (RFC 8032) over the head's canonical JSON (RFC 8785), by the manifest's ledger key.
    pub signature: Signature,
}

impl SignedTreeHead {
    /// Checks that the head is one of this wave and these terms, and signed by their ledger key.
    pub fn verify(&self, manifest: &Manifest) -> Result<(), LedgerError> {
        let head = &self.tree_head;
        if (head.version, head.wave, head.manifest_hash) != (VERSION, manifest.wave, manifest.hash()) {
            return Err(LedgerError::OtherTerms);
        }
        verify(&manifest.ledger_public_key, &head.bytes(), &self.signature)
    }
}

/// An Ed25519 signature: 64 bytes, written as 86 characters of base64url.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl Serialize for Signature {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl<'de> Deserialize<'de> for Signature {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = URL_SAFE_NO_PAD.decode(String::deserialize(deserializer)?).ok();
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok()).map(Signature);
        bytes.ok_or_else(|| serde::de::Error::custom("a signature is 86 characters of base64url"))
    }
}

impl utoipa::PartialSchema for Signature {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("An Ed25519 signature (RFC 8032), as base64url."))
            .min_length(Some(86))
            .max_length(Some(86))
            .into()
    }
}

impl utoipa::ToSchema for Signature {}
