//! `POST /questionnaires/convert`, and the JSON Schema of documents. The routes lie outside the rooms because a file that is
//! converted is stored in none.

use actix_web::http::StatusCode;
use actix_web::web::{Json, Payload};
use actix_web::{HttpRequest, HttpResponse, get, post};
use base64::Engine as _;
use chorus_accounts::Organiser;
use chorus_interchange::{Conversion, Format, InterchangeError, Notation, Part, Remark};
use chorus_problem::{Problem, request};
use serde::Serialize;

/// The most bytes of a file.
const LIMIT: usize = 2 * 1024 * 1024;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const TYPES: [&str; 4] = ["application/json", "application/yaml", "application/x-yaml", XLSX];

/// Adds the route. It needs `Data<Accounts>`.
pub(crate) fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(convert);
}

/// A converted questionnaire.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Converted {
    /// The media type of the file.
    pub media_type: String,
    /// The file, if it is text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The file as base64 (RFC 4648 section 4), if it is a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_base64: Option<String>,
    /// What could not be carried over, line by line.
    pub remarks: Vec<Remark>,
}

/// Converts a questionnaire: a document in JSON or YAML, or an XLSForm workbook, into one of them or into SurveyJS. Nothing is
/// stored. What cannot be carried over is told in `remarks`; a document from a workbook may have faults, which stand there too.
#[utoipa::path(
    operation_id = "convertQuestionnaire",
    tag = "organiser",
    security(("api_key" = [])),
    params(
        ("to" = String, Query, description = "`yaml`, `json`, `xlsform` or `surveyjs`"),
        ("wave" = Option<usize>, Query, description = "Which wave, from 1, if the document has several"),
        ("part" = Option<String>, Query, description = "What `yaml` and `json` hold: `programme` (the default) or `wave`"),
    ),
    request_body(content(
        (chorus_questionnaire::ProgrammeDocument = "application/json"),
        (chorus_questionnaire::ProgrammeDocument = "application/yaml"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    )),
    responses(
        (status = 200, description = "The converted file, and what could not be carried over", body = Converted),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`: the file, or what a workbook unpacks to", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: every place at fault is named", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/questionnaires/convert")]
async fn convert(_: Organiser, http: HttpRequest, payload: Payload) -> Result<Json<Converted>, Problem> {
    request::require_media_type(&http, &TYPES)?;
    let how = wanted(&http)?;
    let body = request::body(&http, payload, LIMIT).await?;
    // Unpacking and packing take their time; other requests need not wait for it.
    let converted = actix_web::web::block(move || chorus_interchange::convert(&body, how)).await;
    let (bytes, remarks) = converted.map_err(|error| Problem::internal(&error))?.map_err(problem)?;
    let media_type = how.to.media_type().to_owned();
    let (content, content_base64) = match String::from_utf8(bytes) {
        Ok(text) => (Some(text), None),
        Err(binary) => (None, Some(base64::engine::general_purpose::STANDARD.encode(binary.as_bytes()))),
    };
    Ok(Json(Converted { media_type, content, content_base64, remarks }))
}

/// The JSON Schema (draft 2020-12) of a programme's document, for editors.
#[get("/api/questionnaire.schema.json")]
pub(crate) async fn schema() -> HttpResponse {
    HttpResponse::Ok().content_type("application/schema+json").json(chorus_interchange::schema())
}

fn wanted(http: &HttpRequest) -> Result<Conversion, Problem> {
    let from = match request::media_type(http).as_str() {
        XLSX => Format::Xlsform,
        "application/json" => Format::Document(Notation::Json),
        _ => Format::Document(Notation::Yaml),
    };
    let refused = |field: &str, reason: &str| Problem::invalid("The query does not fit.").field(field, reason);
    let (mut to, mut wave, mut part) = (None, None, Part::Programme);
    for (name, value) in request::query(http, &["to", "wave", "part"])? {
        match (name.as_str(), value.as_str()) {
            ("to", "yaml") => to = Some(Format::Document(Notation::Yaml)),
            ("to", "json") => to = Some(Format::Document(Notation::Json)),
            ("to", "xlsform") => to = Some(Format::Xlsform),
            ("to", "surveyjs") => to = Some(Format::Surveyjs),
            ("part", "programme") => part = Part::Programme,
            ("part", "wave") => part = Part::Wave,
            ("part", _) => return Err(refused("part", "use `programme` or `wave`")),
            ("wave", number) => wave = Some(number.parse().map_err(|_| refused("wave", "a wave's number, from 1"))?),
            _ => return Err(refused("to", "use `yaml`, `json`, `xlsform` or `surveyjs`")),
        }
    }
    let to = to.ok_or_else(|| refused("to", "say what is wanted: `yaml`, `json`, `xlsform` or `surveyjs`"))?;
    Ok(Conversion { from, to, wave, part })
}

fn problem(error: InterchangeError) -> Problem {
    use InterchangeError as E;
    match error {
        E::Document(faults) => {
            faults.0.into_iter().fold(Problem::invalid("The document does not fit."), |problem, fault| {
                problem.field(fault.field, fault.reason)
            })
        }
        error @ (E::Wave { .. } | E::NoWave) => {
            Problem::invalid("It is not plain which questionnaire is meant.").field("wave", error.to_string())
        }
        error @ E::Write(_) => {
            Problem::invalid("This format cannot hold the questionnaire.").field("questionnaire", error.to_string())
        }
        error @ E::TooLarge(_) => {
            let (status, detail) = (StatusCode::PAYLOAD_TOO_LARGE, format!("{}.", capital(&error.to_string())));
            Problem::new(status, "too-large", "The workbook is too large", detail)
        }
        error => Problem::unreadable(format!("{}.", capital(&error.to_string()))),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
