//! `chorus account create`: works beside a running server, on the same accounts database.

use crate::ProgramError;
use crate::places::Room;
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
    let place = settings.place(Room::Accounts, false)?;
    let database = Database::open_at::<chorus_migrations::Accounts>(&place).await?;
    Ok(Accounts::new(database).create(name, roles, password).await?)
}
