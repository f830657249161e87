//! The cookie of a sign-in by browser, and how a request shows that no other site sent it.
//!
//! The cookie is for the API alone, is out of reach of scripts, and goes with no request that another site causes. Respondents' calls are
//! made without cookies, so that one never tells who among the staff answers.

use crate::AccountError;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::Method;
use actix_web::{HttpRequest, http::header};

/// Its name.
const NAME: &str = "chorus_session";
/// What is remembered while somebody is at their organisation's provider, and where it is sent back.
const ATTEMPT: &str = "chorus_openid";
const ATTEMPT_PATH: &str = "/api/v1/openid";
/// A page of another site cannot send this header without being asked first, which nothing here answers.
const HEADER: &str = "x-chorus-request";

/// The cookie that holds a key; it goes when the browser closes.
pub(crate) fn of(key: &str, secure: bool) -> Cookie<'static> {
    Cookie::build(NAME, key.to_owned())
        .path("/api/v1")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(secure)
        .finish()
}

/// The cookie that takes it away.
pub(crate) fn removal(secure: bool) -> Cookie<'static> {
    let mut cookie = of("", secure);
    cookie.make_removal();
    cookie
}

/// The cookie that comes back with a browser that another site, the provider, sends here.
pub(crate) fn attempt(kept: &str, secure: bool) -> Cookie<'static> {
    Cookie::build(ATTEMPT, kept.to_owned())
        .path(ATTEMPT_PATH)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .max_age(Duration::minutes(10))
        .finish()
}

/// The cookie that takes it away.
pub(crate) fn attempt_removal(secure: bool) -> Cookie<'static> {
    let mut cookie = attempt("", secure);
    cookie.make_removal();
    cookie
}

/// What is remembered of an attempt to sign in by the provider.
pub(crate) fn kept_attempt(http: &HttpRequest) -> Option<String> {
    http.cookie(ATTEMPT).map(|cookie| cookie.value().to_owned())
}

/// The key in a request's cookie, if it has one. One that would change something must show where it comes from.
pub(crate) fn key(http: &HttpRequest) -> Result<Option<String>, AccountError> {
    let Some(cookie) = http.cookie(NAME) else { return Ok(None) };
    let safe = matches!(*http.method(), Method::GET | Method::HEAD);
    if !safe && !is_own(http) {
        return Err(AccountError::CrossSite);
    }
    Ok(Some(cookie.value().to_owned()))
}

/// Fetch Metadata, where the browser sends it, and a header that only a page of this service can add.
fn is_own(http: &HttpRequest) -> bool {
    let site = http.headers().get("sec-fetch-site").map(header::HeaderValue::as_bytes);
    http.headers().contains_key(HEADER) && site.is_none_or(|site| site == b"same-origin")
}
