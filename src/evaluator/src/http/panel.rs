//! `GET /waves/{wave}/panel`: what became of linking a wave with the one before it.

use crate::{EvaluatorError, SealedTables};
use actix_web::get;
use actix_web::web::{Data, Json, Path};
use chorus_accounts::Evaluator;
use chorus_problem::{Problem, request};
use chorus_sealed::PanelReport;
use serde::Serialize;
use uuid::Uuid;

/// How a wave was linked with the one before it. Every number speaks of at least k people, or is 0.
#[derive(Serialize, utoipa::ToSchema)]
pub struct WavePanel {
    /// The wave.
    pub wave: Uuid,
    /// The wave that it was linked with.
    pub previous: Option<Uuid>,
    /// The least number of people that anything about the links speaks of: the greatest k of the waves that hang together.
    pub k: u16,
    /// Where linking stands.
    pub status: PanelStatus,
    /// How many links were kept.
    pub linked: Option<u64>,
    /// The share of the smaller wave's respondents who gave the same pseudonym in both waves.
    pub match_rate: Option<f64>,
    /// How many links were not kept, because a group would have been smaller than k.
    pub dropped: Option<u64>,
}

/// Where linking stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PanelStatus {
    /// The wave has no panel.
    None,
    /// The wave is not closed yet.
    Waiting,
    /// It is the first of its panel.
    First,
    /// All numbers are here.
    Released,
    /// Only the links kept are counted: the other numbers would speak of too few people.
    Withheld,
}

/// How many respondents are linked with the wave before, and how many links sealing dropped.
///
/// `match_rate` and `dropped` are `null` where either, or what is left after subtracting it, would speak of fewer than k people.
#[utoipa::path(
    operation_id = "getPanel",
    tag = "evaluator",
    security(("api_key" = [])),
    params(("wave" = Uuid, Path, description = "The wave")),
    responses(
        (status = 200, description = "The report", body = WavePanel),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/panel")]
pub async fn panel(_: Evaluator, tables: Data<SealedTables>, wave: Path<String>) -> Result<Json<WavePanel>, Problem> {
    let wave = request::id(&wave, "wave")?;
    let manifest = tables.wave(wave).await.map_err(EvaluatorError::from)?.published.manifest;
    let report = tables.panel(wave).await.map_err(EvaluatorError::from)?;
    Ok(Json(match report {
        None => {
            let status = if manifest.panel { PanelStatus::Waiting } else { PanelStatus::None };
            WavePanel { wave, previous: None, k: manifest.k, status, linked: None, match_rate: None, dropped: None }
        }
        Some(report) => linked(wave, &report),
    }))
}

fn linked(wave: Uuid, report: &PanelReport) -> WavePanel {
    let PanelReport { earlier, k, linked, matched, smaller } = *report;
    let status = match (earlier, matched) {
        (None, _) => PanelStatus::First,
        (Some(_), None) => PanelStatus::Withheld,
        (Some(_), Some(_)) => PanelStatus::Released,
    };
    WavePanel {
        wave,
        previous: earlier,
        k,
        status,
        linked: earlier.map(|_| linked),
        match_rate: matched.map(|matched| matched as f64 / smaller.max(1) as f64),
        dropped: matched.map(|matched| matched.saturating_sub(linked)),
    }
}
