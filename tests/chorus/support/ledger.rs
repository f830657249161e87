//! Whoever checks a ledger: takes all of it, and believes nothing.

use super::{Reply, Service};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus::respondent::{KnownWave, agent};
use chorus_ledger::SignedTreeHead;
use chorus_ledger::merkle::MerkleTree;
use uuid::Uuid;

/// Takes the whole ledger, a page of so many hashes at a time, and checks it: sorted, as many as the head says, the root that
/// it says, signed by the manifest's key.
pub fn whole_ledger(service: &Service, wave: Uuid, page: usize) -> (SignedTreeHead, Vec<[u8; 32]>) {
    let mut ledger = Reply::ask(service, &format!("waves/{wave}/ledger")).ok(200);
    assert_eq!(ledger.as_object_mut().unwrap().remove("status"), Some("published".into()));
    let signed: SignedTreeHead = serde_json::from_value(ledger).unwrap();
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    signed.verify(&known.published.manifest).unwrap();
    let mut hashes: Vec<[u8; 32]> = Vec::new();
    loop {
        let after = hashes.last().map(|hash| format!("&after={}", URL_SAFE_NO_PAD.encode(hash))).unwrap_or_default();
        let reply = Reply::ask(service, &format!("waves/{wave}/ledger/tokens?limit={page}{after}"));
        assert_eq!((reply.status, reply.media_type.as_str()), (200, "application/octet-stream"));
        let (more, rest) = reply.body.as_chunks::<32>();
        assert!(rest.is_empty() && more.len() <= page);
        if more.is_empty() {
            break;
        }
        hashes.extend_from_slice(more);
    }
    assert!(hashes.is_sorted_by(|a, b| a < b), "ascending, and each once");
    let tree: MerkleTree = hashes.iter().collect();
    assert_eq!((tree.size(), tree.root()), (signed.tree_head.size, signed.tree_head.root));
    (signed, hashes)
}
