//! `POST /programmes/{programme}/panel/end`: no further wave will be linked, so no pseudonym need wait. The route lies outside the
//! rooms because none that knows organisers may reach where pseudonyms wait.

use crate::relay::PanelEnd;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use chorus_accounts::Organiser;
use chorus_problem::{Problem, request};

/// Adds the route. It needs `Data<PanelEnd>` and `Data<Accounts>`.
pub(crate) fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(end);
}

/// Ends a programme's panel: every pseudonym that waits to be linked with a later wave is erased. Links that were kept stay; they
/// name nobody. Ending again changes nothing.
#[utoipa::path(
    operation_id = "endPanel",
    tag = "organiser",
    security(("api_key" = [])),
    params(("programme" = Uuid, Path, description = "The programme")),
    responses(
        (status = 204, description = "No pseudonym is left"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`: no wave with a panel has opened in such a programme", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`panel-open`: a wave of the panel is open", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/programmes/{programme}/panel/end")]
async fn end(_: Organiser, panels: Data<PanelEnd>, programme: Path<String>) -> Result<HttpResponse, Problem> {
    panels.end(request::id(&programme, "programme")?).await?;
    Ok(HttpResponse::NoContent().finish())
}
