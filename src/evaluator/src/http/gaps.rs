//! `GET /waves/{wave}/gaps` and `GET /programmes/{programme}/gap-change`: how far groups are apart, and whether two came closer.

use super::aggregates;
use super::asked::{Asked, pre_declared};
use crate::load::Two;
use crate::{EvaluatorError, SealedTables};
use actix_web::web::{self, Data, Json, Path};
use actix_web::{HttpRequest, get};
use chorus_accounts::Evaluator;
use chorus_evidence::claim::Claim;
use chorus_evidence::designs::Part;
use chorus_evidence::{GapChange, Gaps, GroupSizes};
use chorus_indicators::Indicators;
use chorus_problem::{Problem, request};
use chorus_questionnaire::Choices;
use serde::Serialize;
use uuid::Uuid;

/// Gaps between the groups of a wave.
#[derive(Serialize, utoipa::ToSchema)]
pub struct WaveGaps {
    /// The wave.
    pub wave: Uuid,
    /// What these numbers may be called.
    #[serde(flatten)]
    pub claim: Claim,
    /// Which measures were named before anybody answered; all others are exploratory.
    pub pre_declared: Vec<String>,
    /// The gaps.
    #[serde(flatten)]
    pub gaps: Gaps,
}

/// How far the groups of a breakdown are apart: the widest gap with an interval that holds whichever groups it is between, the ratio
/// of the two percentages, and the spread of all groups beyond chance.
#[utoipa::path(
    operation_id = "getGaps",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("wave" = Uuid, Path, description = "The wave"),
        ("by" = Vec<String>, Query, description = "Attributes to break down by; one to three"),
        ("measure" = Option<Vec<String>>, Query, description = "Items or scales by code; all when left out"),
        ("where" = Option<Vec<String>>, Query, description = "Filters `attribute:value`"),
    ),
    responses(
        (status = 200, description = "The gaps", body = WaveGaps),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: an unknown measure, attribute, value or parameter is named, or no attribute", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/gaps")]
pub async fn gaps(
    _: Evaluator,
    tables: Data<SealedTables>,
    wave: Path<String>,
    http: HttpRequest,
) -> Result<Json<WaveGaps>, Problem> {
    let wave = request::id(&wave, "wave")?;
    let asked = Asked::read(&http, &[])?;
    let kept = tables.table(wave).await?;
    let pre_declared = pre_declared(kept.manifest());
    let gaps = web::block(move || -> Result<Gaps, EvaluatorError> { Ok(kept.table.gaps(&asked.query)?) });
    let gaps = gaps.await.map_err(EvaluatorError::from)??;
    Ok(Json(WaveGaps { wave, claim: Claim::DESCRIPTION, pre_declared, gaps }))
}

/// How the gap between two groups changed.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ProgrammeGapChange {
    /// The programme.
    pub programme: Uuid,
    /// The earlier wave.
    pub from_wave: Uuid,
    /// The later wave.
    pub to_wave: Uuid,
    /// The attribute.
    pub by: String,
    /// The group.
    pub group: String,
    /// The group that it is held against.
    pub reference: String,
    /// What these numbers may be called.
    #[serde(flatten)]
    pub claim: Claim,
    /// Which measures were named before anybody answered; all others are exploratory.
    pub pre_declared: Vec<String>,
    /// Share (0 to 1) of the responses of the earlier wave that stand in no group of this attribute.
    pub withheld_share_from: Option<f64>,
    /// The same of the later wave.
    pub withheld_share_to: Option<f64>,
    /// For each scored measure that both waves ask alike.
    pub changes: Vec<GapChange>,
    /// The gap in the rate of response; null where no headcounts by this attribute were brought in.
    pub response: Option<GapChange>,
}

/// Whether two groups, named before looking, came closer from one wave to another: the difference of their means later less the same
/// difference earlier.
#[utoipa::path(
    operation_id = "getGapChange",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("programme" = Uuid, Path, description = "The programme"),
        ("from" = Uuid, Query, description = "The earlier wave"),
        ("to" = Uuid, Query, description = "The later wave"),
        ("by" = String, Query, description = "The attribute, or a level of one"),
        ("group" = String, Query, description = "A value of it"),
        ("reference" = String, Query, description = "The value that it is held against"),
        ("measure" = Option<Vec<String>>, Query, description = "Items or scales by code; all that both waves ask alike when left out"),
        ("where" = Option<Vec<String>>, Query, description = "Filters `attribute:value`"),
    ),
    responses(
        (status = 200, description = "The change", body = ProgrammeGapChange),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: a parameter is missing or does not fit the waves", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/programmes/{programme}/gap-change")]
pub async fn gap_change(
    _: Evaluator,
    tables: Data<SealedTables>,
    indicators: Data<Indicators>,
    programme: Path<String>,
    http: HttpRequest,
) -> Result<Json<ProgrammeGapChange>, Problem> {
    let programme = request::id(&programme, "programme")?;
    let asked = Asked::read(&http, &["from", "to", "group", "reference"])?;
    let [from_wave, to_wave] = [asked.wave("from")?, asked.wave("to")?];
    let group = asked.required("group", "name a group by its value")?.to_owned();
    let reference = asked.required("reference", "name the group to hold it against by its value")?.to_owned();
    let by = asked.query.by.clone();
    let two = Two::read(&tables, programme, [from_wave, to_wave]).await?;
    let k = aggregates::terms(&tables, programme).await?.k();
    let heads = aggregates::delivery::heads(&indicators, programme, k, &by).await?;
    let answer = web::block(move || -> Result<ProgrammeGapChange, EvaluatorError> {
        let (earlier, later) = (&two.earlier.table, &two.later.table);
        let changes = earlier.gap_change(later, &asked.query, &group, &reference)?;
        let attribute = by.first().cloned().unwrap_or_default();
        let sizes = [earlier.group_sizes(&by)?, later.group_sizes(&by)?];
        // Who answered, of how many: of both groups, or of none. A filter speaks of other people than the headcounts do.
        let rates = |sizes: &GroupSizes| {
            let part = |value: &String| {
                let group = Choices::from([(attribute.clone(), value.clone())]);
                let (count, of) = (*sizes.groups.get(&group)?, *heads.get(&group)?);
                (count >= u64::from(k) && count <= of).then_some(Part { count, of })
            };
            Some([part(&group)?, part(&reference)?])
        };
        let counted = !heads.is_empty() && asked.query.filters.is_empty();
        let response = counted.then(|| GapChange::of_shares("response", rates(&sizes[0]), rates(&sizes[1])));
        Ok(ProgrammeGapChange {
            programme,
            from_wave,
            to_wave,
            claim: Claim::CHANGE,
            pre_declared: pre_declared(two.to()),
            withheld_share_from: sizes[0].withheld_share,
            withheld_share_to: sizes[1].withheld_share,
            changes,
            response,
            by: attribute,
            group,
            reference,
        })
    })
    .await
    .map_err(EvaluatorError::from)??;
    Ok(Json(answer))
}
