//! `GET /audit`: what staff asked for.

use crate::{Accounts, Administrator, Entry};
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, get};
use chorus_problem::{Problem, request};
use serde::Serialize;

/// How many entries come at once.
const PAGE: u64 = 200;

/// A page of the log.
#[derive(Serialize, utoipa::ToSchema)]
pub struct AuditPage {
    /// The newest first.
    pub entries: Vec<Entry>,
    /// What to ask for next, as `before`; null at the end.
    pub before: Option<i64>,
}

/// What organisers, evaluators and administrators asked for, the newest first, 200 at a time. Respondents have no accounts, and nothing of
/// theirs is here. `chorus audit` checks that the log is whole.
#[utoipa::path(
    operation_id = "getAudit",
    tag = "accounts",
    security(("api_key" = [])),
    params(("before" = Option<i64>, Query, description = "Entries before this number")),
    responses(
        (status = 200, description = "The entries", body = AuditPage),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/audit")]
pub async fn audit(_: Administrator, accounts: Data<Accounts>, http: HttpRequest) -> Result<Json<AuditPage>, Problem> {
    let mut before = None;
    for (_, value) in request::query(&http, &["before"])? {
        let wrong = || Problem::invalid("The page cannot be found.").field("before", "write a number".to_owned());
        before = Some(value.parse().map_err(|_| wrong())?);
    }
    let entries = accounts.audit(before, PAGE).await?;
    let before = entries.last().map(|entry| entry.number).filter(|number| *number > 1);
    Ok(Json(AuditPage { entries, before }))
}
