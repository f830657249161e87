//! A crash between any two of the writes that link waves, on real databases.

use crate::panels::Panels;
use crate::respondent::pseudonym;
use crate::sealing::{Sealer, minimum_batch, rule, seal};
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus_collection::{Collection, Inbox};
use chorus_database::Database;
use chorus_questionnaire::{Manifest, ProgrammeDocument, PublishedWave, Response, WaveKeys};
use chorus_sealed::{PanelReport, SealedReader, SealedWriter};
use chorus_token::{PendingToken, SigningKey, TokenChallenge};
use uuid::Uuid;

const DOCUMENT: &str = r#"{"title":"T","waves":[{"title":"W","k":3,"panel":true,
    "attributes":[{"code":"shift","label":"S","values":[{"code":"day"},{"code":"night"}]}],
    "questionnaire":{"items":[{"code":"q","text":"Q?","options":[{"code":"y","label":"Y"},{"code":"n","label":"N"}]}]}}]}"#;

struct Place {
    folder: tempfile::TempDir,
    programme: Uuid,
    waves: [PublishedWave; 2],
    key: SigningKey,
}

/// The rooms as one process has them open.
struct Process {
    collection: Collection,
    inbox: Inbox,
    writer: SealedWriter,
    reader: SealedReader,
    sealer: Sealer,
}

impl Place {
    fn new() -> Self {
        let key = SigningKey::generate().unwrap();
        let document: ProgrammeDocument = serde_json::from_str(DOCUMENT).unwrap();
        let document = document.checked().unwrap();
        let token = base64::Engine::encode(&URL_SAFE_NO_PAD, key.public_key().spki());
        let keys = WaveKeys { token, ..WaveKeys::default() };
        let programme = Uuid::new_v4();
        let waves = [Uuid::new_v4(), Uuid::new_v4()].map(|id| {
            let wave = &document.waves[0];
            let batch = minimum_batch(3);
            let manifest = Manifest::new(id, wave, programme, &document, "localhost", batch, keys.clone());
            PublishedWave { manifest, questionnaire: wave.questionnaire.clone() }
        });
        Self { folder: tempfile::tempdir().unwrap(), programme, waves, key }
    }

    fn id(&self, wave: usize) -> Uuid {
        self.waves[wave].manifest.wave
    }

    async fn open(&self) -> Process {
        let file = |name| self.folder.path().join(name);
        let inbox = crate::startup::collection(&chorus_database::Place::File(file("collection.db"))).await.unwrap();
        let sealed = Database::open::<chorus_migrations::Sealed>(&file("sealed.db")).await.unwrap();
        let collection = Collection::new(inbox);
        let (writer, reader) = chorus_sealed::handles(sealed);
        for wave in &self.waves {
            writer.opened(wave).await.unwrap();
            collection.opened(wave).await.unwrap();
        }
        let inbox = collection.inbox();
        let sealer = Sealer::new(inbox.clone(), writer.clone(), reader.clone());
        Process { collection, inbox, writer, reader, sealer }
    }

    /// So many people answer, each under a pseudonym of their own.
    async fn answer(&self, process: &Process, wave: usize, people: u8) {
        let challenge = TokenChallenge::new("localhost", self.waves[wave].manifest.hash().0).unwrap();
        for person in 0..people {
            let (pending, request) = PendingToken::new(&self.key.public_key(), &challenge).unwrap();
            let token = pending.finalize(&self.key.blind_sign(&request).unwrap()).unwrap();
            // All of one class, however they are batched.
            let body = r#"{"attributes":{"shift":"day"},"answers":{"q":"y"}}"#;
            let mut response: Response = serde_json::from_str(body).unwrap();
            response.panel = Some(pseudonym(&[person; 16], self.programme));
            process.collection.redeem(self.id(wave), &token, &response).await.unwrap();
        }
    }

    async fn slips(&self, process: &Process, wave: usize) -> usize {
        process.inbox.slips().of(self.id(wave)).await.unwrap().len()
    }

    async fn report(&self, process: &Process, wave: usize) -> Option<PanelReport> {
        process.reader.panel(self.id(wave)).await.unwrap()
    }

    /// Closes both waves, and finds everybody linked: so every slip named a row that is there.
    async fn assert_all_are_linked(&self, process: &Process, people: u64) {
        for wave in 0..2 {
            process.collection.closed(self.id(wave)).await.unwrap();
            process.sealer.seal_closed(self.id(wave)).await.unwrap();
            assert_eq!(process.reader.size(self.id(wave)).await.unwrap(), people);
        }
        let report = self.report(process, 1).await.unwrap();
        let expected =
            PanelReport { earlier: Some(self.id(0)), k: 3, linked: people, matched: Some(people), smaller: people };
        assert_eq!(report, expected);
        assert_eq!((self.slips(process, 0).await, self.slips(process, 1).await), (0, people as usize));
    }
}

#[actix_web::test]
async fn slips_of_a_batch_that_did_not_arrive_are_replaced() {
    let place = Place::new();
    let process = place.open().await;
    place.answer(&process, 0, 12).await;
    place.answer(&process, 1, 12).await;
    let batch = process.inbox.take(place.id(0), 3).await.unwrap();
    let (_, slips) = seal(&rule(&place.waves[0].manifest).unwrap(), &place.waves[0], batch.responses).unwrap();
    process.inbox.slips().note(batch.id, place.id(0), slips).await.unwrap();
    assert_eq!(place.slips(&process, 0).await, 9);
    drop(process);
    let process = place.open().await;
    process.sealer.recover().await.unwrap();
    assert_eq!(place.slips(&process, 0).await, 9, "neither lost nor doubled");
    place.assert_all_are_linked(&process, 12).await;
}

#[actix_web::test]
async fn slips_of_a_batch_that_arrived_are_kept() {
    let place = Place::new();
    let process = place.open().await;
    place.answer(&process, 0, 12).await;
    place.answer(&process, 1, 12).await;
    let batch = process.inbox.take(place.id(0), 3).await.unwrap();
    let (sealed, slips) = seal(&rule(&place.waves[0].manifest).unwrap(), &place.waves[0], batch.responses).unwrap();
    process.inbox.slips().note(batch.id, place.id(0), slips).await.unwrap();
    let turn = process.inbox.turns().take().await.unwrap();
    process.writer.append(&turn, batch.id, place.id(0), sealed).await.unwrap();
    drop(process);
    let process = place.open().await;
    process.sealer.recover().await.unwrap();
    assert_eq!(place.slips(&process, 0).await, 9);
    place.assert_all_are_linked(&process, 12).await;
}

#[actix_web::test]
async fn a_wave_that_was_linked_and_not_noted_as_closed_is_linked_once() {
    let place = Place::new();
    let process = place.open().await;
    place.answer(&process, 0, 12).await;
    place.answer(&process, 1, 12).await;
    place.assert_all_are_linked(&process, 12).await;
    // As after a crash before anything that follows the links: linking once more must change nothing and erase nothing of its own.
    let panels = Panels::new(process.inbox.slips(), process.writer.panels(), process.reader.clone());
    let before = place.report(&process, 1).await;
    for _ in 0..2 {
        panels.link(&place.waves[1].manifest).await.unwrap();
        panels.link(&place.waves[0].manifest).await.unwrap();
    }
    assert_eq!(place.report(&process, 1).await, before);
    assert_eq!(place.report(&process, 0).await.unwrap().earlier, None);
    assert_eq!((place.slips(&process, 0).await, place.slips(&process, 1).await), (0, 12));
}

#[actix_web::test]
async fn links_that_were_written_before_the_slips_were_erased_stand() {
    let place = Place::new();
    let process = place.open().await;
    place.answer(&process, 0, 12).await;
    place.answer(&process, 1, 12).await;
    process.collection.closed(place.id(0)).await.unwrap();
    process.sealer.seal_closed(place.id(0)).await.unwrap();
    // The links are written (none, here), and the process ends before the slips of the first wave are erased.
    process.writer.panels().link(place.id(1), Some(place.id(0)), &[]).await.unwrap();
    assert_eq!(place.slips(&process, 0).await, 12);
    drop(process);
    let process = place.open().await;
    process.collection.closed(place.id(1)).await.unwrap();
    process.sealer.seal_closed(place.id(1)).await.unwrap();
    assert_eq!(place.report(&process, 1).await.unwrap().linked, 0, "what was written stands");
    assert_eq!((place.slips(&process, 0).await, place.slips(&process, 1).await), (0, 12));
}

#[actix_web::test]
async fn nothing_is_told_of_a_batch_before_the_wave_is_closed() {
    let place = Place::new();
    let process = place.open().await;
    place.answer(&process, 0, 30).await;
    process.sealer.seal_waiting().await.unwrap();
    assert_eq!(process.inbox.waiting(place.id(0)).await.unwrap(), 3, "a batch is sealed, and k stay behind");
    assert_eq!(process.reader.size(place.id(0)).await.unwrap(), 0);
    process.collection.closed(place.id(0)).await.unwrap();
    process.sealer.seal_closed(place.id(0)).await.unwrap();
    assert_eq!(process.reader.size(place.id(0)).await.unwrap(), 30);
}
