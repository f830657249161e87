//! Signing in with the organisation's accounts: OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636), state, nonce and
//! the issuer's own word for itself (RFC 9207). What is remembered between leaving for the provider and coming back lies encrypted in a
//! cookie, so that any node can go on.

mod attempt;
mod id_token;
mod provider;

pub(crate) use attempt::Attempt;
pub(crate) use id_token::Identity;
pub(crate) use provider::Provider;

use crate::AccountError;
use url::{Host, Url};

/// The organisation's provider, as it is set up.
#[derive(Clone)]
pub struct OpenIdSettings {
    /// Its issuer identifier: an `https` URL, or `http` on the same machine. Empty: there is none.
    pub issuer: String,
    /// What people call it.
    pub name: String,
    /// What it calls this service.
    pub client_id: String,
    /// What it knows this service by; empty for a public client.
    pub client_secret: String,
    /// The claim that is an account's name. `email` counts only if it is verified.
    pub claim: String,
}

impl OpenIdSettings {
    /// What is wrong with them, by field.
    ///
    /// # Errors
    /// A sentence that begins with the field.
    pub fn check(&self) -> Result<(), &'static str> {
        if self.issuer.is_empty() {
            return Ok(());
        }
        if safe_url(&self.issuer).is_none_or(|url| url.query().is_some() || url.fragment().is_some()) {
            return Err("issuer: write the issuer's URL with https, without query or fragment");
        }
        if self.client_id.is_empty() {
            return Err("client_id: what the provider calls this service");
        }
        if self.claim.is_empty() {
            return Err("claim: the claim that is an account's name, such as email");
        }
        Ok(())
    }
}

/// A URL by which nobody listens in: `https`, or `http` to the same machine.
fn safe_url(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let here = match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    (url.scheme() == "https" || (url.scheme() == "http" && here)).then_some(url)
}

/// The provider's answer cannot be used; the sentence is for the log and names nobody.
fn provider(fault: impl Into<String>) -> AccountError {
    AccountError::Provider(fault.into())
}
