//! `GET /waves/{wave}/participation`: how many answered, by group, for organisers. It reads the sealed table, not the roster: who
//! answered is known to nobody.

use crate::{EvaluatorError, SealedTables};
use actix_web::get;
use actix_web::web::{self, Data, Json, Path};
use chorus_accounts::Organiser;
use chorus_evidence::{SealedTable, Status};
use chorus_problem::{Problem, request};
use chorus_questionnaire::{Attribute, WaveState};
use serde::Serialize;
use uuid::Uuid;

/// How many answered.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Participation {
    /// The wave.
    wave: Uuid,
    /// Whether more may come.
    state: WaveState,
    /// The least number of people that any number here speaks of.
    k: u16,
    /// Whether the number of responses is told.
    status: Status,
    /// Sealed responses. While the wave is open those that wait are not among them, at least k.
    responses: Option<u64>,
    /// For each attribute, and each coarser level of it, its groups.
    attributes: Vec<AttributeParticipation>,
}

/// The groups of an attribute.
#[derive(Serialize, utoipa::ToSchema)]
pub struct AttributeParticipation {
    /// Its code.
    attribute: String,
    /// Share (0 to 1) of the responses that stand in no group shown.
    withheld_share: Option<f64>,
    /// In declared order.
    groups: Vec<GroupParticipation>,
}

/// A group.
#[derive(Serialize, utoipa::ToSchema)]
pub struct GroupParticipation {
    /// Its value.
    value: String,
    /// Whether the number is told. Nobody and fewer than k are the same here.
    status: Status,
    /// Responses that show this value: at least k.
    responses: Option<u64>,
}

/// How many answered, by group: each number at least k, or withheld. It grows by at least k at a time.
#[utoipa::path(
    operation_id = "getParticipation",
    tag = "organiser",
    security(("api_key" = [])),
    params(("wave" = Uuid, Path, description = "The wave")),
    responses(
        (status = 200, description = "The numbers", body = Participation),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`: no such wave, or it has not opened yet", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/participation")]
pub async fn participation(
    _: Organiser,
    tables: Data<SealedTables>,
    wave: Path<String>,
) -> Result<Json<Participation>, Problem> {
    let wave = request::id(&wave, "wave")?;
    let kept = tables.table(wave).await?;
    let counted = web::block(move || -> Result<_, EvaluatorError> {
        let (manifest, table) = (kept.manifest(), &kept.table);
        let all = table.group_sizes(&[])?.groups.into_values().next();
        let lists = manifest.attributes.iter().flat_map(Attribute::lists);
        let attributes =
            lists.map(|(code, values)| of_attribute(table, code, values.iter().map(|value| value.code.as_str())));
        let attributes = attributes.collect::<Result<_, EvaluatorError>>()?;
        Ok(Participation {
            wave,
            state: kept.state.state,
            k: manifest.k,
            status: told(all),
            responses: all,
            attributes,
        })
    });
    Ok(Json(counted.await.map_err(EvaluatorError::from)??))
}

fn of_attribute<'a>(
    table: &SealedTable,
    code: &str,
    values: impl Iterator<Item = &'a str>,
) -> Result<AttributeParticipation, EvaluatorError> {
    let sizes = table.group_sizes(&[code.to_owned()])?;
    let group = |value: &str| {
        let responses = sizes.groups.get(&[(code.to_owned(), value.to_owned())].into()).copied();
        GroupParticipation { value: value.to_owned(), status: told(responses), responses }
    };
    let groups = values.map(group).collect();
    Ok(AttributeParticipation { attribute: code.to_owned(), withheld_share: sizes.withheld_share, groups })
}

fn told(responses: Option<u64>) -> Status {
    if responses.is_some() { Status::Released } else { Status::Withheld }
}
