//! Carrying batches from the inbox through the seal to the sealed table, so that a crash neither loses nor doubles one.
//!
//! While a wave is open, some responses always stay behind, drawn at random: k, so that nobody's answer must be thrown away because
//! they came last, and where answers are exchanged, enough for a full batch. It knows no person and no token.

use crate::answers::Answers;
use crate::panels::{PanelError, Panels};
use chorus_collection::{Batch, CollectionError, Inbox, Slip};
use chorus_database::{DatabaseError, Turn, Turns};
use chorus_questionnaire::{Attribute, Manifest, PublishedWave, Response, Variable, WaveState};
use chorus_questionnaire::{MAX_K, MIN_K};
use chorus_seal::{Exchange, Level, Occasion, Row, Rule, SealError, Sealed};
use chorus_sealed::{Entry, SealedError, SealedReader, SealedWriter};
use uuid::Uuid;

/// What can go wrong on the way.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// The inbox failed.
    #[error(transparent)]
    Inbox(#[from] CollectionError),
    /// The seal refused.
    #[error("sealing refused a batch: {0}")]
    Seal(#[from] SealError),
    /// The sealed table failed.
    #[error(transparent)]
    Sealed(#[from] SealedError),
    /// Another process seals, or took over.
    #[error(transparent)]
    Turn(#[from] DatabaseError),
    /// Background work was cut short.
    #[error("background work failed: {0}")]
    Task(#[from] tokio::task::JoinError),
}

/// About as many are sealed together: enough that a larger batch would keep hardly more of the groups, and few enough for the memory.
const MOST_TOGETHER: usize = 5_000;

/// Seals batches, one at a time, however many processes there are.
#[derive(Clone)]
pub(crate) struct Sealer {
    inbox: Inbox,
    writer: SealedWriter,
    reader: SealedReader,
    panels: Panels,
    turns: Turns,
}

impl Sealer {
    pub(crate) fn new(inbox: Inbox, writer: SealedWriter, reader: SealedReader) -> Self {
        let panels = Panels::new(inbox.slips(), writer.panels(), reader.clone());
        let turns = inbox.turns();
        Self { inbox, writer, reader, panels, turns }
    }

    /// Brings to an end what a crash interrupted.
    pub(crate) async fn recover(&self) -> Result<(), SealingError> {
        let turn = self.turns.take().await?;
        self.take_over(&turn).await
    }

    async fn take_over(&self, turn: &Turn) -> Result<(), SealingError> {
        for batch in self.inbox.interrupted().await? {
            self.finish(turn, batch).await?;
        }
        Ok(self.writer.forget_batches().await?)
    }

    /// Brings to an end the batches of a wave that an error at an earlier turn left half-way.
    async fn finish_interrupted(&self, turn: &Turn, wave: Uuid) -> Result<(), SealingError> {
        for batch in self.inbox.interrupted().await?.into_iter().filter(|batch| batch.wave == wave) {
            self.finish(turn, batch).await?;
        }
        Ok(())
    }

    /// Seals a batch of every open wave in which enough responses wait, after what another process left half-way. A wave that fails
    /// does not hold up the others. Does nothing while another process seals.
    pub(crate) async fn seal_waiting(&self) -> Result<(), SealingError> {
        let Some(turn) = self.turns.try_take().await? else {
            return Ok(());
        };
        let mut failure = self.take_over(&turn).await.err();
        for wave in self.inbox.open_waves().await? {
            failure = self.seal_wave(&turn, wave).await.err().or(failure);
        }
        failure.map_or(Ok(()), Err)
    }

    /// Seals a batch of one open wave if enough responses wait.
    async fn seal_wave(&self, turn: &Turn, wave: Uuid) -> Result<(), SealingError> {
        self.finish_interrupted(turn, wave).await?;
        let manifest = self.writer.terms(wave).await?.manifest;
        let rule = rule(&manifest)?;
        let stay_behind = rule.k().max(manifest.seal.stay_behind as usize);
        let enough = rule.minimum_batch().max(manifest.seal.minimum_batch as usize) + stay_behind;
        loop {
            let waiting = self.inbox.waiting(wave).await?;
            if waiting < enough {
                return Ok(());
            }
            let batch = self.inbox.take(wave, stay_behind.max(waiting.saturating_sub(MOST_TOGETHER))).await?;
            self.finish(turn, batch).await?;
            if waiting <= MOST_TOGETHER + stay_behind {
                return Ok(());
            }
        }
    }

    /// Seals all that remain of a wave that takes no more responses, links it with the wave before it if it has a panel, then notes
    /// that it is closed. May be repeated.
    pub(crate) async fn seal_closed(&self, wave: Uuid) -> Result<(), SealingError> {
        let turn = self.turns.take().await?;
        if self.reader.wave(wave).await?.state == WaveState::Closed {
            return Ok(());
        }
        self.finish_interrupted(&turn, wave).await?;
        loop {
            let waiting = self.inbox.waiting(wave).await?;
            // The last batch is no small remainder.
            let leave = if waiting > 2 * MOST_TOGETHER { waiting - MOST_TOGETHER } else { 0 };
            let batch = self.inbox.take(wave, leave).await?;
            self.finish(&turn, batch).await?;
            if leave == 0 {
                break;
            }
        }
        self.panels.link(&self.writer.terms(wave).await?.manifest).await?;
        Ok(self.writer.closed(wave).await?)
    }

    /// Ends a programme's panel: erases every pseudonym that waits.
    pub(crate) async fn end_panel(&self, programme: Uuid) -> Result<(), PanelError> {
        let _turn = self.turns.take().await.map_err(SealingError::from)?;
        self.panels.end(programme).await
    }

    /// Takes a marked batch to its end: into the sealed table, out of the inbox, and its id out of both. Fewer than k
    /// responses, which only a wave with fewer than k in all can leave, are erased unseen.
    async fn finish(&self, turn: &Turn, batch: Batch) -> Result<(), SealingError> {
        let (id, wave) = (batch.id, batch.wave);
        if !self.writer.has_arrived(id).await? {
            let terms = self.writer.terms(wave).await?;
            let rule = rule(&terms.manifest)?;
            if batch.responses.len() >= rule.k() {
                let sealing = move || seal(&rule, &terms, batch.responses);
                let (sealed, slips) = tokio::task::spawn_blocking(sealing).await??;
                // The slips first: if the rows do not arrive, the batch is sealed afresh, and its slips are replaced.
                if !slips.is_empty() {
                    self.inbox.slips().note(id, wave, slips).await?;
                }
                self.writer.append(turn, id, wave, sealed).await?;
            }
        }
        self.inbox.erase(id).await?;
        self.writer.forget_batch(id).await?;
        Ok(())
    }
}

// Whatever a document may ask for, the seal can do.
const _: () = assert!(MIN_K as usize >= *Rule::K.start() && MAX_K as usize <= *Rule::K.end());

/// The least number of responses sealed together while a wave with this k is open.
pub(crate) fn minimum_batch(k: u16) -> u32 {
    Rule::unweighted(usize::from(k), 0).map_or(u32::MAX, |rule| u32::try_from(rule.minimum_batch()).unwrap_or(u32::MAX))
}

pub(crate) fn rule(manifest: &Manifest) -> Result<Rule, SealError> {
    let attribute = |attribute: &Attribute| {
        let keeps = attribute.levels.iter().map(|level| f64::from(level.keeps_percent) / 100.0);
        let levels = keeps.zip(attribute.nesting()).map(|(keeps, within)| Level { keeps, within });
        chorus_seal::Attribute::nested(f64::from(attribute.weight), levels.collect())
    };
    Rule::new(usize::from(manifest.k), manifest.attributes.iter().map(attribute).collect())
}

/// The sealed rows, and the slips of those whose respondents link their waves.
pub(crate) type SealedWithSlips = (Sealed<Entry>, Vec<Slip>);

pub(crate) fn seal(rule: &Rule, terms: &PublishedWave, responses: Vec<Response>) -> Result<SealedWithSlips, SealError> {
    let attributes = &terms.manifest.attributes;
    let occasion = if responses.len() >= rule.minimum_batch() { Occasion::Batch } else { Occasion::Closing };
    let sensitive: Vec<Variable<'_>> = terms.questionnaire.sensitive_variables().collect();
    let row = |response: Response| {
        let given = |attribute: &Attribute| {
            let mut lists = attribute.lists();
            lists.find_map(|(list, _)| attribute.position(list, response.attributes.get(list)?))
        };
        let value = |attribute| given(attribute).and_then(|position| u16::try_from(position).ok());
        Row {
            values: attributes.iter().map(value).collect(),
            answers: Answers::new(&terms.questionnaire, &sensitive, &response),
        }
    };
    let mut rows = responses.into_iter().map(row).collect();
    let mut rng = rand::rng();
    let mut sealed = chorus_seal::seal(rule, occasion, &mut rows, &mut rng)?;
    if let Some(exchange) = &terms.manifest.seal.exchange {
        let categories = |of: &Variable<'_>| of.categories.iter().map(|category| category.sensitive).collect();
        let sensitive = sensitive.iter().map(categories).collect();
        let share = exchange.share(sealed.rows().len());
        sealed = sealed.exchange(&Exchange::new(share, sensitive)?, &mut rng);
    }
    let mut slips = Vec::new();
    let sealed = sealed.map(|answers| {
        let (entry, slip) = answers.joined();
        slips.extend(slip);
        entry
    });
    Ok((sealed, slips))
}

#[cfg(test)]
mod tests {
    //! A crash between any two of the writes that carry a batch, on real databases.

    use super::*;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use chorus_collection::Collection;
    use chorus_database::Database;
    use chorus_questionnaire::{ProgrammeDocument, WaveKeys};
    use chorus_token::{PendingToken, SigningKey, TokenChallenge};

    const DOCUMENT: &str = r#"{"title":"T","waves":[{"title":"W","k":3,
        "attributes":[{"code":"shift","label":"S","values":[{"code":"day"},{"code":"night"}]}],
        "questionnaire":{"items":[{"code":"q","text":"Q?","options":[{"code":"y","label":"Y"},{"code":"n","label":"N"}]}]}}]}"#;

    struct Place {
        folder: tempfile::TempDir,
        wave: PublishedWave,
        key: SigningKey,
    }

    impl Place {
        fn new() -> Self {
            let key = SigningKey::generate().unwrap();
            let document: ProgrammeDocument = serde_json::from_str(DOCUMENT).unwrap();
            let document = document.checked().unwrap();
            let token = base64::Engine::encode(&URL_SAFE_NO_PAD, key.public_key().spki());
            let keys = WaveKeys { token, ..WaveKeys::default() };
            let id = Uuid::new_v4();
            let manifest = Manifest::new(id, &document.waves[0], id, &document, "localhost", minimum_batch(3), keys);
            let wave = PublishedWave { manifest, questionnaire: document.waves[0].questionnaire.clone() };
            Self { folder: tempfile::tempdir().unwrap(), wave, key }
        }

        fn id(&self) -> Uuid {
            self.wave.manifest.wave
        }

        /// Opens the two rooms as a new process would.
        async fn open(&self) -> (Collection, Sealer) {
            let file = |name| self.folder.path().join(name);
            let inbox = crate::startup::collection(&chorus_database::Place::File(file("collection.db"))).await.unwrap();
            let sealed = Database::open::<chorus_migrations::Sealed>(&file("sealed.db")).await.unwrap();
            let collection = Collection::new(inbox);
            let (writer, reader) = chorus_sealed::handles(sealed);
            writer.opened(&self.wave).await.unwrap();
            collection.opened(&self.wave).await.unwrap();
            let sealer = Sealer::new(collection.inbox(), writer, reader);
            (collection, sealer)
        }

        /// Puts so many responses in the inbox, each with a token of its own.
        async fn answer(&self, collection: &Collection, people: usize) {
            let challenge = TokenChallenge::new("localhost", self.wave.manifest.hash().0).unwrap();
            for person in 0..people {
                let (pending, request) = PendingToken::new(&self.key.public_key(), &challenge).unwrap();
                let token = pending.finalize(&self.key.blind_sign(&request).unwrap()).unwrap();
                let shift = if person % 2 == 0 { "day" } else { "night" };
                let body = format!(r#"{{"attributes":{{"shift":"{shift}"}},"answers":{{"q":"y"}}}}"#);
                let response: Response = serde_json::from_str(&body).unwrap();
                collection.redeem(self.id(), &token, &response).await.unwrap();
            }
        }
    }

    async fn sealed_rows(sealer: &Sealer, wave: Uuid) -> u64 {
        sealer.reader.size(wave).await.unwrap()
    }

    #[actix_web::test]
    async fn a_batch_that_was_only_marked_is_sealed_after_the_crash() {
        let place = Place::new();
        let (collection, sealer) = place.open().await;
        place.answer(&collection, 8).await;
        drop(sealer.inbox.take(place.id(), 3).await.unwrap());
        let (_, sealer) = place.open().await;
        sealer.recover().await.unwrap();
        assert_eq!(sealed_rows(&sealer, place.id()).await, 5);
        assert_eq!(sealer.inbox.waiting(place.id()).await.unwrap(), 3);
        assert!(sealer.inbox.interrupted().await.unwrap().is_empty());
    }

    #[actix_web::test]
    async fn a_batch_that_arrived_and_was_not_erased_counts_once() {
        let place = Place::new();
        let (collection, sealer) = place.open().await;
        place.answer(&collection, 6).await;
        let batch = sealer.inbox.take(place.id(), 0).await.unwrap();
        let id = batch.id;
        let (sealed, _) = seal(&rule(&place.wave.manifest).unwrap(), &place.wave, batch.responses).unwrap();
        let turn = sealer.turns.take().await.unwrap();
        sealer.writer.append(&turn, id, place.id(), sealed).await.unwrap();
        let (_, sealer) = place.open().await;
        sealer.recover().await.unwrap();
        assert_eq!(sealed_rows(&sealer, place.id()).await, 6);
        assert_eq!(sealer.inbox.waiting(place.id()).await.unwrap(), 0);
        assert!(!sealer.writer.has_arrived(id).await.unwrap(), "the batch's id is forgotten");
    }

    #[actix_web::test]
    async fn closing_that_was_cut_short_is_finished_by_closing_again() {
        let place = Place::new();
        let (collection, sealer) = place.open().await;
        place.answer(&collection, 4).await;
        collection.closed(place.id()).await.unwrap();
        // An error after marking, in the same process: closing again must find the batch.
        drop(sealer.inbox.take(place.id(), 0).await.unwrap());
        sealer.seal_closed(place.id()).await.unwrap();
        sealer.seal_closed(place.id()).await.unwrap();
        assert_eq!(sealed_rows(&sealer, place.id()).await, 4);
    }

    #[actix_web::test]
    async fn what_waits_below_a_batch_stays_and_k_stay_behind() {
        let place = Place::new();
        let (collection, sealer) = place.open().await;
        place.answer(&collection, 22).await;
        sealer.seal_waiting().await.unwrap();
        assert_eq!(sealed_rows(&sealer, place.id()).await, 0);
        place.answer(&collection, 1).await;
        sealer.seal_waiting().await.unwrap();
        assert_eq!(sealed_rows(&sealer, place.id()).await, 20);
        assert_eq!(sealer.inbox.waiting(place.id()).await.unwrap(), 3);
    }
}
