//! Reading an organiser's document, as JSON or YAML.

use crate::IssuanceError;
use actix_web::HttpRequest;
use actix_web::web::Payload;
use chorus_problem::{Problem, request};
use serde::de::DeserializeOwned;

/// Large enough for 300 items in several languages.
const LIMIT: usize = 2 * 1024 * 1024;
const YAML: [&str; 2] = ["application/yaml", "application/x-yaml"];

pub(super) async fn read<T: DeserializeOwned>(http: &HttpRequest, payload: Payload) -> Result<T, Problem> {
    request::require_media_type(http, &["application/json", YAML[0], YAML[1]])?;
    let body = request::body(http, payload, LIMIT).await?;
    if YAML.contains(&request::media_type(http).as_str()) {
        let document = serde_saphyr::from_slice(&body).map_err(|error| IssuanceError::Yaml(error.to_string()));
        Ok(document?)
    } else {
        request::json(&body)
    }
}
