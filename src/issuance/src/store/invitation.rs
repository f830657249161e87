//! The `invitation` table.

use crate::IssuanceError;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect};
use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    /// Keyed hash of the code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_hash: Vec<u8>,
    pub wave_id: Uuid,
    pub contact: String,
    /// Hash of the blinded request that it was used for.
    pub request_hash: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Everybody invited to a wave.
pub(super) async fn contacts<C: ConnectionTrait>(
    connection: &C,
    wave: Uuid,
) -> Result<BTreeSet<String>, IssuanceError> {
    let query = Entity::find().select_only().column(Column::Contact).filter(Column::WaveId.eq(wave));
    Ok(query.into_tuple::<String>().all(connection).await?.into_iter().collect())
}
