//! `GET /programmes/{programme}/change`: how answers changed from one wave to another.

use super::asked::{Asked, pre_declared};
use crate::formats::{Format, Terms};
use crate::load::Two;
use crate::{EvaluatorError, SealedTables};
use actix_web::web::{self, Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chorus_accounts::Evaluator;
use chorus_evidence::Query;
use chorus_evidence::change::Change;
use chorus_evidence::claim::Claim;
use chorus_problem::{Problem, request};
use chorus_sealed::SealedReader;
use serde::Serialize;
use uuid::Uuid;

/// The change between two waves.
#[derive(Serialize, utoipa::ToSchema)]
pub struct WaveChange {
    /// The programme.
    pub programme: Uuid,
    /// The earlier wave.
    pub from_wave: Uuid,
    /// The later wave.
    pub to_wave: Uuid,
    /// What these numbers may be called.
    #[serde(flatten)]
    pub claim: Claim,
    /// Which measures were named before anybody answered; all others are exploratory.
    pub pre_declared: Vec<String>,
    /// Whether the two waves are linked by their respondents, so that `paired` changes can be told.
    pub linked: bool,
    /// The share of the smaller wave's respondents who offered a link; null where it may not be told, or where the waves do not
    /// follow each other in the panel.
    pub match_rate: Option<f64>,
    /// The answer to the question.
    #[serde(flatten)]
    pub change: Change,
}

/// Change between two waves: differences of means with Hedges' g, of percentages, shifts of ordered answers, and for those who
/// linked their answers the change of people's own scores with d_z.
///
/// p-values come as they are, and adjusted by Holm and by Benjamini and Hochberg for all tests of their kind in the answer. A
/// group that either wave withholds is `withheld`. A change is no effect: see `GET /programmes/{programme}/effect`.
#[utoipa::path(
    operation_id = "getChange",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("programme" = Uuid, Path, description = "The programme"),
        ("from" = Uuid, Query, description = "The earlier wave"),
        ("to" = Uuid, Query, description = "The later wave"),
        ("measure" = Option<Vec<String>>, Query, description = "Items or scales by code; all that both waves ask alike when left out"),
        ("by" = Option<Vec<String>>, Query, description = "Attributes to break down by; at most three"),
        ("where" = Option<Vec<String>>, Query, description = "Filters `attribute:value`"),
        ("format" = Option<String>, Query, description = "`json`, `csv`, `json-stat` (2.0), `xlsx`, or `frictionless`: the descriptor of the CSV. Or send `Accept`"),
    ),
    responses(
        (status = 200, description = "The change", content(
            (WaveChange = "application/json"), (String = "text/csv"),
            (serde_json::Value = "application/vnd.json-stat+json"), (serde_json::Value = "application/vnd.datapackage+json"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: a wave is missing or of another programme, or what is asked for is not the same in both", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/programmes/{programme}/change")]
pub async fn change(
    _: Evaluator,
    tables: Data<SealedTables>,
    programme: Path<String>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let programme = request::id(&programme, "programme")?;
    let asked = Asked::read(&http, &["from", "to", "format"])?;
    let format = Format::wanted(&http, asked.other("format"))?;
    let waves = [asked.wave("from")?, asked.wave("to")?];
    let two = Two::read(&tables, programme, waves).await?;
    let match_rate = match_rate(&tables, waves).await?;
    let (media_type, body) = web::block(move || -> Result<_, EvaluatorError> {
        let body = WaveChange::compute(&two, &asked.query, match_rate)?;
        let terms = [Terms::new(two.from()), Terms::new(two.to())];
        let written = format.write_change(&body.change, terms, &body)?;
        Ok((format.media_type(), written))
    })
    .await
    .map_err(EvaluatorError::from)??;
    Ok(HttpResponse::Ok().content_type(media_type).body(body))
}

/// The share of the smaller wave's respondents who offered a link, if it may be told.
pub(super) async fn match_rate(reader: &SealedReader, [from, to]: [Uuid; 2]) -> Result<Option<f64>, EvaluatorError> {
    let report = reader.panel(to).await?.filter(|report| report.earlier == Some(from));
    Ok(report.and_then(|report| Some(report.matched? as f64 / report.smaller.max(1) as f64)))
}

impl WaveChange {
    /// The answer of two waves.
    pub(super) fn compute(two: &Two, query: &Query, match_rate: Option<f64>) -> Result<Self, EvaluatorError> {
        let (from, to) = (two.from(), two.to());
        Ok(WaveChange {
            programme: to.programme.id,
            from_wave: from.wave,
            to_wave: to.wave,
            claim: Claim::CHANGE,
            pre_declared: pre_declared(to),
            linked: two.pairs.is_some(),
            match_rate,
            change: two.earlier.table.change(&two.later.table, query, two.pairs.as_ref())?,
        })
    }
}
