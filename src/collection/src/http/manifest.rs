//! `GET /waves/{wave}`: the manifest.

use crate::Collection;
use actix_web::get;
use actix_web::web::{Data, Json, Path};
use chorus_problem::{Problem, request};
use chorus_questionnaire::{Hash, Manifest, Questionnaire, WaveState};
use serde::Serialize;

/// A wave as anybody may see it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PublicWave {
    /// `open` or `closed`.
    pub state: WaveState,
    /// The terms, fixed when the wave opened.
    pub manifest: Manifest,
    /// SHA-256 of the manifest's canonical JSON (RFC 8785). Work it out yourself and compare it with your invitation.
    pub manifest_hash: Hash,
    /// What is asked; its hash stands in the manifest.
    pub questionnaire: Questionnaire,
}

/// The public terms of a wave that has opened.
#[utoipa::path(
    operation_id = "getWave",
    tag = "respondent",
    params(("wave" = Uuid, Path, description = "The wave")),
    responses(
        (status = 200, description = "The wave", body = PublicWave),
        (status = 404, description = "`not-found`: unknown, or not open yet", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}")]
pub async fn wave(collection: Data<Collection>, wave: Path<String>) -> Result<Json<PublicWave>, Problem> {
    let (state, terms) = collection.wave(request::id(&wave, "wave")?).await?;
    Ok(Json(PublicWave {
        state,
        manifest: terms.published.manifest.clone(),
        manifest_hash: terms.manifest_hash,
        questionnaire: terms.published.questionnaire.clone(),
    }))
}
