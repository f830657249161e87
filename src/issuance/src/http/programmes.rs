//! `GET` and `POST /programmes`; while nothing of a programme is public, it can be had again, changed and removed.

use super::document;
use crate::{Issuance, ProgrammeSummary};
use actix_web::web::{Data, Json, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, delete, get, http::StatusCode, post, put};
use chorus_accounts::Organiser;
use chorus_problem::{Problem, request};
use chorus_questionnaire::ProgrammeDocument;
use serde::Serialize;

/// All programmes.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Programmes {
    /// By title.
    pub programmes: Vec<ProgrammeSummary>,
}

/// Lists the programmes with their waves.
#[utoipa::path(
    operation_id = "listProgrammes",
    tag = "organiser",
    security(("api_key" = [])),
    responses(
        (status = 200, description = "The programmes", body = Programmes),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/programmes")]
pub async fn list(_: Organiser, issuance: Data<Issuance>) -> Result<Json<Programmes>, Problem> {
    Ok(Json(Programmes { programmes: issuance.programmes().await? }))
}

/// Creates a programme, with its first waves, from one document in JSON or YAML. Waves begin as drafts.
#[utoipa::path(
    operation_id = "createProgramme",
    tag = "organiser",
    security(("api_key" = [])),
    request_body(content((ProgrammeDocument = "application/json"), (ProgrammeDocument = "application/yaml"))),
    responses(
        (status = 201, description = "The new programme", body = ProgrammeSummary),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: every place at fault is named, and nothing was stored", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/programmes")]
pub async fn create(
    _: Organiser,
    issuance: Data<Issuance>,
    http: HttpRequest,
    payload: Payload,
) -> Result<(Json<ProgrammeSummary>, StatusCode), Problem> {
    let document = document::read(&http, payload).await?;
    Ok((Json(issuance.create_programme(document).await?), StatusCode::CREATED))
}

/// The programme's document with all its waves, as it was checked: to be copied, or changed and sent again.
#[utoipa::path(
    operation_id = "getProgrammeDocument",
    tag = "organiser",
    security(("api_key" = [])),
    params(("programme" = Uuid, Path, description = "The programme")),
    responses(
        (status = 200, description = "The document", body = ProgrammeDocument),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/programmes/{programme}/document")]
pub async fn written(
    _: Organiser,
    issuance: Data<Issuance>,
    programme: Path<String>,
) -> Result<Json<ProgrammeDocument>, Problem> {
    Ok(Json(issuance.programme_document(request::id(&programme, "programme")?).await?))
}

/// Puts another document in the place of a programme whose waves are all drafts. Its waves get new ids.
#[utoipa::path(
    operation_id = "putProgramme",
    tag = "organiser",
    security(("api_key" = [])),
    params(("programme" = Uuid, Path, description = "The programme")),
    request_body(content((ProgrammeDocument = "application/json"), (ProgrammeDocument = "application/yaml"))),
    responses(
        (status = 200, description = "The programme", body = ProgrammeSummary),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`not-draft`: a wave of it has opened, and nothing was changed", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: every place at fault is named, and nothing was changed", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/programmes/{programme}")]
pub async fn replace(
    _: Organiser,
    issuance: Data<Issuance>,
    programme: Path<String>,
    http: HttpRequest,
    payload: Payload,
) -> Result<Json<ProgrammeSummary>, Problem> {
    let programme = request::id(&programme, "programme")?;
    let document = document::read(&http, payload).await?;
    Ok(Json(issuance.replace_programme(programme, document).await?))
}

/// Removes a programme whose waves are all drafts.
#[utoipa::path(
    operation_id = "deleteProgramme",
    tag = "organiser",
    security(("api_key" = [])),
    params(("programme" = Uuid, Path, description = "The programme")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`not-draft`: a wave of it has opened", body = Problem, content_type = "application/problem+json"),
    )
)]
#[delete("/programmes/{programme}")]
pub async fn remove(_: Organiser, issuance: Data<Issuance>, programme: Path<String>) -> Result<HttpResponse, Problem> {
    issuance.remove_programme(request::id(&programme, "programme")?).await?;
    Ok(HttpResponse::NoContent().finish())
}
