//! Sign-ins that fail make the next one under the same name wait, longer each time. It goes by the name that was given, whether there is
//! such an account or not, and never by an address.

use super::{Accounts, failed_sign_in, now};
use crate::AccountError;
use crate::deadline::left;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::OnConflict};
use sha2::{Digest as _, Sha256};

/// So many may fail before anybody waits: people mistype.
const FREE: i64 = 5;
/// How long one waits then, in seconds, and twice as long after each that fails.
const FIRST: i64 = 8;
/// The longest that anybody waits, in seconds.
const LONGEST: i64 = 15 * 60;
/// So long after its last failure a name is forgotten, in seconds.
const FORGOTTEN: i64 = 24 * 3_600;
/// When so many names are known, those that wait no more are forgotten at once: somebody tries names.
const MOST: u64 = 10_000;

fn hash(name: &str) -> Vec<u8> {
    Sha256::digest(name.as_bytes()).to_vec()
}

/// How long the next sign-in waits after so many failures, in seconds.
fn pause(failures: i64) -> i64 {
    // So many doublings are more than the longest anyway.
    if failures < FREE { 0 } else { (FIRST << (failures - FREE).min(20)).min(LONGEST) }
}

impl Accounts {
    /// Whether a sign-in under this name may be tried now.
    pub(super) async fn may_try(&self, name: &str) -> Result<(), AccountError> {
        let row = failed_sign_in::Entity::find_by_id(hash(name)).one(self.database.connection()).await?;
        match row.and_then(|row| left(row.wait_until, pause(row.failures), now())) {
            Some(wait) => Err(AccountError::Wait(wait.unsigned_abs())),
            None => Ok(()),
        }
    }

    /// Notes that one failed.
    pub(super) async fn failed(&self, name: &str) -> Result<(), AccountError> {
        let (connection, now) = (self.database.connection(), now());
        let old = if failed_sign_in::Entity::find().count(connection).await? < MOST { now - FORGOTTEN } else { now };
        failed_sign_in::Entity::delete_many()
            .filter(failed_sign_in::Column::WaitUntil.lt(old))
            .exec(connection)
            .await?;
        let before = failed_sign_in::Entity::find_by_id(hash(name)).one(connection).await?;
        let failures = before.map_or(0, |row| row.failures) + 1;
        let row = failed_sign_in::ActiveModel {
            name_hash: Set(hash(name)),
            failures: Set(failures),
            wait_until: Set(now + pause(failures)),
        };
        let replaced = OnConflict::column(failed_sign_in::Column::NameHash)
            .update_columns([failed_sign_in::Column::Failures, failed_sign_in::Column::WaitUntil])
            .to_owned();
        failed_sign_in::Entity::insert(row).on_conflict(replaced).exec_without_returning(connection).await?;
        Ok(())
    }

    /// Forgets the failures under a name.
    pub(super) async fn succeeded(&self, name: &str) -> Result<(), AccountError> {
        failed_sign_in::Entity::delete_by_id(hash(name)).exec(self.database.connection()).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let pauses: Vec<i64> = [1, 4, 5, 6, 7, 11, 12, 60, 100, i64::MAX].map(pause).to_vec();
        assert_eq!(pauses, [0, 0, 8, 16, 32, 512, 900, 900, 900, 900]);
    }
}
