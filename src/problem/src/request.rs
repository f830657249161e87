//! Reading a request, with a problem for everything that can be wrong with it. It decides nothing about the content.

use crate::Problem;
use actix_web::HttpRequest;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, Payload};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// The media type of the body, without parameters, in lower case; empty if none is named.
pub fn media_type(request: &HttpRequest) -> String {
    let value = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Refuses a body of any other media type.
pub fn require_media_type(request: &HttpRequest, allowed: &[&str]) -> Result<(), Problem> {
    if allowed.contains(&media_type(request).as_str()) {
        return Ok(());
    }
    let detail = format!("Send the body with `Content-Type: {}`.", allowed.join("` or `"));
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", "Wrong media type", detail)
        .header("Accept", allowed.join(", ")))
}

/// Reads the whole body, up to `limit` bytes.
pub async fn body(request: &HttpRequest, payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let too_large = || {
        let detail = format!("The body may have at most {limit} bytes.");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The body is too large", detail)
    };
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > limit) {
        return Err(too_large());
    }
    match payload.to_bytes_limited(limit).await {
        Err(_) => Err(too_large()),
        Ok(Err(_)) => Err(Problem::unreadable("The body ended too early.")),
        Ok(Ok(bytes)) => Ok(bytes),
    }
}

/// Parses a JSON body. The error names the field, and never repeats a value: the body may hold answers.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let parsed = serde_path_to_error::deserialize(&mut reader);
    let error = match parsed.map(|value| reader.end().map(|()| value)) {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(trailing)) => return Err(not_json(&trailing)),
        Err(error) => error,
    };
    let (path, inner) = (error.path().to_string(), error.into_inner());
    if inner.classify() != serde_json::error::Category::Data {
        return Err(not_json(&inner));
    }
    let field = if path == "." { "body".to_owned() } else { path };
    Err(Problem::invalid("The JSON does not have the expected form. Nothing was changed.").field(field, reason(&inner)))
}

fn not_json(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    Problem::unreadable(format!("The body is not valid JSON (line {line}, column {column})."))
}

/// What serde says of a misfit, with its place, but without anything quoted from the document.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let (text, place) = text.rsplit_once(" at line ").unwrap_or((&text, "?"));
    let names_fields =
        ["unknown field", "missing field", "duplicate field"].iter().any(|start| text.starts_with(start));
    let text = match text.rsplit_once("expected ") {
        // "invalid type: string \"secret\", expected u16": keep what was expected only.
        Some((_, expected)) if !names_fields => format!("expected {expected}"),
        None if !names_fields => "does not fit here".to_owned(),
        _ => text.to_owned(),
    };
    format!("{text} (line {place})")
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
    let pairs: Vec<(String, String)> =
        url::form_urlencoded::parse(request.query_string().as_bytes()).into_owned().collect();
    match pairs.iter().find(|(name, _)| !known.contains(&name.as_str())) {
        None => Ok(pairs),
        Some((name, _)) => Err(Problem::invalid("The query holds a parameter that this address does not know.")
            .field(name.clone(), format!("use only {}", known.join(", ")))),
    }
}
