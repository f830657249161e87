//! An account's own keys for programs: shown once, named, revocable.

use super::{Accounts, account, api_key, now};
use crate::{Account, AccountError, ApiKey};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;

/// A key as its owner sees it afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Key {
    /// The beginning of its hash, by which it can be revoked.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
}

/// How many bytes of the hash tell keys of one account apart.
const ID_BYTES: usize = 8;

fn id(hash: &[u8]) -> String {
    hash.iter().take(ID_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

impl Accounts {
    async fn kept_keys(&self, account: &Account) -> Result<(account::Model, Vec<api_key::Model>), AccountError> {
        let row = self.find(&account.name).await?;
        let keys = api_key::Entity::find()
            .filter(api_key::Column::AccountId.eq(row.id))
            .filter(api_key::Column::ExpiresAt.is_null());
        Ok((row, keys.all(self.database.connection()).await?))
    }

    /// The keys of an account, without its sign-ins.
    pub async fn keys(&self, account: &Account) -> Result<Vec<Key>, AccountError> {
        let (_, keys) = self.kept_keys(account).await?;
        let key = |row: api_key::Model| Key { id: id(&row.key_hash), name: row.label.unwrap_or_default() };
        let mut keys: Vec<Key> = keys.into_iter().map(key).collect();
        keys.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        Ok(keys)
    }

    /// Makes a key that lasts until it is revoked.
    pub async fn new_key(&self, account: &Account, name: &str) -> Result<(Key, ApiKey), AccountError> {
        let length = name.chars().count();
        if name.trim().is_empty() || length > 100 || name.chars().any(char::is_control) {
            return Err(AccountError::BadLabel);
        }
        let row = self.find(&account.name).await?;
        let key = ApiKey::generate();
        let hash = ApiKey::hash(key.reveal());
        let told = Key { id: id(&hash), name: name.to_owned() };
        let row = api_key::ActiveModel {
            key_hash: Set(hash),
            account_id: Set(row.id),
            expires_at: Set(None),
            label: Set(Some(name.to_owned())),
            seen_at: Set(None),
        };
        api_key::Entity::insert(row).exec_without_returning(self.database.connection()).await?;
        Ok((told, key))
    }

    /// Makes a key of this account worthless.
    pub async fn revoke_key(&self, account: &Account, wanted: &str) -> Result<(), AccountError> {
        let (_, keys) = self.kept_keys(account).await?;
        let found = keys.into_iter().find(|key| id(&key.key_hash) == wanted).ok_or(AccountError::Unknown("key"))?;
        api_key::Entity::delete_by_id(found.key_hash).exec(self.database.connection()).await?;
        self.recent.forget();
        Ok(())
    }

    /// Adds a sign-in, which ends by itself.
    pub(super) async fn sign_in_key(&self, account: uuid::Uuid, lasts: i64) -> Result<ApiKey, AccountError> {
        let key = ApiKey::generate();
        let row = api_key::ActiveModel {
            key_hash: Set(ApiKey::hash(key.reveal())),
            account_id: Set(account),
            expires_at: Set(Some(now() + lasts)),
            label: Set(None),
            seen_at: Set(Some(now())),
        };
        api_key::Entity::insert(row).exec_without_returning(self.database.connection()).await?;
        Ok(key)
    }
}
