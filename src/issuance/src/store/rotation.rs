//! All that is encrypted in the issuance database, read and written anew.

use super::{IssuanceStore, code_key, invitation, letters, wave};
use crate::IssuanceError;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, TransactionTrait};
use uuid::Uuid;

/// Something that is encrypted, with what it is bound to.
pub(crate) enum Encrypted<'a> {
    /// A wave's signing key.
    SigningKey(Uuid),
    /// A wave's ledger key.
    LedgerKey(Uuid),
    /// The code of a letter that waits, for this invitation.
    Letter(Uuid, &'a [u8]),
    /// The keys of codes.
    CodeKeys,
}

impl IssuanceStore {
    /// The encrypted keys of codes.
    pub(crate) async fn code_keys(&self) -> Result<Option<Vec<u8>>, IssuanceError> {
        let row = code_key::Entity::find_by_id(code_key::NAME.to_owned()).one(self.connection()).await?;
        Ok(row.map(|row| row.wrapped))
    }

    /// Keeps the keys of codes, in the place of `instead`. Of two at once, one stands.
    pub(crate) async fn keep_code_keys(&self, wrapped: Vec<u8>, instead: Option<Vec<u8>>) -> Result<(), IssuanceError> {
        let transaction = self.connection().begin().await?;
        if let Some(instead) = instead {
            let old = code_key::Column::Wrapped.eq(instead);
            code_key::Entity::delete_many().filter(old).exec(&transaction).await?;
        }
        let row = code_key::ActiveModel { name: Set(code_key::NAME.to_owned()), wrapped: Set(wrapped) };
        let unless_known = OnConflict::column(code_key::Column::Name).do_nothing().to_owned();
        code_key::Entity::insert(row).on_conflict(unless_known).exec_without_returning(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Whether anybody is invited: whether there is anything that the keys of codes were used for.
    pub(crate) async fn has_invitations(&self) -> Result<bool, IssuanceError> {
        has_invitations(self.connection()).await
    }

    /// Puts what `again` gives in the place of everything that is encrypted, in one transaction. Keys of codes that nobody needs go:
    /// the next start draws others.
    pub(crate) async fn encrypt_again(
        &self,
        again: impl Fn(&Encrypted<'_>, &[u8]) -> Result<Vec<u8>, IssuanceError>,
    ) -> Result<(), IssuanceError> {
        let transaction = self.connection().begin().await?;
        let some = wave::Column::SigningKey.is_not_null().or(wave::Column::LedgerKey.is_not_null());
        for row in wave::Entity::find().filter(some).all(&transaction).await? {
            let key =
                |stored: Option<Vec<u8>>, what: Encrypted<'_>| stored.map(|stored| again(&what, &stored)).transpose();
            wave::Entity::update_many()
                .col_expr(wave::Column::SigningKey, Expr::value(key(row.signing_key, Encrypted::SigningKey(row.id))?))
                .col_expr(wave::Column::LedgerKey, Expr::value(key(row.ledger_key, Encrypted::LedgerKey(row.id))?))
                .filter(wave::Column::Id.eq(row.id))
                .exec(&transaction)
                .await?;
        }
        letters::encrypt_again(&transaction, &again).await?;
        if !has_invitations(&transaction).await? {
            code_key::Entity::delete_many().exec(&transaction).await?;
        }
        for row in code_key::Entity::find().all(&transaction).await? {
            code_key::Entity::update_many()
                .col_expr(code_key::Column::Wrapped, Expr::value(again(&Encrypted::CodeKeys, &row.wrapped)?))
                .filter(code_key::Column::Name.eq(row.name))
                .exec(&transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }
}

async fn has_invitations<C: ConnectionTrait>(connection: &C) -> Result<bool, IssuanceError> {
    Ok(invitation::Entity::find().count(connection).await? > 0)
}
