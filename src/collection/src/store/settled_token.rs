//! The `settled_token` table: tokens that were spent a while ago.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "settled_token")]
pub struct Model {
    /// First in the key: a wave's ledger is read in the order of hashes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub wave_id: Uuid,
    /// SHA-256 of the whole token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    /// HMAC-SHA256 of the response, keyed with the token.
    pub body_tag: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
