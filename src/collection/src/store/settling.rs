//! Settling: tokens that were spent move to a table of their own once they are many. What is written to all the time stays small, so that
//! clearing it, which holds everybody up, takes no longer beside ten million tokens than beside ten thousand; and a new token finds its
//! place in a small table.
//!
//! What that shows: which tokens were spent before some moment, never fewer than [`MANY`] together. Of those it shows nothing more.

use super::{CollectionStore, settled_token, spent_token};
use crate::CollectionError;
use chorus_database::Company;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// So many make a crowd of their own.
const MANY: u64 = 10_000;
/// How many move at once. Everybody waits while they are erased where they were.
const AT_ONCE: u64 = 500;

impl CollectionStore {
    /// Whether at least [`MANY`] tokens have not settled.
    pub(crate) async fn many_are_spent(&self) -> Result<bool, CollectionError> {
        let query = spent_token::Entity::find().select_only().column(spent_token::Column::WaveId);
        let last = query.offset(MANY - 1).limit(1).into_tuple::<Uuid>();
        Ok(last.one(self.connection()).await?.is_some())
    }

    /// Has all tokens settle that were spent by now. A token is written where it goes before it is erased where it was, so whatever cuts
    /// this short leaves it in both, which counts once.
    pub(crate) async fn settle(&self) -> Result<(), CollectionError> {
        let mut after = Vec::new();
        loop {
            let query = spent_token::Entity::find().filter(spent_token::Column::TokenHash.gt(after));
            let query = query.order_by_asc(spent_token::Column::TokenHash).limit(AT_ONCE);
            let spent = query.all(self.connection()).await?;
            let Some(last) = spent.last() else { return Ok(()) };
            after = last.token_hash.clone();
            let hashes: Vec<Vec<u8>> = spent.iter().map(|one| one.token_hash.clone()).collect();
            self.write_settled(spent).await?;
            // Redemptions that began before these were written may not have seen them.
            let transaction = self.database.begin(Company::Nobody).await?;
            let erased = spent_token::Entity::delete_many().filter(spent_token::Column::TokenHash.is_in(hashes));
            erased.exec(&transaction).await?;
            transaction.commit().await?;
        }
    }

    async fn write_settled(&self, spent: Vec<spent_token::Model>) -> Result<(), CollectionError> {
        let settled = |spent: spent_token::Model| settled_token::ActiveModel {
            token_hash: Set(spent.token_hash),
            wave_id: Set(spent.wave_id),
            body_tag: Set(spent.body_tag),
        };
        let unless_known = OnConflict::column(settled_token::Column::TokenHash).do_nothing().to_owned();
        let rows = settled_token::Entity::insert_many(spent.into_iter().map(settled)).on_conflict(unless_known);
        rows.exec_without_returning(self.settled.as_ref().unwrap_or(&self.database).connection()).await?;
        Ok(())
    }
}
