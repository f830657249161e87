//! `GET /waves/{wave}/response-rates`: who answered, held against headcounts, and what that does to means.

use crate::http::asked::Asked;
use crate::{EvaluatorError, SealedTables};
use actix_web::web::{self, Data, Json, Path};
use actix_web::{HttpRequest, get};
use chorus_accounts::Evaluator;
use chorus_evidence::claim::Claim;
use chorus_evidence::designs::{Part, Turnout, responses};
use chorus_evidence::{GroupGap, Margin, Query, SealedTable, Status, WeightedMean};
use chorus_indicators::{Headcounts, Indicators};
use chorus_problem::{Problem, request};
use chorus_questionnaire::Choices;
use serde::Serialize;
use uuid::Uuid;

/// Who answered.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ResponseRates {
    /// The wave.
    pub wave: Uuid,
    /// What these numbers may be called.
    #[serde(flatten)]
    pub claim: Claim,
    /// The least number of people that any number here speaks of.
    pub k: u16,
    /// The breakdown.
    pub by: Vec<String>,
    /// Share (0 to 1) of the responses that stand in no group shown, because sealing withheld their attribute or they did not give it.
    /// By as much the rates of groups are too low.
    pub withheld_share: Option<f64>,
    /// The groups for which there are headcounts.
    pub cells: Vec<ResponseRate>,
    /// The rate (0 to 1) over all groups shown.
    pub overall: Option<f64>,
    /// The share of the respondents (0 to 1) who would have to be of other groups for the picture to be that of everybody.
    pub dissimilarity: Option<f64>,
    /// Whether groups that answer more than others make up more of the respondents than of all, by more than 10 percentage points: then
    /// read the weighted means.
    pub engaged_groups_dominate: bool,
    /// The gap between the groups' rates, in percentage points.
    pub gap: GroupGap,
    /// The means of scored measures as they are, and raked to the headcounts.
    pub weighted: Vec<WeightedMean>,
}

/// Who answered in one group.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ResponseRate {
    /// Value by attribute.
    #[schema(inline)]
    pub group: Choices,
    /// Whether the rate is told: at least k answered, of at least k.
    pub status: Status,
    /// Responses.
    pub responses: Option<u64>,
    /// People who could have answered.
    pub headcount: Option<u64>,
    /// The rate, 0 to 1. It has no interval: everybody was asked.
    pub rate: Option<f64>,
}

/// Response rates by group against headcounts, whether engaged groups dominate, and means that are weighted for it.
#[utoipa::path(
    operation_id = "getResponseRates",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("wave" = Uuid, Path, description = "The wave"),
        ("by" = Vec<String>, Query, description = "Attributes that the headcounts have"),
        ("measure" = Option<Vec<String>>, Query, description = "Items or scales whose means are weighted; all when left out"),
    ),
    responses(
        (status = 200, description = "The rates", body = ResponseRates),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`: no such wave, or no headcounts yet", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: an unknown attribute or measure is named, or more answered than there are", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/response-rates")]
pub async fn response_rates(
    _: Evaluator,
    tables: Data<SealedTables>,
    indicators: Data<Indicators>,
    wave: Path<String>,
    http: HttpRequest,
) -> Result<Json<ResponseRates>, Problem> {
    let wave = request::id(&wave, "wave")?;
    let asked = Asked::without_filter(&http, &[])?;
    let kept = tables.table(wave).await?;
    let programme = kept.manifest().programme.id;
    let k = super::terms(&tables, programme).await?.k();
    let headcounts = indicators.headcounts(programme, k).await.map_err(EvaluatorError::from)?;
    let rates = web::block(move || rates(wave, &kept.table, &headcounts, &asked.query));
    Ok(Json(rates.await.map_err(EvaluatorError::from)??))
}

fn rates(
    wave: Uuid,
    table: &SealedTable,
    headcounts: &Headcounts,
    query: &Query,
) -> Result<ResponseRates, EvaluatorError> {
    if query.by.is_empty() {
        return Err(chorus_evidence::EvidenceError::NoBreakdown.into());
    }
    let k = table.k().max(headcounts.k);
    let people = headcounts.ask(&query.by)?;
    let sizes = table.group_sizes(&query.by)?;
    let of = |group: &Choices| sizes.groups.get(group).copied().unwrap_or_default();
    let groups: Vec<(Choices, u64)> = people.into_iter().collect();
    let turnouts: Vec<Turnout> =
        groups.iter().map(|(group, headcount)| Turnout { respondents: of(group), headcount: *headcount }).collect();
    let told = responses(&turnouts, u64::from(k)).map_err(|error| EvaluatorError::Plan {
        field: "by",
        reason: format!("{error}; bring in the headcounts anew"),
    })?;
    let shown = groups.iter().zip(&told.groups);
    let shares: Vec<(Choices, Part)> = shown
        .clone()
        .filter_map(|((group, _), rate)| {
            let rate = (*rate)?;
            Some((group.clone(), Part { count: rate.respondents, of: rate.headcount }))
        })
        .collect();
    let cells = shown.map(|((group, _), rate)| ResponseRate {
        group: group.clone(),
        status: super::status(rate.is_some()),
        responses: rate.map(|rate| rate.respondents),
        headcount: rate.map(|rate| rate.headcount),
        rate: rate.map(|rate| rate.rate),
    });
    let cells: Vec<ResponseRate> = cells.collect();
    let mut margins = Vec::new();
    for by in &query.by {
        let margin = headcounts.ask(std::slice::from_ref(by))?;
        let people = margin.into_iter().filter_map(|(group, people)| Some((group.get(by)?.clone(), people)));
        margins.push(Margin { attribute: by.clone(), people: people.collect() });
    }
    Ok(ResponseRates {
        wave,
        claim: Claim::DESCRIPTION,
        k,
        by: query.by.clone(),
        withheld_share: sizes.withheld_share,
        overall: told.shown.map(|shown| shown.rate),
        dissimilarity: told.dissimilarity,
        engaged_groups_dominate: told.engaged_dominate,
        gap: GroupGap::of_shares("response", &shares, cells.len() - shares.len()),
        cells,
        weighted: table.weighted(&query.measures, &margins)?,
    })
}
