//! `/me`: one's own account, password and keys.

use crate::store::Key;
use crate::{Account, Accounts, Staff, cookie};
use actix_web::web::{Data, Json, Payload};
use actix_web::{HttpRequest, HttpResponse, delete, get, http::StatusCode, post, put};
use chorus_problem::Problem;
use serde::{Deserialize, Serialize};

/// One's own account.
#[utoipa::path(
    operation_id = "getMe",
    tag = "accounts",
    security(("api_key" = [])),
    responses(
        (status = 200, description = "The account", body = Account),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/me")]
pub async fn me(staff: Staff) -> Json<Account> {
    Json(staff.account)
}

/// Two passwords.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The one until now.
    pub old: String,
    /// 15 to 200 characters.
    pub new: String,
}

/// Sets a new password. Every sign-in of the account ends, this one too.
#[utoipa::path(
    operation_id = "putPassword",
    tag = "accounts",
    security(("api_key" = [])),
    request_body = NewPassword,
    responses(
        (status = 204, description = "It is set"),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`, or `wrong-password`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`cross-site`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`wait`; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/me/password")]
pub async fn password(
    staff: Staff,
    accounts: Data<Accounts>,
    http: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let NewPassword { old, new } = super::json(&http, payload).await?;
    accounts.change_password(&staff.account, old, new).await?;
    Ok(HttpResponse::NoContent().cookie(cookie::removal(accounts.secure())).finish())
}

/// Keys of an account.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Keys {
    /// By name.
    pub keys: Vec<Key>,
}

/// One's own keys, without what they open: that was shown once.
#[utoipa::path(
    operation_id = "getKeys",
    tag = "accounts",
    security(("api_key" = [])),
    responses(
        (status = 200, description = "The keys", body = Keys),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/me/keys")]
pub async fn keys(staff: Staff, accounts: Data<Accounts>) -> Result<Json<Keys>, Problem> {
    Ok(Json(Keys { keys: accounts.keys(&staff.account).await? }))
}

/// What a key is for.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyName {
    /// In one's own words, 1 to 100 characters.
    pub name: String,
}

/// A new key.
#[derive(Serialize, utoipa::ToSchema)]
pub struct NewKey {
    /// As it is listed afterwards.
    #[serde(flatten)]
    pub listed: Key,
    /// Send it as `Authorization: Bearer <key>`. It is shown this once.
    pub key: String,
}

/// Makes a key for a program. It may do what the account may, until it is revoked.
#[utoipa::path(
    operation_id = "postKey",
    tag = "accounts",
    security(("api_key" = [])),
    request_body = KeyName,
    responses(
        (status = 201, description = "The key", body = NewKey),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`cross-site`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/me/keys")]
pub async fn new_key(
    staff: Staff,
    accounts: Data<Accounts>,
    http: HttpRequest,
    payload: Payload,
) -> Result<(Json<NewKey>, StatusCode), Problem> {
    let KeyName { name } = super::json(&http, payload).await?;
    let (listed, key) = accounts.new_key(&staff.account, &name).await?;
    Ok((Json(NewKey { listed, key: key.reveal().to_owned() }), StatusCode::CREATED))
}

/// Revokes one of one's own keys.
#[utoipa::path(
    operation_id = "deleteKey",
    tag = "accounts",
    security(("api_key" = [])),
    params(("id" = String, Path, description = "The key's id")),
    responses(
        (status = 204, description = "It opens nothing now"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`cross-site`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/me/keys/{id}")]
pub async fn revoke(staff: Staff, accounts: Data<Accounts>, http: HttpRequest) -> Result<HttpResponse, Problem> {
    accounts.revoke_key(&staff.account, &super::part(&http, "id")?).await?;
    Ok(HttpResponse::NoContent().finish())
}
