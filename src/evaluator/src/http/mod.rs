//! Routes of the evaluator. They need `Data<SealedTables>`, `Data<Indicators>`, `Data<AllFindings>` and `Data<Accounts>`.

mod aggregates;
mod asked;
mod change;
mod detectable;
mod effect;
mod findings;
mod gaps;
mod panel;
mod participation;
mod published;
mod reliability;
mod report;
mod results;
mod trajectory;

/// Adds this room's routes.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(results::results).service(published::list).service(panel::panel).service(gaps::gaps);
    config.service(change::change).service(gaps::gap_change).service(effect::effect).service(trajectory::trajectory);
    config.service(detectable::detectable).service(reliability::reliability);
    config.service(aggregates::indicators::list).service(aggregates::indicators::get);
    config
        .service(aggregates::indicators::put)
        .service(aggregates::headcounts::get)
        .service(aggregates::headcounts::put);
    config.service(aggregates::delivery::get).service(aggregates::delivery::put);
    config.service(aggregates::response_rates::response_rates).service(aggregates::context::context);
    config.service(participation::participation).service(report::report);
    config.service(findings::settings::get).service(findings::settings::put).service(findings::page::page);
}
