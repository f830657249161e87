//! Finding and spending invitations, many at once.

use super::{IssuanceStore, invitation, letters};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, TransactionTrait};
use std::collections::{HashMap, HashSet};

/// An invitation, and the hash of the blinded request that it is to be spent for.
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
        let query = query.filter(invitation::Column::CodeHash.is_in(code_hashes.clone().cloned()));
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
        let transaction = self.connection().begin().await?;
        let column = || Expr::col(invitation::Column::CodeHash);
        // Of two requests for one invitation the first branch wins.
        let chosen = spendings.iter().fold(CaseStatement::new(), |case, spending| {
            case.case(column().eq(spending.code_hash.clone()), Expr::value(spending.request_hash.clone()))
        });
        let of = || invitation::Column::CodeHash.is_in(spendings.iter().map(|spending| spending.code_hash.clone()));
        invitation::Entity::update_many()
            .col_expr(invitation::Column::RequestHash, chosen.into())
            .filter(of())
            .filter(invitation::Column::RequestHash.is_null())
            .exec(&transaction)
            .await?;
        let query = invitation::Entity::find().select_only();
        let query = query.column(invitation::Column::CodeHash).column(invitation::Column::RequestHash).filter(of());
        let stands: Vec<(Vec<u8>, Option<Vec<u8>>)> = query.into_tuple().all(&transaction).await?;
        transaction.commit().await?;
        let stands: HashMap<Vec<u8>, Option<Vec<u8>>> = stands.into_iter().collect();
        let is_spent = |one: &Spending| stands.get(&one.code_hash) == Some(&Some(one.request_hash.clone()));
        Ok(spendings.iter().map(is_spent).collect())
    }
}
