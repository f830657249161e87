//! `GET /detectable-effect`: what a study of a given size would find. It reads nothing that is stored.

use super::asked::Asked;
use crate::EvaluatorError;
use actix_web::web::Json;
use actix_web::{HttpRequest, get};
use chorus_accounts::Evaluator;
use chorus_evidence::designs::{
    DesignError, detectable_by_clusters, detectable_in_pairs, detectable_in_two_groups, detectable_in_wedge,
};
use chorus_problem::Problem;
use serde::Serialize;

/// The smallest effect that a plan would find.
#[derive(Serialize, utoipa::ToSchema)]
pub struct DetectableEffect {
    /// In units of the standard deviation that was given: found with a power of 80 % in a two-sided test at 5 %.
    pub effect: f64,
    /// The same in standard deviations.
    pub standardised: f64,
}

/// The smallest effect that a study of this size would find with a power of 80 % in a two-sided test at 5 %.
///
/// `design=groups`: two groups of `n1` and `n2` people (before and after, without links). `design=pairs`: `pairs` people who link their
/// answers, which correlate by `correlation`. `design=clusters`: `clusters1` and `clusters2` groups of `people` each, with the intraclass
/// correlation `icc`. `design=wedge`: `starting` says how many groups start in each period after the first, for example `2,2,2`.
#[utoipa::path(
    operation_id = "getDetectableEffect",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("design" = String, Query, description = "`groups`, `pairs`, `clusters` or `wedge`"),
        ("sd" = Option<f64>, Query, description = "The standard deviation of people's scores; 1 when left out"),
        ("n1" = Option<u64>, Query, description = "groups: people in the first"),
        ("n2" = Option<u64>, Query, description = "groups: people in the second"),
        ("pairs" = Option<u64>, Query, description = "pairs: people who link"),
        ("correlation" = Option<f64>, Query, description = "pairs: of their two scores; 0.5 when left out"),
        ("clusters1" = Option<u64>, Query, description = "clusters: groups that are trained"),
        ("clusters2" = Option<u64>, Query, description = "clusters: groups that are not"),
        ("people" = Option<u64>, Query, description = "clusters, wedge: people who answer in each group and wave"),
        ("icc" = Option<f64>, Query, description = "clusters, wedge: intraclass correlation; 0.05 when left out"),
        ("starting" = Option<String>, Query, description = "wedge: groups that start in each period after the first"),
    ),
    responses(
        (status = 200, description = "The effect", body = DetectableEffect),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: a parameter is missing, no number, or out of its range", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/detectable-effect")]
pub async fn detectable(_: Evaluator, http: HttpRequest) -> Result<Json<DetectableEffect>, Problem> {
    let names =
        ["design", "sd", "n1", "n2", "pairs", "correlation", "clusters1", "clusters2", "people", "icc", "starting"];
    let asked = Asked::read_only(&http, &names)?;
    let sd = number(&asked, "sd", Some(1.0))?;
    let effect = match asked.other("design") {
        Some("groups") => detectable_in_two_groups(sd, [whole(&asked, "n1")?, whole(&asked, "n2")?]),
        Some("pairs") => detectable_in_pairs(sd, whole(&asked, "pairs")?, number(&asked, "correlation", Some(0.5))?),
        Some("clusters") => {
            let clusters = [whole(&asked, "clusters1")?, whole(&asked, "clusters2")?];
            detectable_by_clusters(sd, clusters, whole(&asked, "people")?, number(&asked, "icc", Some(0.05))?)
        }
        Some("wedge") => {
            let text = asked.required("starting", "write for example 2,2,2")?;
            let starting: Option<Vec<u64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
            let starting = starting.ok_or_else(|| wrong("starting", "write whole numbers, for example 2,2,2"))?;
            detectable_in_wedge(sd, &starting, whole(&asked, "people")?, number(&asked, "icc", Some(0.05))?)
        }
        _ => return Err(wrong("design", "it is groups, pairs, clusters or wedge").into()),
    };
    let effect = effect.map_err(|error: DesignError| wrong("design", error.to_string()))?;
    Ok(Json(DetectableEffect { effect, standardised: effect / sd }))
}

fn wrong(field: &'static str, reason: impl Into<String>) -> EvaluatorError {
    EvaluatorError::Plan { field, reason: reason.into() }
}

fn whole(asked: &Asked, name: &'static str) -> Result<u64, Problem> {
    let text = asked.required(name, "give a whole number")?;
    text.parse().map_err(|_| wrong(name, "give a whole number").into())
}

fn number(asked: &Asked, name: &'static str, otherwise: Option<f64>) -> Result<f64, Problem> {
    match (asked.other(name), otherwise) {
        (None, Some(number)) => Ok(number),
        (text, _) => text.and_then(|text| text.parse().ok()).ok_or_else(|| wrong(name, "give a number").into()),
    }
}
