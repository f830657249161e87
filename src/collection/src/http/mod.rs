//! Routes of collection: the manifest, for anyone, and the response, for whoever holds a token.

mod manifest;
mod responses;

/// Adds this room's routes. They need `Data<Collection>`.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(manifest::wave).service(responses::respond);
}
