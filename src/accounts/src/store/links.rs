//! Links by which people set their own password, once: a new account's, a lost one's, and the first administrator's.

use super::{Accounts, account, account_link, api_key, now};
use crate::deadline::left;
use crate::{Account, AccountError, ApiKey, Role, Roles, password};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, TransactionTrait};
use uuid::Uuid;
use zeroize::Zeroizing;

/// How long a link leads somewhere, in seconds: people are on leave.
const LIFE: i64 = 7 * 24 * 3_600;

impl Accounts {
    /// The code of a link that makes the first administrator, while there is none. Any earlier one leads nowhere then.
    pub async fn first_link(&self) -> Result<Option<Zeroizing<String>>, AccountError> {
        if self.has_administrator().await? {
            return Ok(None);
        }
        self.new_link(None).await.map(Some)
    }

    async fn has_administrator(&self) -> Result<bool, AccountError> {
        Ok(self.all().await?.iter().any(|account| account.roles.include(Role::Administrator)))
    }

    /// The code of a new link for this account. Earlier ones lead nowhere then, and its sign-ins end.
    pub async fn link_for(&self, name: &str) -> Result<Zeroizing<String>, AccountError> {
        let account = self.find(name).await?;
        api_key::Entity::delete_many()
            .filter(api_key::Column::AccountId.eq(account.id))
            .filter(api_key::Column::ExpiresAt.is_not_null())
            .exec(self.database.connection())
            .await?;
        self.new_link(Some(account.id)).await
    }

    async fn new_link(&self, account: Option<Uuid>) -> Result<Zeroizing<String>, AccountError> {
        let code = ApiKey::code();
        let transaction = self.database.connection().begin().await?;
        let same = match account {
            Some(account) => account_link::Column::AccountId.eq(account),
            None => account_link::Column::AccountId.is_null(),
        };
        account_link::Entity::delete_many().filter(same).exec(&transaction).await?;
        let row = account_link::ActiveModel {
            code_hash: Set(ApiKey::hash(&code)),
            account_id: Set(account),
            expires_at: Set(now() + LIFE),
        };
        account_link::Entity::insert(row).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        Ok(code)
    }

    /// What a link is for: the name of its account, or none if it makes the first administrator.
    pub async fn link(&self, code: &str) -> Result<Option<String>, AccountError> {
        match self.valid_link(code).await?.account_id {
            None => Ok(None),
            Some(id) => {
                let row = account::Entity::find_by_id(id).one(self.database.connection()).await?;
                row.map(|row| Some(row.name)).ok_or(AccountError::NoLink)
            }
        }
    }

    /// Sets the password that a link is for, and uses the link up. `name` is what the first administrator is called; of any other link
    /// the account has its name.
    pub async fn welcome(&self, code: &str, name: &str, password: String) -> Result<Account, AccountError> {
        let link = self.valid_link(code).await?;
        if link.account_id.is_none() {
            super::check_name(name)?;
            if self.has_administrator().await? {
                return Err(AccountError::NoLink);
            }
        }
        let hash = password::hash(password).await?;
        let transaction = self.database.connection().begin().await?;
        // Whoever erases the link has used it: of two at the same time, one.
        let used = account_link::Entity::delete_by_id(link.code_hash).exec(&transaction).await?;
        if used.rows_affected != 1 {
            return Err(AccountError::NoLink);
        }
        let found = match link.account_id {
            Some(id) => account::Entity::find_by_id(id).one(&transaction).await?.ok_or(AccountError::NoLink)?,
            None => {
                let taken = account::Entity::find().filter(account::Column::Name.eq(name)).one(&transaction).await?;
                if taken.is_some() {
                    return Err(AccountError::NameTaken(name.to_owned()));
                }
                let row = account::ActiveModel {
                    id: Set(Uuid::new_v4()),
                    name: Set(name.to_owned()),
                    roles: Set(Roles::all().to_string()),
                    ..Default::default()
                };
                row.insert(&transaction).await?
            }
        };
        let mut row: account::ActiveModel = found.into();
        row.password_hash = Set(Some(hash));
        // Whoever has lost the app gets a link as well, and whoever takes the account over brings their own.
        (row.totp_secret, row.totp_step, row.openid_subject) = (Set(None), Set(None), Set(None));
        let account = Account::try_from(row.update(&transaction).await?)?;
        transaction.commit().await?;
        self.recent.forget();
        self.succeeded(&account.name).await?;
        // Whoever made the link is in the log already; that it was used belongs there as well.
        self.note(&account.name, "POST", "/api/v1/welcome", false).await?;
        Ok(account)
    }

    async fn valid_link(&self, code: &str) -> Result<account_link::Model, AccountError> {
        let row = account_link::Entity::find_by_id(ApiKey::hash(code)).one(self.database.connection()).await?;
        row.filter(|row| left(row.expires_at, LIFE, now()).is_some()).ok_or(AccountError::NoLink)
    }
}
