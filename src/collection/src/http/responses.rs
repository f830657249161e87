//! `POST /waves/{wave}/responses`: RFC 9577 redemption.

use crate::Collection;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Json, Path, Payload};
use actix_web::{HttpRequest, post};
use chorus_problem::{Problem, request};
use chorus_questionnaire::{Hash, Response};
use serde::Serialize;

/// A thousand answers with room for padding.
const LIMIT: usize = 256 * 1024;

/// What a respondent may keep.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ReceiptBody {
    /// SHA-256 of the token, as base64url: it shows that the response was taken, and nothing of what was answered. When the wave has
    /// closed, it is in its ledger.
    pub receipt: String,
    /// The terms under which it was taken.
    pub manifest_hash: Hash,
}

/// Redeems a token for a response. The same token with the same response is answered the same again, so a lost reply is not
/// a lost voice; with another response it is refused.
#[utoipa::path(
    operation_id = "respond",
    tag = "respondent",
    security(("private_token" = [])),
    params(("wave" = Uuid, Path, description = "The wave")),
    request_body = Response,
    responses(
        (status = 201, description = "Taken", body = ReceiptBody),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`token-invalid`: missing, malformed, forged, or of another wave; `WWW-Authenticate` says which is wanted", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`token-spent`: another response stands", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`wave-closed`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: the attribute or item at fault is named; the token is not spent", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`unavailable`: too many answer at once, or the database cannot be reached; send the same again after `Retry-After` seconds", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/waves/{wave}/responses")]
pub async fn respond(
    collection: Data<Collection>,
    wave: Path<String>,
    http: HttpRequest,
    payload: Payload,
) -> Result<(Json<ReceiptBody>, StatusCode), Problem> {
    let wave = request::id(&wave, "wave")?;
    let terms = collection.terms(wave).await?;
    request::require_media_type(&http, &["application/json"])?;
    let authorization = http.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = terms.token(authorization)?;
    let response: Response = request::json(&request::body(&http, payload, LIMIT).await?)?;
    let receipt = collection.redeem(wave, &token, &response).await?;
    Ok((Json(ReceiptBody { receipt: receipt.0, manifest_hash: terms.manifest_hash }), StatusCode::CREATED))
}
