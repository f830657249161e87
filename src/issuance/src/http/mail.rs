//! `GET /waves/{wave}/mail`, `GET /waves/{wave}/mail/failures`, `PUT /waves/{wave}/reminders` and `POST /mail/bounces`. None of them
//! tells who was reminded, or how many.

use crate::{Issuance, MailStatus, Schedule};
use actix_web::web::{Data, Json, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use chorus_accounts::Organiser;
use chorus_problem::{Problem, request};

/// A report with the letter that it is about.
const BOUNCE_LIMIT: usize = 1024 * 1024;
const SCHEDULE_LIMIT: usize = 64 * 1024;

/// How the letters of a wave stand: how many wait, how many failed, and when reminders go out.
#[utoipa::path(
    operation_id = "mailStatus",
    tag = "organiser",
    security(("api_key" = [])),
    params(("wave" = Uuid, Path, description = "The wave")),
    responses(
        (status = 200, description = "How they stand", body = MailStatus),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/mail")]
pub async fn status(_: Organiser, issuance: Data<Issuance>, wave: Path<String>) -> Result<Json<MailStatus>, Problem> {
    Ok(Json(issuance.mail_status(request::id(&wave, "wave")?).await?))
}

/// Those whose invitations could not be delivered: a roster to correct, and to send again with `mail=true&replace=true`. It is about
/// addresses, and tells nothing of who has answered: what becomes of reminders is not noted.
#[utoipa::path(
    operation_id = "mailFailures",
    tag = "organiser",
    security(("api_key" = [])),
    params(("wave" = Uuid, Path, description = "The wave")),
    responses(
        (status = 200, description = "`contact`, `email`, `language`", body = String, content_type = "text/csv"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`wave-not-open`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`wave-closed`: addresses are erased when a wave closes", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/waves/{wave}/mail/failures")]
pub async fn failures(_: Organiser, issuance: Data<Issuance>, wave: Path<String>) -> Result<HttpResponse, Problem> {
    let csv = issuance.unreached(request::id(&wave, "wave")?).await?;
    Ok(HttpResponse::Ok().content_type("text/csv; charset=utf-8").body(csv))
}

/// Sets when reminders of a wave go out, before or after it opens. They go by mail to those who were invited by mail, all on the same
/// day, by the machine. Days that are done stay in the list.
#[utoipa::path(
    operation_id = "setReminders",
    tag = "organiser",
    security(("api_key" = [])),
    params(("wave" = Uuid, Path, description = "The wave")),
    request_body = Schedule,
    responses(
        (status = 200, description = "How the letters of the wave stand", body = MailStatus),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`no-mail`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`wave-closed`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/waves/{wave}/reminders")]
pub async fn reminders(
    _: Organiser,
    issuance: Data<Issuance>,
    wave: Path<String>,
    http: HttpRequest,
    payload: Payload,
) -> Result<Json<MailStatus>, Problem> {
    let wave = request::id(&wave, "wave")?;
    request::require_media_type(&http, &["application/json"])?;
    let schedule: Schedule = request::json(&request::body(&http, payload, SCHEDULE_LIMIT).await?)?;
    Ok(Json(issuance.set_reminders(wave, schedule).await?))
}

/// Takes in a mail server's report of a letter that failed (RFC 3464). No account: what proves that it is about a letter of ours is the
/// tag in the address that it was sent to, which only the servers on the letter's way have seen. Whether it was one is not told.
#[utoipa::path(
    operation_id = "bounce",
    tag = "mail server",
    request_body(content = String, content_type = "message/rfc822", description = "The whole message, with its head"),
    responses(
        (status = 204, description = "Taken in; if it is about no letter of ours, nothing changed"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: no delivery report", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/mail/bounces")]
pub async fn bounce(issuance: Data<Issuance>, http: HttpRequest, payload: Payload) -> Result<HttpResponse, Problem> {
    request::require_media_type(&http, &["message/rfc822"])?;
    issuance.bounced(&request::body(&http, payload, BOUNCE_LIMIT).await?).await?;
    Ok(HttpResponse::NoContent().finish())
}
