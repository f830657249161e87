//! The one error body of the HTTP interface: RFC 9457 problem details with a stable `code`.
//!
//! Each room maps its own error enum to [`Problem`] once. A problem names the field and the remedy. It must never carry an
//! address, an invitation code, a token, an answer, or the words of a database.

pub mod request;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use std::fmt;

/// The media type of problem details (RFC 9457 section 3).
pub const MEDIA_TYPE: &str = "application/problem+json";

/// How many seconds whoever meets a busy service should wait.
const RETRY_AFTER: u32 = 2;

/// Problem details (RFC 9457).
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// `urn:chorus:problem:` and the code.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// What kind of problem it is, in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A stable, machine-readable name of the kind of problem.
    pub code: &'static str,
    /// What is wrong here and what to do about it.
    pub detail: String,
    /// Each place at fault, where a document or a query was checked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    #[serde(skip)]
    #[schema(ignore)]
    headers: Vec<(&'static str, String)>,
}

/// One place at fault.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Path to the place, or name of the parameter.
    pub field: String,
    /// What is wrong there and what would be right.
    pub reason: String,
}

impl Problem {
    /// A problem of this kind.
    pub fn new(status: StatusCode, code: &'static str, title: &str, detail: impl Into<String>) -> Self {
        Self {
            type_uri: format!("urn:chorus:problem:{code}"),
            title: title.to_owned(),
            status: status.as_u16(),
            code,
            detail: detail.into(),
            errors: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// Adds one place at fault.
    pub fn field(mut self, field: impl Into<String>, reason: impl Into<String>) -> Self {
        self.errors.push(FieldError { field: field.into(), reason: reason.into() });
        self
    }

    /// Adds a response header, for example `WWW-Authenticate`.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The document or query does not fit.
    pub fn invalid(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Something in the request does not fit", detail)
    }

    /// The body cannot be read at all.
    pub fn unreadable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "unreadable", "The request cannot be read", detail)
    }

    /// There is no such thing.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is nothing here", detail)
    }

    /// It cannot be done in the present state.
    pub fn conflict(code: &'static str, title: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, title, detail)
    }

    /// It cannot be done at this moment; the same request may be sent again in [`RETRY_AFTER`] seconds.
    pub fn unavailable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Not at this moment", detail)
            .header("Retry-After", RETRY_AFTER.to_string())
    }

    /// The server failed. `what` goes to the log; the client learns only that it may try again.
    pub fn internal(what: &dyn std::error::Error) -> Self {
        tracing::error!(error = %what, "a request failed");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "The server failed",
            "Nothing was changed that was not confirmed. Please try again; if it goes on, tell the organiser.",
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.detail)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((header::CONTENT_TYPE, MEDIA_TYPE));
        for (name, value) in &self.headers {
            response.append_header((*name, value.as_str()));
        }
        response.body(serde_json::to_string(self).unwrap_or_default())
    }
}
