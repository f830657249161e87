//! Routes of collection: the manifest and the ledger, for anyone, and the response, for whoever holds a token.

mod ledger;
mod manifest;
mod responses;

/// Adds this room's routes. They need `Data<Collection>`.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(responses::respond).service(manifest::wave);
    config.service(ledger::ledger).service(ledger::tokens);
}
