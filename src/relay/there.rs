//! The rooms that know answers, in another process: the calls of [`WaveRelay`] over HTTP. Each may be sent again. What is sent is public
//! but for the key, which lets nobody but issuance open or close a wave.

use super::RelaySettings;
use crate::panels::PanelError;
use crate::traces::Traces;
use chorus_issuance::{IssuanceError, WaveRelay};
use chorus_ledger::{SignedTreeHead, SpentTokens};
use chorus_questionnaire::PublishedWave;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{TlsConfig, TlsProvider};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Closing waits until all that remains is sealed.
const PATIENCE: Duration = Duration::from_secs(600);

/// The process that knows answers.
#[derive(Clone)]
pub(crate) struct There {
    url: String,
    authorization: Arc<Zeroizing<String>>,
    agent: Agent,
    /// Of the databases that this process has open.
    traces: Traces,
}

impl There {
    pub(crate) fn new(settings: &RelaySettings, traces: Traces) -> Self {
        let tls = TlsConfig::builder().provider(TlsProvider::NativeTls).build();
        let config = Agent::config_builder().http_status_as_error(false).tls_config(tls);
        Self {
            url: format!("{}/relay/v1", settings.collection_url),
            authorization: Arc::new(Zeroizing::new(format!("Bearer {}", settings.key))),
            agent: config.timeout_global(Some(PATIENCE)).user_agent("").build().new_agent(),
            traces,
        }
    }

    /// Erases every pseudonym of a programme that waits there.
    pub(crate) async fn end_panel(&self, programme: Uuid) -> Result<(), PanelError> {
        match self.post("end-panel", &programme).await.map_err(PanelError::Relay)? {
            (204, _) => Ok(()),
            (404, _) => Err(PanelError::None),
            (409, _) => Err(PanelError::Open),
            (status, _) => Err(PanelError::Relay(format!("the answering side answers {status}"))),
        }
    }

    async fn post(&self, call: &str, body: &impl Serialize) -> Result<(u16, Vec<u8>), String> {
        let url = format!("{}/{call}", self.url);
        let body = serde_json::to_vec(body).map_err(|error| error.to_string())?;
        let (agent, authorization) = (self.agent.clone(), Arc::clone(&self.authorization));
        let asking = move || {
            let request = agent.post(&url).header("Content-Type", "application/json");
            let mut reply = request.header("Authorization", authorization.as_str()).send(&body[..])?;
            let read = reply.body_mut().read_to_vec()?;
            Ok::<_, ureq::Error>((reply.status().as_u16(), read))
        };
        let asked = tokio::task::spawn_blocking(asking).await.map_err(|error| error.to_string())?;
        asked.map_err(|error| error.to_string())
    }

    /// Sends a call that is answered with 200 or 204.
    async fn tell(&self, call: &str, body: &impl Serialize) -> Result<Vec<u8>, IssuanceError> {
        match self.post(call, body).await.map_err(IssuanceError::Relay)? {
            (200 | 204, reply) => Ok(reply),
            (401, _) => Err(IssuanceError::Relay("relay.key: the answering side was given another".to_owned())),
            (status, _) => Err(IssuanceError::Relay(format!("{call}: the answering side answers {status}"))),
        }
    }
}

#[async_trait::async_trait]
impl WaveRelay for There {
    async fn opened(&self, wave: &PublishedWave) -> Result<(), IssuanceError> {
        self.tell("opened", wave).await.map(drop)
    }

    async fn closed(&self, wave: Uuid) -> Result<(), IssuanceError> {
        self.tell("closed", &wave).await?;
        self.traces.clear().await;
        Ok(())
    }

    async fn spent(&self, wave: Uuid) -> Result<Option<SpentTokens>, IssuanceError> {
        let reply = self.tell("spent", &wave).await?;
        serde_json::from_slice(&reply).map_err(|error| IssuanceError::Relay(format!("spent: {error}")))
    }

    async fn signed(&self, head: SignedTreeHead) -> Result<(), IssuanceError> {
        self.tell("signed", &head).await.map(drop)
    }

    async fn settled(&self) {
        self.traces.clear().await;
        if let Err(error) = self.tell("settled", &()).await {
            tracing::warn!(%error, "the answering side clears its traces in passing");
        }
    }
}
