//! Routes of the evaluator. They need `Data<SealedReader>` and `Data<Accounts>`.

mod panel;
mod published;
mod results;

/// Adds this room's routes.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(published::list).service(results::results).service(panel::panel);
}
