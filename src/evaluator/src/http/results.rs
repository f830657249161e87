//! `GET /waves/{wave}/results`: any measures, any breakdown, any filter over the sealed table.

use crate::formats::{Format, Terms};
use crate::{EvaluatorError, load};
use actix_web::http::header;
use actix_web::web::{self, Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chorus_accounts::Evaluator;
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
    let (query, format) = parse(&http)?;
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
    let answer = load::table(&state.published, contents)?.results(query)?;
    let manifest = &state.published.manifest;
    let (wave, title) = (manifest.wave, manifest.title.clone());
    let body = WaveResults { wave, title, state: state.state, results: answer };
    Ok((format.media_type(), format.write(&body.results, Terms::new(manifest), &body)?))
}

fn parse(http: &HttpRequest) -> Result<(Query, Format), Problem> {
    let mut query = Query::default();
    let accept = http.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let mut format = Format::accepted(accept.unwrap_or_default());
    for (name, value) in request::query(http, &["measure", "by", "where", "format"])? {
        match name.as_str() {
            "measure" => query.measures.push(value),
            "by" => query.by.push(value),
            "where" => {
                let (attribute, value) = value.split_once(':').ok_or(EvaluatorError::Filter)?;
                query.filters.push((attribute.to_owned(), value.to_owned()));
            }
            _ => format = Format::named(&value).ok_or(EvaluatorError::Format)?,
        }
    }
    Ok((query, format))
}
