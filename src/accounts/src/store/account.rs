//! The `account` table.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    /// Comma-separated.
    pub roles: String,
    /// PHC string.
    pub password_hash: Option<String>,
    /// The secret of the second factor, encrypted.
    pub totp_secret: Option<Vec<u8>>,
    /// The last step whose code was used.
    pub totp_step: Option<i64>,
    /// A hash of whom the organisation's provider means.
    pub openid_subject: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
