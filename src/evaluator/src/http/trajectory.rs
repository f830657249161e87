//! `GET /programmes/{programme}/trajectory`: results of all waves of a programme, in the order of their days.

use super::asked::Asked;
use super::results::WaveResults;
use crate::load::Dated;
use crate::{EvaluatorError, SealedTables, load};
use actix_web::web::{self, Data, Json, Path};
use actix_web::{HttpRequest, get};
use chorus_accounts::Evaluator;
use chorus_problem::{Problem, request};
use chorus_questionnaire::Day;
use serde::Serialize;
use uuid::Uuid;

/// Results over time.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Trajectory {
    /// The programme.
    pub programme: Uuid,
    /// Its closed waves that have a day, the earliest first.
    pub waves: Vec<TrajectoryWave>,
}

/// One wave of a trajectory.
#[derive(Serialize, utoipa::ToSchema)]
pub struct TrajectoryWave {
    /// Its day.
    pub date: Day,
    /// Its results.
    #[serde(flatten)]
    pub results: WaveResults,
}

/// The same question put to every closed wave of a programme that has a day, in the order of these days. A measure or an attribute
/// that is named must be in all of them.
#[utoipa::path(
    operation_id = "getTrajectory",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("programme" = Uuid, Path, description = "The programme"),
        ("measure" = Option<Vec<String>>, Query, description = "Items or scales by code; all of each wave when left out"),
        ("by" = Option<Vec<String>>, Query, description = "Attributes to break down by; at most three"),
        ("where" = Option<Vec<String>>, Query, description = "Filters `attribute:value`"),
    ),
    responses(
        (status = 200, description = "The results", body = Trajectory),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: an unknown measure, attribute, value or parameter is named", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/programmes/{programme}/trajectory")]
pub async fn trajectory(
    _: Evaluator,
    tables: Data<SealedTables>,
    programme: Path<String>,
    http: HttpRequest,
) -> Result<Json<Trajectory>, Problem> {
    let programme = request::id(&programme, "programme")?;
    let asked = Asked::read(&http, &[])?;
    let waves = load::dated(&tables, programme).await?;
    let waves = web::block(move || {
        let of = |(date, kept): &Dated| {
            Ok(TrajectoryWave { date: *date, results: WaveResults::compute(kept, &asked.query)? })
        };
        waves.iter().map(of).collect::<Result<Vec<_>, EvaluatorError>>()
    })
    .await
    .map_err(EvaluatorError::from)??;
    Ok(Json(Trajectory { programme, waves }))
}
