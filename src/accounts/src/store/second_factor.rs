//! An account's second factor: a secret that it shares with its owner's app, encrypted, and the last step whose code was used.

use super::{Accounts, account, now};
use crate::totp::SharedSecret;
use crate::vault::Vault;
use crate::{Account, AccountError, password};
use chorus_database::Database;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, TransactionTrait};
use zeroize::Zeroizing;

/// The purpose under which an account's secret is encrypted: it opens for no other account.
fn purpose(row: &account::Model) -> Vec<u8> {
    [b"totp ", row.id.as_bytes().as_slice()].concat()
}

impl Accounts {
    /// Sets the second factor of whoever knows the password and whose app has the secret already.
    pub async fn set_second_factor(
        &self,
        account: &Account,
        password: String,
        secret: &str,
        code: &str,
    ) -> Result<(), AccountError> {
        let row = self.confirmed(account, password).await?;
        if row.totp_secret.is_some() {
            return Err(AccountError::HasSecondFactor);
        }
        let secret = SharedSecret::parse(secret).ok_or(AccountError::BadSecret)?;
        let Some(step) = secret.step(code, now())? else {
            self.failed(&account.name).await?;
            return Err(AccountError::WrongCode);
        };
        let locked = self.sign_in.vault.lock(&purpose(&row), secret.bytes())?;
        self.keep(row, Some(locked), Some(step)).await
    }

    /// Takes it away from whoever knows the password and has a code.
    pub async fn remove_second_factor(
        &self,
        account: &Account,
        password: String,
        code: &str,
    ) -> Result<(), AccountError> {
        let row = self.confirmed(account, password).await?;
        self.check_code(&row, Some(code)).await?;
        self.keep(row, None, None).await
    }

    async fn keep(&self, row: account::Model, secret: Option<Vec<u8>>, step: Option<i64>) -> Result<(), AccountError> {
        let mut row: account::ActiveModel = row.into();
        (row.totp_secret, row.totp_step) = (Set(secret), Set(step));
        row.update(self.database.connection()).await?;
        self.recent.forget();
        Ok(())
    }

    /// The account, if the password is its own.
    async fn confirmed(&self, account: &Account, password: String) -> Result<account::Model, AccountError> {
        self.may_try(&account.name).await?;
        let row = self.find(&account.name).await?;
        if password::verify(password, row.password_hash.clone()).await? {
            return Ok(row);
        }
        self.failed(&account.name).await?;
        Err(AccountError::WrongPassword)
    }

    /// Uses up a code, if the account has a second factor. A wrong one counts as a sign-in that failed; a missing one does not.
    pub(super) async fn check_code(&self, row: &account::Model, code: Option<&str>) -> Result<(), AccountError> {
        let Some(locked) = &row.totp_secret else { return Ok(()) };
        let Some(code) = code else { return Err(AccountError::CodeNeeded) };
        let bytes = self.sign_in.vault.unlock(&purpose(row), locked).ok_or(AccountError::Corrupt)?;
        let secret = SharedSecret::from_bytes(&bytes).ok_or(AccountError::Corrupt)?;
        let step = secret.step(code, now())?;
        if let Some(step) = step
            && self.use_up(row, step).await?
        {
            return Ok(());
        }
        self.failed(&row.name).await?;
        Err(AccountError::WrongCode)
    }

    /// Whether nobody used the code of this step, or of a later one: of two at the same time, one (RFC 6238, section 5.2).
    async fn use_up(&self, row: &account::Model, step: i64) -> Result<bool, AccountError> {
        let later = Condition::any().add(account::Column::TotpStep.is_null()).add(account::Column::TotpStep.lt(step));
        let used = account::Entity::update_many()
            .col_expr(account::Column::TotpStep, Expr::value(step))
            .filter(account::Column::Id.eq(row.id))
            .filter(later)
            .exec(self.database.connection())
            .await?;
        Ok(used.rows_affected == 1)
    }
}

/// Encrypts under the key `to` the secrets that are encrypted under `from`, all or nothing. May be repeated.
pub async fn rotate(
    database: &Database,
    from: Zeroizing<[u8; 32]>,
    to: Zeroizing<[u8; 32]>,
) -> Result<(), AccountError> {
    let (from, to) = (Vault::new(from), Vault::new(to));
    let transaction = database.connection().begin().await?;
    for row in account::Entity::find().filter(account::Column::TotpSecret.is_not_null()).all(&transaction).await? {
        let (locked, purpose) = (row.totp_secret.clone().unwrap_or_default(), purpose(&row));
        if to.unlock(&purpose, &locked).is_some() {
            continue;
        }
        let plain = from.unlock(&purpose, &locked).ok_or_else(|| AccountError::OtherSecret(row.name.clone()))?;
        account::Entity::update_many()
            .col_expr(account::Column::TotpSecret, Expr::value(to.lock(&purpose, &plain)?))
            .filter(account::Column::Id.eq(row.id))
            .exec(&transaction)
            .await?;
    }
    Ok(transaction.commit().await?)
}
