//! `POST /waves/{wave}/invitations`.

use crate::{InviteOptions, Issuance, IssuanceError, RosterPreview, invitation};
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use chorus_accounts::Organiser;
use chorus_problem::{Problem, request};
use chorus_roster::Sheet;
use serde::Serialize;
use uuid::Uuid;

const LIMIT: usize = 32 * 1024 * 1024;

/// Letters that wait to be posted.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Invited {
    /// The wave.
    pub wave: Uuid,
    /// How many people were invited by this call; their links go to them alone.
    pub letters: usize,
}

/// Invites everybody on a roster, or nobody. The roster is CSV with a header row, or a JSON list of objects. Columns: `contact` (or
/// `email` alone), `email`, `language`, `name`, and codes of attributes. Of these only headcounts of combinations are kept, until the
/// wave closes, so that respondents can be warned of rare ones.
///
/// The reply is CSV with the columns `contact`, `link` and `manifest_hash`; the links are shown once. With `codes=true` it has a column
/// `code` besides: codes to type, for letters on paper, for at most 2,000 people at once; the link then has the same code. With `mail=true` they are mailed
/// instead, in each person's language, and shown to nobody else. With `print=true` the reply is a PDF of letters to hand out, one page
/// for each person with a QR code and a typed code, under their `name` if the roster has one; it is kept nowhere. With `preview=true` nothing is stored: the reply says what is wrong,
/// by line and column, and how large each group would be.
///
/// With `prefill=true` each link fills in the groups that the roster names for its person: they stand behind the `#`, which browsers
/// send to no server. The person sees them, can change or remove them, and nobody is told. Whoever sees the link sees them too.
///
/// Whoever is invited already is refused, unless `replace=true` makes new links: the old ones are void then, and who has a token
/// gets no second one. How many were replaced stands in the wave's public ledger.
#[utoipa::path(
    operation_id = "invite",
    tag = "organiser",
    security(("api_key" = [])),
    params(
        ("wave" = Uuid, Path, description = "The wave"),
        ("preview" = Option<bool>, Query, description = "`true`: say what the roster would come to, and store nothing"),
        ("mail" = Option<bool>, Query, description = "`true`: mail the links to `email`, or to a `contact` that is an address"),
        ("prefill" = Option<bool>, Query, description = "`true`: each link fills in the groups that the roster names for its person"),
        ("codes" = Option<bool>, Query, description = "`true`: codes that can be typed, and links with them"),
        ("print" = Option<bool>, Query, description = "`true`: letters to print, with typed codes, as PDF"),
        ("replace" = Option<bool>, Query, description = "`true`: new links also for those invited already"),
    ),
    request_body(content(
        (String = "text/csv", example = "contact,email,language\nana,ana@example.org,de\nbo,bo@example.org,\n"),
        (String = "application/json", example = "[{\"contact\": \"ana@example.org\", \"language\": \"de\"}]"),
    )),
    responses(
        (status = 200, description = "With `preview=true`: what the roster would come to", body = RosterPreview),
        (status = 201, description = "The links, once; with `mail=true` how many letters wait", content(
            (String = "text/csv"), (Invited = "application/json"), (Vec<u8> = "application/pdf"),
        )),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`wave-not-open`, `no-mail`, or `no-font` for letters to print", body = Problem, content_type = "application/problem+json"),
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
    request::require_media_type(&http, &["text/csv", "application/json"])?;
    let query = request::query(&http, &["preview", "replace", "mail", "codes", "print", "prefill"])?;
    let asked = |name: &str| query.iter().any(|(known, value)| known == name && value == "true");
    let body = request::body(&http, payload, LIMIT).await?;
    let sheet = match request::media_type(&http).as_str() {
        "application/json" => Sheet::from_json(&body),
        _ => Sheet::from_csv(&body),
    };
    let sheet = sheet.map_err(IssuanceError::from)?;
    if asked("preview") {
        return Ok(HttpResponse::Ok().json(issuance.preview(wave, sheet).await?));
    }
    let options = InviteOptions { replace: asked("replace"), prefill: asked("prefill") };
    if asked("mail") {
        let letters = issuance.invite_by_mail(wave, sheet, options).await?;
        return Ok(HttpResponse::Created().json(Invited { wave, letters }));
    }
    if asked("print") {
        let pdf = issuance.invite_by_letter(wave, sheet, options).await?;
        return Ok(HttpResponse::Created().content_type("application/pdf").body(pdf));
    }
    let (invitations, manifest) = match asked("codes") {
        true => issuance.invite_with_codes(wave, sheet, options).await?,
        false => issuance.invite(wave, sheet, options).await?,
    };
    let csv = invitation::to_csv(&invitations, manifest.hash())?;
    Ok(HttpResponse::Created().content_type("text/csv; charset=utf-8").body(csv))
}
