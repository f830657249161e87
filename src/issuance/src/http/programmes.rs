//! `GET /programmes` and `POST /programmes`.

use super::document;
use crate::{Issuance, ProgrammeSummary};
use actix_web::web::{Data, Json, Payload};
use actix_web::{HttpRequest, get, http::StatusCode, post};
use chorus_accounts::Organiser;
use chorus_problem::Problem;
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
