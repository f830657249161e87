//! `GET /waves/{wave}/ledger` and the hashes under it. Nobody need say which receipt they look for: whoever checks one takes all.

use crate::Collection;
use crate::ledger::{Ledger, MOST_HASHES};
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chorus_problem::{Problem, request};
use chorus_questionnaire::Hash;
use serde_json::Value;

/// Which tokens were spent in a closed wave: how many, and a commitment to all of them, signed. Before the wave closes it says
/// nothing, and of a wave with fewer than k responses it never does.
#[utoipa::path(
    operation_id = "getLedger",
    tag = "respondent",
    params(("wave" = Uuid, Path, description = "The wave")),
    responses(
        (status = 200, description = "Where the ledger stands, and its signed head once it is published", body = Ledger),
        (status = 404, description = "`not-found`: unknown, or not open yet", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/ledger")]
pub async fn ledger(collection: Data<Collection>, wave: Path<String>) -> Result<Json<Ledger>, Problem> {
    Ok(Json(collection.ledger(request::id(&wave, "wave")?).await?))
}

/// The hashes of all spent tokens of a closed wave, 32 bytes each, in ascending order. A receipt is such a hash, as base64url. A list
/// longer than one reply is continued after its last hash.
#[utoipa::path(
    operation_id = "getSpentTokens",
    tag = "respondent",
    params(
        ("wave" = Uuid, Path, description = "The wave"),
        ("after" = Option<Hash>, Query, description = "Only hashes that follow this one"),
        ("limit" = Option<u64>, Query, description = "The most hashes in the reply: 1 to 65,536, which is the default"),
    ),
    responses(
        (status = 200, description = "Hashes, one after the other; nothing if no more follow", body = Vec<u8>,
            content_type = "application/octet-stream"),
        (status = 404, description = "`not-found`: unknown, or not open yet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`ledger-not-public`: the wave has not closed, or fewer than k answered", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: a parameter does not fit", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/ledger/tokens")]
pub async fn tokens(
    collection: Data<Collection>,
    wave: Path<String>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let wave = request::id(&wave, "wave")?;
    let (mut after, mut limit) = (None, MOST_HASHES);
    for (name, value) in request::query(&http, &["after", "limit"])? {
        if name == "after" {
            after = Some(hash(value)?);
        } else {
            limit = value.parse().ok().filter(|limit| (1..=MOST_HASHES).contains(limit)).ok_or_else(|| {
                Problem::invalid("The query does not fit.").field("limit", format!("a number from 1 to {MOST_HASHES}"))
            })?;
        }
    }
    let hashes = collection.spent_hashes(wave, after, limit).await?;
    Ok(HttpResponse::Ok().content_type("application/octet-stream").body(hashes))
}

fn hash(text: String) -> Result<Hash, Problem> {
    let read = serde_json::from_value(Value::String(text));
    read.map_err(|_| Problem::invalid("The query does not fit.").field("after", "a hash, 43 characters of base64url"))
}
