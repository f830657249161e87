//! What collection does: publish a wave's terms, redeem a token for a response.

use crate::store::{CollectionStore, Redeemed, Redemption};
use crate::terms::Terms;
use crate::{CollectionDatabase, CollectionError, Inbox};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus_database::GroupCommit;
use chorus_questionnaire::{PublishedWave, Response, WaveState, canonical_json};
use chorus_token::Token;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// What a respondent may keep: it shows that the response was taken, and nothing of what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt(pub String);

/// Room 2.
#[derive(Clone)]
pub struct Collection {
    pub(crate) store: CollectionStore,
    writer: GroupCommit<CollectionStore>,
    /// Terms never change once a wave is open, so they are read once.
    terms: Arc<RwLock<HashMap<Uuid, Arc<Terms>>>>,
}

impl Collection {
    /// Over its database. Its writer runs on the Tokio runtime that this is called on.
    pub fn new(database: CollectionDatabase) -> Self {
        let store = CollectionStore::new(database);
        Self { writer: GroupCommit::new([store.clone()]), store, terms: Arc::default() }
    }

    /// The inbox of this room, for the seal.
    pub fn inbox(&self) -> Inbox {
        Inbox::new(self.store.clone())
    }

    /// Takes a wave in that has opened. May be repeated; a wave that is known stays as it is.
    pub async fn opened(&self, wave: &PublishedWave) -> Result<(), CollectionError> {
        self.store.insert_wave(wave).await
    }

    /// Stops taking responses for a wave. May be repeated.
    pub async fn closed(&self, wave: Uuid) -> Result<(), CollectionError> {
        self.store.close_wave(wave).await
    }

    /// A wave's state and terms.
    pub(crate) async fn wave(&self, id: Uuid) -> Result<(WaveState, Arc<Terms>), CollectionError> {
        let state = self.store.state(id).await?.ok_or(CollectionError::UnknownWave)?;
        Ok((state, self.terms(id).await?))
    }

    /// A wave's terms.
    pub(crate) async fn terms(&self, id: Uuid) -> Result<Arc<Terms>, CollectionError> {
        if let Some(terms) = self.terms.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Ok(Arc::clone(terms));
        }
        let published = self.store.published(id).await?.ok_or(CollectionError::UnknownWave)?;
        let terms = Arc::new(Terms::new(published)?);
        self.terms.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&terms));
        Ok(terms)
    }

    /// Verifies a token and redeems it for a response. The same token with the same response is answered the same again, even
    /// after the wave has closed; with another response it is refused.
    pub async fn redeem(&self, wave: Uuid, token: &Token, response: &Response) -> Result<Receipt, CollectionError> {
        let terms = self.terms(wave).await?;
        terms.verify(token)?;
        response.check(&terms.published)?;
        // In canonical form, so that a repeated request may spell the same response differently.
        let body = canonical_json(response);
        let bytes = token.encode();
        let token_hash: [u8; 32] = Sha256::digest(&bytes).into();
        let mut tag = Hmac::<Sha256>::new_from_slice(&bytes).map_err(|_| CollectionError::Corrupt("a token"))?;
        tag.update(&body);
        let response = String::from_utf8(body).map_err(|_| CollectionError::Corrupt("a response"))?;
        let body_tag = tag.finalize().into_bytes().to_vec();
        match self.writer.ask(Redemption { wave, token_hash, body_tag, response }).await? {
            Redeemed::Now | Redeemed::SameBefore => Ok(Receipt(receipt(&token_hash))),
            Redeemed::OtherBefore => Err(CollectionError::SpentToken),
            Redeemed::Closed => Err(CollectionError::Closed),
        }
    }
}

/// The receipt is the hash under which the token is recorded as spent: its holder can point to it, and nobody can get from
/// it to the token or to the answers.
fn receipt(token_hash: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(token_hash)
}
