//! The `sealed_term` table: how many people of a class used a term in a comment.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sealed_term")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub wave_id: Uuid,
    /// Random.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub item: String,
    pub term: String,
    /// The class: value by attribute as JSON; a withheld value is absent.
    pub attributes: String,
    /// At least k.
    pub people: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
