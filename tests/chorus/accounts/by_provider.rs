//! `/openid`: signing in with the organisation's account, and every way in which a provider, or whoever stands between, must not succeed.

use super::{send, with_key};
use crate::support::{Asked, CLIENT, Provider, Service};
use chorus::respondent::agent;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

/// Where a browser with this cookie is sent from here, and the cookies that it is given.
fn visit(service: &Service, path: &str, cookie: &str) -> (String, Vec<String>) {
    let request = ureq::http::Request::builder().uri(format!("{}/api/v1/{path}", service.url)).header("Cookie", cookie);
    let config = agent().configure_request(request.body(()).unwrap()).max_redirects(0).build();
    let reply = agent().run(config).unwrap();
    assert_eq!(reply.status(), 303);
    let set = reply.headers().get_all("set-cookie").iter().map(|value| value.to_str().unwrap().to_owned()).collect();
    (reply.headers()["location"].to_str().unwrap().to_owned(), set)
}

/// What a browser keeps of what it is given.
fn pair(cookies: &[String], name: &str) -> Option<String> {
    let found = cookies.iter().find(|cookie| cookie.starts_with(name))?;
    Some(found.split(';').next().unwrap().to_owned())
}

struct Away {
    asked: Asked,
    cookie: String,
}

fn leave(service: &Service) -> Away {
    let (location, set) = visit(service, "openid/start?to=/dashboard%3Fscale%3Dx", "");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/api/v1/openid", "Max-Age=600"] {
        assert!(set[0].contains(part), "{}", set[0]);
    }
    Away { asked: Asked::parse(&location), cookie: pair(&set, "chorus_openid=").unwrap() }
}

/// Comes back with this ID token: where to, and the cookie of the sign-in, if it succeeded.
fn back(service: &Service, provider: &Provider, away: &Away, id_token: String) -> (String, Option<String>) {
    let code = provider.grant(&away.asked, id_token);
    let issuer = provider.url.clone();
    let query = [("code", &code[..]), ("state", away.asked.get("state")), ("iss", &issuer), ("session_state", "x")];
    returned(service, &query, &away.cookie)
}

fn returned(service: &Service, query: &[(&str, &str)], cookie: &str) -> (String, Option<String>) {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    let (location, set) = visit(service, &format!("openid/callback?{query}"), cookie);
    (location, pair(&set, "chorus_session="))
}

fn trusting(roles: &str) -> (Provider, Service) {
    let provider = Provider::start();
    let service = Service::start_with(&provider.variables());
    service.account("ana", roles);
    (provider, service)
}

fn refused(why: &str) -> (String, Option<String>) {
    (format!("/account?sign-in={why}"), None)
}

#[test]
fn an_evaluator_signs_in_with_the_organisations_account() {
    let (provider, service) = trusting("evaluator");
    assert_eq!(send(&service, "GET", "openid", &[], None).ok(200), json!({"name": "Example Ltd"}));
    let away = leave(&service);
    for (name, value) in [("response_type", "code"), ("client_id", CLIENT), ("code_challenge_method", "S256")] {
        assert_eq!(away.asked.get(name), value);
    }
    assert_eq!(away.asked.get("tenant"), "1", "what the provider's address has stays in it");
    assert_eq!(away.asked.get("redirect_uri"), format!("{}/api/v1/openid/callback", service.url));
    let (to, cookie) = back(&service, &provider, &away, provider.sign(&provider.claims(&away.asked)));
    assert_eq!(to, "/dashboard?scale=x");
    let cookie = cookie.unwrap();
    let own = [("Cookie", cookie.as_str()), ("X-Chorus-Request", "1")];
    send(&service, "GET", "results", &own, None).ok(200);
    let me = send(&service, "GET", "me", &own, None).ok(200);
    assert_eq!((&me["by_provider"], &me["has_password"]), (&json!(true), &json!(false)));
    send(&service, "GET", "programmes", &own, None).assert_problem(403, "forbidden");
    let boss = service.account("boss", "administrator");
    let log = with_key(&service, &boss, "GET", "audit", None).ok(200).to_string();
    assert!(log.contains("/api/v1/openid/callback") && !log.contains("code+"), "{log}");
    assert_eq!(send(&service, "DELETE", "sessions", &own, None).status, 204);
    send(&service, "GET", "results", &own, None).assert_problem(401, "not-signed-in");
}

#[test]
fn without_a_provider_there_is_no_such_way() {
    let service = Service::start();
    assert_eq!(send(&service, "GET", "openid", &[], None).ok(200), json!({"name": null}));
    for path in ["openid/start", "openid/callback"] {
        send(&service, "GET", path, &[], None).assert_problem(404, "not-found");
    }
}

#[test]
fn an_id_token_is_believed_only_if_all_of_it_is_right() {
    let (provider, service) = trusting("evaluator");
    let other = Provider::start();
    let wrong = [
        ("another issuer", "iss", json!("https://sso.example.org")),
        ("another audience", "aud", json!("someone else")),
        ("another party", "azp", json!("someone else")),
        ("an audience of several without a party", "aud", json!([CLIENT, "someone else"])),
        ("long ago", "exp", json!(1_700_000_000)),
        ("not yet", "nbf", json!(4_000_000_000_u32)),
        ("another attempt", "nonce", json!("x")),
        ("an address that anybody may claim", "email_verified", json!(false)),
        ("no name", "email", Value::Null),
    ];
    for (what, name, value) in wrong {
        let away = leave(&service);
        let mut claims = provider.claims(&away.asked);
        claims[name] = value;
        assert_eq!(back(&service, &provider, &away, provider.sign(&claims)), refused("failed"), "{what}");
    }
    // Signed by nobody, by somebody else, and with the public key as a shared secret.
    let away = leave(&service);
    let claims = provider.claims(&away.asked);
    let unsigned = {
        use base64::Engine as _;
        let part = |json: &Value| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(json.to_string());
        format!("{}.{}.", part(&json!({"alg": "none"})), part(&claims))
    };
    let shared = EncodingKey::from_secret(provider.public_key().as_bytes());
    let confused = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &shared).unwrap();
    for forged in [unsigned, confused, other.sign(&claims), "no token".to_owned()] {
        let away = leave(&service);
        assert_eq!(back(&service, &provider, &away, forged), refused("failed"));
    }
    assert!(service.log().contains("a sign-in by the organisation's provider failed"));
    assert!(!service.log().contains("248289761001"), "the log names nobody");
}

#[test]
fn only_the_browser_that_left_comes_back_and_once() {
    let (provider, service) = trusting("evaluator");
    let (mine, theirs) = (leave(&service), leave(&service));
    let token = |away: &Away| provider.sign(&provider.claims(&away.asked));
    // Another's code and state in my browser; my state without my cookie; a cookie that is none.
    let code = provider.grant(&theirs.asked, token(&theirs));
    let query = [("code", &code[..]), ("state", theirs.asked.get("state")), ("iss", &provider.url)];
    assert_eq!(returned(&service, &query, &mine.cookie), refused("expired"));
    assert_eq!(returned(&service, &query, ""), refused("expired"));
    assert_eq!(returned(&service, &query, "chorus_openid=AAAA"), refused("expired"));
    // A code stolen on its way is worth nothing without the verifier of the browser's attempt.
    let query = [("code", &code[..]), ("state", mine.asked.get("state")), ("iss", &provider.url)];
    assert_eq!(returned(&service, &query, &mine.cookie), refused("failed"));
    // Another provider's answer (RFC 9207).
    let code = provider.grant(&mine.asked, token(&mine));
    for issuer in [Some("https://sso.example.org"), None] {
        let mut query = vec![("code", &code[..]), ("state", mine.asked.get("state"))];
        query.extend(issuer.map(|issuer| ("iss", issuer)));
        assert_eq!(returned(&service, &query, &mine.cookie), refused("failed"));
    }
    let query = [("error", "access_denied"), ("state", mine.asked.get("state"))];
    assert_eq!(returned(&service, &query, &mine.cookie), refused("declined"));
    let query = [("code", &code[..]), ("state", mine.asked.get("state")), ("iss", &provider.url)];
    assert!(returned(&service, &query, &mine.cookie).1.is_some());
    assert_eq!(returned(&service, &query, &mine.cookie), refused("failed"), "a code is good once");
}

#[test]
fn the_provider_opens_what_an_administrator_made_and_nothing_else() {
    let (provider, service) = trusting("evaluator");
    let boss = service.account("boss", "evaluator,administrator");
    let sign_in = |subject: &str, name: &str| {
        let away = leave(&service);
        let mut claims = provider.claims(&away.asked);
        (claims["sub"], claims["email"]) = (json!(subject), json!(name));
        back(&service, &provider, &away, provider.sign(&claims))
    };
    for name in ["nobody@example.org", "", "a b", "\u{0}", &"x".repeat(1_000)] {
        assert_eq!(sign_in("1", name), refused("unknown"), "{name:?}");
    }
    assert_eq!(sign_in("1", "boss"), refused("unknown"), "whoever runs the provider does not become administrator");
    assert!(sign_in("1", "ana").1.is_some());
    assert!(sign_in("1", "Ana").1.is_some(), "addresses are written in capitals too");
    // Somebody else is given ana's address at the provider: not ana's account.
    assert_eq!(sign_in("2", "ana"), refused("unknown"));
    // Until an administrator gives the account to somebody anew.
    let link = with_key(&service, &boss, "POST", "accounts/ana/link", None).ok(201);
    let body = json!({"password": super::PASSWORD});
    super::welcome(&service, &super::code(&link["path"]), &body).ok(200);
    assert!(sign_in("2", "ana").1.is_some());
    assert_eq!(sign_in("1", "ana"), refused("unknown"));
}

#[test]
fn a_provider_that_does_not_answer_leads_back() {
    let service =
        Service::start_with(&[("CHORUS__OPENID__ISSUER", "http://127.0.0.1:9"), ("CHORUS__OPENID__CLIENT_ID", CLIENT)]);
    assert_eq!(visit(&service, "openid/start", "").0, "/account?sign-in=failed");
}
