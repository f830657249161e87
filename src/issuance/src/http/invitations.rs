//! `POST /waves/{wave}/invitations`.

use crate::Issuance;
use crate::roster::{self, Roster};
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use chorus_accounts::Organiser;
use chorus_problem::{Problem, request};

const LIMIT: usize = 32 * 1024 * 1024;

/// Invites everybody on a roster, or nobody. The roster is CSV with one column, `contact`. The reply is CSV with the columns
/// `contact`, `link` and `manifest_hash`; the links are shown once. If they are lost, `replace=true` makes new ones and the old
/// ones void; who had answered already has answered.
#[utoipa::path(
    operation_id = "invite",
    tag = "organiser",
    security(("api_key" = [])),
    params(
        ("wave" = Uuid, Path, description = "The wave"),
        ("replace" = Option<bool>, Query, description = "`true`: new links also for those invited already"),
    ),
    request_body(content = String, content_type = "text/csv", example = "contact\nana@example.org\nbo@example.org\n"),
    responses(
        (status = 201, description = "The links, once", body = String, content_type = "text/csv"),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`wave-not-open`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`wave-closed`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: every bad line is named, and nobody was invited", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/waves/{wave}/invitations")]
pub async fn invite(
    _: Organiser,
    issuance: Data<Issuance>,
    wave: Path<String>,
    http: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wave = request::id(&wave, "wave")?;
    request::require_media_type(&http, &["text/csv"])?;
    let replace = request::query(&http, &["replace"])?.iter().any(|(_, value)| value == "true");
    let roster = Roster::from_csv(&request::body(&http, payload, LIMIT).await?)?;
    let (invitations, manifest) = issuance.invite(wave, roster, replace).await?;
    let csv = roster::to_csv(&invitations, manifest.hash())?;
    Ok(HttpResponse::Created().content_type("text/csv; charset=utf-8").body(csv))
}
