//! `chorus account create`: works beside a running server, on the same accounts database.

use crate::ProgramError;
use crate::settings::Settings;
use chorus_accounts::{Accounts, ApiKey, Roles};
use chorus_database::Database;

/// Makes an account and returns its API key, which cannot be had again.
pub async fn create(
    settings: &Settings,
    name: &str,
    roles: &Roles,
    password: Option<String>,
) -> Result<ApiKey, ProgramError> {
    let path = settings.data_file("accounts.db")?;
    let accounts = Accounts::new(Database::open::<chorus_migrations::Accounts>(&path).await?);
    Ok(accounts.create(name, roles, password).await?)
}
