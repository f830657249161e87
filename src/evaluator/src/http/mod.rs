//! Routes of the evaluator. They need `Data<SealedReader>` and `Data<Accounts>`.

mod asked;
mod change;
mod detectable;
mod effect;
mod gaps;
mod panel;
mod published;
mod reliability;
mod results;
mod trajectory;

/// Adds this room's routes.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(published::list).service(results::results).service(panel::panel).service(gaps::gaps);
    config.service(change::change).service(gaps::gap_change).service(effect::effect).service(trajectory::trajectory);
    config.service(detectable::detectable).service(reliability::reliability);
}
