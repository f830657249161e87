//! How the service's secret takes the keys of codes from the database, and how another secret takes its place.

use crate::keys::ledger_of;
use crate::letters::bound_to;
use crate::store::{Encrypted, IssuanceStore};
use crate::{IssuanceError, Secret};
use chorus_database::Database;

impl Secret {
    /// The secret with the keys of codes that this database has, or with new ones. Where people were invited before such keys were
    /// kept, they are derived from the secret; where nobody is invited and no other process runs, keys that do not open are replaced.
    pub async fn open(bytes: [u8; 32], database: &Database) -> Result<Self, IssuanceError> {
        let store = IssuanceStore::new(database.clone());
        let secret = Self::new(bytes);
        let kept = store.code_keys().await?;
        let known = kept.as_deref().map(|wrapped| secret.clone().with_codes(wrapped));
        let invited = store.has_invitations().await?;
        match known {
            Some(Ok(known)) => return Ok(known),
            Some(Err(error)) if invited || database.is_shared().await? => return Err(error),
            _ => {}
        }
        let begun = if invited { secret.clone() } else { secret.clone().with_new_codes() };
        store.keep_code_keys(begun.encrypt_codes()?, kept).await?;
        let stands = store.code_keys().await?.ok_or(IssuanceError::Corrupt("the keys of codes"))?;
        secret.with_codes(&stands)
    }
}

/// Encrypts under the secret `to` whatever is encrypted under `from`, all or nothing. May be repeated.
pub async fn rotate(database: &Database, from: [u8; 32], to: [u8; 32]) -> Result<(), IssuanceError> {
    let store = IssuanceStore::new(database.clone());
    let (from, to) = (Secret::new(from), Secret::new(to));
    if store.code_keys().await?.is_none() && store.has_invitations().await? {
        // Those that were invited have codes that are hashed with keys derived from the old secret.
        store.keep_code_keys(from.encrypt_codes()?, None).await?;
    }
    let again = |what: &Encrypted<'_>, stored: &[u8]| match what {
        Encrypted::SigningKey(wave) => from.rewrap(&to, wave.as_bytes(), stored),
        Encrypted::LedgerKey(wave) => from.rewrap(&to, &ledger_of(*wave), stored),
        Encrypted::Letter(wave, invitation) => from.rewrap(&to, &bound_to(*wave, invitation), stored),
        Encrypted::CodeKeys => from.rewrap_codes(&to, stored),
    };
    store.encrypt_again(again).await
}
