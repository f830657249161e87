//! `GET /waves/{wave}/checks`: what its organiser should know before opening. It knows no person.

use crate::Issuance;
use actix_web::get;
use actix_web::web::{Data, Json, Path};
use chorus_accounts::Organiser;
use chorus_problem::{Problem, request};
use chorus_questionnaire::MissingTranslation;
use serde::Serialize;
use uuid::Uuid;

/// What was found in a wave's document. None of it keeps the wave from opening.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Checks {
    /// The wave.
    pub wave: Uuid,
    /// Texts that lack a declared language; respondents read them in the first one.
    pub missing_translations: Vec<MissingTranslation>,
}

/// Looks through a wave's document for what its organiser should know before opening: texts that lack a declared language.
#[utoipa::path(
    operation_id = "checkWave",
    tag = "organiser",
    security(("api_key" = [])),
    params(("wave" = Uuid, Path, description = "The wave")),
    responses(
        (status = 200, description = "What was found", body = Checks),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/checks")]
pub async fn checks(_: Organiser, issuance: Data<Issuance>, wave: Path<String>) -> Result<Json<Checks>, Problem> {
    let wave = request::id(&wave, "wave")?;
    Ok(Json(Checks { wave, missing_translations: issuance.missing_translations(wave).await? }))
}
