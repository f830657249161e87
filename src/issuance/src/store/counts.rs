//! How many waves there are in each state.

use super::{IssuanceStore, wave};
use crate::{Issuance, IssuanceError};
use chorus_questionnaire::WaveState;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

impl Issuance {
    /// How many waves are drafts, open and closed.
    pub async fn wave_counts(&self) -> Result<[(WaveState, u64); 3], IssuanceError> {
        self.store.wave_counts().await
    }
}

impl IssuanceStore {
    async fn wave_counts(&self) -> Result<[(WaveState, u64); 3], IssuanceError> {
        let mut counts = [WaveState::Draft, WaveState::Open, WaveState::Closed].map(|state| (state, 0));
        for (state, count) in &mut counts {
            let of_it = wave::Entity::find().filter(wave::Column::State.eq(state.as_str()));
            *count = of_it.count(self.connection()).await?;
        }
        Ok(counts)
    }
}
