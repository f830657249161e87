//! `PUT` and `GET /programmes/{programme}/headcounts`.

use super::{BroughtIn, file, status, terms};
use crate::{EvaluatorError, SealedTables};
use actix_web::web::{Data, Json, Path, Payload};
use actix_web::{HttpRequest, get, put};
use chorus_accounts::Evaluator;
use chorus_evidence::Status;
use chorus_indicators::{Headcount, Headcounts, Indicators};
use chorus_problem::{Problem, request};
use chorus_questionnaire::Choices;
use serde::Serialize;

/// Brings in how many people each group has, in place of what was there: CSV with a header row, one or two attributes or levels of the
/// programme, and `people`. Every row or none is taken; a group of fewer than k is kept as withheld, without its number.
#[utoipa::path(
    operation_id = "putHeadcounts",
    tag = "evaluator",
    security(("api_key" = [])),
    params(("programme" = Uuid, Path, description = "The programme")),
    request_body(content_type = "text/csv", content = String),
    responses(
        (status = 200, description = "They are kept", body = BroughtIn),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: every row at fault is named, and nothing was changed", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/programmes/{programme}/headcounts")]
pub async fn put(
    _: Evaluator,
    tables: Data<SealedTables>,
    indicators: Data<Indicators>,
    programme: Path<String>,
    http: HttpRequest,
    payload: Payload,
) -> Result<Json<BroughtIn>, Problem> {
    let programme = request::id(&programme, "programme")?;
    let terms = terms(&tables, programme).await?;
    let headcounts = Headcounts::read(&file(&http, payload).await?, &terms).map_err(EvaluatorError::from)?;
    indicators.keep_headcounts(programme, &headcounts).await.map_err(EvaluatorError::from)?;
    let withheld = headcounts.rows.iter().filter(|row| row.people.is_none()).count();
    Ok(Json(BroughtIn { k: headcounts.k, rows: headcounts.rows.len(), withheld }))
}

/// Headcounts.
#[derive(Serialize, utoipa::ToSchema)]
pub struct HeadcountsAnswer {
    /// The least number of people that any of them speaks of.
    pub k: u16,
    /// The attributes of the groups.
    pub by: Vec<String>,
    /// The groups.
    pub cells: Vec<HeadcountCell>,
}

/// The people of a group.
#[derive(Serialize, utoipa::ToSchema)]
pub struct HeadcountCell {
    /// Value by attribute.
    #[schema(inline)]
    pub group: Choices,
    /// Whether they are told.
    pub status: Status,
    /// How many.
    pub people: Option<u64>,
}

/// The headcounts as they were brought in.
#[utoipa::path(
    operation_id = "getHeadcounts",
    tag = "evaluator",
    security(("api_key" = [])),
    params(("programme" = Uuid, Path, description = "The programme")),
    responses(
        (status = 200, description = "The headcounts", body = HeadcountsAnswer),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/programmes/{programme}/headcounts")]
pub async fn get(
    _: Evaluator,
    tables: Data<SealedTables>,
    indicators: Data<Indicators>,
    programme: Path<String>,
) -> Result<Json<HeadcountsAnswer>, Problem> {
    let programme = request::id(&programme, "programme")?;
    let k = terms(&tables, programme).await?.k();
    let Headcounts { k, by, rows } = indicators.headcounts(programme, k).await.map_err(EvaluatorError::from)?;
    let cell = |Headcount { group, people }| HeadcountCell { group, status: status(people.is_some()), people };
    Ok(Json(HeadcountsAnswer { k, by, cells: rows.into_iter().map(cell).collect() }))
}
