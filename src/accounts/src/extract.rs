//! Proofs of a role. Staff routes take one as an argument; nothing but the check makes one.

use crate::{AccountError, Accounts, Role};
use actix_web::{FromRequest, HttpRequest, dev, web};
use chorus_problem::{Problem, request};
use std::future::Future;
use std::pin::Pin;

/// Whoever sent the request is a signed-in organiser.
pub struct Organiser(());
/// Whoever sent the request is a signed-in evaluator.
pub struct Evaluator(());

async fn check(http: HttpRequest, role: Role) -> Result<(), Problem> {
    let accounts = http.app_data::<web::Data<Accounts>>().ok_or(AccountError::NotSignedIn)?;
    let key = request::authorization(&http, "Bearer").ok_or(AccountError::NotSignedIn)?;
    let account = accounts.by_key(key).await?;
    if account.roles.include(role) { Ok(()) } else { Err(AccountError::Forbidden(role).into()) }
}

macro_rules! extractor {
    ($type:ident, $role:expr) => {
        impl FromRequest for $type {
            type Error = Problem;
            type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

            fn from_request(http: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
                let http = http.clone();
                Box::pin(async move { check(http, $role).await.map($type) })
            }
        }
    };
}

extractor!(Organiser, Role::Organiser);
extractor!(Evaluator, Role::Evaluator);
