//! The `outbox` table: letters that wait for the mail server.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Random.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub wave_id: Uuid,
    /// The code's hash of the invitation that it is about.
    pub invitation: Vec<u8>,
    /// [`INVITATION`] or [`REMINDER`].
    pub kind: String,
    /// The code in its link, encrypted.
    pub code: Vec<u8>,
}

pub(super) const INVITATION: &str = "invitation";
pub(super) const REMINDER: &str = "reminder";

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
