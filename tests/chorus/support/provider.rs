//! An organisation's provider of sign-ins: OpenID Connect as far as a service sees it. It says of people what a test wants it to, rightly
//! signed or not, and it keeps to the rules that protect it: a code is good once, for the client, the address and the verifier it was
//! asked for with.

use actix_web::web::{Data, Form};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use openssl::rsa::Rsa;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

pub const CLIENT: &str = "chorus at example";
pub const SECRET: &str = "a secret: with + and %";

struct Grant {
    redirect: String,
    challenge: String,
    id_token: String,
}

struct State {
    discovery: Value,
    keys: Value,
    grants: Mutex<HashMap<String, Grant>>,
}

pub struct Provider {
    pub url: String,
    key: Vec<u8>,
    state: Arc<State>,
}

/// What a browser is sent to the provider with.
pub struct Asked(HashMap<String, String>);

impl Asked {
    /// Reads the address that it was sent to.
    pub fn parse(location: &str) -> Self {
        Self(url::Url::parse(location).unwrap().query_pairs().into_owned().collect())
    }

    pub fn get(&self, name: &str) -> &str {
        &self.0[name]
    }
}

impl Provider {
    pub fn start() -> Self {
        let _ = jsonwebtoken_openssl::install_default();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let pair = Rsa::generate(2048).unwrap();
        let part = |number: Vec<u8>| URL_SAFE_NO_PAD.encode(number);
        let key = json!({"kty": "RSA", "use": "sig", "kid": "now", "n": part(pair.n().to_vec()), "e": part(pair.e().to_vec())});
        let old = Rsa::generate(2048).unwrap();
        let old = json!({"kty": "RSA", "kid": "old", "n": part(old.n().to_vec()), "e": part(old.e().to_vec())});
        let discovery = json!({
            "issuer": url,
            "authorization_endpoint": format!("{url}/authorize?tenant=1"),
            "token_endpoint": format!("{url}/token"),
            "jwks_uri": format!("{url}/keys"),
            "authorization_response_iss_parameter_supported": true,
        });
        let state = State { discovery, keys: json!({"keys": [old, key]}), grants: Mutex::default() };
        let (state, served) = (Arc::new(state), pair.private_key_to_der().unwrap());
        let shared = Data::from(state.clone());
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let app = move || {
                    App::new()
                        .app_data(shared.clone())
                        .route("/.well-known/openid-configuration", web::get().to(discovery_document))
                        .route("/keys", web::get().to(keys))
                        .route("/token", web::post().to(token))
                };
                HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap().run().await.unwrap();
            });
        });
        Self { url, key: served, state }
    }

    /// The settings of a service that trusts it.
    pub fn variables(&self) -> [(&str, &str); 4] {
        [
            ("CHORUS__OPENID__ISSUER", &self.url),
            ("CHORUS__OPENID__NAME", "Example Ltd"),
            ("CHORUS__OPENID__CLIENT_ID", CLIENT),
            ("CHORUS__OPENID__CLIENT_SECRET", SECRET),
        ]
    }

    /// What a right ID token says of `ana`.
    pub fn claims(&self, asked: &Asked) -> Value {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        json!({
            "iss": self.url, "sub": "248289761001", "aud": CLIENT, "exp": now + 300, "iat": now,
            "nonce": asked.get("nonce"), "email": "ana", "email_verified": true,
        })
    }

    pub fn sign(&self, claims: &Value) -> String {
        let header = Header { kid: Some("now".to_owned()), ..Header::new(Algorithm::RS256) };
        jsonwebtoken::encode(&header, claims, &EncodingKey::from_rsa_der(&self.key)).unwrap()
    }

    /// The public key, for whoever would use it as a shared secret.
    pub fn public_key(&self) -> String {
        self.state.keys["keys"][1]["n"].as_str().unwrap().to_owned()
    }

    /// A code that stands for this ID token.
    pub fn grant(&self, asked: &Asked, id_token: String) -> String {
        let grant = Grant {
            redirect: asked.get("redirect_uri").to_owned(),
            challenge: asked.get("code_challenge").to_owned(),
            id_token,
        };
        let mut grants = self.state.grants.lock().unwrap();
        let code = format!("code+{}", grants.len());
        grants.insert(code.clone(), grant);
        code
    }
}

async fn discovery_document(state: Data<State>) -> HttpResponse {
    HttpResponse::Ok().json(&state.discovery)
}

async fn keys(state: Data<State>) -> HttpResponse {
    HttpResponse::Ok().json(&state.keys)
}

async fn token(http: HttpRequest, state: Data<State>, form: Form<HashMap<String, String>>) -> HttpResponse {
    let given = http.headers().get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Basic "));
    // RFC 6749, section 2.3.1: both parts are encoded as in a form.
    let expected = STANDARD.encode("chorus+at+example:a+secret%3A+with+%2B+and+%25");
    if given != Some(&expected) {
        return HttpResponse::Unauthorized().json(json!({"error": "invalid_client"}));
    }
    let grant = form.get("code").and_then(|code| state.grants.lock().unwrap().remove(code));
    let verifier = form.get("code_verifier").map(|text| URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes())));
    match grant {
        Some(grant)
            if form.get("redirect_uri") == Some(&grant.redirect) && verifier.as_ref() == Some(&grant.challenge) =>
        {
            HttpResponse::Ok().json(json!({"access_token": "x", "token_type": "Bearer", "id_token": grant.id_token}))
        }
        _ => HttpResponse::BadRequest().json(json!({"error": "invalid_grant"})),
    }
}
