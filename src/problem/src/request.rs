//! Reading a request, with a problem for everything that can be wrong with it. It decides nothing about the content.

use crate::Problem;
use actix_web::HttpRequest;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, Payload};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// The media type of the body, without parameters, in lower case; empty if none is named.
pub fn media_type(request: &HttpRequest) -> String {
    let value = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Refuses a body of any other media type.
pub fn require_media_type(request: &HttpRequest, allowed: &[&str]) -> Result<(), Problem> {
    if allowed.contains(&media_type(request).as_str()) {
        return Ok(());
    }
    let detail = format!("Send the body with `Content-Type: {}`.", allowed.join("` or `"));
    Err(Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "media-type",
        "Wrong media type",
        detail,
    )
    .header("Accept", allowed.join(", ")))
}

/// Reads the whole body, up to `limit` bytes.
pub async fn body(request: &HttpRequest, payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let too_large = || {
        let detail = format!("The body may have at most {limit} bytes.");
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "The body is too large",
            detail,
        )
    };
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > limit) {
        return Err(too_large());
    }
    match payload.to_bytes_limited(limit).await {
        Err(_) => Err(too_large()),
        Ok(Err(_)) => Err(Problem::unreadable("The body ended too early.")),
        Ok(Ok(bytes)) => Ok(bytes),
    }
}

/// Parses a JSON body. The error tells where, and never repeats a value: the body may hold answers.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        match error.classify() {
            serde_json::error::Category::Data => {
                Problem::invalid("The JSON does not have the expected form.").field(place, data_reason(&error))
            }
            _ => Problem::unreadable(format!("The body is not valid JSON ({place}).")),
        }
    })
}

/// What serde says of a misfit, but for its place and for anything quoted from the document.
fn data_reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    if text.starts_with("unknown field") || text.starts_with("missing field") || text.starts_with("duplicate field") {
        return text.to_owned();
    }
    // "invalid type: string \"secret\", expected u16": keep what was expected only.
    text.split_once("expected ").map_or_else(
        || "does not fit here".to_owned(),
        |(_, expected)| format!("expected {expected}"),
    )
}

/// The value of `Authorization` if it uses this scheme (compared without case, RFC 9110 section 11.1).
pub fn authorization<'a>(request: &'a HttpRequest, scheme: &str) -> Option<&'a str> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (name, rest) = value.split_once(' ')?;
    name.eq_ignore_ascii_case(scheme).then(|| rest.trim())
}

/// The id in a path. An address with a malformed id is an address that does not exist.
pub fn id(text: &str, what: &str) -> Result<Uuid, Problem> {
    Uuid::parse_str(text).map_err(|_| Problem::not_found(format!("There is no such {what}. Check the address.")))
}

/// The pairs of the query string, in order. A name outside `known` is refused, so that a typing error cannot pass silently.
pub fn query(request: &HttpRequest, known: &[&str]) -> Result<Vec<(String, String)>, Problem> {
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(request.query_string().as_bytes())
        .into_owned()
        .collect();
    match pairs.iter().find(|(name, _)| !known.contains(&name.as_str())) {
        None => Ok(pairs),
        Some((name, _)) => Err(
            Problem::invalid("The query holds a parameter that this address does not know.")
                .field(name.clone(), format!("use only {}", known.join(", "))),
        ),
    }
}
