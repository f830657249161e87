//! The `panel` table.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "panel")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub wave_id: Uuid,
    /// The wave that it was linked with, if there was one.
    pub earlier_wave_id: Option<Uuid>,
    /// The k that the links keep to.
    pub k: i64,
    /// How many links were kept.
    pub linked: i64,
    /// How many there would have been, where that may be told.
    pub matched: Option<i64>,
    /// How many responses the smaller of the two waves has.
    pub smaller: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
