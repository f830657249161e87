//! `/openid`: to the organisation's provider and back. Browsers come here by links, so that whatever goes wrong leads to a page.

use crate::openid::{Attempt, Provider};
use crate::store::now;
use crate::{AccountError, Accounts, cookie};
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get};
use chorus_problem::{Problem, request};
use serde::Serialize;
use std::collections::BTreeMap;
use url::form_urlencoded;

/// How else one can sign in.
#[derive(Serialize, utoipa::ToSchema)]
pub struct OpenId {
    /// What people call the provider; null if there is none.
    pub name: Option<String>,
}

/// Whether staff can sign in with their organisation's accounts.
#[utoipa::path(
    operation_id = "getOpenId",
    tag = "accounts",
    responses(
        (status = 200, description = "The provider, if there is one", body = OpenId),
        (status = 422, description = "`invalid`: it takes no parameters", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/openid")]
pub async fn look(accounts: Data<Accounts>, http: HttpRequest) -> Result<Json<OpenId>, Problem> {
    request::query(&http, &[])?;
    Ok(Json(OpenId { name: accounts.provider().map(|provider| provider.name().to_owned()) }))
}

/// Leads the browser to the provider (OpenID Connect Core 1.0, section 3.1.2.1).
#[utoipa::path(
    operation_id = "startOpenId",
    tag = "accounts",
    params(("to" = Option<String>, Query, description = "The path of the page to go on with; the account's page without it")),
    responses(
        (status = 303, description = "To the provider, with a cookie for the way back; or to `/account?sign-in=failed` if it cannot be reached"),
        (status = 404, description = "`not-found`: there is no provider", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/openid/start")]
pub async fn start(accounts: Data<Accounts>, http: HttpRequest) -> Result<HttpResponse, Problem> {
    let provider = provider(&accounts)?;
    let to = request::query(&http, &["to"])?.into_iter().next().map(|(_, to)| to).unwrap_or_default();
    let attempt = Attempt::new(&to, now());
    match provider.authorization(&attempt).await {
        Ok(url) => {
            let kept = attempt.lock(accounts.vault())?;
            let mut reply = redirect(url.as_str());
            Ok(reply.cookie(cookie::attempt(&kept, accounts.secure())).finish())
        }
        Err(error) => Ok(redirect(&refused(&error)).finish()),
    }
}

/// Where the provider sends the browser back (section 3.1.2.5): with a code to sign in, or with an error.
#[utoipa::path(
    operation_id = "finishOpenId",
    tag = "accounts",
    params(
        ("code" = Option<String>, Query, description = "What stands for the sign-in at the provider"),
        ("state" = Option<String>, Query, description = "What it was given"),
        ("iss" = Option<String>, Query, description = "Who it is (RFC 9207)"),
        ("error" = Option<String>, Query, description = "Why not"),
    ),
    responses(
        (status = 303, description = "To the page that was asked for, signed in by cookie; or to `/account?sign-in=` `declined`, `expired`, `unknown` or `failed`"),
        (status = 404, description = "`not-found`: there is no provider", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/openid/callback")]
pub async fn callback(accounts: Data<Accounts>, http: HttpRequest) -> Result<HttpResponse, Problem> {
    let provider = provider(&accounts)?;
    // Providers add parameters of their own.
    let given: BTreeMap<_, _> = form_urlencoded::parse(http.query_string().as_bytes()).into_owned().collect();
    let mut reply = match finish(&accounts, provider, &http, &given).await {
        Ok((to, key)) => {
            let mut reply = redirect(&to);
            reply.cookie(cookie::of(&key, accounts.secure()));
            reply
        }
        Err(error) => redirect(&refused(&error)),
    };
    Ok(reply.cookie(cookie::attempt_removal(accounts.secure())).finish())
}

async fn finish(
    accounts: &Accounts,
    provider: &Provider,
    http: &HttpRequest,
    given: &BTreeMap<String, String>,
) -> Result<(String, String), AccountError> {
    let given = |name: &str| given.get(name).map(String::as_str);
    let kept = cookie::kept_attempt(http).ok_or(AccountError::AttemptOver)?;
    let attempt = Attempt::unlock(accounts.vault(), &kept, given("state").unwrap_or_default(), now());
    let attempt = attempt.ok_or(AccountError::AttemptOver)?;
    if given("error").is_some() {
        return Err(AccountError::Declined);
    }
    let code = given("code").ok_or(AccountError::Declined)?;
    let identity = provider.identity(&attempt, code, given("iss")).await?;
    let (_, key) = accounts.sign_in_by_provider(provider.issuer(), &identity).await?;
    Ok((attempt.to, key.reveal().to_owned()))
}

fn provider(accounts: &Accounts) -> Result<&Provider, AccountError> {
    accounts.provider().ok_or(AccountError::Unknown("provider to sign in with"))
}

/// The page that says why not. What went wrong between here and the provider is for the log; it names nobody.
fn refused(error: &AccountError) -> String {
    let why = match error {
        AccountError::Declined => "declined",
        AccountError::AttemptOver => "expired",
        AccountError::NotForProvider => "unknown",
        other => {
            tracing::warn!(error = %other, "a sign-in by the organisation's provider failed");
            "failed"
        }
    };
    format!("/account?sign-in={why}")
}

fn redirect(to: &str) -> actix_web::HttpResponseBuilder {
    let mut reply = HttpResponse::SeeOther();
    reply.insert_header((LOCATION, to));
    reply
}
