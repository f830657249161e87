//! The `code_key` table: what invitations' codes are hashed with, encrypted.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "code_key")]
pub struct Model {
    /// [`NAME`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub wrapped: Vec<u8>,
}

/// The one row.
pub(super) const NAME: &str = "codes";

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
