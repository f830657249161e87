//! Staff routes take one of these as an argument, so a handler that lacks the check does not get the account.

use crate::{Account, AccountError, Accounts, Role};
use actix_web::{FromRequest, HttpRequest, dev, web};
use chorus_problem::{Problem, request};
use std::future::Future;
use std::pin::Pin;

/// A signed-in organiser.
pub struct Organiser(pub Account);
/// A signed-in evaluator.
pub struct Evaluator(pub Account);

async fn with_role(http: HttpRequest, role: Role) -> Result<Account, Problem> {
    let accounts = http
        .app_data::<web::Data<Accounts>>()
        .ok_or(AccountError::NotSignedIn)?;
    let key = request::authorization(&http, "Bearer").ok_or(AccountError::NotSignedIn)?;
    let account = accounts.by_key(key).await?;
    if account.roles.include(role) {
        Ok(account)
    } else {
        Err(AccountError::Forbidden(role).into())
    }
}

macro_rules! extractor {
    ($type:ident, $role:expr) => {
        impl FromRequest for $type {
            type Error = Problem;
            type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

            fn from_request(http: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
                let http = http.clone();
                Box::pin(async move { with_role(http, $role).await.map($type) })
            }
        }
    };
}

extractor!(Organiser, Role::Organiser);
extractor!(Evaluator, Role::Evaluator);
