//! The `addressee` table: who is invited by mail.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "addressee")]
pub struct Model {
    /// That of the invitation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_hash: Vec<u8>,
    pub wave_id: Uuid,
    pub email: String,
    pub language: Option<String>,
    /// By which a report that the invitation's letter failed is recognised.
    pub bounce_tag: Vec<u8>,
    /// Whether the invitation's letter failed for good.
    pub failed: bool,
    /// Whether the link was replaced: reminders go here in any case, or they would tell whoever gave the new address whether a
    /// token had been given.
    pub replaced: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
