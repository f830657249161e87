//! Where people reach the library of instruments: `chorus library` and `GET /library`. It shows what ships with the program, and
//! knows no programme, no wave and nobody.

use crate::ProgramError;
use crate::cli::Library;
use crate::terminal::say;
use actix_web::get;
use actix_web::web::{Json, Path};
use chorus_accounts::Organiser;
use chorus_problem::Problem;
use chorus_questionnaire::library::{Instrument, InstrumentMeta, InstrumentStatus, LibraryFile, instruments};
use serde::Serialize;

/// Prints what the command asks for.
pub fn run(command: Option<Library>) -> Result<(), ProgramError> {
    match command {
        None => print_list(),
        Some(Library::Show { code }) => {
            let file = LibraryFile::find(&code).ok_or(ProgramError::NoInstrument(code))?;
            say(file.document().trim_end());
            Ok(())
        }
    }
}

fn print_list() -> Result<(), ProgramError> {
    let all = instruments().map_err(ProgramError::Library)?;
    let width = all.iter().map(|instrument| instrument.meta.code.len()).max().unwrap_or_default();
    let headings = [
        (InstrumentStatus::Whole, "Whole, as published:"),
        (InstrumentStatus::OwnNotValidated, "Written for Chorus, CC0, not validated:"),
        (InstrumentStatus::RecipeOnly, "Recipes only, to complete with the wording you have a licence for:"),
    ];
    for (status, heading) in headings {
        say(heading);
        for InstrumentMeta { code, title, licence, .. } in of_status(all, status) {
            // Of our own the heading has said it.
            let terms = if status == InstrumentStatus::OwnNotValidated { "" } else { licence.name.as_str() };
            let gap = if terms.is_empty() { "" } else { ": " };
            say(&format!("  {code:width$}  {title}{gap}{terms}"));
        }
        say("");
    }
    say("`chorus library show CODE` prints one, to paste into a questionnaire.");
    Ok(())
}

fn of_status(all: &[Instrument], status: InstrumentStatus) -> impl Iterator<Item = &InstrumentMeta> {
    all.iter().map(|instrument| &instrument.meta).filter(move |meta| meta.status == status)
}

/// What the library holds.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Instruments {
    /// First those that ship whole, then those written for Chorus, then the recipes.
    instruments: Vec<&'static InstrumentMeta>,
}

/// Adds the routes. They need `Data<Accounts>`.
pub(crate) fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list).service(show);
}

/// Lists the instruments that ship with Chorus, with their sources and licences.
#[utoipa::path(
    operation_id = "listInstruments",
    tag = "organiser",
    security(("api_key" = [])),
    responses(
        (status = 200, description = "The instruments", body = Instruments),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/library")]
async fn list(_: Organiser) -> Result<Json<Instruments>, Problem> {
    let all = instruments().map_err(|error| Problem::internal(error))?;
    Ok(Json(Instruments { instruments: all.iter().map(|instrument| &instrument.meta).collect() }))
}

/// One instrument: a questionnaire to copy into a wave, or a whole programme to adapt. Of licensed ones only how they are scored;
/// a document in which a placeholder for their wording still stands is not accepted.
#[utoipa::path(
    operation_id = "getInstrument",
    tag = "organiser",
    security(("api_key" = [])),
    params(("instrument" = String, Path, description = "The instrument's code")),
    responses(
        (status = 200, description = "The instrument", body = Instrument),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/library/{instrument}")]
async fn show(_: Organiser, code: Path<String>) -> Result<Json<&'static Instrument>, Problem> {
    let all = instruments().map_err(|error| Problem::internal(error))?;
    let found = all.iter().find(|instrument| instrument.meta.code == *code);
    found
        .map(Json)
        .ok_or_else(|| Problem::not_found("There is no such instrument. `GET /library` lists what there is."))
}
