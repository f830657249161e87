//! Carrying batches from the inbox through the seal to the sealed table, so that a crash neither loses nor doubles one.
//!
//! While a wave is open, k responses always stay behind, drawn at random: so the last batch, at closing, has at least k, and
//! nobody's answer must be thrown away because they came last. It knows no person and no token.

use chorus_collection::{Batch, CollectionError, Inbox};
use chorus_questionnaire::{Attribute, Choices, Manifest, Response, WaveState};
use chorus_seal::{Occasion, Row, Rule, SealError, Sealed};
use chorus_sealed::{SealedError, SealedReader, SealedWriter};
use std::sync::Arc;
use tokio::sync::Mutex;
use uuid::Uuid;

/// What can go wrong on the way.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// The inbox failed.
    #[error(transparent)]
    Inbox(#[from] CollectionError),
    /// The seal refused.
    #[error("sealing refused a batch: {0}")]
    Seal(#[from] SealError),
    /// The sealed table failed.
    #[error(transparent)]
    Sealed(#[from] SealedError),
    /// Background work was cut short.
    #[error("background work failed: {0}")]
    Task(#[from] tokio::task::JoinError),
}

/// Seals batches, one at a time.
#[derive(Clone)]
pub(crate) struct Sealer {
    inbox: Inbox,
    writer: SealedWriter,
    reader: SealedReader,
    one_at_a_time: Arc<Mutex<()>>,
}

impl Sealer {
    pub(crate) fn new(inbox: Inbox, writer: SealedWriter, reader: SealedReader) -> Self {
        Self {
            inbox,
            writer,
            reader,
            one_at_a_time: Arc::default(),
        }
    }

    /// Brings to an end what a crash interrupted.
    pub(crate) async fn recover(&self) -> Result<(), SealingError> {
        let _turn = self.one_at_a_time.lock().await;
        for batch in self.inbox.interrupted().await? {
            self.finish(batch).await?;
        }
        self.writer.forget_batches().await?;
        self.forget_order().await
    }

    /// Seals a batch of every open wave in which enough responses wait.
    pub(crate) async fn seal_waiting(&self) -> Result<(), SealingError> {
        let _turn = self.one_at_a_time.lock().await;
        for wave in self.inbox.open_waves().await? {
            let manifest = self.writer.terms(wave).await?.manifest;
            let rule = rule(&manifest)?;
            let enough = rule.minimum_batch().max(manifest.seal.minimum_batch as usize) + rule.k();
            if self.inbox.waiting(wave).await? >= enough {
                let batch = self.inbox.take(wave, rule.k()).await?;
                self.finish(batch).await?;
                self.forget_order().await?;
            }
        }
        Ok(())
    }

    /// Seals all that remain of a wave that takes no more responses, then notes that it is closed. May be repeated.
    pub(crate) async fn seal_closed(&self, wave: Uuid) -> Result<(), SealingError> {
        let _turn = self.one_at_a_time.lock().await;
        if self.reader.wave(wave).await?.state == WaveState::Closed {
            return Ok(());
        }
        let batch = self.inbox.take(wave, 0).await?;
        self.finish(batch).await?;
        self.forget_order().await?;
        Ok(self.writer.closed(wave).await?)
    }

    /// Takes a marked batch to its end: into the sealed table, out of the inbox, and its id out of both. Fewer than k
    /// responses, which only a wave with fewer than k in all can leave, are erased unseen.
    async fn finish(&self, batch: Batch) -> Result<(), SealingError> {
        let (id, wave) = (batch.id, batch.wave);
        if !self.writer.has_arrived(id).await? {
            let manifest = self.writer.terms(wave).await?.manifest;
            let rule = rule(&manifest)?;
            if batch.responses.len() >= rule.k() {
                let attributes = manifest.attributes.clone();
                let sealed = tokio::task::spawn_blocking(move || seal(&rule, &attributes, batch.responses)).await??;
                self.writer.append(id, wave, &manifest.attributes, sealed).await?;
            }
        }
        self.inbox.erase(id).await?;
        self.writer.forget_batch(id).await?;
        Ok(())
    }

    async fn forget_order(&self) -> Result<(), SealingError> {
        self.inbox.forget_order().await?;
        Ok(self.writer.forget_order().await?)
    }
}

/// The least number of responses sealed together while a wave with this k is open.
pub(crate) fn minimum_batch(k: u16) -> u32 {
    Rule::unweighted(usize::from(k), 0).map_or(u32::MAX, |rule| u32::try_from(rule.minimum_batch()).unwrap_or(u32::MAX))
}

fn rule(manifest: &Manifest) -> Result<Rule, SealError> {
    let weights = manifest
        .attributes
        .iter()
        .map(|attribute| f64::from(attribute.weight))
        .collect();
    Rule::new(usize::from(manifest.k), weights)
}

fn seal(rule: &Rule, attributes: &[Attribute], responses: Vec<Response>) -> Result<Sealed<Choices>, SealError> {
    let occasion = if responses.len() >= rule.minimum_batch() {
        Occasion::Batch
    } else {
        Occasion::Closing
    };
    let row = |response: Response| {
        let position = |attribute: &Attribute| attribute.position(response.attributes.get(&attribute.code)?);
        let value = |attribute| position(attribute).and_then(|position| u16::try_from(position).ok());
        Row {
            values: attributes.iter().map(value).collect(),
            answers: response.answers,
        }
    };
    let mut rows = responses.into_iter().map(row).collect();
    chorus_seal::seal(rule, occasion, &mut rows, &mut rand::rng())
}
