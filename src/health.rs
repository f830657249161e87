//! Whether the service runs and can reach what it needs: for a supervisor, and `chorus health`. It tells nothing of people, and counts
//! nothing.

use crate::ProgramError;
use crate::respondent::agent;
use crate::settings::Settings;
use crate::startup::Rooms;
use actix_web::HttpResponse;
use actix_web::web::{self, Data, ServiceConfig};
use chorus_problem::Problem;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Adds `/health/live` and `/health/ready`.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.route("/health/live", web::get().to(live)).route("/health/ready", web::get().to(ready));
}

/// It answers, so it lives. A supervisor restarts what does not.
async fn live() -> HttpResponse {
    well()
}

/// Every room's database answers too. A proxy sends nobody where it does not.
async fn ready(rooms: Data<Rooms>) -> Result<HttpResponse, Problem> {
    match rooms.reach().await {
        Ok(()) => Ok(well()),
        Err(error) => {
            tracing::error!(%error, "not ready");
            Err(Problem::unavailable("A database cannot be reached. The log says which."))
        }
    }
}

fn well() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// Asks the service on this machine that has these settings.
///
/// # Errors
/// [`ProgramError::Unwell`] if it does not answer, or is not ready.
pub fn ask(settings: &Settings) -> Result<(), ProgramError> {
    let url = format!("http://{}/health/ready", here(&settings.listen));
    let unwell = |reason: String| ProgramError::Unwell { url: url.clone(), reason };
    let reply = agent().get(&url).call().map_err(|error| unwell(error.to_string()))?;
    if reply.status() == 200 { Ok(()) } else { Err(unwell(format!("it answers {}", reply.status()))) }
}

/// An address to listen on, as this machine can reach it.
fn here(listen: &str) -> String {
    match listen.parse::<SocketAddr>() {
        Ok(mut address) if address.ip().is_unspecified() => {
            let ip = if address.is_ipv4() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { IpAddr::V6(Ipv6Addr::LOCALHOST) };
            address.set_ip(ip);
            address.to_string()
        }
        _ => listen.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_for_all_is_reached_from_here() {
        assert_eq!(here("0.0.0.0:8080"), "127.0.0.1:8080");
        assert_eq!(here("[::]:8080"), "[::1]:8080");
        assert_eq!(here("127.0.0.2:9"), "127.0.0.2:9");
        assert_eq!(here("localhost:8080"), "localhost:8080");
    }
}
