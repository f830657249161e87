//! Settling: tokens that were spent move to a table of their own once they are many. What is written to all the time stays small, so that
//! clearing it, which holds everybody up, takes no longer beside ten million tokens than beside twenty thousand; and a new token finds its
//! place in a small table.
//!
//! Of a wave that is open about ten thousand stay, drawn at random, as k answers stay behind at sealing: whoever comes next is one among
//! them, and not alone beside the answers that wait.

use super::{CollectionStore, settled_token, spent_token, wave};
use crate::CollectionError;
use chorus_database::Company;
use chorus_questionnaire::WaveState;
use rand::RngExt as _;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A crowd: so many stay, and so many leave together.
const MANY: u64 = 10_000;
/// How many are looked at together. Everybody waits while those that leave are erased where they were.
const AT_ONCE: u64 = 500;

impl CollectionStore {
    /// Whether so many tokens have not settled, of all waves together, that it is worth a closer look.
    pub(crate) async fn many_are_spent(&self) -> Result<bool, CollectionError> {
        let query = spent_token::Entity::find().select_only().column(spent_token::Column::WaveId);
        let last = query.offset(MANY - 1).limit(1).into_tuple::<Uuid>();
        Ok(last.one(self.connection()).await?.is_some())
    }

    /// The waves whose tokens may settle, each with the share of them that stays: all that have closed, which nobody comes to any more, and
    /// those of the open ones that have two crowds.
    pub(crate) async fn ripe(&self) -> Result<Vec<(Uuid, f64)>, CollectionError> {
        let open = wave::Entity::find().select_only().column(wave::Column::Id);
        let open = open.filter(wave::Column::State.eq(WaveState::Open.as_str()));
        let open: Vec<Uuid> = open.into_tuple().all(self.connection()).await?;
        let counts = spent_token::Entity::find().select_only().column(spent_token::Column::WaveId);
        let counts = counts.column_as(spent_token::Column::TokenHash.count(), "tokens");
        let counts: Vec<(Uuid, i64)> =
            counts.group_by(spent_token::Column::WaveId).into_tuple().all(self.connection()).await?;
        let ripe = |(wave, tokens): (Uuid, i64)| match (open.contains(&wave), tokens.unsigned_abs()) {
            (false, _) => Some((wave, 0.0)),
            (true, tokens) if tokens >= 2 * MANY => Some((wave, MANY as f64 / tokens as f64)),
            (true, _) => None,
        };
        Ok(counts.into_iter().filter_map(ripe).collect())
    }

    /// Has all tokens of a wave settle that were spent by now, but this share. A token is written where it goes before it is erased
    /// where it was, so whatever cuts this short leaves it in both, which counts once.
    pub(crate) async fn settle(&self, wave: Uuid, leaving: f64) -> Result<(), CollectionError> {
        let mut after = Vec::new();
        loop {
            let query = spent_token::Entity::find().filter(spent_token::Column::WaveId.eq(wave));
            let query = query.filter(spent_token::Column::TokenHash.gt(after));
            let query = query.order_by_asc(spent_token::Column::TokenHash).limit(AT_ONCE);
            let mut spent = query.all(self.connection()).await?;
            let Some(last) = spent.last() else { return Ok(()) };
            after = last.token_hash.clone();
            spent.retain(|_| !rand::rng().random_bool(leaving));
            if spent.is_empty() {
                continue;
            }
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
        let key = [settled_token::Column::WaveId, settled_token::Column::TokenHash];
        let unless_known = OnConflict::columns(key).do_nothing().to_owned();
        let rows = settled_token::Entity::insert_many(spent.into_iter().map(settled)).on_conflict(unless_known);
        rows.exec_without_returning(self.settled.as_ref().unwrap_or(&self.database).connection()).await?;
        Ok(())
    }
}
