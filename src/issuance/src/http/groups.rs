//! `GET /waves/{wave}/groups`: the same for everybody, and nobody need say which groups are theirs.

use crate::{CommonGroups, Issuance};
use actix_web::http::header::{CacheControl, CacheDirective};
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use chorus_problem::{Problem, request};

/// How long a copy is good. New people may be invited at any time; a warning may be late by this.
const FRESH_SECONDS: u32 = 300;

/// Which combinations of groups at least 2k of those invited share, as far as rosters named groups. A respondent's page warns of others
/// before anything is sent. No number of people is told, no rarer combination, and nothing of who answered.
#[utoipa::path(
    operation_id = "getCommonGroups",
    tag = "respondent",
    params(("wave" = Uuid, Path, description = "The wave")),
    responses(
        (status = 200, description = "The combinations; empty if nothing is known", body = CommonGroups),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`wave-not-open`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`wave-closed`: headcounts are erased when a wave closes", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/groups")]
pub async fn groups(issuance: Data<Issuance>, wave: Path<String>) -> Result<HttpResponse, Problem> {
    let common = issuance.common_groups(request::id(&wave, "wave")?).await?;
    let fresh = CacheControl(vec![CacheDirective::Public, CacheDirective::MaxAge(FRESH_SECONDS)]);
    Ok(HttpResponse::Ok().insert_header(fresh).json(&*common))
}
