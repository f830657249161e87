//! The `link` table.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub struct Model {
    /// The later wave.
    #[sea_orm(primary_key, auto_increment = false)]
    pub wave_id: Uuid,
    /// A sealed row of it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub row_id: Uuid,
    /// The sealed row of the earlier wave that is of the same respondent.
    pub earlier_row_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
