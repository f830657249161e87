//! `/me/totp`, and signing in with a code of an authenticator app: each is good once, and nobody guesses one.

use super::{PASSWORD, code, send, sign_in, welcome, with_ana, with_key};
use crate::support::{Reply, Service};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::{Builder, Secret};

/// What an app shows that many steps from now.
pub(crate) fn shown(secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let app = Builder::new().with_secret(secret).build().unwrap();
    app.generate(now.saturating_add_signed(30 * steps)).to_string()
}

pub(crate) fn sign_in_with(service: &Service, code: &str) -> Reply {
    send(service, "POST", "sessions", &[], Some(&json!({"name": "ana", "password": PASSWORD, "code": code})))
}

fn key(reply: &Value) -> String {
    reply["key"].as_str().unwrap().to_owned()
}

/// `ana` with a second factor: the service, an administrator's key, ana's key, the secret.
pub(crate) fn with_app() -> (Service, String, String, String) {
    let (service, boss) = with_ana(&["evaluator"]);
    let ana = key(&sign_in(&service, "ana", PASSWORD).ok(201));
    let drawn = with_key(&service, &ana, "POST", "me/totp", None).ok(200);
    let secret = drawn["secret"].as_str().unwrap().to_owned();
    let set = json!({"password": PASSWORD, "secret": secret, "code": shown(&secret, -1)});
    assert_eq!(with_key(&service, &ana, "PUT", "me/totp", Some(&set)).status, 204);
    (service, boss, ana, secret)
}

#[test]
fn a_second_factor_is_set_by_whoever_knows_the_password_and_has_the_app() {
    let (service, _) = with_ana(&["evaluator"]);
    let ana = key(&sign_in(&service, "ana", PASSWORD).ok(201));
    let put = |body: Value| with_key(&service, &ana, "PUT", "me/totp", Some(&body));
    let drawn = with_key(&service, &ana, "POST", "me/totp", None).ok(200);
    let secret = drawn["secret"].as_str().unwrap();
    assert!(drawn["uri"].as_str().unwrap().starts_with("otpauth://totp/Chorus:ana?secret="));
    assert!(drawn["qr"].as_str().unwrap().starts_with("<svg"));
    // Drawn is not set.
    sign_in(&service, "ana", PASSWORD).ok(201);
    let code = shown(secret, 0);
    put(json!({"password": "not the right password", "secret": secret, "code": code}))
        .assert_problem(401, "wrong-password");
    let refused = put(json!({"password": PASSWORD, "secret": "AAAA", "code": code}));
    assert_eq!(refused.assert_problem(422, "invalid")["errors"][0]["field"], "secret");
    put(json!({"password": PASSWORD, "secret": secret, "code": shown(secret, -20)})).assert_problem(401, "wrong-code");
    assert_eq!(put(json!({"password": PASSWORD, "secret": secret, "code": code})).status, 204);
    assert_eq!(with_key(&service, &ana, "GET", "me", None).ok(200)["second_factor"], true);
    // Another app takes its place only after the first was taken away, with a code of it.
    let other = with_key(&service, &ana, "POST", "me/totp", None).ok(200)["secret"].as_str().unwrap().to_owned();
    put(json!({"password": PASSWORD, "secret": other, "code": shown(&other, 0)})).assert_problem(409, "second-factor");
    put(json!({"password": PASSWORD, "secret": null, "code": shown(&other, 1)})).assert_problem(401, "wrong-code");
    assert_eq!(put(json!({"password": PASSWORD, "secret": null, "code": shown(secret, 1)})).status, 204);
    sign_in(&service, "ana", PASSWORD).ok(201);
}

#[test]
fn a_code_is_needed_then_and_good_once() {
    let (service, _, ana, secret) = with_app();
    sign_in(&service, "ana", PASSWORD).assert_problem(401, "code-needed");
    // Without the password, a code says nothing, nor whether one is needed.
    sign_in(&service, "ana", "not the right password").assert_problem(401, "wrong-password");
    sign_in_with(&service, &shown(&secret, -1)).assert_problem(401, "wrong-code");
    let code = shown(&secret, 0);
    sign_in_with(&service, &code).ok(201);
    sign_in_with(&service, &code).assert_problem(401, "wrong-code");
    // Of two at the same moment, one.
    let next = shown(&secret, 1);
    let replies = std::thread::scope(|scope| {
        let tries = [0; 4].map(|_| scope.spawn(|| sign_in_with(&service, &next).status));
        tries.map(|one| one.join().unwrap())
    });
    assert_eq!(replies.iter().filter(|status| **status == 201).count(), 1, "{replies:?}");
    // Keys for programs go on; what a program may do, its owner said.
    with_key(&service, &ana, "GET", "results", None).ok(200);
    // The files hold no secret that would make codes.
    let bytes = Secret::try_from_base32(&secret).unwrap().as_ref().to_vec();
    for (path, content) in service.stop().files() {
        for plain in [&bytes[..], secret.as_bytes()] {
            assert!(!content.windows(plain.len()).any(|part| part == plain), "{} holds it", path.display());
        }
    }
}

#[test]
fn nobody_guesses_a_code() {
    let (service, boss, _, secret) = with_app();
    for guess in 0..5 {
        // The password is right each time, and that forgives nothing.
        sign_in(&service, "ana", PASSWORD).assert_problem(401, "code-needed");
        sign_in_with(&service, &shown(&secret, 100 + guess)).assert_problem(401, "wrong-code");
    }
    sign_in_with(&service, &shown(&secret, 0)).assert_problem(429, "wait");
    // Who has lost the app gets a link, as for a lost password.
    let link = with_key(&service, &boss, "POST", "accounts/ana/link", None).ok(201);
    let account = welcome(&service, &code(&link["path"]), &json!({"password": PASSWORD})).ok(200);
    assert_eq!(account["second_factor"], false);
    sign_in(&service, "ana", PASSWORD).ok(201);
}
