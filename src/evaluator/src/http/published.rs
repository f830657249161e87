//! `GET /results`: which waves there are to ask about.

use crate::{EvaluatorError, SealedTables};
use actix_web::get;
use actix_web::web::{Data, Json};
use chorus_accounts::Evaluator;
use chorus_problem::Problem;
use chorus_questionnaire::{ManifestProgramme, Text, WaveState};
use chorus_sealed::PublishedState;
use serde::Serialize;
use uuid::Uuid;

/// The waves that have opened.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PublishedWaves {
    /// By programme and title.
    pub waves: Vec<PublishedWaveSummary>,
}

/// A wave, without its content or any count.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PublishedWaveSummary {
    /// Its id.
    pub wave: Uuid,
    /// Its name.
    pub title: Text,
    /// The programme it belongs to.
    pub programme: ManifestProgramme,
    /// Open or closed.
    pub state: WaveState,
    /// The least number of people that anything shown speaks of.
    pub k: u16,
}

/// Lists the waves that have opened.
#[utoipa::path(
    operation_id = "listPublishedWaves",
    tag = "evaluator",
    security(("api_key" = [])),
    responses(
        (status = 200, description = "The waves", body = PublishedWaves),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/results")]
pub async fn list(_: Evaluator, tables: Data<SealedTables>) -> Result<Json<PublishedWaves>, Problem> {
    let mut waves = tables.waves().await.map_err(EvaluatorError::from)?;
    let name = |wave: &PublishedState| {
        let manifest = &wave.published.manifest;
        (manifest.programme.title.get("").to_owned(), manifest.title.get("").to_owned(), manifest.wave)
    };
    waves.sort_by_cached_key(name);
    let summary = |wave: PublishedState| PublishedWaveSummary {
        wave: wave.published.manifest.wave,
        title: wave.published.manifest.title,
        programme: wave.published.manifest.programme,
        state: wave.state,
        k: wave.published.manifest.k,
    };
    Ok(Json(PublishedWaves { waves: waves.into_iter().map(summary).collect() }))
}
