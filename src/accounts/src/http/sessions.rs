//! `POST /sessions` and `DELETE /sessions`.

use crate::store::{IDLE, SESSION};
use crate::{AccountError, Accounts, Roles, cookie, extract};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, delete, post};
use chorus_problem::Problem;
use serde::{Deserialize, Serialize};

/// Name and password.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The account's name.
    pub name: String,
    /// Its password.
    pub password: String,
    /// The six digits that an authenticator app shows, if the account has a second factor.
    pub code: Option<String>,
    /// Whether the key shall come as a cookie, out of reach of scripts, and not in the reply: for browsers.
    #[serde(default)]
    pub cookie: bool,
}

/// A sign-in.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Session {
    /// Send it as `Authorization: Bearer <key>`; null if it came as a cookie.
    pub key: Option<String>,
    /// The account's name.
    pub name: String,
    /// What the account may do.
    pub roles: Roles,
    /// Seconds until the key runs out.
    pub expires_in: u64,
    /// Seconds until it runs out if it is not used.
    pub idle: u64,
}

/// Signs in with name and password. The key lasts eight hours, or half an hour while it is not used.
///
/// With `cookie` the key comes as a cookie. Calls that change something then need the header `X-Chorus-Request: 1`, which pages of other
/// sites cannot send. After five sign-ins under a name have failed, the next must wait, longer each time.
#[utoipa::path(
    operation_id = "signIn",
    tag = "accounts",
    request_body = SignIn,
    responses(
        (status = 201, description = "Signed in", body = Session),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`wrong-password`; `code-needed` if the account has a second factor; `wrong-code`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`wait`: too many sign-ins under this name failed; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`: too many sign-ins at once; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/sessions")]
pub async fn sign_in(accounts: Data<Accounts>, http: HttpRequest, payload: Payload) -> Result<HttpResponse, Problem> {
    let body: SignIn = super::json(&http, payload).await?;
    let (account, key) = accounts.sign_in(&body.name, body.password, body.code.as_deref()).await?;
    let session = Session {
        key: (!body.cookie).then(|| key.reveal().to_owned()),
        name: account.name,
        roles: account.roles,
        expires_in: SESSION.as_secs(),
        idle: IDLE.as_secs(),
    };
    let mut reply = HttpResponse::Created();
    if body.cookie {
        reply.cookie(cookie::of(key.reveal(), accounts.secure()));
    }
    Ok(reply.json(session))
}

/// Signs out: the key that is sent becomes worthless.
#[utoipa::path(
    operation_id = "signOut",
    tag = "accounts",
    security(("api_key" = [])),
    responses(
        (status = 204, description = "Signed out"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`cross-site`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/sessions")]
pub async fn sign_out(accounts: Data<Accounts>, http: HttpRequest) -> Result<HttpResponse, Problem> {
    let key = extract::key(&http)?.ok_or(AccountError::NotSignedIn)?;
    accounts.revoke(&key).await?;
    Ok(HttpResponse::NoContent().cookie(cookie::removal(accounts.secure())).finish())
}
