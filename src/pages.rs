//! The web pages and their assets, and the headers that keep them to themselves.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use chorus_problem::Problem;
use chorus_questionnaire::Help;

/// Nothing from elsewhere, nothing inline, no frames, no forms that post by themselves.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// The self-check can send nothing at all.
const SILENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; \
                             form-action 'none'; frame-ancestors 'none'";
/// Swagger UI styles its elements inline; its page is not a respondent's.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                           connect-src 'self'; font-src 'self' data:; base-uri 'none'; form-action 'none'; \
                           frame-ancestors 'none'";

/// Where the build leaves room for the places to find help: an empty list, as the content of a `<meta>`.
const NO_HELP: &str = r#"<meta name="chorus-help" content="[]""#;

/// Where people find help, as each page carries it.
#[derive(Clone)]
pub(crate) struct CommonHelp(String);

impl CommonHelp {
    /// The list as JSON within an attribute.
    pub(crate) fn new(help: &[Help]) -> Result<Self, serde_json::Error> {
        let json = serde_json::to_string(help)?;
        let escaped = json.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        Ok(Self(NO_HELP.replace("[]", &escaped)))
    }
}

/// How people reach the service.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Transport {
    Tls,
    Plain,
}

impl Transport {
    pub(crate) fn of(public_url: &str) -> Self {
        if public_url.starts_with("https://") { Self::Tls } else { Self::Plain }
    }
}

/// Adds the pages.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .route("/", web::get().to(|help| page("index.html", help)))
        .route("/answer/{wave}", web::get().to(|help| page("answer.html", help)))
        .route("/code", web::get().to(|help| page("code.html", help)))
        .route("/kiosk", web::get().to(|help| page("kiosk.html", help)))
        .route("/receipt", web::get().to(|help| page("receipt.html", help)))
        .route("/receipt/{wave}", web::get().to(|help| page("receipt.html", help)))
        .route("/results/{wave}", web::get().to(|help| page("results.html", help)))
        .route("/self-check", web::get().to(|help| page("self-check.html", help)))
        .route("/organise", web::get().to(|help| page("organise.html", help)))
        .route("/design", web::get().to(|help| page("design.html", help)))
        .route("/dashboard", web::get().to(|help| page("dashboard.html", help)))
        .route("/dashboard/{programme}", web::get().to(|help| page("dashboard.html", help)))
        .route("/findings/{programme}", web::get().to(|help| page("findings.html", help)))
        .route("/account", web::get().to(|help| page("account.html", help)))
        .route("/welcome", web::get().to(|help| page("welcome.html", help)))
        .route("/favicon.svg", web::get().to(icon))
        .route("/assets/{file}", web::get().to(asset))
        .route("/api/docs", web::get().to(|| async { web::Redirect::to("/api/docs/") }));
}

async fn page(name: &'static str, help: Data<CommonHelp>) -> Result<HttpResponse, Problem> {
    let asset = chorus_web::asset(name).ok_or_else(|| {
        Problem::not_found(
            "The web pages are not built. A debug build reads them from web/dist: run `npm --prefix web ci` and \
             `npm --prefix web run build`.",
        )
    })?;
    let html = String::from_utf8_lossy(&asset.bytes).replace(NO_HELP, &help.0);
    Ok(HttpResponse::Ok().content_type(asset.media_type).insert_header((header::CACHE_CONTROL, "no-cache")).body(html))
}

async fn icon() -> Result<HttpResponse, Problem> {
    let asset = chorus_web::asset("favicon.svg").ok_or_else(|| Problem::not_found("There is no such file."))?;
    Ok(HttpResponse::Ok()
        .content_type(asset.media_type)
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(asset.bytes.into_owned()))
}

/// How an asset may be packed: the name of the encoding, and the ending of the packed copy. The smaller first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Assets carry a hash of their content in their names, so they may be kept for good. They hold nothing secret, so their packed length
/// tells nothing; nothing else is sent packed.
async fn asset(request: HttpRequest, file: web::Path<String>) -> Result<HttpResponse, Problem> {
    let path = format!("assets/{file}");
    let plain = chorus_web::asset(&path).ok_or_else(|| Problem::not_found("There is no such file."))?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(plain.media_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let takes = |encoding: &str| accepted.split(',').any(|one| one.trim() == encoding);
    let packed = |(encoding, ending)| Some((encoding, chorus_web::asset(&format!("{path}{ending}"))?));
    match ENCODINGS.into_iter().filter(|(encoding, _)| takes(encoding)).find_map(packed) {
        Some((encoding, copy)) => {
            response.insert_header((header::CONTENT_ENCODING, encoding));
            Ok(response.body(copy.bytes.into_owned()))
        }
        None => Ok(response.body(plain.bytes.into_owned())),
    }
}

/// Sets the headers that every reply has.
pub(crate) async fn headers<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let policy = match request.path() {
        "/self-check" => SILENT_POLICY,
        path if path.starts_with("/api/docs") => DOCS_POLICY,
        _ => POLICY,
    };
    let over_tls = request.app_data::<Data<Transport>>().is_some_and(|transport| ***transport == Transport::Tls);
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    let fixed = [
        ("content-security-policy", policy),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"),
    ];
    for (name, value) in fixed {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if over_tls {
        // Two years, as browsers' lists of such hosts ask (RFC 6797).
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(response)
}
