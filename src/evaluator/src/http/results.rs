//! `GET /waves/{wave}/results`: any measures, any breakdown, any filter over the sealed table.

use super::asked::{Asked, pre_declared};
use crate::formats::{Format, Terms};
use crate::{EvaluatorError, load};
use actix_web::web::{self, Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chorus_accounts::Evaluator;
use chorus_evidence::claim::Claim;
use chorus_evidence::{Query, Results};
use chorus_problem::{Problem, request};
use chorus_questionnaire::{Text, WaveState};
use chorus_sealed::{PublishedState, SealedReader};
use serde::Serialize;
use uuid::Uuid;

/// Results of a wave.
#[derive(Serialize, utoipa::ToSchema)]
pub struct WaveResults {
    /// The wave.
    pub wave: Uuid,
    /// Its name.
    pub title: Text,
    /// Whether more may come.
    pub state: WaveState,
    /// What these numbers may be called.
    #[serde(flatten)]
    pub claim: Claim,
    /// Which measures were named before anybody answered; all others are exploratory.
    pub pre_declared: Vec<String>,
    /// The answer to the question.
    #[serde(flatten)]
    pub results: Results,
}

/// Counts and percentages of every option, and means where items are scored, over the sealed table.
///
/// A cell with no releasable number is `null` with the status `withheld`: nobody and too few look alike. The table speaks of
/// at least k people in every cell, whatever is asked.
#[utoipa::path(
    operation_id = "getResults",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("wave" = Uuid, Path, description = "The wave"),
        ("measure" = Option<Vec<String>>, Query, description = "Items or scales by code; all when left out"),
        ("by" = Option<Vec<String>>, Query, description = "Attributes to break down by; at most three"),
        ("where" = Option<Vec<String>>, Query, description = "Filters `attribute:value`. The same attribute twice: either value. Different attributes: both"),
        ("format" = Option<String>, Query, description = "`json`, `csv`, `json-stat` (2.0), `xlsx`, or `frictionless`: the descriptor of the CSV. Or send `Accept`"),
    ),
    responses(
        (status = 200, description = "The results", content(
            (WaveResults = "application/json"), (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: an unknown measure, attribute, value, parameter or format is named", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/results")]
pub async fn results(
    _: Evaluator,
    reader: Data<SealedReader>,
    wave: Path<String>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let wave = request::id(&wave, "wave")?;
    let asked = Asked::read(&http, &["format"])?;
    let format = Format::wanted(&http, asked.other("format"))?;
    let query = asked.query;
    let (state, contents) = load::wave(&reader, wave).await?;
    // Off the threads that take answers: a large wave takes a while to count.
    let (media_type, body) =
        web::block(move || compute(state, contents, &query, format)).await.map_err(EvaluatorError::from)??;
    Ok(HttpResponse::Ok().content_type(media_type).body(body))
}

fn compute(
    state: PublishedState,
    contents: load::Contents,
    query: &Query,
    format: Format,
) -> Result<(&'static str, Vec<u8>), EvaluatorError> {
    let body = WaveResults::compute(&state, contents, query)?;
    let manifest = &state.published.manifest;
    Ok((format.media_type(), format.write(&body.results, Terms::new(manifest), &body)?))
}

impl WaveResults {
    /// The answer of one wave.
    pub(super) fn compute(
        state: &PublishedState,
        contents: load::Contents,
        query: &Query,
    ) -> Result<Self, EvaluatorError> {
        let answer = load::table(&state.published, contents)?.results(query)?;
        let manifest = &state.published.manifest;
        let pre_declared = pre_declared(manifest);
        let (wave, title) = (manifest.wave, manifest.title.clone());
        Ok(WaveResults { wave, title, state: state.state, claim: Claim::DESCRIPTION, pre_declared, results: answer })
    }
}
