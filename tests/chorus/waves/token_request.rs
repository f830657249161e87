//! `POST /waves/{wave}/token-request`: every wrong request is a clear problem, and changes nothing.

use crate::support::{DOCUMENT, Organiser, Reply, Service};
use chorus::respondent::{KnownWave, agent};
use chorus_token::wire::TOKEN_REQUEST_MEDIA_TYPE;
use chorus_token::{PendingToken, PublicKey, TokenChallenge, TokenResponse};
use uuid::Uuid;

fn ask(url: &str, wave: Uuid, code: &str, media_type: &str, body: &[u8]) -> Reply {
    let call = agent().post(format!("{url}/api/v1/waves/{wave}/token-request")).header("Content-Type", media_type);
    Reply::from(call.header("Authorization", format!("Invitation {code}")).send(body).unwrap())
}

/// A wave's key and challenge, as a client works them out.
fn key(url: &str, wave: Uuid) -> (PublicKey, TokenChallenge) {
    use base64::Engine as _;
    let known = KnownWave::fetch(&agent(), url, wave).unwrap();
    let manifest = &known.published.manifest;
    let spki = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&manifest.token_public_key).unwrap();
    let challenge = TokenChallenge::new(&manifest.issuer, manifest.hash().0).unwrap();
    (PublicKey::from_spki(&spki).unwrap(), challenge)
}

#[test]
fn wrong_requests_are_refused_and_cost_nothing() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let (wave, other) = (organiser.open_wave(), organiser.open_wave());
    let code = &organiser.invite(wave, 1)[0];
    let (public, challenge) = key(&service.url, wave);
    let (pending, request) = PendingToken::new(&public, &challenge).unwrap();
    let good = request.encode();
    let ask = |wave, code: &str, body: &[u8]| ask(&service.url, wave, code, TOKEN_REQUEST_MEDIA_TYPE, body);

    let unknown = "AAAAAAAAAAAAAAAAAAAAAA";
    for code in [unknown, "short", "", "not base64url!", &code[..21], &format!("{code}A")] {
        let reply = ask(wave, code, &good);
        reply.assert_problem(401, "invitation-unknown");
        assert!(reply.headers.iter().any(|(name, value)| name == "www-authenticate" && value == "Invitation"));
    }
    // An invitation is good for its own wave only.
    ask(other, code, &good).assert_problem(401, "invitation-unknown");
    ask(Uuid::new_v4(), code, &good).assert_problem(404, "not-found");
    ask(wave, code, &good[..258]).assert_problem(422, "invalid");
    ask(wave, code, &[]).assert_problem(422, "invalid");
    ask(wave, code, &[good.as_slice(), &[0]].concat()).assert_problem(413, "too-large");
    ask(wave, code, &vec![7; 1 << 20]).assert_problem(413, "too-large");
    for (position, what) in [(1, "token type"), (2, "key id")] {
        let mut wrong = good.clone();
        wrong[position] ^= 1;
        let problem = ask(wave, code, &wrong).assert_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "body", "{what}");
    }
    let mut out_of_range = good.clone();
    out_of_range[3..].fill(0xff);
    ask(wave, code, &out_of_range).assert_problem(422, "invalid");
    for media_type in ["application/json", "", "application/private-token-response"] {
        self::ask(&service.url, wave, code, media_type, &good).assert_problem(415, "media-type");
    }

    // After all that the invitation is still good.
    let reply = ask(wave, code, &good);
    assert_eq!((reply.status, reply.media_type.as_str()), (200, "application/private-token-response"));
    let token = pending.finalize(&TokenResponse::decode(&reply.body).unwrap()).unwrap();
    public.verify(&token, &challenge).unwrap();
}

#[test]
fn the_same_request_gets_the_same_bytes_and_another_is_refused() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let code = organiser.invite(wave, 1).remove(0);
    let (public, challenge) = key(&service.url, wave);
    let body = PendingToken::new(&public, &challenge).unwrap().1.encode();
    let first = ask(&service.url, wave, &code, TOKEN_REQUEST_MEDIA_TYPE, &body);
    assert_eq!(first.status, 200);
    let other = PendingToken::new(&public, &challenge).unwrap().1.encode();
    ask(&service.url, wave, &code, TOKEN_REQUEST_MEDIA_TYPE, &other).assert_problem(409, "invitation-spent");
    let again = ask(&service.url, wave, &code, TOKEN_REQUEST_MEDIA_TYPE, &body);
    assert_eq!((again.status, &again.body), (200, &first.body));

    // Nor after a crash and a restart.
    let service = service.crash_and_restart();
    let again = ask(&service.url, wave, &code, TOKEN_REQUEST_MEDIA_TYPE, &body);
    assert_eq!((again.status, &again.body), (200, &first.body));
    ask(&service.url, wave, &code, TOKEN_REQUEST_MEDIA_TYPE, &other).assert_problem(409, "invitation-spent");
}

#[test]
fn trying_out_an_invitation_without_using_it_tells_nothing() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 2);
    let (public, challenge) = key(&service.url, wave);
    let good = PendingToken::new(&public, &challenge).unwrap().1.encode();
    assert_eq!(ask(&service.url, wave, &codes[0], TOKEN_REQUEST_MEDIA_TYPE, &good).status, 200);
    let mut unsignable = good.clone();
    unsignable[3..].fill(0xff);
    let probe = |code: &str| ask(&service.url, wave, code, TOKEN_REQUEST_MEDIA_TYPE, &unsignable).text();
    assert_eq!(probe(&codes[0]), probe(&codes[1]), "used or not, the reply is the same");
}

#[test]
fn of_many_requests_at_once_one_is_signed() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let code = organiser.invite(wave, 1).remove(0);
    let (public, challenge) = key(&service.url, wave);
    let signed: usize = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let body = PendingToken::new(&public, &challenge).unwrap().1.encode();
                    usize::from(ask(&service.url, wave, &code, TOKEN_REQUEST_MEDIA_TYPE, &body).status == 200)
                })
            })
            .collect();
        tries.into_iter().map(|each| each.join().unwrap()).sum()
    });
    assert_eq!(signed, 1);
}

#[test]
fn drafts_and_closed_waves_sign_nothing() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let draft = organiser.create(DOCUMENT);
    let wave = organiser.open_wave();
    let code = organiser.invite(wave, 1).remove(0);
    let (public, challenge) = key(&service.url, wave);
    let body = PendingToken::new(&public, &challenge).unwrap().1.encode();
    ask(&service.url, draft, &code, TOKEN_REQUEST_MEDIA_TYPE, &body).assert_problem(409, "wave-not-open");
    organiser.close(wave);
    ask(&service.url, wave, &code, TOKEN_REQUEST_MEDIA_TYPE, &body).assert_problem(410, "wave-closed");
}
