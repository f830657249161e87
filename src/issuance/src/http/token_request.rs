//! `POST /waves/{wave}/token-request`: RFC 9578 issuance.

use crate::{Issuance, IssuanceError};
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use chorus_problem::{Problem, request};
use chorus_token::TokenRequest;
use chorus_token::wire::{TOKEN_REQUEST_LEN, TOKEN_REQUEST_MEDIA_TYPE, TOKEN_RESPONSE_MEDIA_TYPE};

/// Signs a blinded token request for an invitation, once. The same request is answered with the same bytes again, so a lost
/// reply is not a lost voice. The code is one from a link, or a typed one.
#[utoipa::path(
    operation_id = "requestToken",
    tag = "respondent",
    security(("invitation" = [])),
    params(("wave" = Uuid, Path, description = "The wave")),
    request_body(
        content = Vec<u8>,
        content_type = "application/private-token-request",
        description = "RFC 9578 TokenRequest of type 0x0002: 259 bytes"
    ),
    responses(
        (status = 200, description = "RFC 9578 TokenResponse: 256 bytes", body = Vec<u8>,
            content_type = "application/private-token-response"),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`invitation-unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`invitation-spent` or `wave-not-open`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`wave-closed`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too-many-attempts`: too many wrong typed codes; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`unavailable`: too many ask at once, or the database cannot be reached; send the same again after `Retry-After` seconds", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: not a token request for this wave's key", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/waves/{wave}/token-request")]
pub async fn token_request(
    issuance: Data<Issuance>,
    wave: Path<String>,
    http: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wave = request::id(&wave, "wave")?;
    request::require_media_type(&http, &[TOKEN_REQUEST_MEDIA_TYPE])?;
    let code = request::authorization(&http, "Invitation").ok_or(IssuanceError::UnknownInvitation)?;
    let body = request::body(&http, payload, TOKEN_REQUEST_LEN).await?;
    let blinded = TokenRequest::decode(&body).map_err(IssuanceError::Token)?;
    let response = issuance.issue(wave, code, blinded).await?;
    Ok(HttpResponse::Ok().content_type(TOKEN_RESPONSE_MEDIA_TYPE).body(response.encode()))
}
