//! `GET /waves/{wave}/reliability`: how well the items of a wave's scales go together.

use super::asked::Asked;
use crate::{EvaluatorError, SealedTables};
use actix_web::web::{self, Data, Json, Path};
use actix_web::{HttpRequest, get};
use chorus_accounts::Evaluator;
use chorus_evidence::Reliability;
use chorus_evidence::claim::Claim;
use chorus_problem::{Problem, request};
use serde::Serialize;
use uuid::Uuid;

/// The reliability of a wave's scales.
#[derive(Serialize, utoipa::ToSchema)]
pub struct WaveReliability {
    /// The wave.
    pub wave: Uuid,
    /// What these numbers may be called.
    #[serde(flatten)]
    pub claim: Claim,
    /// The answer.
    #[serde(flatten)]
    pub reliability: Reliability,
}

/// Cronbach's alpha with its interval, and McDonald's omega, of every scale in every group: over the people with a score for each of
/// its items, who must be k.
#[utoipa::path(
    operation_id = "getReliability",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("wave" = Uuid, Path, description = "The wave"),
        ("measure" = Option<Vec<String>>, Query, description = "Scales by code; all when left out"),
        ("by" = Option<Vec<String>>, Query, description = "Attributes to break down by; at most three"),
        ("where" = Option<Vec<String>>, Query, description = "Filters `attribute:value`"),
    ),
    responses(
        (status = 200, description = "The reliability", body = WaveReliability),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: an unknown scale, attribute, value or parameter is named", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/reliability")]
pub async fn reliability(
    _: Evaluator,
    tables: Data<SealedTables>,
    wave: Path<String>,
    http: HttpRequest,
) -> Result<Json<WaveReliability>, Problem> {
    let wave = request::id(&wave, "wave")?;
    let asked = Asked::read(&http, &[])?;
    let kept = tables.table(wave).await?;
    let reliability =
        web::block(move || -> Result<Reliability, EvaluatorError> { Ok(kept.table.reliability(&asked.query)?) });
    let reliability = reliability.await.map_err(EvaluatorError::from)??;
    Ok(Json(WaveReliability { wave, claim: Claim::DESCRIPTION, reliability }))
}
