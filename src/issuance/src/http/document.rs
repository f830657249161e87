//! Reading an organiser's document, as JSON or YAML.

use crate::IssuanceError;
use actix_web::HttpRequest;
use actix_web::web::Payload;
use chorus_problem::{Problem, request};
use chorus_questionnaire::{Invalid, InvalidDocument};
use serde::de::DeserializeOwned;

/// Large enough for 300 items in several languages.
const LIMIT: usize = 2 * 1024 * 1024;
const YAML: [&str; 2] = ["application/yaml", "application/x-yaml"];

pub(super) async fn read<T: DeserializeOwned>(http: &HttpRequest, payload: Payload) -> Result<T, Problem> {
    request::require_media_type(http, &["application/json", YAML[0], YAML[1]])?;
    let body = request::body(http, payload, LIMIT).await?;
    if YAML.contains(&request::media_type(http).as_str()) { Ok(yaml(&body)?) } else { request::json(&body) }
}

fn yaml<T: DeserializeOwned>(body: &[u8]) -> Result<T, IssuanceError> {
    // Read once for its form alone: what is not YAML at all has no field to name.
    serde_saphyr::from_slice::<serde::de::IgnoredAny>(body)
        .map_err(|error| IssuanceError::Yaml(error.without_snippet().to_string()))?;
    let mut path = None;
    let parsed = serde_saphyr::with_deserializer_from_slice(body, |reader| {
        serde_path_to_error::deserialize(reader).map_err(|error| {
            path = Some(error.path().to_string());
            error.into_inner()
        })
    });
    parsed.map_err(|error| {
        let place = error.location().map(|place| format!(" (line {}, column {})", place.line(), place.column()));
        let reason = format!("{}{}", error.without_snippet(), place.unwrap_or_default());
        match path.filter(|path| path != ".") {
            Some(field) => IssuanceError::Document(InvalidDocument(vec![Invalid { field, reason }])),
            None => IssuanceError::Yaml(reason),
        }
    })
}
