//! `POST /sessions` and `DELETE /sessions`.

use crate::store::SESSION;
use crate::{AccountError, Accounts, Roles};
use actix_web::web::{Data, Json, Payload};
use actix_web::{HttpRequest, HttpResponse, delete, http::StatusCode, post};
use chorus_problem::{Problem, request};
use serde::{Deserialize, Serialize};

/// Name and password.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The account's name.
    pub name: String,
    /// Its password.
    pub password: String,
}

/// A sign-in.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Session {
    /// Send it as `Authorization: Bearer <key>`.
    pub key: String,
    /// The account's name.
    pub name: String,
    /// What the account may do.
    pub roles: Roles,
    /// Seconds until the key runs out.
    pub expires_in: u64,
}

/// Signs in with name and password. The key in the reply lasts eight hours.
#[utoipa::path(
    operation_id = "signIn",
    tag = "accounts",
    request_body = SignIn,
    responses(
        (status = 201, description = "Signed in", body = Session),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`wrong-password`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`: too many sign-ins at once; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/sessions")]
pub async fn sign_in(
    accounts: Data<Accounts>,
    http: HttpRequest,
    payload: Payload,
) -> Result<(Json<Session>, StatusCode), Problem> {
    request::require_media_type(&http, &["application/json"])?;
    let body: SignIn = request::json(&request::body(&http, payload, 4_096).await?)?;
    let (account, key) = accounts.sign_in(&body.name, body.password).await?;
    let session = Session {
        key: key.reveal().to_owned(),
        name: account.name,
        roles: account.roles,
        expires_in: SESSION.as_secs(),
    };
    Ok((Json(session), StatusCode::CREATED))
}

/// Signs out: the key that is sent becomes worthless.
#[utoipa::path(
    operation_id = "signOut",
    tag = "accounts",
    security(("api_key" = [])),
    responses(
        (status = 204, description = "Signed out"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/sessions")]
pub async fn sign_out(accounts: Data<Accounts>, http: HttpRequest) -> Result<HttpResponse, Problem> {
    let key = request::authorization(&http, "Bearer").ok_or(AccountError::NotSignedIn)?;
    accounts.revoke(key).await?;
    Ok(HttpResponse::NoContent().finish())
}
