//! The `slip` table.

use sea_orm::entity::prelude::*;

#[derive(Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "slip")]
pub struct Model {
    /// The sealed row's random id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub row_id: Uuid,
    pub wave_id: Uuid,
    /// Set while the row's batch is on its way to the sealed table.
    pub batch: Option<Uuid>,
    /// 32 bytes.
    pub pseudonym: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Says only that there is one: a pseudonym must never reach a log.
impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("slip")
    }
}
