//! The public ledger: which tokens of a closed wave were spent. While a wave is open it says nothing, neither of one token nor how
//! many there are; of a wave with fewer than k responses it never does. It must not know what was answered.

use crate::{Collection, CollectionError};
use chorus_ledger::merkle::MerkleTree;
use chorus_ledger::{LedgerError, Signature, SignedTreeHead, SpentTokens, TreeHead};
use chorus_questionnaire::{Hash, WaveState};
use serde::Serialize;
use uuid::Uuid;

/// The most hashes in one reply: 2 MiB.
pub(crate) const MOST_HASHES: u64 = 65_536;

/// Where a wave's ledger stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LedgerStatus {
    /// The wave has not closed; nothing is said before.
    Waiting,
    /// It is public, and will never change.
    Published,
    /// The wave closed with fewer than k responses. They were erased unseen, and nothing is ever said of them.
    Withheld,
}

/// A wave's ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Ledger {
    /// Where it stands.
    pub status: LedgerStatus,
    /// Its head, once it is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tree_head: Option<TreeHead>,
    /// Ed25519 (RFC 8032) over the head's canonical JSON (RFC 8785), by the manifest's ledger key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

impl Ledger {
    fn of(status: LedgerStatus, signed: Option<SignedTreeHead>) -> Self {
        let (tree_head, signature) = signed.map(|signed| (signed.tree_head, signed.signature)).unzip();
        Self { status, tree_head, signature }
    }
}

impl Collection {
    /// What is to be signed of a wave's spent tokens; nothing before it has closed, nor of fewer than k.
    pub async fn spent(&self, wave: Uuid) -> Result<Option<SpentTokens>, CollectionError> {
        let (state, terms) = self.wave(wave).await?;
        if state != WaveState::Closed {
            return Ok(None);
        }
        let mut tree = MerkleTree::default();
        let mut last: Option<Vec<u8>> = None;
        loop {
            let hashes = self.store.token_hashes(wave, last.as_deref(), MOST_HASHES).await?;
            hashes.iter().for_each(|hash| tree.push(hash));
            match hashes.into_iter().last() {
                Some(hash) => last = Some(hash),
                None => return Ok(SpentTokens::of(&tree, &terms.published.manifest)),
            }
        }
    }

    /// Takes in the signed head of a closed wave and publishes it. May be repeated; the first one stands. Refused is one that is not
    /// signed by the wave's own ledger key, or not of exactly the tokens that were spent: so none is ever taken in while the wave is
    /// open, nor of fewer than k.
    pub async fn signed(&self, head: &SignedTreeHead) -> Result<(), CollectionError> {
        let wave = head.tree_head.wave;
        let terms = self.terms(wave).await?;
        head.verify(&terms.published.manifest)?;
        let SignedTreeHead { tree_head: TreeHead { size, root, .. }, .. } = *head;
        if self.spent(wave).await? != Some(SpentTokens { size, root }) {
            return Err(CollectionError::Head(LedgerError::OtherTokens));
        }
        self.store.insert_head(head).await
    }

    /// A wave's ledger, without the hashes.
    pub async fn ledger(&self, wave: Uuid) -> Result<Ledger, CollectionError> {
        let (state, terms) = self.wave(wave).await?;
        if let Some(head) = self.store.head(wave).await? {
            return Ok(Ledger::of(LedgerStatus::Published, Some(head)));
        }
        let k = u64::from(terms.published.manifest.k);
        let few = async || Ok::<_, CollectionError>((self.store.token_hashes(wave, None, k).await?.len() as u64) < k);
        // Between the last response and the signature of a wave that closes, its ledger is still awaited.
        let withheld = state == WaveState::Closed && few().await?;
        Ok(Ledger::of(if withheld { LedgerStatus::Withheld } else { LedgerStatus::Waiting }, None))
    }

    /// Hashes of a published ledger, 32 bytes each, in ascending order: those that follow `after`.
    pub(crate) async fn spent_hashes(
        &self,
        wave: Uuid,
        after: Option<Hash>,
        limit: u64,
    ) -> Result<Vec<u8>, CollectionError> {
        self.wave(wave).await?;
        if self.store.head(wave).await?.is_none() {
            return Err(CollectionError::NoLedger);
        }
        let after = after.as_ref().map(|hash| hash.0.as_slice());
        Ok(self.store.token_hashes(wave, after, limit.min(MOST_HASHES)).await?.concat())
    }
}
