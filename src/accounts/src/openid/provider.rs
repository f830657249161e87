//! Asking the organisation's provider: what it is (OpenID Connect Discovery 1.0), what a code stands for, and by which keys it signs. It
//! knows no account. Calls are few, one step of one sign-in at a time, and wait neither long nor in numbers.

use super::id_token::{Believed, Expected, Identity};
use super::{Attempt, OpenIdSettings, provider, safe_url};
use crate::AccountError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::JwkSet;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, Semaphore};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Body, http};
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

/// How long it is believed what the provider said of itself.
const KNOWN_FOR: Duration = Duration::from_secs(3_600);
/// The longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest answer, in bytes.
const LONGEST: u64 = 1 << 20;
/// How many calls are made at once; more are sent away.
const CALLS: usize = 4;

/// What the provider says of itself, as far as it is used.
#[derive(Clone, Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: String,
}

/// The provider.
#[derive(Clone)]
pub(crate) struct Provider {
    settings: Arc<OpenIdSettings>,
    /// Where it sends browsers back to.
    redirect: String,
    agent: Agent,
    known: Arc<Mutex<Option<(Instant, Metadata)>>>,
    calls: Arc<Semaphore>,
}

impl Provider {
    pub(crate) fn new(settings: OpenIdSettings, public_url: &str) -> Self {
        // The organisation's own certificates are the machine's.
        let tls = TlsConfig::builder().provider(TlsProvider::NativeTls).root_certs(RootCerts::PlatformVerifier);
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).user_agent("");
        let config = config.tls_config(tls.build()).timeout_global(Some(PATIENCE));
        Self {
            settings: Arc::new(settings),
            redirect: format!("{public_url}/api/v1/openid/callback"),
            agent: config.build().new_agent(),
            known: Arc::default(),
            calls: Arc::new(Semaphore::new(CALLS)),
        }
    }

    /// What people call it.
    pub(crate) fn name(&self) -> &str {
        if self.settings.name.is_empty() { "your organisation" } else { &self.settings.name }
    }

    /// What its subjects belong to.
    pub(crate) fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// Where the browser goes to sign in.
    pub(crate) async fn authorization(&self, attempt: &Attempt) -> Result<Url, AccountError> {
        let mut url = endpoint(&self.metadata().await?.authorization_endpoint)?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("scope", "openid email profile")
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("redirect_uri", &self.redirect)
            .append_pair("state", &attempt.state)
            .append_pair("nonce", &attempt.nonce)
            .append_pair("code_challenge", &attempt.challenge())
            .append_pair("code_challenge_method", "S256");
        Ok(url)
    }

    /// Who came back with this code. `issuer` is who the provider said it is when it sent them.
    pub(crate) async fn identity(
        &self,
        attempt: &Attempt,
        code: &str,
        issuer: Option<&str>,
    ) -> Result<Identity, AccountError> {
        let metadata = self.metadata().await?;
        let missing = issuer.is_none() && metadata.authorization_response_iss_parameter_supported;
        if missing || issuer.is_some_and(|issuer| issuer != self.settings.issuer) {
            return Err(provider("another provider may have answered (RFC 9207)"));
        }
        let tokens: Tokens = self.call(self.redemption(&metadata, attempt, code)?).await?;
        let keys: JwkSet = self.call(get(&metadata.jwks_uri)?).await?;
        let expected =
            Expected { issuer: &self.settings.issuer, client_id: &self.settings.client_id, nonce: &attempt.nonce };
        let Believed { subject, said } = expected.believe(&tokens.id_token, &keys)?;
        let claim = &self.settings.claim;
        if let Some(identity) = Identity::of(&subject, claim, &said)? {
            return Ok(identity);
        }
        let said = self.user_info(&metadata, &tokens.access_token).await?;
        if said.get("sub").and_then(Value::as_str) != Some(&subject) {
            return Err(provider("what it says there is of somebody else"));
        }
        Identity::of(&subject, claim, &said)?.ok_or_else(|| provider(format!("it does not say the claim '{claim}'")))
    }

    /// What the provider leaves out of an ID token it says here (section 5.3).
    async fn user_info(&self, metadata: &Metadata, token: &str) -> Result<Map<String, Value>, AccountError> {
        let Some(endpoint) = &metadata.userinfo_endpoint else { return Ok(Map::new()) };
        let mut request = get(endpoint)?;
        let header = http::HeaderValue::try_from(format!("Bearer {token}"));
        request.headers_mut().insert("Authorization", header.map_err(|error| provider(error.to_string()))?);
        self.call(request).await
    }

    /// The request that swaps a code for tokens (RFC 6749, sections 2.3.1 and 4.1.3).
    fn redemption(
        &self,
        metadata: &Metadata,
        attempt: &Attempt,
        code: &str,
    ) -> Result<http::Request<String>, AccountError> {
        let (id, secret) = (&self.settings.client_id, &self.settings.client_secret);
        let methods = metadata.token_endpoint_auth_methods_supported.as_deref().unwrap_or_default();
        let takes = |method: &str| methods.iter().any(|taken| taken == method);
        let in_body = secret.is_empty() || (takes("client_secret_post") && !takes("client_secret_basic"));
        let mut body = Serializer::new(String::new());
        body.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", &self.redirect)
            .append_pair("code_verifier", &attempt.verifier);
        let request = http::Request::builder().method("POST").uri(endpoint(&metadata.token_endpoint)?.as_str());
        let mut request =
            request.header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "application/json");
        if in_body {
            body.append_pair("client_id", id);
            if !secret.is_empty() {
                body.append_pair("client_secret", secret);
            }
        } else {
            let part = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
            let both = STANDARD.encode(format!("{}:{}", part(id), part(secret)));
            request = request.header("Authorization", format!("Basic {both}"));
        }
        request.body(body.finish()).map_err(|error| provider(error.to_string()))
    }

    async fn metadata(&self) -> Result<Metadata, AccountError> {
        let mut known = self.known.lock().await;
        if let Some((since, metadata)) = known.as_ref().filter(|(since, _)| since.elapsed() < KNOWN_FOR) {
            let _ = since;
            return Ok(metadata.clone());
        }
        let issuer = self.settings.issuer.trim_end_matches('/');
        let found: Metadata = self.call(get(&format!("{issuer}/.well-known/openid-configuration"))?).await?;
        if found.issuer != self.settings.issuer {
            return Err(provider(format!("it calls itself '{}', not '{}'", found.issuer, self.settings.issuer)));
        }
        *known = Some((Instant::now(), found.clone()));
        Ok(found)
    }

    /// One call, off the threads that serve.
    async fn call<T: DeserializeOwned + Send + 'static>(
        &self,
        request: http::Request<String>,
    ) -> Result<T, AccountError> {
        let _turn = self.calls.try_acquire().map_err(|_| AccountError::Busy)?;
        let agent = self.agent.clone();
        let call = move || {
            let mut reply = agent.run(request).map_err(|error| provider(format!("no answer: {error}")))?;
            read(&mut reply)
        };
        tokio::task::spawn_blocking(call).await.map_err(|error| provider(error.to_string()))?
    }
}

fn read<T: DeserializeOwned>(reply: &mut http::Response<Body>) -> Result<T, AccountError> {
    if reply.status() != 200 {
        return Err(provider(format!("it answered {}", reply.status())));
    }
    let bytes = reply.body_mut().with_config().limit(LONGEST).read_to_vec();
    let bytes = bytes.map_err(|error| provider(format!("its answer broke off: {error}")))?;
    // What it wrote may name somebody, so only where it is wrong is told.
    serde_json::from_slice(&bytes).map_err(|error| provider(format!("its answer is not as expected: {error}")))
}

fn get(url: &str) -> Result<http::Request<String>, AccountError> {
    let request = http::Request::builder().method("GET").uri(endpoint(url)?.as_str());
    request.header("Accept", "application/json").body(String::new()).map_err(|error| provider(error.to_string()))
}

fn endpoint(url: &str) -> Result<Url, AccountError> {
    safe_url(url).ok_or_else(|| provider(format!("its address {url} is not https")))
}
