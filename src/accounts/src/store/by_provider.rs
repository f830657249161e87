//! Signing in with the organisation's account. The provider opens accounts that an administrator made; it makes none, and it opens no
//! administrator's: whoever runs it must not become one here.

use super::{Accounts, SESSION, account};
use crate::openid::Identity;
use crate::{Account, AccountError, ApiKey, Role};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use sha2::{Digest as _, Sha256};

/// What is kept of whom the provider means: a hash of its issuer identifier and its subject, which together are theirs for good.
fn subject(issuer: &str, subject: &str) -> String {
    let hash = Sha256::new().chain_update(issuer).chain_update([0]).chain_update(subject).finalize();
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Accounts {
    /// Signs in whoever the provider knows. The first time, the account becomes theirs: later nobody else's who is given its name.
    pub(crate) async fn sign_in_by_provider(
        &self,
        issuer: &str,
        identity: &Identity,
    ) -> Result<(Account, ApiKey), AccountError> {
        let row = match self.find(&identity.name).await {
            Err(AccountError::Unknown(_)) => self.find(&identity.name.to_ascii_lowercase()).await,
            found => found,
        };
        let row = row.map_err(|error| match error {
            AccountError::Unknown(_) => AccountError::NotForProvider,
            error => error,
        })?;
        let (id, known) = (row.id, row.openid_subject.clone());
        let account = Account::try_from(row)?;
        if account.roles.include(Role::Administrator) {
            return Err(AccountError::NotForProvider);
        }
        let subject = subject(issuer, &identity.subject);
        let theirs = match known {
            Some(known) => known == subject,
            None => self.bind(id, &subject).await?,
        };
        if !theirs {
            return Err(AccountError::NotForProvider);
        }
        let key = self.sign_in_key(id, SESSION.as_secs() as i64).await?;
        self.note(&account.name, "GET", "/api/v1/openid/callback", false).await?;
        Ok((account, key))
    }

    /// Whether the account is theirs from now on.
    async fn bind(&self, id: uuid::Uuid, subject: &str) -> Result<bool, AccountError> {
        let bound = account::Entity::update_many()
            .col_expr(account::Column::OpenidSubject, Expr::value(subject))
            .filter(account::Column::Id.eq(id))
            .filter(account::Column::OpenidSubject.is_null())
            .exec(self.database.connection())
            .await?;
        self.recent.forget();
        Ok(bound.rows_affected == 1)
    }
}
