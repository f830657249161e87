//! `GET /waves/{wave}/results`: any measures, any breakdown, any filter over the sealed table.

use super::asked::{Asked, pre_declared};
use crate::formats::{Format, Terms};
use crate::tables::{Kept, Question};
use crate::{EvaluatorError, SealedTables};
use actix_web::web::{self, Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chorus_accounts::Evaluator;
use chorus_evidence::claim::Claim;
use chorus_evidence::{Query, Results};
use chorus_problem::{Problem, request};
use chorus_questionnaire::{Text, WaveState};
use serde::Serialize;
use std::sync::Arc;
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
            (serde_json::Value = "application/vnd.json-stat+json"), (serde_json::Value = "application/vnd.datapackage+json"),
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
    tables: Data<SealedTables>,
    wave: Path<String>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let wave = request::id(&wave, "wave")?;
    let asked = Asked::read(&http, &["format"])?;
    let format = Format::wanted(&http, asked.other("format"))?;
    let question = Question { wave, format, query: http.query_string().to_owned() };
    let answer = match tables.answered(&question) {
        Some(answer) => answer,
        None => {
            let kept = tables.table(wave).await?;
            let (table, query) = (Arc::clone(&kept), asked.query);
            // Off the threads that take answers: a large wave takes a while to count.
            let computing = web::block(move || compute(&table, &query, format));
            let answer = Bytes::from(computing.await.map_err(EvaluatorError::from)??);
            tables.keep(question, &kept, &answer);
            answer
        }
    };
    Ok(HttpResponse::Ok().content_type(format.media_type()).body(answer))
}

fn compute(kept: &Kept, query: &Query, format: Format) -> Result<Vec<u8>, EvaluatorError> {
    let body = WaveResults::compute(kept, query)?;
    format.write(&body.results, Terms::new(kept.manifest()), &body)
}

impl WaveResults {
    /// The answer of one wave.
    pub(super) fn compute(kept: &Kept, query: &Query) -> Result<Self, EvaluatorError> {
        let answer = kept.table.results(query)?;
        let manifest = kept.manifest();
        let pre_declared = pre_declared(manifest);
        let (wave, title) = (manifest.wave, manifest.title.clone());
        Ok(WaveResults {
            wave,
            title,
            state: kept.state.state,
            claim: Claim::DESCRIPTION,
            pre_declared,
            results: answer,
        })
    }
}
