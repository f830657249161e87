//! Finding and spending invitations, many at once.

use super::{IssuanceStore, invitation, letters};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{HashMap, HashSet};

/// An invitation, and the hash of the blinded request that it is to be spent for.
#[derive(Clone)]
pub(crate) struct Spending {
    /// The hash of its own code.
    pub(crate) code_hash: Vec<u8>,
    pub(crate) request_hash: Vec<u8>,
}

impl IssuanceStore {
    /// The invitations that these codes lead to, by the hashes of their own codes: the codes are their own, or those of reminders.
    pub(crate) async fn invitations(
        &self,
        code_hashes: impl Iterator<Item = &Vec<u8>> + Clone,
    ) -> Result<Vec<Option<Vec<u8>>>, DbErr> {
        let query = invitation::Entity::find().select_only().column(invitation::Column::CodeHash);
        let query = query.filter(invitation::Column::CodeHash.is_in(padded(code_hashes.clone().cloned().collect())));
        let own: HashSet<Vec<u8>> = query.into_tuple().all(self.connection()).await?.into_iter().collect();
        let mut found = Vec::new();
        for hash in code_hashes {
            found.push(match own.contains(hash) {
                true => Some(hash.clone()),
                false => letters::reminded(self.connection(), hash).await?,
            });
        }
        Ok(found)
    }

    /// Spends invitations, all in one commit. Tells of each whether it is spent for its request, now or before; otherwise it is for another
    /// one, or is gone.
    pub(crate) async fn spend(&self, spendings: &[Spending]) -> Result<Vec<bool>, DbErr> {
        let column = || Expr::col(invitation::Column::CodeHash);
        let of = || padded(spendings.to_vec()).into_iter();
        // Of two requests for one invitation the first branch wins.
        let chosen = of().fold(CaseStatement::new(), |case, spending| {
            case.case(column().eq(spending.code_hash), Expr::value(spending.request_hash))
        });
        let spent = invitation::Entity::update_many()
            .col_expr(invitation::Column::RequestHash, chosen.into())
            .filter(invitation::Column::CodeHash.is_in(of().map(|spending| spending.code_hash)))
            .filter(invitation::Column::RequestHash.is_null())
            .exec_with_returning(self.connection())
            .await?;
        let mut stands: HashMap<Vec<u8>, Option<Vec<u8>>> =
            spent.into_iter().map(|row| (row.code_hash, row.request_hash)).collect();
        // Those that were spent before are looked up; there are few, if any.
        let before = spendings.iter().map(|spending| &spending.code_hash).filter(|hash| !stands.contains_key(*hash));
        let before: Vec<Vec<u8>> = before.cloned().collect();
        if !before.is_empty() {
            let query = invitation::Entity::find().select_only().column(invitation::Column::CodeHash);
            let query = query.column(invitation::Column::RequestHash);
            let query = query.filter(invitation::Column::CodeHash.is_in(padded(before)));
            stands.extend(query.into_tuple::<(Vec<u8>, Option<Vec<u8>>)>().all(self.connection()).await?);
        }
        let is_spent = |one: &Spending| stands.get(&one.code_hash) == Some(&Some(one.request_hash.clone()));
        Ok(spendings.iter().map(is_spent).collect())
    }
}

/// The last one again and again, until there are a power of two: so the statements of a database that prepares each for the first time
/// are few.
fn padded<T: Clone>(mut of: Vec<T>) -> Vec<T> {
    if let Some(last) = of.last().cloned() {
        of.resize(of.len().next_power_of_two(), last);
    }
    of
}
