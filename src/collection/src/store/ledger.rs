//! The `ledger` table, which holds what was signed of a closed wave's spent tokens, and those tokens in the order of their hashes.

use super::{CollectionStore, settled_token, spent_token};
use crate::CollectionError;
use chorus_ledger::SignedTreeHead;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder as _, QuerySelect as _};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub wave_id: Uuid,
    /// A `SignedTreeHead` as JSON.
    pub signed_head: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl CollectionStore {
    /// Keeps a signed head. The first one stands.
    pub(crate) async fn insert_head(&self, head: &SignedTreeHead) -> Result<(), CollectionError> {
        let text =
            serde_json::to_string(head).map_err(|_| CollectionError::Corrupt("a tree head cannot be written"))?;
        let row = ActiveModel { wave_id: Set(head.tree_head.wave), signed_head: Set(text) };
        let unless_known = OnConflict::column(Column::WaveId).do_nothing().to_owned();
        Entity::insert(row).on_conflict(unless_known).exec_without_returning(self.connection()).await?;
        Ok(())
    }

    /// What was signed of a wave.
    pub(crate) async fn head(&self, wave: Uuid) -> Result<Option<SignedTreeHead>, CollectionError> {
        let row = Entity::find_by_id(wave).one(self.connection()).await?;
        let read = |row: Model| serde_json::from_str(&row.signed_head);
        row.map(read).transpose().map_err(|_| CollectionError::Corrupt("a tree head"))
    }

    /// At most so many of a wave's token hashes, in ascending order: the first, or those that follow one.
    pub(crate) async fn token_hashes(
        &self,
        wave: Uuid,
        after: Option<&[u8]>,
        limit: u64,
    ) -> Result<Vec<Vec<u8>>, CollectionError> {
        let after = after.unwrap_or_default();
        let spent = spent_token::Entity::find().select_only().column(spent_token::Column::TokenHash);
        let spent = spent.filter(spent_token::Column::WaveId.eq(wave)).filter(spent_token::Column::TokenHash.gt(after));
        let spent = spent.order_by_asc(spent_token::Column::TokenHash).limit(limit);
        let settled = settled_token::Entity::find().select_only().column(settled_token::Column::TokenHash);
        let settled = settled.filter(settled_token::Column::WaveId.eq(wave));
        let settled = settled.filter(settled_token::Column::TokenHash.gt(after));
        let settled = settled.order_by_asc(settled_token::Column::TokenHash).limit(limit);
        // In this order: a token that settles meanwhile is written there before it is erased here.
        let mut hashes: Vec<Vec<u8>> = spent.into_tuple().all(self.connection()).await?;
        hashes.extend(settled.into_tuple::<Vec<u8>>().all(self.connection()).await?);
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(hashes)
    }
}
