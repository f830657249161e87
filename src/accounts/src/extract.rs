//! Proofs of a role. Staff routes take one as an argument; nothing but the check makes one. Whoever asks is written into the audit log
//! before the route does anything: what cannot be written down is not done.

use crate::{Account, AccountError, Accounts, Role, cookie};
use actix_web::http::Method;
use actix_web::{FromRequest, HttpRequest, dev, web};
use chorus_problem::{Problem, request};
use std::future::Future;
use std::pin::Pin;

/// Whoever sent the request is a signed-in organiser.
pub struct Organiser(());
/// Whoever sent the request is a signed-in evaluator.
pub struct Evaluator(());
/// Whoever sent the request is a signed-in administrator.
pub struct Administrator(());
/// Whoever sent the request is signed in.
pub struct Staff {
    /// Their account.
    pub account: Account,
}

/// The key that a request carries: as a bearer, or else in a cookie.
pub(crate) fn key(http: &HttpRequest) -> Result<Option<String>, AccountError> {
    match request::authorization(http, "Bearer") {
        Some(key) => Ok(Some(key.to_owned())),
        None => cookie::key(http),
    }
}

async fn check(http: HttpRequest, role: Option<Role>) -> Result<Account, Problem> {
    let accounts = http.app_data::<web::Data<Accounts>>().ok_or(AccountError::NotSignedIn)?;
    let key = key(&http)?.ok_or(AccountError::NotSignedIn)?;
    let account = accounts.by_key(&key).await?;
    let lacking = role.filter(|role| !account.roles.include(*role));
    let asked = http.uri().path_and_query().map_or_else(|| http.path(), |path| path.as_str());
    match lacking {
        None if http.method() == Method::GET => accounts.note_question(&account.name, asked).await?,
        _ => accounts.note(&account.name, http.method().as_str(), asked, lacking.is_some()).await?,
    }
    match lacking {
        Some(role) => Err(AccountError::Forbidden(role).into()),
        None => Ok(account),
    }
}

macro_rules! extractor {
    ($type:ident, $role:expr, $of:expr) => {
        impl FromRequest for $type {
            type Error = Problem;
            type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

            fn from_request(http: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
                let http = http.clone();
                Box::pin(async move { check(http, $role).await.map($of) })
            }
        }
    };
}

extractor!(Organiser, Some(Role::Organiser), |_| Organiser(()));
extractor!(Evaluator, Some(Role::Evaluator), |_| Evaluator(()));
extractor!(Administrator, Some(Role::Administrator), |_| Administrator(()));
extractor!(Staff, None, |account| Staff { account });
