//! `POST /programmes/{programme}/waves`, and `DELETE /waves/{wave}` while it is a draft.

use super::document;
use crate::{Issuance, WaveSummary};
use actix_web::web::{Data, Json, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, delete, http::StatusCode, post};
use chorus_accounts::Organiser;
use chorus_problem::{Problem, request};
use chorus_questionnaire::WaveDocument;

/// Adds a draft wave to a programme, from a document in JSON or YAML.
#[utoipa::path(
    operation_id = "addWave",
    tag = "organiser",
    security(("api_key" = [])),
    params(("programme" = Uuid, Path, description = "The programme")),
    request_body(content((WaveDocument = "application/json"), (WaveDocument = "application/yaml"))),
    responses(
        (status = 201, description = "The new wave", body = WaveSummary),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: every place at fault is named, and nothing was stored", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/programmes/{programme}/waves")]
pub async fn create(
    _: Organiser,
    issuance: Data<Issuance>,
    programme: Path<String>,
    http: HttpRequest,
    payload: Payload,
) -> Result<(Json<WaveSummary>, StatusCode), Problem> {
    let programme = request::id(&programme, "programme")?;
    let document = document::read(&http, payload).await?;
    Ok((Json(issuance.add_wave(programme, document).await?), StatusCode::CREATED))
}

/// Removes a draft wave.
#[utoipa::path(
    operation_id = "deleteWave",
    tag = "organiser",
    security(("api_key" = [])),
    params(("wave" = Uuid, Path, description = "The wave")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`not-draft`: it has opened", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/waves/{wave}")]
pub async fn remove(_: Organiser, issuance: Data<Issuance>, wave: Path<String>) -> Result<HttpResponse, Problem> {
    issuance.remove_wave(request::id(&wave, "wave")?).await?;
    Ok(HttpResponse::NoContent().finish())
}
