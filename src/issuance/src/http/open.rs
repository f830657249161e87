//! `POST /waves/{wave}/open`.

use crate::Issuance;
use actix_web::post;
use actix_web::web::{Data, Json, Path};
use chorus_accounts::Organiser;
use chorus_problem::{Problem, request};
use chorus_questionnaire::{Hash, Manifest};
use serde::Serialize;
use uuid::Uuid;

/// An opened wave.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Opened {
    /// The wave.
    pub wave: Uuid,
    /// The manifest's hash, which every invitation should show.
    pub manifest_hash: Hash,
    /// The terms, fixed from now on.
    pub manifest: Manifest,
}

/// Opens a wave: its key is made and its manifest fixed. This cannot be undone. Opening an open wave changes nothing.
#[utoipa::path(
    operation_id = "openWave",
    tag = "organiser",
    security(("api_key" = [])),
    params(("wave" = Uuid, Path, description = "The wave")),
    responses(
        (status = 200, description = "The wave is open", body = Opened),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`wave-closed`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/waves/{wave}/open")]
pub async fn open(_: Organiser, issuance: Data<Issuance>, wave: Path<String>) -> Result<Json<Opened>, Problem> {
    let wave = request::id(&wave, "wave")?;
    let manifest = issuance.open(wave).await?;
    Ok(Json(Opened { wave, manifest_hash: manifest.hash(), manifest }))
}
