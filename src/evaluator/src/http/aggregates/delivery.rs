//! `PUT` and `GET /programmes/{programme}/delivery`.

use super::{BroughtIn, file, months, status, terms};
use crate::http::asked::Asked;
use crate::{EvaluatorError, SealedTables};
use actix_web::web::{Data, Json, Path, Payload};
use actix_web::{HttpRequest, get, put};
use chorus_accounts::Evaluator;
use chorus_evidence::designs::Part;
use chorus_evidence::{GroupGap, Status};
use chorus_indicators::{Delivery, DeliveryCell, IndicatorError, Indicators};
use chorus_problem::{Problem, request};
use chorus_questionnaire::Choices;
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Brings in the sessions of a training, in place of what was there: CSV with a header row, a row for each session and group.
///
/// Columns: `month`, one or two attributes or levels of the programme (the group that it was for), `invited`, `attended`, and if known
/// `first_time` (who had come to none before), `format` (`in_person`, `online`, `blended`), `trainer`, `module`, `version` (codes),
/// `checklist_done` and `checklist_items` (an audit), `rating` (the facilitator's, 1 to 5). Who came is told from k people on.
#[utoipa::path(
    operation_id = "putDelivery",
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
#[put("/programmes/{programme}/delivery")]
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
    let delivery = Delivery::read(&file(&http, payload).await?, &terms).map_err(EvaluatorError::from)?;
    indicators.keep_delivery(programme, &delivery).await.map_err(EvaluatorError::from)?;
    let withheld = delivery.sessions.iter().filter(|session| session.attendance.is_none()).count();
    Ok(Json(BroughtIn { k: delivery.k, rows: delivery.sessions.len(), withheld }))
}

/// How the training was delivered.
#[derive(Serialize, utoipa::ToSchema)]
pub struct DeliveryAnswer {
    /// The programme.
    pub programme: Uuid,
    /// The least number of people that any attendance speaks of.
    pub k: u16,
    /// The breakdown.
    pub by: Vec<String>,
    /// The groups or kinds.
    pub cells: Vec<Delivered>,
    /// The gap in reach between groups, in percentage points; where the breakdown is by attributes alone.
    pub reach_gap: Option<GroupGap>,
}

/// Sessions of one group or kind.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub struct Delivered {
    /// Value by attribute, month, or name of what is told of sessions.
    #[schema(inline)]
    pub group: Choices,
    /// Whether anything is told of who came.
    pub status: Status,
    /// How many sessions.
    pub sessions: u64,
    /// How many of them tell who came; the others are in none of the next numbers.
    pub counted: u64,
    /// People invited.
    pub invited: Option<u64>,
    /// Who came; somebody who came twice counts twice.
    pub attended: Option<u64>,
    /// People who came at all; null unless every counted session tells.
    pub reached: Option<u64>,
    /// People in the group, if there are headcounts for it.
    pub headcount: Option<u64>,
    /// The share of the headcount (0 to 1) that came at all.
    pub reach: Option<f64>,
    /// Attendances by head of the group.
    pub dose: Option<f64>,
    /// The share (0 to 1) of checklist points that were done.
    pub fidelity: Option<f64>,
    /// The mean of facilitators' ratings, 1 to 5.
    pub rating: Option<f64>,
}

impl Delivered {
    fn new(cell: DeliveryCell, headcount: Option<u64>) -> Self {
        let counted = cell.counted > 0;
        let of_head = |people: Option<u64>| people.zip(headcount).map(|(people, heads)| people as f64 / heads as f64);
        let attended = counted.then_some(cell.attended);
        // More than there are is no reach: the headcounts are of another time.
        let reached = cell.first_time.filter(|_| counted);
        Delivered {
            status: status(counted),
            sessions: cell.sessions,
            counted: cell.counted,
            invited: counted.then_some(cell.invited),
            attended,
            reached,
            headcount: headcount.filter(|_| counted),
            reach: of_head(reached).filter(|reach| *reach <= 1.0),
            dose: of_head(attended),
            fidelity: cell.fidelity(),
            rating: cell.rating(),
            group: cell.group,
        }
    }
}

/// Sessions by group or kind, with reach and dose where there are headcounts.
pub(in crate::http) fn delivered(
    delivery: &Delivery,
    heads: &BTreeMap<Choices, u64>,
    by: &[String],
    months: (Option<&str>, Option<&str>),
) -> Result<Vec<Delivered>, IndicatorError> {
    let cells = delivery.ask(by, months)?.into_iter();
    Ok(cells
        .map(|cell| {
            let headcount = heads.get(&cell.group).copied();
            Delivered::new(cell, headcount)
        })
        .collect())
}

/// The headcounts of a breakdown; none where there are none, or not by these attributes.
pub(in crate::http) async fn heads(
    indicators: &Indicators,
    programme: Uuid,
    k: u16,
    by: &[String],
) -> Result<BTreeMap<Choices, u64>, EvaluatorError> {
    match indicators.headcounts(programme, k).await {
        Ok(headcounts) => Ok(headcounts.ask(by).unwrap_or_default()),
        Err(IndicatorError::Nothing) => Ok(BTreeMap::new()),
        Err(error) => Err(error.into()),
    }
}

/// How the training was delivered: sessions, who came, reach and dose against headcounts, fidelity to the plan, by the groups that the
/// sessions were for or by `month`, `format`, `trainer`, `module` or `version`.
#[utoipa::path(
    operation_id = "getDelivery",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("programme" = Uuid, Path, description = "The programme"),
        ("by" = Option<Vec<String>>, Query, description = "Attributes, `month`, `format`, `trainer`, `module` or `version`"),
        ("from" = Option<String>, Query, description = "The first month, as `2026-01`"),
        ("to" = Option<String>, Query, description = "The last month"),
    ),
    responses(
        (status = 200, description = "The delivery", body = DeliveryAnswer),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`: no such programme, or no sessions yet", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: an unknown attribute, month or parameter is named", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/programmes/{programme}/delivery")]
pub async fn get(
    _: Evaluator,
    tables: Data<SealedTables>,
    indicators: Data<Indicators>,
    programme: Path<String>,
    http: HttpRequest,
) -> Result<Json<DeliveryAnswer>, Problem> {
    let programme = request::id(&programme, "programme")?;
    let asked = Asked::grouped(&http, &["from", "to"])?;
    let k = terms(&tables, programme).await?.k();
    let delivery = indicators.delivery(programme, k).await.map_err(EvaluatorError::from)?;
    let heads = heads(&indicators, programme, k, &asked.query.by).await?;
    let cells = delivered(&delivery, &heads, &asked.query.by, months(&asked)?).map_err(EvaluatorError::from)?;
    let shares: Vec<(Choices, Part)> = cells
        .iter()
        .filter(|cell| cell.reach.is_some())
        .filter_map(|cell| Some((cell.group.clone(), Part { count: cell.reached?, of: cell.headcount? })))
        .collect();
    let withheld = cells.len() - shares.len();
    let reach_gap = (!heads.is_empty()).then(|| GroupGap::of_shares("reach", &shares, withheld));
    Ok(Json(DeliveryAnswer { programme, k: delivery.k, by: asked.query.by, cells, reach_gap }))
}
