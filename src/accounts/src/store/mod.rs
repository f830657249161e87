//! Accounts and keys in their database.

mod account;
mod api_key;

use crate::{AccountError, ApiKey, Roles, password};
use chorus_database::Database;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// How long a sign-in lasts.
pub(crate) const SESSION: Duration = Duration::from_secs(8 * 3600);

/// One staff account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub roles: Roles,
}

/// The accounts database.
#[derive(Clone)]
pub struct Accounts {
    database: Database,
}

impl Accounts {
    /// Over an opened database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// Makes an account, with a password if it shall sign in on the web, and its first API key.
    pub async fn create(&self, name: &str, roles: &Roles, password: Option<String>) -> Result<ApiKey, AccountError> {
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "._-@".contains(c));
        if name.is_empty() || name.len() > 64 || !plain {
            return Err(AccountError::BadName);
        }
        let password_hash = match password {
            Some(password) => Some(password::hash(password).await?),
            None => None,
        };
        let taken =
            account::Entity::find().filter(account::Column::Name.eq(name)).one(self.database.connection()).await?;
        if taken.is_some() {
            return Err(AccountError::NameTaken(name.to_owned()));
        }
        let id = Uuid::new_v4();
        let row = account::ActiveModel {
            id: Set(id),
            name: Set(name.to_owned()),
            roles: Set(roles.to_string()),
            password_hash: Set(password_hash),
        };
        account::Entity::insert(row).exec_without_returning(self.database.connection()).await?;
        self.add_key(id, None).await
    }

    /// Signs in with name and password: the account, and a key that runs out after eight hours.
    pub async fn sign_in(&self, name: &str, password: String) -> Result<(Account, ApiKey), AccountError> {
        // No name has a zero in it, and PostgreSQL takes no text that has.
        let name = if name.contains('\0') { "" } else { name };
        let found =
            account::Entity::find().filter(account::Column::Name.eq(name)).one(self.database.connection()).await?;
        let stored = found.as_ref().and_then(|account| account.password_hash.clone());
        let right = password::verify(password, stored).await?;
        let account = found.filter(|_| right).ok_or(AccountError::WrongPassword)?;
        let now = now();
        api_key::Entity::delete_many()
            .filter(api_key::Column::ExpiresAt.lte(now))
            .exec(self.database.connection())
            .await?;
        let key = self.add_key(account.id, Some(now + SESSION.as_secs() as i64)).await?;
        Ok((Account::try_from(account)?, key))
    }

    /// The account that holds this key.
    pub async fn by_key(&self, key: &str) -> Result<Account, AccountError> {
        let found = api_key::Entity::find_by_id(ApiKey::hash(key))
            .find_also_related(account::Entity)
            .one(self.database.connection())
            .await?;
        match found {
            Some((key, Some(account))) if key.expires_at.is_none_or(|end| now() < end) => account.try_into(),
            _ => Err(AccountError::NotSignedIn),
        }
    }

    /// Makes a key worthless. Unknown keys are no error: the wish is fulfilled.
    pub async fn revoke(&self, key: &str) -> Result<(), AccountError> {
        api_key::Entity::delete_by_id(ApiKey::hash(key)).exec(self.database.connection()).await?;
        Ok(())
    }

    async fn add_key(&self, account: Uuid, expires_at: Option<i64>) -> Result<ApiKey, AccountError> {
        let key = ApiKey::generate();
        let row = api_key::ActiveModel {
            key_hash: Set(ApiKey::hash(key.reveal())),
            account_id: Set(account),
            expires_at: Set(expires_at),
        };
        api_key::Entity::insert(row).exec_without_returning(self.database.connection()).await?;
        Ok(key)
    }
}

impl TryFrom<account::Model> for Account {
    type Error = AccountError;

    fn try_from(row: account::Model) -> Result<Self, AccountError> {
        let roles = row.roles.parse().map_err(|_| AccountError::Corrupt)?;
        Ok(Self { name: row.name, roles })
    }
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs() as i64)
}
