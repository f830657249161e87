//! `GET /waves/{wave}`: the terms, the same for everybody, named by their hash.

use crate::support::{DOCUMENT, Organiser, Reply, Service};
use chorus::respondent::agent;
use chorus_questionnaire::{Manifest, Questionnaire};
use uuid::Uuid;

#[test]
fn the_manifest_is_public_and_fits_its_hashes() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let get = |wave| Reply::from(agent().get(format!("{}/api/v1/waves/{wave}", service.url)).call().unwrap());
    let draft = organiser.create(DOCUMENT);
    get(draft).assert_problem(404, "not-found");
    get(Uuid::new_v4()).assert_problem(404, "not-found");

    let opened = organiser.post(&format!("waves/{draft}/open"), "application/json", "").ok(200);
    let wave = get(draft).ok(200);
    assert_eq!((&wave["state"], &wave["manifest"]), (&"open".into(), &opened["manifest"]));
    let manifest: Manifest = serde_json::from_value(wave["manifest"].clone()).unwrap();
    let questionnaire: Questionnaire = serde_json::from_value(wave["questionnaire"].clone()).unwrap();
    assert_eq!(wave["manifest_hash"], manifest.hash().to_string());
    assert_eq!(manifest.questionnaire_hash, questionnaire.hash());
    assert_eq!((manifest.k, manifest.seal.minimum_batch, manifest.issuer.as_str()), (3, 20, "127.0.0.1"));

    organiser.close(draft);
    let closed = get(draft).ok(200);
    assert_eq!((&closed["state"], &closed["manifest_hash"]), (&"closed".into(), &wave["manifest_hash"]));
    let malformed = Reply::from(agent().get(format!("{}/api/v1/waves/7", service.url)).call().unwrap());
    malformed.assert_problem(404, "not-found");
}
