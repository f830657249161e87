//! The `failed_sign_in` table.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "failed_sign_in")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name_hash: Vec<u8>,
    pub failures: i64,
    /// Seconds since 1970.
    pub wait_until: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
