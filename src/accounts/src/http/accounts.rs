//! `/accounts`: everybody's accounts, for administrators. Nobody sets another person's password: they get a link to do it themselves.

use crate::{Account, Accounts, Administrator, Roles};
use actix_web::web::{Data, Json, Payload};
use actix_web::{HttpRequest, HttpResponse, delete, get, http::StatusCode, post, put};
use chorus_problem::Problem;
use serde::{Deserialize, Serialize};

/// All accounts.
#[derive(Serialize, utoipa::ToSchema)]
pub struct AccountList {
    /// By name.
    pub accounts: Vec<Account>,
}

/// Lists all accounts.
#[utoipa::path(
    operation_id = "listAccounts",
    tag = "accounts",
    security(("api_key" = [])),
    responses(
        (status = 200, description = "The accounts", body = AccountList),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/accounts")]
pub async fn list(_: Administrator, accounts: Data<Accounts>) -> Result<Json<AccountList>, Problem> {
    Ok(Json(AccountList { accounts: accounts.all().await? }))
}

/// A new account.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// 1 to 64 letters, digits, `.`, `_`, `-` or `@`.
    pub name: String,
    /// What it may do; at least one.
    pub roles: Roles,
}

/// An account and the link by which its owner sets a password.
#[derive(Serialize, utoipa::ToSchema)]
pub struct AccountWithLink {
    /// The account.
    #[serde(flatten)]
    pub account: Account,
    /// The path of the page with the link's code. It is told this once, leads there once, and for seven days.
    pub path: String,
}

/// Makes an account without a password. Send its owner the link.
#[utoipa::path(
    operation_id = "postAccount",
    tag = "accounts",
    security(("api_key" = [])),
    request_body = NewAccount,
    responses(
        (status = 201, description = "The account", body = AccountWithLink),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`name-taken`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/accounts")]
pub async fn add(
    _: Administrator,
    accounts: Data<Accounts>,
    http: HttpRequest,
    payload: Payload,
) -> Result<(Json<AccountWithLink>, StatusCode), Problem> {
    let NewAccount { name, roles } = super::json(&http, payload).await?;
    let account = accounts.add(&name, &roles, None).await?;
    Ok((Json(with_link(&accounts, account).await?), StatusCode::CREATED))
}

async fn with_link(accounts: &Accounts, account: Account) -> Result<AccountWithLink, Problem> {
    let code = accounts.link_for(&account.name).await?;
    Ok(AccountWithLink { account, path: format!("/welcome#{}", *code) })
}

/// Roles.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRoles {
    /// What the account may do from now on; at least one.
    pub roles: Roles,
}

/// Gives an account other roles, at once. There is always an administrator.
#[utoipa::path(
    operation_id = "putRoles",
    tag = "accounts",
    security(("api_key" = [])),
    params(("name" = String, Path, description = "The account's name")),
    request_body = NewRoles,
    responses(
        (status = 200, description = "The account", body = Account),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`last-administrator`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/accounts/{name}/roles")]
pub async fn set_roles(
    _: Administrator,
    accounts: Data<Accounts>,
    http: HttpRequest,
    payload: Payload,
) -> Result<Json<Account>, Problem> {
    let NewRoles { roles } = super::json(&http, payload).await?;
    Ok(Json(accounts.set_roles(&super::part(&http, "name")?, &roles).await?))
}

/// Gives an account a new link, for a lost password or a lost second factor. The old link leads nowhere then, and its sign-ins end.
#[utoipa::path(
    operation_id = "postAccountLink",
    tag = "accounts",
    security(("api_key" = [])),
    params(("name" = String, Path, description = "The account's name")),
    responses(
        (status = 201, description = "The account with its link", body = AccountWithLink),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/accounts/{name}/link")]
pub async fn link(
    _: Administrator,
    accounts: Data<Accounts>,
    http: HttpRequest,
) -> Result<(Json<AccountWithLink>, StatusCode), Problem> {
    let name = super::part(&http, "name")?;
    let account = accounts.all().await?.into_iter().find(|account| account.name == name);
    let account = account.ok_or(crate::AccountError::Unknown("account"))?;
    Ok((Json(with_link(&accounts, account).await?), StatusCode::CREATED))
}

/// Removes an account with its keys and sign-ins. What it asked for stays in the audit log.
#[utoipa::path(
    operation_id = "deleteAccount",
    tag = "accounts",
    security(("api_key" = [])),
    params(("name" = String, Path, description = "The account's name")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`last-administrator`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/accounts/{name}")]
pub async fn remove(_: Administrator, accounts: Data<Accounts>, http: HttpRequest) -> Result<HttpResponse, Problem> {
    accounts.remove(&super::part(&http, "name")?).await?;
    Ok(HttpResponse::NoContent().finish())
}
