//! `GET /programmes/{programme}/effect`: whether the training worked, by the study that the programme declared.

use super::asked::Asked;
use crate::load::Dated;
use crate::{EvaluatorError, SealedTables, load};
use actix_web::web::{self, Data, Json, Path};
use actix_web::{HttpRequest, get};
use chorus_accounts::Evaluator;
use chorus_evidence::EvidenceError;
use chorus_evidence::study::{DatedWave, StudyEffects, effects};
use chorus_problem::{Problem, request};
use serde::Serialize;
use uuid::Uuid;

/// The effect of a programme.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ProgrammeEffect {
    /// The programme.
    pub programme: Uuid,
    /// The estimates, and what they rest on.
    #[serde(flatten)]
    pub effects: StudyEffects,
}

/// The effect of the training: difference in differences or stepped wedge, as the programme's `study` declared before its first wave
/// opened, over its closed waves that have a day.
///
/// Standard errors are robust for groups; beside them stands a permutation test, to be read where `few_groups` is true. Where there is
/// no estimate, `reason` says why.
#[utoipa::path(
    operation_id = "getEffect",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("programme" = Uuid, Path, description = "The programme"),
        ("measure" = Option<Vec<String>>, Query, description = "Scored items or scales by code; those that the study names when left out"),
    ),
    responses(
        (status = 200, description = "The effect", body = ProgrammeEffect),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: the programme declares no comparison, fewer than two waves are closed, or a measure is not the same in all", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/programmes/{programme}/effect")]
pub async fn effect(
    _: Evaluator,
    tables: Data<SealedTables>,
    programme: Path<String>,
    http: HttpRequest,
) -> Result<Json<ProgrammeEffect>, Problem> {
    let programme = request::id(&programme, "programme")?;
    let measures = Asked::measures(&http)?;
    let waves = load::dated(&tables, programme).await?;
    let effects = web::block(move || worked_out(waves, &measures)).await.map_err(EvaluatorError::from)??;
    Ok(Json(ProgrammeEffect { programme, effects }))
}

/// The effects over these waves, which are in the order of their days.
pub(super) fn worked_out(waves: Vec<Dated>, measures: &[String]) -> Result<StudyEffects, EvaluatorError> {
    let (_, last) = waves.last().ok_or(EvidenceError::FewWaves)?;
    let study = last.manifest().programme.study.clone().ok_or(EvidenceError::NoComparison)?;
    let dated: Vec<_> = waves.iter().map(|(date, kept)| DatedWave { date: *date, table: &kept.table }).collect();
    Ok(effects(&study, &dated, measures)?)
}
