//! `POST /waves/{wave}/responses`: a token buys one response, in its own wave, and nothing else does.

use crate::support::{Organiser, Reply, Service, response};
use chorus::respondent::{KnownWave, agent};
use chorus_questionnaire::Response;
use chorus_token::Token;
use chorus_token::http::format_authorization;
use uuid::Uuid;

fn send(url: &str, wave: Uuid, authorization: &str, media_type: &str, body: &[u8]) -> Reply {
    let call = agent().post(format!("{url}/api/v1/waves/{wave}/responses")).header("Content-Type", media_type);
    Reply::from(call.header("Authorization", authorization).send(body).unwrap())
}

fn json(response: &Response) -> Vec<u8> {
    serde_json::to_vec(response).unwrap()
}

fn token(url: &str, wave: Uuid, code: &str) -> Token {
    KnownWave::fetch(&agent(), url, wave).unwrap().token(&agent(), code).unwrap()
}

#[test]
fn a_token_is_good_for_one_response() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 3);
    let authorization = format_authorization(&token(&service.url, wave, &codes[0]));
    let yes = json(&response(&[("shift", "day")], &[("talk", "yes"), ("barrier", "cost")]));
    let no = json(&response(&[("shift", "day")], &[("talk", "no")]));

    let first = send(&service.url, wave, &authorization, "application/json", &yes).ok(201);
    assert_eq!(first["receipt"].as_str().unwrap().len(), 43);
    // The same again: the same receipt, however it is spelled.
    let bare = br#"{"answers":{"barrier":"cost","talk":"yes"},"attributes":{"shift":"day"}}"#;
    assert_eq!(send(&service.url, wave, &authorization, "application/json", bare).ok(201), first);
    send(&service.url, wave, &authorization, "application/json", &no).assert_problem(409, "token-spent");
    let service = service.crash_and_restart();
    assert_eq!(send(&service.url, wave, &authorization, "application/json", &yes).ok(201), first);
    send(&service.url, wave, &authorization, "application/json", &no).assert_problem(409, "token-spent");

    // Two more, so that the wave may show anything: three answers count, "no" once fewer than was tried.
    let organiser = Organiser { url: service.url.clone(), ..organiser };
    for code in &codes[1..] {
        let authorization = format_authorization(&token(&service.url, wave, code));
        send(&service.url, wave, &authorization, "application/json", &yes).ok(201);
    }
    organiser.close(wave);
    let results = organiser.results(wave, "measure=talk").ok(200);
    assert_eq!(results["responses"], 3);
    let count = |i: usize| results["cells"][0]["options"][i]["count"].clone();
    assert_eq!((count(0), count(1), count(2)), (0.into(), 0.into(), 3.into()));

    // After closing, a repeated request still gets its receipt; a new response does not get in.
    assert_eq!(send(&service.url, wave, &authorization, "application/json", &yes).ok(201), first);
}

#[test]
fn of_the_same_token_at_once_one_response_counts() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 3);
    for code in &codes {
        let authorization = format_authorization(&token(&service.url, wave, code));
        let taken: usize = std::thread::scope(|scope| {
            let tries: Vec<_> = ["yes", "no", "maybe", "yes"]
                .into_iter()
                .map(|option| {
                    let (url, authorization) = (&service.url, &authorization);
                    let body = json(&response(&[], &[("talk", option)]));
                    scope.spawn(move || {
                        usize::from(send(url, wave, authorization, "application/json", &body).status == 201)
                    })
                })
                .collect();
            tries.into_iter().map(|each| each.join().unwrap()).sum()
        });
        assert!((1..=2).contains(&taken), "only the same response is taken twice: {taken}");
    }
    organiser.close(wave);
    assert_eq!(organiser.responses(wave), Some(3));
}

#[test]
fn bad_tokens_are_refused_with_a_challenge() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let (wave, other) = (organiser.open_wave(), organiser.open_wave());
    let good = token(&service.url, wave, &organiser.invite(wave, 1)[0]);
    let foreign = token(&service.url, other, &organiser.invite(other, 1)[0]);
    let body = json(&response(&[], &[("talk", "yes")]));
    let text = format_authorization(&good);
    let changed = |change: fn(&mut Token)| {
        let mut token = good.clone();
        change(&mut token);
        format_authorization(&token)
    };
    let oversized = format!("PrivateToken token={}", "A".repeat(6_000));
    let bad = [
        ("of another wave", format_authorization(&foreign)),
        ("forged signature", changed(|token| token.authenticator[0] ^= 1)),
        ("another nonce", changed(|token| token.nonce[0] ^= 1)),
        ("another challenge", changed(|token| token.challenge_digest[0] ^= 1)),
        ("another key", changed(|token| token.token_key_id[0] ^= 1)),
        ("truncated", text[..text.len() - 8].to_owned()),
        ("oversized", oversized),
        ("not base64url", "PrivateToken token=\"%%%\"".to_owned()),
        ("another scheme", text.replace("PrivateToken", "Bearer")),
        ("empty", "PrivateToken".to_owned()),
    ];
    for (what, authorization) in bad {
        let reply = send(&service.url, wave, &authorization, "application/json", &body);
        let problem = reply.assert_problem(401, "token-invalid");
        let token = authorization.split_once('=').map(|(_, token)| token.trim_matches('"'));
        assert!(!token.is_some_and(|token| problem.to_string().contains(token)), "{what}: it repeats the token");
        let challenge = reply.headers.iter().find(|(name, _)| name == "www-authenticate");
        assert!(challenge.is_some_and(|(_, value)| value.starts_with("PrivateToken challenge=")), "{what}");
    }
    // The token of the other wave is worth its own wave, and the good one was not spent by any of it.
    send(&service.url, other, &format_authorization(&foreign), "application/json", &body).ok(201);
    send(&service.url, wave, &text, "application/json", &body).ok(201);
}

#[test]
fn a_response_that_does_not_fit_names_the_place_and_spends_nothing() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let authorization = format_authorization(&token(&service.url, wave, &organiser.invite(wave, 1)[0]));
    let send = |media_type, body: &[u8]| send(&service.url, wave, &authorization, media_type, body);
    let as_json = "application/json";
    for (body, field) in [
        (r#"{"answers":{"talk":"perhaps-secret"}}"#, "answers.talk"),
        (r#"{"answers":{"talk":"yes","secret_item":"yes"}}"#, "answers"),
        (r#"{"answers":{"barrier":"cost"}}"#, "answers.talk"),
        (r#"{"answers":{}}"#, "answers.talk"),
        (r#"{"attributes":{"shift":"secret"},"answers":{"talk":"yes"}}"#, "attributes.shift"),
        (r#"{"attributes":{"secret":"day"},"answers":{"talk":"yes"}}"#, "attributes"),
        (r#"{"answers":{"talk":["secret"]}}"#, "answers.talk"),
        (r#"{"answers":{"talk":"yes","talk":"no"}}"#, "answers"),
        (r#"{"answers":"I expected secret"}"#, "answers"),
        (r#"{"answers":{"talk":"yes"},"name":"secret"}"#, "name"),
    ] {
        let problem = send(as_json, body.as_bytes()).assert_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
        assert!(!problem.to_string().contains("secret"), "an error repeats what was answered: {problem}");
    }
    send(as_json, b"{\"answers\":").assert_problem(400, "unreadable");
    send(as_json, b"\xff\xfe").assert_problem(400, "unreadable");
    send(as_json, "[".repeat(5_000).as_bytes()).assert_problem(422, "invalid");
    send(as_json, &vec![b' '; 300_000]).assert_problem(413, "too-large");
    send("text/plain", b"{}").assert_problem(415, "media-type");
    send(as_json, br#"{"answers":{"talk":"yes"}}"#).ok(201);
}

#[test]
fn unknown_drafted_and_closed_waves_take_nothing() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let authorization = format_authorization(&token(&service.url, wave, &organiser.invite(wave, 1)[0]));
    let body = json(&response(&[], &[("talk", "yes")]));
    let draft = organiser.create(crate::support::DOCUMENT);
    for unknown in [Uuid::new_v4(), draft] {
        send(&service.url, unknown, &authorization, "application/json", &body).assert_problem(404, "not-found");
    }
    organiser.close(wave);
    send(&service.url, wave, &authorization, "application/json", &body).assert_problem(410, "wave-closed");
}
