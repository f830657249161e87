//! `/welcome`, `/me`, `/accounts`, `/audit`, and sign-ins by cookie: who may become somebody, and for how long.

mod by_provider;
pub(crate) mod second_factor;

use crate::support::{Organiser, Reply, Service};
use chorus::respondent::agent;
use serde_json::{Value, json};

const PASSWORD: &str = "correct horse battery staple";

/// A request with these headers.
fn send(service: &Service, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&Value>) -> Reply {
    let url = format!("{}/api/v1/{path}", service.url);
    let mut request = ureq::http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if body.is_some() {
        request = request.header("Content-Type", "application/json");
    }
    let body = body.map(Value::to_string).unwrap_or_default();
    Reply::from(agent().run(request.body(body).unwrap()).unwrap())
}

fn with_key(service: &Service, key: &str, method: &str, path: &str, body: Option<&Value>) -> Reply {
    send(service, method, path, &[("Authorization", &format!("Bearer {key}"))], body)
}

fn welcome(service: &Service, code: &str, body: &Value) -> Reply {
    send(service, "POST", "welcome", &[("Authorization", &format!("Link {code}"))], Some(body))
}

fn sign_in(service: &Service, name: &str, password: &str) -> Reply {
    send(service, "POST", "sessions", &[], Some(&json!({"name": name, "password": password})))
}

fn code(path: &Value) -> String {
    path.as_str().unwrap().strip_prefix("/welcome#").unwrap().to_owned()
}

/// The cookie that signing in sets, as it is sent back.
fn cookie(service: &Service) -> String {
    let url = format!("{}/api/v1/sessions", service.url);
    let body = json!({"name": "ana", "password": PASSWORD, "cookie": true}).to_string();
    let reply = agent().post(url).header("Content-Type", "application/json").send(&body[..]).unwrap();
    let set = reply.headers()["set-cookie"].to_str().unwrap().to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/api/v1"] {
        assert!(set.contains(part), "{set}");
    }
    assert!(!set.contains("Max-Age") && !set.contains("Expires"), "it ends with the browser: {set}");
    let reply = Reply::from(reply).ok(201);
    assert_eq!(reply["key"], Value::Null, "scripts need not have it");
    set.split(';').next().unwrap().to_owned()
}

/// A service with an administrator, and their key.
fn administered() -> (Service, String) {
    let service = Service::start();
    let key = service.account("boss", "administrator");
    (service, key)
}

/// An account `ana` who has set a password by a link.
fn with_ana(roles: &[&str]) -> (Service, String) {
    let (service, boss) = administered();
    let made = with_key(&service, &boss, "POST", "accounts", Some(&json!({"name": "ana", "roles": roles}))).ok(201);
    welcome(&service, &code(&made["path"]), &json!({"password": PASSWORD})).ok(200);
    (service, boss)
}

#[test]
fn the_first_administrator_is_made_by_a_link_that_works_once() {
    let mut service = Service::start();
    service.next_line();
    assert!(service.next_line().contains("no administrator"));
    let link = service.next_line();
    let lost = link.split_once("/welcome#").unwrap().1.to_owned();
    // Started again, it prints another one, and the first leads nowhere.
    let mut service = service.stop().restart();
    service.next_line();
    service.next_line();
    let first = service.next_line().split_once("/welcome#").unwrap().1.to_owned();
    let body = json!({"name": "boss", "password": PASSWORD});
    welcome(&service, &lost, &body).assert_problem(404, "not-found");
    let look = send(&service, "GET", "welcome", &[("Authorization", &format!("Link {first}"))], None).ok(200);
    assert_eq!(look, json!({"name": null}));
    // What is refused does not use the link up.
    for (name, password, field) in [("boss", "short", "password"), ("", PASSWORD, "name"), ("a b", PASSWORD, "name")] {
        let refused = welcome(&service, &first, &json!({"name": name, "password": password}));
        refused.assert_problem(422, "invalid");
        assert_eq!(refused.json()["errors"][0]["field"], field);
    }
    let made = welcome(&service, &first, &body).ok(200);
    assert_eq!(made["roles"], json!(["organiser", "evaluator", "administrator"]));
    welcome(&service, &first, &json!({"name": "eve", "password": PASSWORD})).assert_problem(404, "not-found");
    let key = sign_in(&service, "boss", PASSWORD).ok(201)["key"].as_str().unwrap().to_owned();
    with_key(&service, &key, "GET", "accounts", None).ok(200);
    // Now that there is one, it says nothing any more.
    let stopped = service.stop();
    for (path, bytes) in stopped.files() {
        assert!(!bytes.windows(first.len()).any(|part| part == first.as_bytes()), "{} holds the code", path.display());
    }
    let service = stopped.restart();
    assert_eq!(send(&service, "GET", "welcome", &[("Authorization", &format!("Link {first}"))], None).status, 404);
    assert_eq!(service.looker("accounts").values::<i64>("SELECT count(*) FROM account_link"), [0]);
}

#[test]
fn administrators_make_accounts_and_nobody_sets_anothers_password() {
    let (service, boss) = administered();
    let boss = |method: &str, path: &str, body: Option<&Value>| with_key(&service, &boss, method, path, body);
    let made = boss("POST", "accounts", Some(&json!({"name": "ana", "roles": ["evaluator"]}))).ok(201);
    assert_eq!((&made["has_password"], &made["roles"]), (&json!(false), &json!(["evaluator"])));
    let first = code(&made["path"]);
    let second = code(&boss("POST", "accounts/ana/link", None).ok(201)["path"]);
    welcome(&service, &first, &json!({"password": PASSWORD})).assert_problem(404, "not-found");
    assert_eq!(welcome(&service, &second, &json!({"password": PASSWORD})).ok(200)["name"], "ana");
    let ana = Organiser {
        url: service.url.clone(),
        key: sign_in(&service, "ana", PASSWORD).ok(201)["key"].as_str().unwrap().to_owned(),
    };
    ana.get("results").ok(200);
    ana.get("programmes").assert_problem(403, "forbidden");
    ana.get("accounts").assert_problem(403, "forbidden");
    // Roles change at once.
    boss("PUT", "accounts/ana/roles", Some(&json!({"roles": ["organiser"]}))).ok(200);
    ana.get("programmes").ok(200);
    ana.get("results").assert_problem(403, "forbidden");
    // A link for a lost password ends every sign-in.
    boss("POST", "accounts/ana/link", None).ok(201);
    ana.get("programmes").assert_problem(401, "not-signed-in");

    boss("POST", "accounts", Some(&json!({"name": "ana", "roles": ["evaluator"]}))).assert_problem(409, "name-taken");
    boss("POST", "accounts", Some(&json!({"name": "bo", "roles": []}))).assert_problem(422, "invalid");
    boss("PUT", "accounts/boss/roles", Some(&json!({"roles": ["organiser"]})))
        .assert_problem(409, "last-administrator");
    boss("DELETE", "accounts/boss", None).assert_problem(409, "last-administrator");
    boss("DELETE", "accounts/nobody", None).assert_problem(404, "not-found");
    assert_eq!(boss("DELETE", "accounts/ana", None).status, 204);
    sign_in(&service, "ana", PASSWORD).assert_problem(401, "wrong-password");
    let names = boss("GET", "accounts", None).ok(200);
    assert_eq!(names["accounts"].as_array().unwrap().len(), 1);
}

#[test]
fn keys_are_shown_once_and_revoked() {
    let (service, _) = with_ana(&["organiser"]);
    let session = sign_in(&service, "ana", PASSWORD).ok(201)["key"].as_str().unwrap().to_owned();
    let made = with_key(&service, &session, "POST", "me/keys", Some(&json!({"name": "nightly export"}))).ok(201);
    let key = made["key"].as_str().unwrap();
    let listed = with_key(&service, &session, "GET", "me/keys", None).ok(200);
    assert_eq!(listed, json!({"keys": [{"id": made["id"], "name": "nightly export"}]}));
    with_key(&service, key, "GET", "programmes", None).ok(200);
    for name in ["", " ", "a\nb"] {
        let refused = with_key(&service, &session, "POST", "me/keys", Some(&json!({"name": name})));
        refused.assert_problem(422, "invalid");
    }
    let path = format!("me/keys/{}", made["id"].as_str().unwrap());
    // Nobody revokes another's.
    let bo = service.account("bo", "organiser");
    with_key(&service, &bo, "DELETE", &path, None).assert_problem(404, "not-found");
    assert_eq!(with_key(&service, &session, "DELETE", &path, None).status, 204);
    with_key(&service, key, "GET", "programmes", None).assert_problem(401, "not-signed-in");
}

#[test]
fn a_new_password_ends_every_sign_in() {
    let (service, _) = with_ana(&["organiser"]);
    let key = |service: &Service| sign_in(service, "ana", PASSWORD).ok(201)["key"].as_str().unwrap().to_owned();
    let (one, other) = (key(&service), key(&service));
    let new = "another few random words";
    let change =
        |old: &str, new: &str| with_key(&service, &one, "PUT", "me/password", Some(&json!({"old": old, "new": new})));
    change("not the right password", new).assert_problem(401, "wrong-password");
    change(PASSWORD, "short").assert_problem(422, "invalid");
    with_key(&service, &other, "GET", "me", None).ok(200);
    assert_eq!(change(PASSWORD, new).status, 204);
    for key in [&one, &other] {
        with_key(&service, key, "GET", "me", None).assert_problem(401, "not-signed-in");
    }
    sign_in(&service, "ana", PASSWORD).assert_problem(401, "wrong-password");
    sign_in(&service, "ana", new).ok(201);
}

#[test]
fn sign_ins_that_fail_make_the_next_wait_whoever_it_is() {
    let (service, _) = with_ana(&["organiser"]);
    for name in ["ana", "nobody"] {
        for _ in 0..5 {
            sign_in(&service, name, "wrong horse battery staple").assert_problem(401, "wrong-password");
        }
        // Even the right password waits now; and a name that does not exist looks the same.
        let waits = sign_in(&service, name, PASSWORD);
        waits.assert_problem(429, "wait");
    }
    let looker = service.looker("accounts");
    looker.run("UPDATE failed_sign_in SET wait_until = wait_until - 60, failures = 20").unwrap();
    sign_in(&service, "ana", "wrong horse battery staple").assert_problem(401, "wrong-password");
    let waits: Vec<i64> = looker.values("SELECT max(wait_until) FROM failed_sign_in");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() as i64;
    assert!((800..=900).contains(&(waits[0] - now)), "a quarter of an hour at most");
    looker.run("UPDATE failed_sign_in SET wait_until = 0").unwrap();
    sign_in(&service, "ana", PASSWORD).ok(201);
    let left: Vec<i64> = looker.values("SELECT count(*) FROM failed_sign_in");
    assert_eq!(left, [1], "only the other name's");
}

#[test]
fn a_sign_in_ends_when_it_is_not_used_and_after_eight_hours() {
    let (service, _) = with_ana(&["organiser"]);
    let key = || sign_in(&service, "ana", PASSWORD).ok(201)["key"].as_str().unwrap().to_owned();
    let looker = service.looker("accounts");
    let (idle, used, old) = (key(), key(), key());
    // Half an hour less a minute ago: its next use counts anew.
    looker.run("UPDATE api_key SET seen_at = seen_at - 1740 WHERE seen_at IS NOT NULL").unwrap();
    with_key(&service, &used, "GET", "me", None).ok(200);
    looker.run("UPDATE api_key SET seen_at = seen_at - 90 WHERE seen_at IS NOT NULL").unwrap();
    with_key(&service, &idle, "GET", "me", None).assert_problem(401, "not-signed-in");
    with_key(&service, &used, "GET", "me", None).ok(200);
    looker.run("UPDATE api_key SET expires_at = expires_at - 28800, seen_at = seen_at + 3600").unwrap();
    with_key(&service, &old, "GET", "me", None).assert_problem(401, "not-signed-in");
}

#[test]
fn a_cookie_signs_in_for_pages_of_this_service_alone() {
    let (service, _) = with_ana(&["organiser"]);
    let cookie = cookie(&service);
    let own = [("Cookie", cookie.as_str()), ("X-Chorus-Request", "1")];
    send(&service, "GET", "programmes", &own[..1], None).ok(200);
    let change = |headers: &[(&str, &str)]| send(&service, "POST", "me/keys", headers, Some(&json!({"name": "k"})));
    change(&own).ok(201);
    let same = [own[0], own[1], ("Sec-Fetch-Site", "same-origin")];
    change(&same).ok(201);
    change(&own[..1]).assert_problem(403, "cross-site");
    for site in ["cross-site", "same-site", "none"] {
        change(&[own[0], own[1], ("Sec-Fetch-Site", site)]).assert_problem(403, "cross-site");
    }
    // Of a respondent's call nothing is signed in, and nothing is written down.
    let before: Vec<i64> = service.looker("accounts").values("SELECT count(*) FROM audit");
    let wave = uuid::Uuid::new_v4();
    send(&service, "GET", &format!("waves/{wave}"), &own, None).assert_problem(404, "not-found");
    let respond = send(&service, "POST", &format!("waves/{wave}/responses"), &own, Some(&json!({})));
    respond.assert_problem(404, "not-found");
    assert_eq!(service.looker("accounts").values::<i64>("SELECT count(*) FROM audit"), before);
    let out = send(&service, "DELETE", "sessions", &own, None);
    assert_eq!(out.status, 204);
    send(&service, "GET", "programmes", &own, None).assert_problem(401, "not-signed-in");
}

#[test]
fn what_staff_ask_for_is_written_down_and_stays() {
    let (service, boss) = with_ana(&["organiser", "evaluator"]);
    let key = sign_in(&service, "ana", PASSWORD).ok(201)["key"].as_str().unwrap().to_owned();
    with_key(&service, &key, "GET", "results", None).ok(200);
    with_key(&service, &key, "GET", "accounts", None).assert_problem(403, "forbidden");
    with_key(&service, &key, "GET", "waves/x/results?by=team&where=shift:day", None).assert_problem(404, "not-found");
    let page = with_key(&service, &boss, "GET", "audit", None).ok(200);
    let entries = page["entries"].as_array().unwrap();
    let told: Vec<String> = entries
        .iter()
        .map(|entry| {
            format!("{} {} {} {}", entry["account"], entry["method"], entry["path"], entry["refused"]).replace('"', "")
        })
        .collect();
    assert_eq!(
        told,
        [
            "boss GET /api/v1/audit false",
            "ana GET /api/v1/waves/x/results?by=team&where=shift:day false",
            "ana GET /api/v1/accounts true",
            "ana GET /api/v1/results false",
            "ana POST /api/v1/sessions false",
            "ana POST /api/v1/welcome false",
            "boss POST /api/v1/accounts false",
        ]
    );
    let second = with_key(&service, &boss, "GET", "audit?before=3", None).ok(200);
    assert_eq!(second["entries"].as_array().unwrap().len(), 2);

    let whole = service.command(&["audit"]).output().unwrap();
    assert!(String::from_utf8(whole.stdout).unwrap().starts_with("The audit log is whole: 8 entries"));
    let looker = service.looker("accounts");
    for change in ["UPDATE audit SET account = 'eve' WHERE number = 3", "DELETE FROM audit WHERE number = 3"] {
        let error = looker.run(change).unwrap_err().to_string();
        assert!(error.contains("only grows"), "{error}");
    }
    // Whoever owns the database can take the guard away; then the chain tells.
    let drop = if crate::ON_POSTGRES { "DROP TRIGGER audit_stays ON audit" } else { "DROP TRIGGER audit_stays" };
    looker.run(drop).unwrap();
    looker.run("DELETE FROM audit WHERE number = 3").unwrap();
    let broken = service.command(&["audit"]).output().unwrap();
    assert!(!broken.status.success());
    assert!(String::from_utf8(broken.stderr).unwrap().contains("entry 3 is missing or was changed"));
}
