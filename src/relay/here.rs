//! The rooms that know answers, as issuance's side reaches them. It must not know a person, an invitation or a token.

use crate::panels::PanelError;
use crate::sealing::Sealer;
use crate::traces::Traces;
use chorus_collection::Collection;
use chorus_issuance::{IssuanceError, WaveRelay};
use chorus_ledger::{SignedTreeHead, SpentTokens};
use chorus_questionnaire::PublishedWave;
use chorus_sealed::SealedWriter;
use uuid::Uuid;

/// Collection, the seal and the sealed table.
#[derive(Clone)]
pub(crate) struct Answering {
    pub(crate) collection: Collection,
    pub(crate) writer: SealedWriter,
    pub(crate) sealer: Sealer,
    /// Of every database that this process has open.
    pub(crate) traces: Traces,
}

impl Answering {
    /// Erases every pseudonym of a programme that waits, and the traces of them.
    pub(crate) async fn end_panel(&self, programme: Uuid) -> Result<(), PanelError> {
        self.sealer.end_panel(programme).await?;
        self.traces.clear().await;
        Ok(())
    }
}

#[async_trait::async_trait]
impl WaveRelay for Answering {
    async fn opened(&self, wave: &PublishedWave) -> Result<(), IssuanceError> {
        // The sealed table first: it must know a wave before a response of it can be sealed.
        self.writer.opened(wave).await.map_err(relay_error)?;
        self.collection.opened(wave).await.map_err(relay_error)
    }

    async fn closed(&self, wave: Uuid) -> Result<(), IssuanceError> {
        self.collection.closed(wave).await.map_err(relay_error)?;
        self.sealer.seal_closed(wave).await.map_err(relay_error)?;
        self.traces.clear().await;
        Ok(())
    }

    async fn spent(&self, wave: Uuid) -> Result<Option<SpentTokens>, IssuanceError> {
        self.collection.spent(wave).await.map_err(relay_error)
    }

    async fn signed(&self, head: SignedTreeHead) -> Result<(), IssuanceError> {
        self.collection.signed(&head).await.map_err(relay_error)
    }

    async fn settled(&self) {
        self.traces.clear().await;
    }
}

fn relay_error(error: impl std::fmt::Display) -> IssuanceError {
    IssuanceError::Relay(error.to_string())
}
