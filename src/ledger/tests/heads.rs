//! Heads: signed once, checked by everybody, and never about fewer than k.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

use chorus_ledger::merkle::MerkleTree;
use chorus_ledger::{LedgerError, LedgerKey, SignedTreeHead, SpentTokens, TreeHead};
use chorus_questionnaire::{Hash, Manifest, ProgrammeDocument, WaveKeys, WaveState};
use uuid::Uuid;

const DOCUMENT: &str = r#"{"title":"T","waves":[{"title":"W","k":3,"questionnaire":{"items":[
    {"code":"q","text":"Q?","options":[{"code":"y","label":"Y"},{"code":"n","label":"N"}]}]}}]}"#;

fn manifest(key: &LedgerKey) -> Manifest {
    let document: ProgrammeDocument = serde_json::from_str(DOCUMENT).unwrap();
    let document = document.checked().unwrap();
    let keys = WaveKeys { ledger: key.public_key().unwrap(), ..WaveKeys::default() };
    Manifest::new(Uuid::new_v4(), &document.waves[0], Uuid::new_v4(), &document, "localhost", 20, keys)
}

fn spent(manifest: &Manifest, people: u8) -> Option<SpentTokens> {
    SpentTokens::of(&(0..people).map(|person| [person; 32]).collect::<MerkleTree>(), manifest)
}

#[test]
fn a_head_is_signed_and_checked() {
    let key = LedgerKey::generate().unwrap();
    let manifest = manifest(&key);
    let head = TreeHead::new(&manifest, spent(&manifest, 5).unwrap(), 4);
    assert_eq!((head.size, head.state, head.links_replaced), (5, WaveState::Closed, Some(4)));
    let signed = key.sign(head.clone()).unwrap();
    signed.verify(&manifest).unwrap();
    // After a crash it is signed again, by the key as it was kept, and is the same.
    let kept = LedgerKey::from_bytes(&key.to_bytes().unwrap()).unwrap();
    assert_eq!(kept.sign(head).unwrap(), signed);
    // Written out and read again, it is the same.
    let text = serde_json::to_string(&signed).unwrap();
    assert_eq!(serde_json::from_str::<SignedTreeHead>(&text).unwrap(), signed);
}

#[test]
fn whatever_is_changed_is_refused() {
    let key = LedgerKey::generate().unwrap();
    let manifest = manifest(&key);
    let signed = key.sign(TreeHead::new(&manifest, spent(&manifest, 5).unwrap(), 0)).unwrap();
    let changes: [fn(&mut SignedTreeHead); 6] = [
        |signed| signed.tree_head.size += 1,
        |signed| signed.tree_head.root.0[31] ^= 1,
        |signed| signed.tree_head.state = WaveState::Open,
        |signed| signed.tree_head.links_replaced = Some(3),
        |signed| signed.signature.0[0] ^= 1,
        |signed| signed.signature.0 = [0xff; 64],
    ];
    for change in changes {
        let mut changed = signed.clone();
        change(&mut changed);
        assert!(matches!(changed.verify(&manifest), Err(LedgerError::InvalidSignature)), "{changed:?}");
    }
    let terms: [fn(&mut SignedTreeHead); 3] = [
        |signed| signed.tree_head.version += 1,
        |signed| signed.tree_head.wave = Uuid::new_v4(),
        |signed| signed.tree_head.manifest_hash = Hash([0; 32]),
    ];
    for change in terms {
        let mut changed = signed.clone();
        change(&mut changed);
        assert!(matches!(changed.verify(&manifest), Err(LedgerError::OtherTerms)), "{changed:?}");
    }
    let other = LedgerKey::generate().unwrap().sign(signed.tree_head).unwrap();
    assert!(matches!(other.verify(&manifest), Err(LedgerError::InvalidSignature)));
}

#[test]
fn keys_that_are_none_are_refused() {
    assert!(matches!(LedgerKey::from_bytes(&[1; 31]), Err(LedgerError::UnsupportedKey)));
    let key = LedgerKey::generate().unwrap();
    let mut manifest = manifest(&key);
    manifest.ledger_public_key = "AAAA".to_owned();
    let signed = key.sign(TreeHead::new(&manifest, spent(&manifest, 3).unwrap(), 0)).unwrap();
    assert!(matches!(signed.verify(&manifest), Err(LedgerError::UnsupportedKey)));
    assert_eq!(format!("{key:?}"), "LedgerKey(..)", "it is never printed");
}

#[test]
fn nothing_is_said_below_k() {
    let manifest = manifest(&LedgerKey::generate().unwrap());
    for people in 0..3 {
        assert_eq!(spent(&manifest, people), None);
    }
    let three = spent(&manifest, 3).unwrap();
    for replaced in 0..3 {
        let head = TreeHead::new(&manifest, three, replaced);
        assert_eq!(head.links_replaced, None);
        assert!(!serde_json::to_string(&head).unwrap().contains("links_replaced"), "none and few look the same");
    }
    assert_eq!(TreeHead::new(&manifest, three, 3).links_replaced, Some(3));
}
