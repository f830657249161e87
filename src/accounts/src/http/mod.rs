//! `/sessions`, `/openid`, `/welcome`, `/me`, `/accounts` and `/audit`: signing in and out, one's own account, everybody's, and what staff asked for.

mod accounts;
mod audit;
mod me;
mod openid;
mod sessions;
mod totp;
mod welcome;

use crate::AccountError;
use actix_web::HttpRequest;
use actix_web::web::Payload;
use chorus_problem::{Problem, request};
use serde::de::DeserializeOwned;

/// The most that a body here may hold.
const LIMIT: usize = 4_096;

/// Reads a JSON body.
async fn json<T: DeserializeOwned>(http: &HttpRequest, payload: Payload) -> Result<T, Problem> {
    request::require_media_type(http, &["application/json"])?;
    request::json(&request::body(http, payload, LIMIT).await?)
}

/// A part of the path, as it was written.
fn part(http: &HttpRequest, name: &str) -> Result<String, AccountError> {
    http.match_info().get(name).map(str::to_owned).ok_or(AccountError::Unknown("address"))
}

/// Adds this crate's routes.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(sessions::sign_in).service(sessions::sign_out);
    config.service(openid::look).service(openid::start).service(openid::callback);
    config.service(totp::draw).service(totp::set);
    config.service(welcome::look).service(welcome::welcome);
    config.service(me::me).service(me::password).service(me::keys).service(me::new_key).service(me::revoke);
    config.service(accounts::list).service(accounts::add).service(accounts::set_roles);
    config.service(accounts::link).service(accounts::remove).service(audit::audit);
}
