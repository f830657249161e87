//! Accounts and keys in their database.

mod account;
mod account_link;
mod api_key;
mod audit;
mod by_provider;
mod failed_sign_in;
mod keys;
mod links;
mod second_factor;
mod throttle;

use crate::deadline::left;
use crate::openid::{OpenIdSettings, Provider};
use crate::recent::Recent;
use crate::vault::Vault;
use crate::{AccountError, ApiKey, Role, Roles, password};
use chorus_database::{Company, Database};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, TransactionTrait};
use serde::Serialize;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use uuid::Uuid;
use zeroize::Zeroizing;

pub use audit::Entry;
pub use keys::Key;
pub use second_factor::rotate;

/// How long a sign-in lasts at most.
pub(crate) const SESSION: Duration = Duration::from_secs(8 * 3600);
/// How long it lasts while nothing is done.
pub(crate) const IDLE: Duration = Duration::from_secs(30 * 60);
/// So seldom it is noted that a sign-in is in use, in seconds.
const NOTED: i64 = 60;

/// One staff account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub roles: Roles,
    /// Whether it can sign in on the web: somebody has set a password.
    pub has_password: bool,
    /// Whether signing in with the password needs a code of an authenticator app as well.
    pub second_factor: bool,
    /// Whether somebody has signed in to it with the organisation's account.
    pub by_provider: bool,
}

/// What signing in needs besides the database.
pub struct SignInSettings {
    /// Where people reach the service. Cookies go by https alone if it begins so.
    pub public_url: String,
    /// Encrypts the secrets of second factors.
    pub key: Zeroizing<[u8; 32]>,
    /// The organisation's provider, if there is one.
    pub openid: Option<OpenIdSettings>,
}

struct SignIn {
    secure: bool,
    vault: Vault,
    provider: Option<Provider>,
}

/// The accounts database.
#[derive(Clone)]
pub struct Accounts {
    database: Database,
    /// One entry of the audit log at a time.
    audit: Arc<tokio::sync::Mutex<()>>,
    recent: Arc<Recent>,
    sign_in: Arc<SignIn>,
}

/// What an account may be called.
fn check_name(name: &str) -> Result<(), AccountError> {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "._-@".contains(c));
    if name.is_empty() || name.len() > 64 || !plain { Err(AccountError::BadName) } else { Ok(()) }
}

impl Accounts {
    /// Over an opened database.
    pub fn new(database: Database, settings: SignInSettings) -> Self {
        let SignInSettings { public_url, key, openid } = settings;
        let sign_in = SignIn {
            secure: public_url.starts_with("https://"),
            vault: Vault::new(key),
            provider: openid.map(|openid| Provider::new(openid, &public_url)),
        };
        Self { database, audit: Arc::default(), recent: Arc::default(), sign_in: Arc::new(sign_in) }
    }

    /// Whether cookies go by https only.
    pub(crate) fn secure(&self) -> bool {
        self.sign_in.secure
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.sign_in.vault
    }

    /// The organisation's provider, if there is one.
    pub(crate) fn provider(&self) -> Option<&Provider> {
        self.sign_in.provider.as_ref()
    }

    /// Makes an account, with a password if it shall sign in on the web, and its first API key.
    pub async fn create(&self, name: &str, roles: &Roles, password: Option<String>) -> Result<ApiKey, AccountError> {
        let password_hash = match password {
            Some(password) => Some(password::hash(password).await?),
            None => None,
        };
        let account = self.add(name, roles, password_hash).await?;
        Ok(self.new_key(&account, "command line").await?.1)
    }

    /// Makes an account without a password or a key: whoever gets a link to it sets one.
    pub async fn add(&self, name: &str, roles: &Roles, password_hash: Option<String>) -> Result<Account, AccountError> {
        check_name(name)?;
        if roles.is_empty() {
            return Err(AccountError::NoRole);
        }
        let taken = account::Entity::find().filter(account::Column::Name.eq(name));
        if taken.one(self.database.connection()).await?.is_some() {
            return Err(AccountError::NameTaken(name.to_owned()));
        }
        let row = account::ActiveModel {
            id: Set(Uuid::new_v4()),
            name: Set(name.to_owned()),
            roles: Set(roles.to_string()),
            password_hash: Set(password_hash),
            ..Default::default()
        };
        row.insert(self.database.connection()).await?.try_into()
    }

    /// All accounts, by name.
    pub async fn all(&self) -> Result<Vec<Account>, AccountError> {
        let rows = account::Entity::find().all(self.database.connection()).await?;
        let mut all = rows.into_iter().map(Account::try_from).collect::<Result<Vec<_>, _>>()?;
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(all)
    }

    /// Gives an account other roles. There is always an administrator, once there has been one.
    pub async fn set_roles(&self, name: &str, roles: &Roles) -> Result<Account, AccountError> {
        if roles.is_empty() {
            return Err(AccountError::NoRole);
        }
        let transaction = self.database.begin(Company::Nobody).await?;
        let row = find(&transaction, name).await?;
        if !roles.include(Role::Administrator) {
            others_administrate(&transaction, &row).await?;
        }
        let mut row: account::ActiveModel = row.into();
        row.roles = Set(roles.to_string());
        let changed = row.update(&transaction).await?;
        transaction.commit().await?;
        self.recent.forget();
        changed.try_into()
    }

    /// Removes an account with its keys, sign-ins and links.
    pub async fn remove(&self, name: &str) -> Result<(), AccountError> {
        let transaction = self.database.begin(Company::Nobody).await?;
        let row = find(&transaction, name).await?;
        others_administrate(&transaction, &row).await?;
        account::Entity::delete_by_id(row.id).exec(&transaction).await?;
        transaction.commit().await?;
        self.recent.forget();
        Ok(())
    }

    /// Sets a new password for whoever knows the old one; all other sign-ins end.
    pub async fn change_password(&self, account: &Account, old: String, new: String) -> Result<(), AccountError> {
        self.may_try(&account.name).await?;
        let row = self.find(&account.name).await?;
        if !password::verify(old, row.password_hash.clone()).await? {
            self.failed(&account.name).await?;
            return Err(AccountError::WrongPassword);
        }
        let hash = password::hash(new).await?;
        let (id, mut row): (Uuid, account::ActiveModel) = (row.id, row.into());
        row.password_hash = Set(Some(hash));
        let transaction = self.database.connection().begin().await?;
        row.update(&transaction).await?;
        api_key::Entity::delete_many()
            .filter(api_key::Column::AccountId.eq(id))
            .filter(api_key::Column::ExpiresAt.is_not_null())
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Signs in with name, password, and if the account has a second factor a code of it: the account, and a key that runs out after
    /// eight hours, or half an hour unused.
    pub async fn sign_in(
        &self,
        name: &str,
        password: String,
        code: Option<&str>,
    ) -> Result<(Account, ApiKey), AccountError> {
        // No name has a zero in it, and PostgreSQL takes no text that has.
        let name = if name.contains('\0') { "" } else { name };
        self.may_try(name).await?;
        let found =
            account::Entity::find().filter(account::Column::Name.eq(name)).one(self.database.connection()).await?;
        let stored = found.as_ref().and_then(|account| account.password_hash.clone());
        let right = password::verify(password, stored).await?;
        let Some(row) = found.filter(|_| right) else {
            self.failed(name).await?;
            return Err(AccountError::WrongPassword);
        };
        self.check_code(&row, code).await?;
        self.succeeded(name).await?;
        api_key::Entity::delete_many()
            .filter(api_key::Column::ExpiresAt.lte(now()))
            .exec(self.database.connection())
            .await?;
        let key = self.sign_in_key(row.id, SESSION.as_secs() as i64).await?;
        let account = Account::try_from(row)?;
        self.note(&account.name, "POST", "/api/v1/sessions", false).await?;
        Ok((account, key))
    }

    /// The account that holds this key.
    pub async fn by_key(&self, key: &str) -> Result<Account, AccountError> {
        let hash = ApiKey::hash(key);
        let look = match self.recent.account(&hash) {
            Ok(account) => return Ok(account),
            Err(look) => look,
        };
        let found = api_key::Entity::find_by_id(hash.clone())
            .find_also_related(account::Entity)
            .one(self.database.connection())
            .await?;
        let Some((key, Some(account))) = found else { return Err(AccountError::NotSignedIn) };
        // Sign-ins are looked up each time: they end by themselves.
        if key.expires_at.is_none() {
            let account = Account::try_from(account)?;
            self.recent.remember(look, hash, &account);
            return Ok(account);
        }
        let now = now();
        let over = key.expires_at.is_some_and(|end| left(end, SESSION.as_secs() as i64, now).is_none());
        let lasts = IDLE.as_secs() as i64;
        let idle = key.seen_at.is_some_and(|seen| left(seen.saturating_add(lasts), lasts, now).is_none());
        if over || idle {
            api_key::Entity::delete_by_id(key.key_hash).exec(self.database.connection()).await?;
            return Err(AccountError::NotSignedIn);
        }
        if key.seen_at.is_some_and(|seen| seen + NOTED <= now) {
            let mut key: api_key::ActiveModel = key.into();
            key.seen_at = Set(Some(now));
            key.update(self.database.connection()).await?;
        }
        account.try_into()
    }

    /// Makes a key worthless. Unknown keys are no error: the wish is fulfilled.
    pub async fn revoke(&self, key: &str) -> Result<(), AccountError> {
        api_key::Entity::delete_by_id(ApiKey::hash(key)).exec(self.database.connection()).await?;
        self.recent.forget();
        Ok(())
    }

    async fn find(&self, name: &str) -> Result<account::Model, AccountError> {
        find(self.database.connection(), name).await
    }
}

async fn find<C: ConnectionTrait>(connection: &C, name: &str) -> Result<account::Model, AccountError> {
    // No name has a zero in it, and PostgreSQL takes no text that has.
    check_name(name).map_err(|_| AccountError::Unknown("account"))?;
    let row = account::Entity::find().filter(account::Column::Name.eq(name)).one(connection).await?;
    row.ok_or(AccountError::Unknown("account"))
}

/// Whether somebody else could still make accounts, if this account may.
async fn others_administrate<C: ConnectionTrait>(connection: &C, row: &account::Model) -> Result<(), AccountError> {
    let may = |row: &account::Model| row.roles.split(',').any(|role| role == Role::Administrator.to_string());
    let rows = account::Entity::find().all(connection).await?;
    let others = rows.iter().any(|other| other.id != row.id && may(other));
    if may(row) && !others { Err(AccountError::LastAdministrator) } else { Ok(()) }
}

impl TryFrom<account::Model> for Account {
    type Error = AccountError;

    fn try_from(row: account::Model) -> Result<Self, AccountError> {
        let roles = row.roles.parse().map_err(|_| AccountError::Corrupt)?;
        Ok(Self {
            name: row.name,
            roles,
            has_password: row.password_hash.is_some(),
            second_factor: row.totp_secret.is_some(),
            by_provider: row.openid_subject.is_some(),
        })
    }
}

pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs() as i64)
}
