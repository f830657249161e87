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
    /// What was erased when the wave closed, before this said so; nothing while it is open.
    pub erased: &'static [Erased],
}

/// Something that is gone for good.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Erased {
    /// Who was invited: addresses, and how many people each group has.
    Roster,
    /// Codes and letters, those used and those not.
    Invitations,
    /// The private key that signed blinded tokens.
    TokenKey,
}

/// Issuance tells the other rooms that a wave is closed only when all of this is gone.
const ERASED: &[Erased] = &[Erased::Roster, Erased::Invitations, Erased::TokenKey];

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
        erased: if state == WaveState::Closed { ERASED } else { &[] },
    }))
}
