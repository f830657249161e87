//! The `invitation` table.

use crate::IssuanceError;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use std::collections::BTreeMap;

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

/// The invitations of a wave, by contact.
pub(super) async fn present<C: ConnectionTrait>(
    connection: &C,
    wave: Uuid,
) -> Result<BTreeMap<String, Model>, IssuanceError> {
    let rows = Entity::find().filter(Column::WaveId.eq(wave)).all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.contact.clone(), row)).collect())
}

/// The contacts of a wave, by the hash of their codes.
pub(super) async fn by_code_hash<C: ConnectionTrait>(
    connection: &C,
    wave: Uuid,
) -> Result<BTreeMap<Vec<u8>, String>, IssuanceError> {
    let rows = Entity::find().filter(Column::WaveId.eq(wave)).all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.code_hash, row.contact)).collect())
}
