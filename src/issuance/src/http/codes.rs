//! `POST /codes`: which wave a typed code is for. A POST, so that the code stands in no address.

use crate::Issuance;
use actix_web::web::{Data, Json, Payload};
use actix_web::{HttpRequest, post};
use chorus_problem::{Problem, request};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A code from a letter.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeBody {
    /// As it was typed.
    #[schema(example = "K7QM-2XWD-9HTG")]
    pub code: String,
}

/// Where a code leads.
#[derive(Serialize, utoipa::ToSchema)]
pub struct CodeLeadsTo {
    /// The wave, to be answered at `/answer/{wave}`.
    pub wave: Uuid,
}

/// Says which wave a typed code is for. It does not say whether the code was used.
#[utoipa::path(
    operation_id = "findCode",
    tag = "respondent",
    request_body = CodeBody,
    responses(
        (status = 200, description = "The wave", body = CodeLeadsTo),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`invitation-unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too-many-attempts`: too many wrong codes; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/codes")]
pub async fn wave_of(
    issuance: Data<Issuance>,
    http: HttpRequest,
    payload: Payload,
) -> Result<Json<CodeLeadsTo>, Problem> {
    request::require_media_type(&http, &["application/json"])?;
    let body: CodeBody = request::json(&request::body(&http, payload, 1_024).await?)?;
    Ok(Json(CodeLeadsTo { wave: issuance.wave_of(&body.code).await? }))
}
