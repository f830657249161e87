//! The OpenAPI document: what it says besides the routes, which describe themselves, and its address.

use actix_web::http::header::ContentType;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, get};
use chorus_problem::Problem;
use std::sync::OnceLock;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Content, OpenApi as Described, Ref, ResponseBuilder};
use utoipa::{Modify, OpenApi};

/// The document's head.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Chorus",
        description = "Anonymous surveys for the evaluation of workplace mental-health training. Errors are RFC 9457 problem \
                       details with a stable `code`. Tokens follow RFC 9577 and RFC 9578 (type 0x0002)."
    ),
    tags(
        (name = "respondent", description = "For whoever was invited. No account, no cookie; every call stands alone."),
        (name = "organiser", description = "Sets up, opens, invites, closes. Role `organiser`."),
        (name = "evaluator", description = "Asks for aggregates. Role `evaluator`."),
        (name = "mail server", description = "Reports letters that it could not deliver. No account."),
        (name = "accounts", description = "Signing in and out.")
    ),
    modifiers(&Security)
)]
pub(crate) struct Document;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut Described) {
        let components = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("An API key from `chorus account create`, or the key of a sign-in."))
            .build();
        components.add_security_scheme("api_key", SecurityScheme::Http(bearer));
        let header = |description: &str| {
            SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description("Authorization", description)))
        };
        components.add_security_scheme("invitation", header("`Invitation <code>`: the code from the link's fragment."));
        components.add_security_scheme("private_token", header("`PrivateToken token=<base64url>` (RFC 9577)."));
    }
}

/// The whole document as it is sent, made once: as a value it takes some megabytes.
#[derive(Default)]
pub(crate) struct Whole(OnceLock<serde_json::Result<Bytes>>);

impl Whole {
    /// Made of what the routes say, if it is not there yet.
    pub(crate) fn or_made_of(&self, mut routes: Described) {
        self.0.get_or_init(|| {
            complete(&mut routes);
            serde_json::to_vec(&routes).map(Bytes::from)
        });
    }
}

#[get("/api/openapi.json")]
pub(crate) async fn openapi_document(whole: Data<Whole>) -> Result<HttpResponse, Problem> {
    match whole.0.get() {
        Some(Ok(document)) => Ok(HttpResponse::Ok().insert_header(ContentType::json()).body(document.clone())),
        Some(Err(error)) => Err(Problem::internal(error)),
        None => Err(Problem::unavailable("The service has only just started. Ask again in a moment.")),
    }
}

/// Adds what every operation may answer.
fn complete(document: &mut Described) {
    for item in document.paths.paths.values_mut() {
        let methods = [&mut item.get, &mut item.post, &mut item.put, &mut item.delete, &mut item.patch];
        methods.into_iter().flatten().for_each(may_fail);
    }
}

fn may_fail(operation: &mut Operation) {
    let problem = Content::new(Some(Ref::from_schema_name("Problem")));
    let failed = ResponseBuilder::new()
        .description("`internal`: the server failed; nothing was changed that was not confirmed")
        .content(chorus_problem::MEDIA_TYPE, problem);
    operation.responses.responses.insert("500".to_owned(), failed.build().into());
}
