//! How two processes find and know each other.

use crate::role::Role;
use serde::Deserialize;
use url::Url;

/// The shortest key: 32 random bytes as base64url have 43 characters.
const SHORTEST_KEY: usize = 43;

/// Where issuance finds collection, and the key that both know.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelaySettings {
    /// Scheme, host and port; for issuance.
    pub collection_url: String,
    /// For both; from the environment only.
    pub key: String,
}

impl RelaySettings {
    /// What each role needs, and no more.
    pub(crate) fn check(&self, role: Role) -> Result<(), String> {
        let (url, key) = (!self.collection_url.is_empty(), !self.key.is_empty());
        match role {
            Role::All | Role::Evidence if url || key => {
                Err(format!("relay: role {} has nobody to tell; leave it empty", role.name()))
            }
            Role::All | Role::Evidence => Ok(()),
            Role::Collection if url => Err("relay.collection_url: only for role issuance; leave it empty".to_owned()),
            Role::Issuance if !self.is_origin() => {
                Err("relay.collection_url: where the process of role collection listens, such as http://10.0.0.3:8080"
                    .to_owned())
            }
            _ if self.key.len() < SHORTEST_KEY => {
                Err("relay.key: set the variable CHORUS__RELAY__KEY of both processes to the same 32 random bytes as \
                     base64url"
                    .to_owned())
            }
            _ => Ok(()),
        }
    }

    fn is_origin(&self) -> bool {
        Url::parse(&self.collection_url).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https") && url.origin().ascii_serialization() == self.collection_url
        })
    }
}
