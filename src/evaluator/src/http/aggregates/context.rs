//! `GET /waves/{wave}/context`: answers beside what was delivered and what was counted elsewhere, group by group.

use super::delivery::{Delivered, delivered, heads};
use super::indicators::IndicatorCell;
use super::{months, terms};
use crate::http::asked::Asked;
use crate::{EvaluatorError, SealedTables};
use actix_web::web::{self, Data, Json, Path};
use actix_web::{HttpRequest, get};
use chorus_accounts::Evaluator;
use chorus_evidence::claim::Claim;
use chorus_evidence::statistics::correlation;
use chorus_evidence::{Cell, EvidenceError};
use chorus_indicators::{IndicatorError, Indicators, Kind, Series};
use chorus_problem::{Problem, request};
use chorus_questionnaire::Choices;
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Answers with what surrounds them.
#[derive(Serialize, utoipa::ToSchema)]
pub struct WaveContext {
    /// The wave.
    pub wave: Uuid,
    /// What these numbers may be called.
    #[serde(flatten)]
    pub claim: Claim,
    /// The least number of people that any number here speaks of.
    pub k: u16,
    /// The breakdown.
    pub by: Vec<String>,
    /// The groups, in declared order.
    pub groups: Vec<GroupContext>,
    /// How far each measure's mean goes together with each number beside it, over the groups: at least five, each counting once. Groups are
    /// few and differ in much else, so this raises questions and settles none.
    pub together: Vec<Together>,
}

/// One group.
#[derive(Serialize, utoipa::ToSchema)]
pub struct GroupContext {
    /// Value by attribute.
    #[schema(inline)]
    pub group: Choices,
    /// What it answered: a cell for each measure.
    pub answers: Vec<Cell>,
    /// How the training was delivered to it; null where no sessions for such groups were brought in.
    pub delivery: Option<Delivered>,
    /// What was counted of it elsewhere, over all months asked for; only the series that have this breakdown.
    pub indicators: Vec<GroupIndicator>,
}

/// An indicator of a group.
#[derive(Serialize, utoipa::ToSchema)]
pub struct GroupIndicator {
    /// Which one.
    pub series: Series,
    /// What it counts.
    pub kind: Kind,
    /// The unit of `total`.
    pub unit: &'static str,
    /// Its numbers; people and headcounts are summed over the months.
    #[serde(flatten)]
    pub numbers: IndicatorCell,
}

/// How far two numbers go together over groups.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Together {
    /// Code of the measure, whose mean is the one.
    pub measure: String,
    /// The other: `reach`, `dose`, `fidelity`, or a series' name (percent of people, or total by head).
    pub with: String,
    /// How many groups have both.
    pub groups: usize,
    /// Pearson's correlation; null where there are fewer than five groups or one of the two does not vary.
    pub r: Option<f64>,
    /// Its p-value.
    pub p: Option<f64>,
}

/// For every group what it answered, how the training reached it (sessions, reach, dose, fidelity) and what was counted of it
/// elsewhere: did it fail, or was it not delivered? All joined at group level only.
#[utoipa::path(
    operation_id = "getContext",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("wave" = Uuid, Path, description = "The wave"),
        ("by" = Vec<String>, Query, description = "Attributes to break down by; one or two"),
        ("measure" = Option<Vec<String>>, Query, description = "Items or scales by code; all when left out"),
        ("from" = Option<String>, Query, description = "The first month of delivery and indicators, as `2026-01`"),
        ("to" = Option<String>, Query, description = "The last month"),
    ),
    responses(
        (status = 200, description = "The groups", body = WaveContext),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: an unknown attribute, measure, month or parameter is named", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/context")]
pub async fn context(
    _: Evaluator,
    tables: Data<SealedTables>,
    indicators: Data<Indicators>,
    wave: Path<String>,
    http: HttpRequest,
) -> Result<Json<WaveContext>, Problem> {
    let wave = request::id(&wave, "wave")?;
    let asked = Asked::without_filter(&http, &["from", "to"])?;
    let (by, months) = (asked.query.by.clone(), months(&asked)?);
    if by.is_empty() {
        return Err(EvaluatorError::from(EvidenceError::NoBreakdown).into());
    }
    let kept = tables.table(wave).await?;
    let programme = kept.manifest().programme.id;
    let k = terms(&tables, programme).await?.k();
    let heads = heads(&indicators, programme, k, &by).await?;
    let delivery = match indicators.delivery(programme, k).await {
        Ok(delivery) => delivered(&delivery, &heads, &by, months).unwrap_or_default(),
        Err(IndicatorError::Nothing) => Vec::new(),
        Err(error) => return Err(EvaluatorError::from(error).into()),
    };
    let mut counted: BTreeMap<Choices, Vec<GroupIndicator>> = BTreeMap::new();
    for (series, monthly) in indicators.all_series(programme, k).await.map_err(EvaluatorError::from)? {
        // A series without this breakdown says nothing of these groups.
        for cell in monthly.ask(&by, months, false).unwrap_or_default() {
            let (kind, unit, group) = (series.kind(), series.unit(), cell.group.clone());
            let numbers = IndicatorCell::new(cell);
            counted.entry(group).or_default().push(GroupIndicator { series, kind, unit, numbers });
        }
    }
    let results = web::block(move || -> Result<_, EvaluatorError> { Ok(kept.table.results(&asked.query)?) });
    let results = results.await.map_err(EvaluatorError::from)??;
    let groups: usize = results.by.iter().map(|by| by.values.len()).product();
    let group = |at: usize| {
        // Cells come measure by measure, each with the same groups.
        let answers: Vec<Cell> = results.cells.iter().skip(at).step_by(groups.max(1)).cloned().collect();
        let group = answers.first().map(|cell| cell.group.clone()).unwrap_or_default();
        let delivery = delivery.iter().find(|cell| cell.group == group).cloned();
        GroupContext { indicators: counted.remove(&group).unwrap_or_default(), delivery, answers, group }
    };
    let groups: Vec<GroupContext> = (0..groups).map(group).collect();
    Ok(Json(WaveContext {
        wave,
        claim: Claim::DESCRIPTION,
        k: results.k.max(k),
        by,
        together: together(&groups),
        groups,
    }))
}

/// The correlations of every mean with every number beside it.
fn together(groups: &[GroupContext]) -> Vec<Together> {
    type Pairs = Vec<(f64, f64)>;
    let mut pairs: BTreeMap<(String, String), Pairs> = BTreeMap::new();
    for group in groups {
        let delivery = group
            .delivery
            .iter()
            .flat_map(|delivery| [("reach", delivery.reach), ("dose", delivery.dose), ("fidelity", delivery.fidelity)]);
        let indicators = group.indicators.iter().map(|indicator| {
            let numbers = &indicator.numbers;
            (indicator.series.name(), if indicator.kind == Kind::People { numbers.percent } else { numbers.per_head })
        });
        let others: Vec<(&str, f64)> =
            delivery.chain(indicators).filter_map(|(name, number)| Some((name, number?))).collect();
        for cell in &group.answers {
            for (with, number) in others.iter().filter(|_| cell.mean.is_some()) {
                let pairs = pairs.entry((cell.measure.clone(), (*with).to_owned())).or_default();
                pairs.extend(cell.mean.map(|mean| (mean, *number)));
            }
        }
    }
    let together = |((measure, with), pairs): ((String, String), Pairs)| {
        let found = correlation(&pairs);
        Together { measure, with, groups: pairs.len(), r: found.map(|found| found.r), p: found.map(|found| found.p) }
    };
    pairs.into_iter().map(together).collect()
}
