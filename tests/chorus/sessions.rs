//! `/sessions`, and accounts made beside a running server.

use crate::support::{Organiser, Reply, Service};
use chorus::respondent::agent;
use std::io::Write as _;
use std::process::Stdio;

fn sign_in(url: &str, name: &str, password: &str) -> Reply {
    let body = serde_json::json!({ "name": name, "password": password }).to_string();
    let call = agent().post(format!("{url}/api/v1/sessions")).header("Content-Type", "application/json");
    Reply::from(call.send(&body[..]).unwrap())
}

#[test]
fn name_and_password_give_a_key_until_signing_out() {
    let service = Service::start();
    let mut create = service
        .command(&["account", "create", "ana", "--role", "organiser", "--password-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    create.stdin.take().unwrap().write_all(b"correct horse battery staple\n").unwrap();
    assert!(create.wait_with_output().unwrap().status.success());

    for (name, password) in
        [("ana", "wrong horse battery staple"), ("nobody", "correct horse battery staple"), ("ana", ""), ("a\0", "")]
    {
        sign_in(&service.url, name, password).assert_problem(401, "wrong-password");
    }
    let session = sign_in(&service.url, "ana", "correct horse battery staple").ok(201);
    assert_eq!((&session["roles"], &session["expires_in"]), (&serde_json::json!(["organiser"]), &28_800.into()));
    let ana = Organiser { url: service.url.clone(), key: session["key"].as_str().unwrap().to_owned() };
    ana.get("programmes").ok(200);
    let call = agent().delete(format!("{}/api/v1/sessions", service.url));
    let out = Reply::from(call.header("Authorization", format!("Bearer {}", ana.key)).call().unwrap());
    assert_eq!(out.status, 204);
    ana.get("programmes").assert_problem(401, "not-signed-in");
}

#[test]
fn keys_and_passwords_are_nowhere_as_written() {
    let service = Service::start();
    let key = service.account("ana", "organiser");
    for (path, bytes) in service.stop().files() {
        assert!(!bytes.windows(key.len()).any(|part| part == key.as_bytes()), "{} holds the key", path.display());
    }
}

#[test]
fn accounts_that_cannot_be_made_say_why() {
    let service = Service::start();
    service.account("ana", "organiser");
    let create = |name: &str, roles: &str| {
        let output = service.command(&["account", "create", name, "--role", roles]).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(create("ana", "organiser").contains("'ana' exists"));
    assert!(create("a b", "organiser").contains("letters"));
    assert!(create("bo", "boss").contains("'boss' is no role"));
}
