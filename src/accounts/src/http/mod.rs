//! `/sessions`: signing in and out.

mod sessions;

/// Adds this crate's routes.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(sessions::sign_in).service(sessions::sign_out);
}
