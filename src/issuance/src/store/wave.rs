//! The `wave` table, and a wave as issuance works with it.

use super::{WaveSummary, decode};
use crate::IssuanceError;
use chorus_questionnaire::{Manifest, PublishedWave, WaveDocument, WaveState};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "wave")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    /// Place among the programme's waves, from 0.
    pub position: i64,
    pub state: String,
    /// A checked `WaveDocument` as JSON.
    pub document: String,
    /// The manifest as JSON, from opening on.
    pub manifest: Option<String>,
    /// The encrypted signing key, while the wave is open.
    pub signing_key: Option<Vec<u8>>,
    /// How many people were invited.
    pub invited: i64,
    /// The encrypted key that signs the ledger, from opening until that is done.
    pub ledger_key: Option<Vec<u8>>,
    /// How many links were replaced.
    pub links_replaced: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A wave, read.
pub(crate) struct WaveRecord {
    pub(crate) id: Uuid,
    pub(crate) programme: Uuid,
    pub(crate) position: i64,
    pub(crate) state: WaveState,
    pub(crate) document: WaveDocument,
    manifest: Option<Manifest>,
    pub(crate) invited: i64,
    pub(crate) links_replaced: u64,
}

impl WaveRecord {
    /// The wave as the world sees it.
    pub(crate) fn published(&self) -> Result<PublishedWave, IssuanceError> {
        let manifest = self.manifest.clone().ok_or(IssuanceError::NotOpen)?;
        Ok(PublishedWave { manifest, questionnaire: self.document.questionnaire.clone() })
    }

    pub(crate) fn summary(&self) -> WaveSummary {
        WaveSummary {
            id: self.id,
            title: self.document.title.clone(),
            state: self.state,
            k: self.document.k,
            invited: self.invited,
        }
    }
}

impl TryFrom<Model> for WaveRecord {
    type Error = IssuanceError;

    fn try_from(row: Model) -> Result<Self, IssuanceError> {
        Ok(Self {
            id: row.id,
            programme: row.programme_id,
            position: row.position,
            state: WaveState::parse(&row.state).ok_or(IssuanceError::Corrupt("a wave's state"))?,
            document: decode(&row.document)?,
            manifest: row.manifest.as_deref().map(decode).transpose()?,
            invited: row.invited,
            links_replaced: u64::try_from(row.links_replaced).unwrap_or_default(),
        })
    }
}
