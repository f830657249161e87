//! Aggregates from elsewhere: bringing them in, and asking for them by group, beside answers.

pub(super) mod context;
pub(super) mod delivery;
pub(super) mod headcounts;
pub(super) mod indicators;
pub(super) mod response_rates;

use super::asked::Asked;
use crate::EvaluatorError;
use actix_web::HttpRequest;
use actix_web::web::{Bytes, Payload};
use chorus_evidence::Status;
use chorus_indicators::Terms;
use chorus_problem::{Problem, request};
use chorus_questionnaire::Day;
use chorus_sealed::SealedReader;
use serde::Serialize;
use uuid::Uuid;

/// The most that one file may hold.
const LIMIT: usize = 8 * 1024 * 1024;

/// What became of a file.
#[derive(Serialize, utoipa::ToSchema)]
pub struct BroughtIn {
    /// The least number of people that any number of it speaks of.
    pub k: u16,
    /// How many rows it had.
    pub rows: usize,
    /// How many of them are withheld: their numbers are not kept.
    pub withheld: usize,
}

/// Reads a file.
async fn file(http: &HttpRequest, payload: Payload) -> Result<Bytes, Problem> {
    request::require_media_type(http, &["text/csv"])?;
    request::body(http, payload, LIMIT).await
}

/// What the opened waves of a programme say of its groups.
pub(super) async fn terms(reader: &SealedReader, programme: Uuid) -> Result<Terms, EvaluatorError> {
    let waves = reader.waves().await?;
    let manifests: Vec<_> = waves.iter().map(|wave| &wave.published.manifest).collect();
    let of_programme = || manifests.iter().copied().filter(|manifest| manifest.programme.id == programme);
    if of_programme().next().is_none() {
        return Err(EvaluatorError::UnknownProgramme);
    }
    Ok(Terms::new(of_programme()))
}

/// From which month to which, as `from=2026-01&to=2026-03`.
fn months(asked: &Asked) -> Result<(Option<&str>, Option<&str>), EvaluatorError> {
    let month = |field: &'static str| match asked.other(field) {
        Some(text) if Day::parse(&format!("{text}-01")).is_none() => {
            Err(EvaluatorError::Plan { field, reason: "write a month like 2026-03".to_owned() })
        }
        text => Ok(text),
    };
    Ok((month("from")?, month("to")?))
}

fn status(shown: bool) -> Status {
    if shown { Status::Released } else { Status::Withheld }
}
