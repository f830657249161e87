//! `GET /findings/{programme}`: what people are shown. Anyone asks; whether there is anything for them, the organiser decides.

use super::{is_closed, waves};
use crate::EvaluatorError;
use crate::SealedTables;
use crate::http::asked::Asked;
use crate::http::change::{WaveChange, match_rate};
use crate::http::results::WaveResults;
use crate::load::Two;
use actix_web::web::{self, Data, Json, Path};
use actix_web::{HttpRequest, get};
use chorus_evidence::Query;
use chorus_findings::{AllFindings, Entry, FindingsError};
use chorus_problem::{Problem, request};
use chorus_questionnaire::{ManifestProgramme, Text};
use serde::Serialize;

/// What people are shown.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ShownFindings {
    /// The programme.
    programme: ManifestProgramme,
    /// The languages of its texts.
    languages: Vec<String>,
    /// A few words of the organiser's.
    introduction: Option<Text>,
    /// "You said, we did."
    entries: Vec<Entry>,
    /// Results of the wave that the organiser chose.
    results: WaveResults,
    /// What changed since the wave that the organiser chose, if any; null too where the two cannot be compared in what is asked.
    change: Option<WaveChange>,
}

/// The findings of a programme: the same aggregates that evaluators see, as far as the organiser shows them.
///
/// Behind a link, its code comes as `Authorization: Findings <code>`. Whether there is nothing or nothing for you looks alike.
#[utoipa::path(
    operation_id = "getFindings",
    tag = "anyone",
    params(
        ("programme" = Uuid, Path, description = "The programme"),
        ("by" = Option<Vec<String>>, Query, description = "Attributes to break down by"),
    ),
    responses(
        (status = 200, description = "The findings", body = ShownFindings),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: an unknown attribute or parameter is named", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/findings/{programme}")]
pub async fn page(
    tables: Data<SealedTables>,
    all: Data<AllFindings>,
    programme: Path<String>,
    http: HttpRequest,
) -> Result<Json<ShownFindings>, Problem> {
    let nothing = || EvaluatorError::from(FindingsError::Nothing);
    let programme = request::id(&programme, "programme").map_err(|_| nothing())?;
    let asked = Asked::grouped(&http, &[])?;
    let code = request::authorization(&http, "Findings");
    let findings = all.shown(programme, code).await.map_err(EvaluatorError::from)?;
    let wave = findings.wave.ok_or_else(nothing)?;
    let waves = waves(&tables, programme).await?;
    // Only what is closed was kept, and what is closed stays so.
    let since = findings.since.filter(|since| is_closed(&waves, *since));
    let two = match since {
        Some(since) => Some(Two::read(&tables, programme, [since, wave]).await?),
        None => None,
    };
    let match_rate = match since {
        Some(since) => match_rate(&tables, [since, wave]).await?,
        None => None,
    };
    let kept = tables.table(wave).await?;
    let shown = web::block(move || -> Result<_, EvaluatorError> {
        let query = Query { measures: findings.measures, by: asked.query.by, filters: Vec::new() };
        let results = WaveResults::compute(&kept, &query)?;
        let change = match two {
            Some(two) => comparable(WaveChange::compute(&two, &query, match_rate))?,
            None => None,
        };
        let manifest = kept.manifest();
        Ok(ShownFindings {
            programme: manifest.programme.clone(),
            languages: manifest.languages.clone(),
            introduction: findings.introduction,
            entries: findings.entries,
            results,
            change,
        })
    });
    Ok(Json(shown.await.map_err(EvaluatorError::from)??))
}

/// A change that cannot be asked for is none: the earlier wave may not have had the attribute or the question.
fn comparable(change: Result<WaveChange, EvaluatorError>) -> Result<Option<WaveChange>, EvaluatorError> {
    match change {
        Ok(change) => Ok(Some(change)),
        Err(EvaluatorError::Question(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
