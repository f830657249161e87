//! A crash between any two of the steps that sign a ledger, on real databases.

use crate::respondent::Link;
use crate::sealing::minimum_batch;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus_collection::{Collection, Ledger, LedgerStatus};
use chorus_database::Database;
use chorus_issuance::{InviteOptions, Issuance, IssuanceError, Secret, Settings, Sheet, WaveRelay};
use chorus_ledger::{LedgerKey, SignedTreeHead, SpentTokens, TreeHead};
use chorus_questionnaire::{Manifest, ProgrammeDocument, PublishedWave, Response, WaveKeys};
use chorus_token::{PendingToken, PublicKey, SigningKey, TokenChallenge};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use uuid::Uuid;

const DOCUMENT: &str = r#"{"title":"T","waves":[{"title":"W","k":3,"questionnaire":{"items":[
    {"code":"q","text":"Q?","options":[{"code":"y","label":"Y"},{"code":"n","label":"N"}]}]}}]}"#;

const ANSWER: &str = r#"{"attributes":{},"answers":{"q":"y"}}"#;

/// Carries what it must, and says that it failed once the calls it has left are used up: what it did stays done, as when the
/// process ends before its next step.
struct Relay {
    collection: Collection,
    left: AtomicUsize,
    asked: AtomicUsize,
    settled: AtomicUsize,
}

impl Relay {
    fn go_on<T>(&self, done: T) -> Result<T, IssuanceError> {
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        left.map(|_| done).map_err(|_| IssuanceError::Relay("cut short".to_owned()))
    }
}

#[async_trait::async_trait]
impl WaveRelay for Relay {
    async fn opened(&self, wave: &PublishedWave) -> Result<(), IssuanceError> {
        self.collection.opened(wave).await.unwrap();
        self.go_on(())
    }

    async fn closed(&self, wave: Uuid) -> Result<(), IssuanceError> {
        self.collection.closed(wave).await.unwrap();
        self.go_on(())
    }

    async fn spent(&self, wave: Uuid) -> Result<Option<SpentTokens>, IssuanceError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.go_on(self.collection.spent(wave).await.unwrap())
    }

    async fn signed(&self, head: SignedTreeHead) -> Result<(), IssuanceError> {
        self.collection.signed(&head).await.unwrap();
        self.go_on(())
    }

    async fn settled(&self) {
        self.settled.fetch_add(1, Ordering::SeqCst);
    }
}

struct Process {
    issuance: Issuance,
    collection: Collection,
    relay: Arc<Relay>,
}

/// Opens both rooms as a new process would, with a relay that fails after so many calls.
async fn open(folder: &tempfile::TempDir, calls: usize) -> Process {
    let file = |name| folder.path().join(name);
    let people = Database::open::<chorus_migrations::Issuance>(&file("issuance.db")).await.unwrap();
    let answers = crate::startup::collection(&chorus_database::Place::File(file("collection.db"))).await.unwrap();
    let collection = Collection::new(answers);
    let relay =
        Arc::new(Relay { collection: collection.clone(), left: calls.into(), asked: 0.into(), settled: 0.into() });
    let settings = Settings {
        public_url: "http://localhost".to_owned(),
        issuer: "localhost".to_owned(),
        minimum_batch,
        secret: Secret::new([7; 32]),
        mail: None,
    };
    Process { issuance: Issuance::new(people, settings, relay.clone()), collection, relay }
}

/// An open wave that so many people have answered.
async fn answered(process: &Process, people: usize) -> Uuid {
    let programme = process.issuance.create_programme(serde_json::from_str(DOCUMENT).unwrap()).await.unwrap();
    let wave = programme.waves[0].id;
    let manifest = process.issuance.open(wave).await.unwrap();
    let spki = URL_SAFE_NO_PAD.decode(&manifest.token_public_key);
    let key = PublicKey::from_spki(&spki.unwrap()).unwrap();
    let challenge = TokenChallenge::new("localhost", manifest.hash().0).unwrap();
    let roster: String = (0..people).map(|person| format!("{person}\n")).collect();
    let roster = Sheet::from_csv(format!("contact\n{roster}").as_bytes()).unwrap();
    for invitation in process.issuance.invite(wave, roster, InviteOptions::default()).await.unwrap().0 {
        let (pending, request) = PendingToken::new(&key, &challenge).unwrap();
        let code = Link::parse(&invitation.link).unwrap().code;
        let token = pending.finalize(&process.issuance.issue(wave, &code, request).await.unwrap()).unwrap();
        let response: Response = serde_json::from_str(ANSWER).unwrap();
        process.collection.redeem(wave, &token, &response).await.unwrap();
    }
    wave
}

#[actix_web::test]
async fn a_closing_that_was_cut_short_signs_one_ledger_and_no_other() {
    for calls in 0..3 {
        let folder = tempfile::tempdir().unwrap();
        let process = open(&folder, usize::MAX).await;
        let wave = answered(&process, 4).await;
        process.relay.left.store(calls, Ordering::SeqCst);
        process.issuance.close(wave).await.unwrap_err();
        assert_eq!(process.relay.settled.load(Ordering::SeqCst), 0, "the key is still needed");
        let before: Ledger = process.collection.ledger(wave).await.unwrap();
        // The head is there only if the last call, which takes it in, was reached.
        let reached = if calls == 2 { LedgerStatus::Published } else { LedgerStatus::Waiting };
        assert_eq!(before.status, reached, "after {calls} calls");

        let process = open(&folder, usize::MAX).await;
        process.issuance.reconcile().await.unwrap();
        let after = process.collection.ledger(wave).await.unwrap();
        assert_eq!(after.status, LedgerStatus::Published);
        assert_eq!(after.tree_head.as_ref().map(|head| head.size), Some(4));
        if before.status == LedgerStatus::Published {
            assert_eq!(after, before, "signed again, it is the same");
        }
        assert_eq!(process.relay.settled.load(Ordering::SeqCst), 1);
        // The key is gone: nothing is asked or signed any more.
        let asked = process.relay.asked.load(Ordering::SeqCst);
        process.issuance.close(wave).await.unwrap();
        assert_eq!(process.relay.asked.load(Ordering::SeqCst), asked);
        assert_eq!(process.collection.ledger(wave).await.unwrap(), after);
    }
}

/// Whatever is sent to collection, it publishes nothing of a wave that is open, and of a closed one the head of what was spent.
#[actix_web::test]
async fn only_the_head_of_what_was_spent_is_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let answers =
        crate::startup::collection(&chorus_database::Place::File(folder.path().join("collection.db"))).await.unwrap();
    let collection = Collection::new(answers);
    let (signing_key, ledger_key) = (SigningKey::generate().unwrap(), LedgerKey::generate().unwrap());
    let document = serde_json::from_str::<ProgrammeDocument>(DOCUMENT).unwrap().checked().unwrap();
    let token = URL_SAFE_NO_PAD.encode(signing_key.public_key().spki());
    let keys = WaveKeys { token, ledger: ledger_key.public_key().unwrap() };
    let (wave, id) = (&document.waves[0], Uuid::new_v4());
    let manifest = Manifest::new(id, wave, Uuid::new_v4(), &document, "localhost", minimum_batch(3), keys);
    let published = PublishedWave { manifest: manifest.clone(), questionnaire: wave.questionnaire.clone() };
    collection.opened(&published).await.unwrap();
    let challenge = TokenChallenge::new("localhost", manifest.hash().0).unwrap();
    let mut receipts = Vec::new();
    for _ in 0..4 {
        let (pending, request) = PendingToken::new(&signing_key.public_key(), &challenge).unwrap();
        let token = pending.finalize(&signing_key.blind_sign(&request).unwrap()).unwrap();
        let response: Response = serde_json::from_str(ANSWER).unwrap();
        let receipt = collection.redeem(id, &token, &response).await.unwrap();
        receipts.push(URL_SAFE_NO_PAD.decode(receipt.0).unwrap());
    }
    receipts.sort_unstable();
    let head = |key: &LedgerKey, receipts: &[Vec<u8>]| {
        let spent = SpentTokens::of(&receipts.iter().collect(), &manifest).unwrap();
        key.sign(TreeHead::new(&manifest, spent, 0)).unwrap()
    };
    let own = head(&ledger_key, &receipts);
    collection.signed(&own).await.unwrap_err();
    assert_eq!(collection.spent(id).await.unwrap(), None, "nothing is said of an open wave");
    collection.closed(id).await.unwrap();
    collection.signed(&head(&LedgerKey::generate().unwrap(), &receipts)).await.unwrap_err();
    collection.signed(&head(&ledger_key, &receipts[1..])).await.unwrap_err();
    assert_eq!(collection.ledger(id).await.unwrap().status, LedgerStatus::Waiting);
    collection.signed(&own).await.unwrap();
    assert_eq!(collection.ledger(id).await.unwrap().signature, Some(own.signature));
}
