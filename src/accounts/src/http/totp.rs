//! `/me/totp`: one's own second factor.

use crate::totp::SharedSecret;
use crate::{Accounts, Staff};
use actix_web::web::{Data, Json, Payload};
use actix_web::{HttpRequest, HttpResponse, post, put};
use chorus_problem::Problem;
use serde::{Deserialize, Serialize};

/// A secret for an authenticator app.
#[derive(Serialize, utoipa::ToSchema)]
pub struct NewSecret {
    /// 160 bits in Base32, to be typed where a picture cannot be scanned. It is shown this once and not stored yet.
    pub secret: String,
    /// The same as apps read it: `otpauth://totp/…`.
    pub uri: String,
    /// The same as a QR code: SVG.
    pub qr: String,
}

/// Draws a secret for an authenticator app. Nothing changes until `PUT /me/totp` shows that the app has it.
#[utoipa::path(
    operation_id = "postTotp",
    tag = "accounts",
    security(("api_key" = [])),
    responses(
        (status = 200, description = "The secret", body = NewSecret),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`cross-site`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/me/totp")]
pub async fn draw(staff: Staff) -> Result<Json<NewSecret>, Problem> {
    let secret = SharedSecret::generate();
    let (uri, qr) = secret.for_app(&staff.account.name)?;
    Ok(Json(NewSecret { secret: secret.text(), uri, qr }))
}

/// A second factor, or none.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactor {
    /// The account's password.
    pub password: String,
    /// The secret that the app was given; null to do without a second factor.
    pub secret: Option<String>,
    /// The six digits that the app shows now.
    pub code: String,
}

/// Sets one's second factor, or takes it away: from now on signing in needs the password and a code of the app, or the password alone.
#[utoipa::path(
    operation_id = "putTotp",
    tag = "accounts",
    security(("api_key" = [])),
    request_body = SecondFactor,
    responses(
        (status = 204, description = "It is so"),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`, `wrong-password` or `wrong-code`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`cross-site`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`second-factor`: there is one already", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`wait`; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/me/totp")]
pub async fn set(
    staff: Staff,
    accounts: Data<Accounts>,
    http: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let SecondFactor { password, secret, code } = super::json(&http, payload).await?;
    match secret {
        Some(secret) => accounts.set_second_factor(&staff.account, password, &secret, &code).await?,
        None => accounts.remove_second_factor(&staff.account, password, &code).await?,
    }
    Ok(HttpResponse::NoContent().finish())
}
