//! Routes of issuance: the organiser's, and the one where a respondent gets a token.

mod checks;
mod close;
mod codes;
mod document;
mod groups;
mod invitations;
mod mail;
mod open;
mod programmes;
mod token_request;
mod waves;

/// Adds this room's routes. They need `Data<Issuance>` and `Data<Accounts>`.
pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    // Addresses are tried in this order, so what everybody asks for comes first.
    config
        .service(token_request::token_request)
        .service(programmes::list)
        .service(programmes::create)
        .service(programmes::written)
        .service(programmes::replace)
        .service(programmes::remove)
        .service(waves::create)
        .service(waves::remove)
        .service(checks::checks)
        .service(open::open)
        .service(invitations::invite)
        .service(mail::status)
        .service(mail::failures)
        .service(mail::reminders)
        .service(mail::bounce)
        .service(groups::groups)
        .service(close::close)
        .service(codes::wave_of);
}
