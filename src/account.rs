//! `chorus account create` and `chorus audit`: they work beside a running server, on the same accounts database.

use crate::ProgramError;
use crate::places::Room;
use crate::settings::Settings;
use chorus_accounts::{Accounts, ApiKey, Roles, SignInSettings};
use chorus_database::Database;
use zeroize::Zeroizing;

/// Makes an account and returns its API key, which cannot be had again.
pub async fn create(
    settings: &Settings,
    name: &str,
    roles: &Roles,
    password: Option<String>,
) -> Result<ApiKey, ProgramError> {
    Ok(open(settings).await?.create(name, roles, password).await?)
}

/// Checks that the log of what staff asked for is whole, and says how it ends: keep that elsewhere, and a log written anew will differ.
pub async fn audit(settings: &Settings) -> Result<String, ProgramError> {
    match open(settings).await?.verify_audit().await? {
        Ok((0, _)) => Ok("The audit log is empty.".to_owned()),
        Ok((rows, hash)) => {
            let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            Ok(format!("The audit log is whole: {rows} entries, the last with the hash {hash}."))
        }
        Err(number) => Err(ProgramError::Audit(number)),
    }
}

async fn open(settings: &Settings) -> Result<Accounts, ProgramError> {
    let place = settings.place(Room::Accounts, false)?;
    let database = Database::open_at::<chorus_migrations::Accounts>(&place).await?;
    // Nobody signs in here, so that nothing is encrypted with this key.
    let nobody = SignInSettings { public_url: String::new(), key: Zeroizing::default(), openid: None };
    Ok(Accounts::new(database, nobody))
}
