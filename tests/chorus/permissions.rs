//! Every route with no key, a wrong key, each single role: who may call it, and who may not.

use crate::support::{Reply, Service};
use chorus::respondent::agent;
use uuid::Uuid;

/// Which role a route needs (`staff`: any); none for the respondent's, for links, and for signing in and out.
const ROUTES: &[(&str, &str, Option<&str>)] = &[
    ("GET", "programmes", Some("organiser")),
    ("POST", "programmes", Some("organiser")),
    ("GET", "programmes/{id}/document", Some("organiser")),
    ("PUT", "programmes/{id}", Some("organiser")),
    ("DELETE", "programmes/{id}", Some("organiser")),
    ("POST", "programmes/{id}/waves", Some("organiser")),
    ("DELETE", "waves/{id}", Some("organiser")),
    ("POST", "programmes/{id}/panel/end", Some("organiser")),
    ("GET", "library", Some("organiser")),
    ("GET", "library/{id}", Some("organiser")),
    ("GET", "waves/{id}/checks", Some("organiser")),
    ("POST", "waves/{id}/open", Some("organiser")),
    ("POST", "waves/{id}/close", Some("organiser")),
    ("POST", "waves/{id}/invitations", Some("organiser")),
    ("POST", "questionnaires/convert", Some("organiser")),
    ("GET", "waves/{id}/mail", Some("organiser")),
    ("GET", "waves/{id}/mail/failures", Some("organiser")),
    ("PUT", "waves/{id}/reminders", Some("organiser")),
    ("GET", "waves/{id}/participation", Some("organiser")),
    ("GET", "programmes/{id}/findings", Some("organiser")),
    ("PUT", "programmes/{id}/findings", Some("organiser")),
    ("GET", "results", Some("evaluator")),
    ("GET", "waves/{id}/results", Some("evaluator")),
    ("GET", "waves/{id}/panel", Some("evaluator")),
    ("GET", "waves/{id}/gaps", Some("evaluator")),
    ("GET", "waves/{id}/reliability", Some("evaluator")),
    ("GET", "programmes/{id}/change", Some("evaluator")),
    ("GET", "programmes/{id}/gap-change", Some("evaluator")),
    ("GET", "programmes/{id}/report", Some("evaluator")),
    ("GET", "programmes/{id}/effect", Some("evaluator")),
    ("GET", "programmes/{id}/trajectory", Some("evaluator")),
    ("GET", "detectable-effect", Some("evaluator")),
    ("GET", "programmes/{id}/indicators", Some("evaluator")),
    ("GET", "programmes/{id}/indicators/turnover", Some("evaluator")),
    ("PUT", "programmes/{id}/indicators/turnover", Some("evaluator")),
    ("GET", "programmes/{id}/headcounts", Some("evaluator")),
    ("PUT", "programmes/{id}/headcounts", Some("evaluator")),
    ("GET", "programmes/{id}/delivery", Some("evaluator")),
    ("PUT", "programmes/{id}/delivery", Some("evaluator")),
    ("GET", "waves/{id}/response-rates", Some("evaluator")),
    ("GET", "waves/{id}/context", Some("evaluator")),
    ("GET", "accounts", Some("administrator")),
    ("POST", "accounts", Some("administrator")),
    ("PUT", "accounts/nobody/roles", Some("administrator")),
    ("POST", "accounts/nobody/link", Some("administrator")),
    ("DELETE", "accounts/nobody", Some("administrator")),
    ("GET", "audit", Some("administrator")),
    ("GET", "me", Some("staff")),
    ("PUT", "me/password", Some("staff")),
    ("POST", "me/totp", Some("staff")),
    ("PUT", "me/totp", Some("staff")),
    ("GET", "me/keys", Some("staff")),
    ("POST", "me/keys", Some("staff")),
    ("DELETE", "me/keys/00", Some("staff")),
    ("GET", "openid", None),
    ("GET", "openid/start", None),
    ("GET", "openid/callback", None),
    ("GET", "welcome", None),
    ("POST", "welcome", None),
    ("GET", "findings/{id}", None),
    ("GET", "waves/{id}", None),
    ("GET", "waves/{id}/ledger", None),
    ("GET", "waves/{id}/ledger/tokens", None),
    ("POST", "waves/{id}/token-request", None),
    ("POST", "waves/{id}/responses", None),
    ("POST", "mail/bounces", None),
    ("POST", "codes", None),
    ("POST", "sessions", None),
    ("DELETE", "sessions", None),
];

#[test]
fn every_route_asks_for_its_role() {
    let service = Service::start();
    let keys = [
        ("nobody", None),
        ("stranger", Some("chorus_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned())),
        ("organiser", Some(service.account("o", "organiser"))),
        ("evaluator", Some(service.account("e", "evaluator"))),
        ("administrator", Some(service.account("a", "administrator"))),
    ];
    for &(method, path, role) in ROUTES {
        let url = format!("{}/api/v1/{}", service.url, path.replace("{id}", &Uuid::new_v4().to_string()));
        for (who, key) in &keys {
            let mut request = ureq::http::Request::builder().method(method).uri(&url);
            if let Some(key) = key {
                request = request.header("Authorization", format!("Bearer {key}"));
            }
            let reply = Reply::from(agent().run(request.body("").unwrap()).unwrap());
            let problem = || reply.json()["code"].as_str().unwrap().to_owned();
            match role {
                Some(role) if role == *who || (role == "staff" && key.is_some() && *who != "stranger") => {
                    assert!(![401, 403].contains(&reply.status), "{who} {method} {path}")
                }
                Some(_) if key.is_none() || *who == "stranger" => {
                    assert_eq!((reply.status, problem().as_str()), (401, "not-signed-in"), "{who} {method} {path}");
                }
                Some(_) => assert_eq!((reply.status, problem().as_str()), (403, "forbidden"), "{who} {method} {path}"),
                None => assert_ne!(reply.status, 403, "{who} {method} {path}"),
            }
            assert!(reply.status < 500, "{who} {method} {path}");
            // The last route revokes the key that is sent; it stands at the end for that reason.
        }
    }
}
