//! `POST /waves/{wave}/close`.

use crate::Issuance;
use actix_web::post;
use actix_web::web::{Data, Json, Path};
use chorus_accounts::Organiser;
use chorus_problem::{Problem, request};
use chorus_questionnaire::WaveState;
use serde::Serialize;
use uuid::Uuid;

/// A closed wave.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Closed {
    /// The wave.
    pub wave: Uuid,
    /// `closed`.
    pub state: WaveState,
}

/// Closes a wave: its key is destroyed, its invitations are erased, what is in the inbox is sealed. This cannot be undone.
/// If fewer than k people answered, their answers are erased and nothing is ever shown. Closing again changes nothing.
#[utoipa::path(
    operation_id = "closeWave",
    tag = "organiser",
    security(("api_key" = [])),
    params(("wave" = Uuid, Path, description = "The wave")),
    responses(
        (status = 200, description = "The wave is closed and sealed", body = Closed),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`wave-not-open`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/waves/{wave}/close")]
pub async fn close(_: Organiser, issuance: Data<Issuance>, wave: Path<String>) -> Result<Json<Closed>, Problem> {
    let wave = request::id(&wave, "wave")?;
    issuance.close(wave).await?;
    Ok(Json(Closed { wave, state: WaveState::Closed }))
}
