//! `/welcome`: a link by which somebody sets their own password, once.

use crate::{Account, AccountError, Accounts};
use actix_web::web::{Data, Json, Payload};
use actix_web::{HttpRequest, get, post};
use chorus_problem::{Problem, request};
use serde::{Deserialize, Serialize};

/// What a link is for.
#[derive(Serialize, utoipa::ToSchema)]
pub struct WelcomeLink {
    /// The account whose password it sets; null if it makes the first administrator, who chooses a name.
    pub name: Option<String>,
}

/// A password, and for the first administrator a name.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Welcome {
    /// The name of the first administrator; left out of any other link.
    #[serde(default)]
    pub name: String,
    /// 15 to 200 characters.
    pub password: String,
}

fn code(http: &HttpRequest) -> Result<String, AccountError> {
    request::authorization(http, "Link").map(str::to_owned).ok_or(AccountError::NoLink)
}

/// What the link is for whose code comes as `Authorization: Link <code>`.
#[utoipa::path(
    operation_id = "getWelcome",
    tag = "accounts",
    responses(
        (status = 200, description = "What it is for", body = WelcomeLink),
        (status = 404, description = "`not-found`: it was used, replaced, or has run out", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/welcome")]
pub async fn look(accounts: Data<Accounts>, http: HttpRequest) -> Result<Json<WelcomeLink>, Problem> {
    Ok(Json(WelcomeLink { name: accounts.link(&code(&http)?).await? }))
}

/// Sets the password of the account that the link is for, and uses the link up. Sign in afterwards.
#[utoipa::path(
    operation_id = "postWelcome",
    tag = "accounts",
    request_body = Welcome,
    responses(
        (status = 200, description = "The account", body = Account),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`: it was used, replaced, or has run out", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`name-taken`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: name or password; the link still leads here", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/welcome")]
pub async fn welcome(accounts: Data<Accounts>, http: HttpRequest, payload: Payload) -> Result<Json<Account>, Problem> {
    let code = code(&http)?;
    let Welcome { name, password } = super::json(&http, payload).await?;
    Ok(Json(accounts.welcome(&code, &name, password).await?))
}
