//! `/relay/v1/…`: where issuance, in a process of its own, tells this one of its waves. Only with the key that both were given; a proxy
//! should not let it through from outside. It is no part of the public interface.

use super::{Answering, RelaySettings};
use actix_web::guard::{self, GuardContext};
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::{self, Data, Json, ServiceConfig};
use actix_web::{HttpResponse, http::StatusCode};
use chorus_issuance::WaveRelay as _;
use chorus_ledger::SignedTreeHead;
use chorus_problem::Problem;
use chorus_questionnaire::PublishedWave;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use uuid::Uuid;

/// A wave's terms carry its whole questionnaire.
const LARGEST: usize = 8 * 1024 * 1024;

/// Adds the calls, for whoever has the key.
pub(crate) fn routes(answering: Answering, settings: &RelaySettings) -> impl Fn(&mut ServiceConfig) + Clone + use<> {
    let expected = Arc::new(Sha256::digest(format!("Bearer {}", settings.key)));
    move |config| {
        let expected = Arc::clone(&expected);
        // Hashes are compared, so that the time it takes tells nothing of the key.
        let has_key = move |context: &GuardContext<'_>| {
            let sent = context.head().headers().get(AUTHORIZATION);
            sent.is_some_and(|sent| Sha256::digest(sent.as_bytes()) == *expected)
        };
        config.service(
            web::scope("/relay/v1")
                .app_data(Data::new(answering.clone()))
                .app_data(web::JsonConfig::default().limit(LARGEST))
                .service(
                    web::scope("")
                        .guard(guard::fn_guard(has_key))
                        .route("/opened", web::post().to(opened))
                        .route("/closed", web::post().to(closed))
                        .route("/spent", web::post().to(spent))
                        .route("/signed", web::post().to(signed))
                        .route("/settled", web::post().to(settled))
                        .route("/end-panel", web::post().to(end_panel)),
                )
                .default_service(web::to(no_key)),
        );
    }
}

async fn no_key() -> Result<HttpResponse, Problem> {
    let detail = "Send the key that both processes were given (relay.key).";
    Err(Problem::new(StatusCode::UNAUTHORIZED, "not-signed-in", "This is between two processes", detail)
        .header("WWW-Authenticate", "Bearer"))
}

async fn opened(answering: Data<Answering>, wave: Json<PublishedWave>) -> Result<HttpResponse, Problem> {
    answering.opened(&wave).await?;
    Ok(done())
}

async fn closed(answering: Data<Answering>, wave: Json<Uuid>) -> Result<HttpResponse, Problem> {
    // To its end, even if whoever asked goes away.
    let (answering, wave) = (answering.into_inner(), wave.into_inner());
    let closing = tokio::spawn(async move { answering.closed(wave).await });
    closing.await.map_err(|error| Problem::internal(&error))??;
    Ok(done())
}

async fn spent(answering: Data<Answering>, wave: Json<Uuid>) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(answering.spent(wave.into_inner()).await?))
}

async fn signed(answering: Data<Answering>, head: Json<SignedTreeHead>) -> Result<HttpResponse, Problem> {
    answering.signed(head.into_inner()).await?;
    Ok(done())
}

async fn settled(answering: Data<Answering>) -> HttpResponse {
    answering.settled().await;
    done()
}

async fn end_panel(answering: Data<Answering>, programme: Json<Uuid>) -> Result<HttpResponse, Problem> {
    answering.end_panel(programme.into_inner()).await?;
    Ok(done())
}

fn done() -> HttpResponse {
    HttpResponse::NoContent().finish()
}
