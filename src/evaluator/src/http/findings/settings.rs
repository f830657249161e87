//! `GET` and `PUT /programmes/{programme}/findings`: what an organiser tells people, and who may see it.

use super::{is_closed, waves};
use crate::{EvaluatorError, SealedTables};
use actix_web::web::{Data, Json, Path, Payload};
use actix_web::{HttpRequest, get, put};
use chorus_accounts::Organiser;
use chorus_evidence::Query;
use chorus_findings::{AllFindings, Findings};
use chorus_problem::{Problem, request};
use serde::{Deserialize, Serialize};

/// The most that findings may hold: a hundred entries in many languages.
const LIMIT: usize = 1024 * 1024;

/// Findings, and whether their link shall be a new one.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct FindingsBody {
    /// What to keep.
    findings: Findings,
    /// Gives the link anew; the old one leads nowhere then.
    #[serde(default)]
    new_link: bool,
}

/// What became of it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct FindingsKept {
    /// Findings as they were kept.
    findings: Findings,
    /// The path of the page, with the code if it is a new one: this is the only time that it is told.
    path: String,
    /// Whether the path has a new code.
    new_link: bool,
}

/// What people are told, as it was kept last.
#[utoipa::path(
    operation_id = "getFindingsSettings",
    tag = "organiser",
    security(("api_key" = [])),
    params(("programme" = Uuid, Path, description = "The programme")),
    responses(
        (status = 200, description = "The findings", body = Findings),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/programmes/{programme}/findings")]
pub async fn get(
    _: Organiser,
    tables: Data<SealedTables>,
    findings: Data<AllFindings>,
    programme: Path<String>,
) -> Result<Json<Findings>, Problem> {
    let programme = request::id(&programme, "programme")?;
    waves(&tables, programme).await?;
    Ok(Json(findings.of(programme).await.map_err(EvaluatorError::from)?))
}

/// Sets what people are told: results of one closed wave, their change since another, and "you said, we did"; for nobody, for whoever
/// has the link, or for everybody. They are the same aggregates that evaluators see: nothing speaks of fewer than k.
#[utoipa::path(
    operation_id = "putFindings",
    tag = "organiser",
    security(("api_key" = [])),
    params(("programme" = Uuid, Path, description = "The programme")),
    request_body = FindingsBody,
    responses(
        (status = 200, description = "They are kept", body = FindingsKept),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: a text or a wave does not fit, or an unknown measure is named; nothing was changed", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/programmes/{programme}/findings")]
pub async fn put(
    _: Organiser,
    tables: Data<SealedTables>,
    all: Data<AllFindings>,
    programme: Path<String>,
    http: HttpRequest,
    payload: Payload,
) -> Result<Json<FindingsKept>, Problem> {
    let programme = request::id(&programme, "programme")?;
    request::require_media_type(&http, &["application/json"])?;
    let FindingsBody { findings, new_link } = request::json(&request::body(&http, payload, LIMIT).await?)?;
    let waves = waves(&tables, programme).await?;
    let languages = waves.first().map(|wave| wave.published.manifest.languages.clone()).unwrap_or_default();
    let findings = findings.checked(&languages).map_err(EvaluatorError::from)?;
    for (field, wave) in [("wave", findings.wave), ("since", findings.since)] {
        if wave.is_some_and(|wave| !is_closed(&waves, wave)) {
            return Err(EvaluatorError::NotClosed(field).into());
        }
    }
    if let Some(wave) = findings.wave {
        let kept = tables.table(wave).await?;
        let query = Query { measures: findings.measures.clone(), ..Query::default() };
        kept.table.results(&query).map_err(EvaluatorError::from)?;
    }
    let kept = all.keep(programme, &findings, new_link).await.map_err(EvaluatorError::from)?;
    let code = kept.code.as_ref().map(|code| format!("#{}", code.reveal()));
    let path = format!("/findings/{programme}{}", code.as_deref().unwrap_or_default());
    Ok(Json(FindingsKept { findings, path, new_link: code.is_some() }))
}
