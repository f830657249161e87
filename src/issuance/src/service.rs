//! What issuance does, whoever asks: set up programmes and waves, open, invite, sign, close.

use crate::guessing::Guessing;
use crate::invitation::AnyCode;
use crate::issuing::{Asked, Issuer};
use crate::letters::{self, Mail};
use crate::store::{IssuanceStore, WaveRecord};
use crate::{CommonGroups, IssuanceError, ProgrammeSummary, Secret, TypedCode, WaveSummary};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus_database::{Database, GroupCommit, Turns};
use chorus_ledger::{LedgerKey, SignedTreeHead, SpentTokens, TreeHead};
use chorus_questionnaire::{
    Manifest, MissingTranslation, ProgrammeDocument, PublishedWave, WaveDocument, WaveKeys, WaveState,
};
use chorus_token::{SigningKey, TokenRequest, TokenResponse};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::{Mutex, Notify};
use uuid::Uuid;

/// What issuance asks of the rest of the program when a wave opens or closes. Every call may be repeated after a crash.
#[async_trait::async_trait]
pub trait WaveRelay: Send + Sync {
    /// The wave is open: let the other rooms know its public terms.
    async fn opened(&self, wave: &PublishedWave) -> Result<(), IssuanceError>;
    /// The wave is closed: stop collecting and seal what remains.
    async fn closed(&self, wave: Uuid) -> Result<(), IssuanceError>;
    /// What is to be signed of a closed wave's spent tokens: how many, and the root of their tree; nothing of fewer than k.
    async fn spent(&self, wave: Uuid) -> Result<Option<SpentTokens>, IssuanceError>;
    /// The ledger is signed: publish it.
    async fn signed(&self, head: SignedTreeHead) -> Result<(), IssuanceError>;
    /// Nothing is left to do for a closed wave, and its last key is erased: clear the traces of it.
    async fn settled(&self);
}

/// What issuance needs to know of its surroundings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach the service, without a slash at the end.
    pub public_url: String,
    /// The host in it: the issuer name of token challenges.
    pub issuer: String,
    /// The least number of responses sealed together, by k.
    pub minimum_batch: fn(u16) -> u32,
    /// The service's secret.
    pub secret: Secret,
    /// What letters are posted with, if there is a mail server.
    pub mail: Option<Mail>,
}

/// How many people were invited when common groups were reckoned, and what came out.
type Reckoned = (i64, Arc<CommonGroups>);

/// While one waits for the disk, the others sign.
const ISSUERS: usize = 3;

/// Room 1.
#[derive(Clone)]
pub struct Issuance {
    pub(crate) store: IssuanceStore,
    issuer: GroupCommit<Issuer>,
    pub(crate) settings: Settings,
    relay: Arc<dyn WaveRelay>,
    /// Signing keys of open waves, decrypted: reading one takes longer than a hundred signatures.
    keys: Arc<RwLock<HashMap<Uuid, SigningKey>>>,
    /// Held by whoever reads one.
    reading: Arc<Mutex<()>>,
    /// The common groups of open waves.
    common: Arc<Mutex<HashMap<Uuid, Reckoned>>>,
    /// Waves open and close one at a time, so that the other rooms hear of it in the same order.
    pub(crate) changing: Turns,
    /// Whether the other rooms were told of every wave since this process started.
    reconciled: Arc<AtomicBool>,
    /// Letters are posted by one process at a time, so that nobody gets one twice.
    pub(crate) posting: Turns,
    /// Told when letters were put in the outbox.
    pub(crate) letters_wait: Arc<Notify>,
    /// How often typed codes can be tried.
    guessing: Arc<Guessing>,
}

impl Issuance {
    /// Over its database and its relay to the other rooms. What it does for many at once runs on the Tokio runtime that this is called on.
    pub fn new(database: Database, settings: Settings, relay: Arc<dyn WaveRelay>) -> Self {
        let store = IssuanceStore::new(database.clone());
        Self {
            changing: database.turns("changing"),
            posting: database.turns("posting"),
            reconciled: Arc::default(),
            issuer: GroupCommit::new(std::iter::repeat_with(|| Issuer(store.clone())).take(ISSUERS)),
            store,
            settings,
            relay,
            keys: Arc::default(),
            reading: Arc::default(),
            common: Arc::default(),
            letters_wait: Arc::default(),
            guessing: Arc::default(),
        }
    }

    /// Stores a new programme with its first waves, all as drafts.
    pub async fn create_programme(&self, document: ProgrammeDocument) -> Result<ProgrammeSummary, IssuanceError> {
        let id = self.store.insert_programme(&document.checked()?).await?;
        self.store.programme_summary(id).await
    }

    /// The document of a programme with all its waves.
    pub async fn programme_document(&self, programme: Uuid) -> Result<ProgrammeDocument, IssuanceError> {
        let mut document = self.store.programme(programme).await?;
        document.waves = self.store.waves_of(programme).await?.into_iter().map(|record| record.document).collect();
        Ok(document)
    }

    /// Puts another document in the place of one of which nothing has opened.
    pub async fn replace_programme(
        &self,
        programme: Uuid,
        document: ProgrammeDocument,
    ) -> Result<ProgrammeSummary, IssuanceError> {
        let document = document.checked()?;
        let _turn = self.changing.take().await?;
        self.store.replace_programme(programme, Some(&document)).await?;
        self.store.programme_summary(programme).await
    }

    /// Removes a programme of which nothing has opened.
    pub async fn remove_programme(&self, programme: Uuid) -> Result<(), IssuanceError> {
        let _turn = self.changing.take().await?;
        self.store.replace_programme(programme, None).await
    }

    /// Removes a draft wave.
    pub async fn remove_wave(&self, wave: Uuid) -> Result<(), IssuanceError> {
        let _turn = self.changing.take().await?;
        self.store.remove_draft(wave).await
    }

    /// Adds a draft wave to a programme.
    pub async fn add_wave(&self, programme: Uuid, document: WaveDocument) -> Result<WaveSummary, IssuanceError> {
        let terms = self.store.programme(programme).await?;
        let document = document.checked(&terms.languages, terms.study.as_ref())?;
        let id = self.store.insert_wave(programme, &document).await?;
        Ok(self.store.wave(id).await?.summary())
    }

    /// All programmes with their waves.
    pub async fn programmes(&self) -> Result<Vec<ProgrammeSummary>, IssuanceError> {
        self.store.programme_summaries().await
    }

    /// The wave's texts that lack a declared language.
    pub async fn missing_translations(&self, wave: Uuid) -> Result<Vec<MissingTranslation>, IssuanceError> {
        let record = self.store.wave(wave).await?;
        let programme = self.store.programme(record.programme).await?;
        Ok(chorus_questionnaire::missing_translations(&programme, &record.document))
    }

    /// Opens a draft wave: makes its key, fixes its manifest, tells the other rooms. Opening an open wave changes nothing and
    /// answers the same, so a lost reply or a crash half-way is mended by asking again.
    ///
    /// It goes on to its end even if whoever asked goes away.
    pub async fn open(&self, wave: Uuid) -> Result<Manifest, IssuanceError> {
        let me = self.clone();
        tokio::spawn(async move { me.open_to_the_end(wave).await }).await?
    }

    async fn open_to_the_end(&self, wave: Uuid) -> Result<Manifest, IssuanceError> {
        let _turn = self.changing.take().await?;
        let record = self.store.wave(wave).await?;
        match record.state {
            WaveState::Closed => return Err(IssuanceError::Closed),
            WaveState::Open => {}
            WaveState::Draft => self.open_draft(record).await?,
        }
        let record = self.store.wave(wave).await?;
        let published = record.published()?;
        self.store.note_opened(wave, letters::now()).await?;
        self.relay.opened(&published).await?;
        Ok(published.manifest)
    }

    async fn open_draft(&self, record: WaveRecord) -> Result<(), IssuanceError> {
        let programme = self.store.programme(record.programme).await?;
        let key = tokio::task::spawn_blocking(SigningKey::generate).await??;
        let ledger_key = LedgerKey::generate()?;
        let keys =
            WaveKeys { token: URL_SAFE_NO_PAD.encode(key.public_key().spki()), ledger: ledger_key.public_key()? };
        let manifest = Manifest::new(
            record.id,
            &record.document,
            record.programme,
            &programme,
            &self.settings.issuer,
            (self.settings.minimum_batch)(record.document.k),
            keys,
        );
        let secret = &self.settings.secret;
        let (key, ledger_key) =
            (secret.encrypt_key(record.id, &key)?, secret.encrypt_ledger_key(record.id, &ledger_key)?);
        // If another request opened the wave meanwhile, its keys stand and ours are forgotten.
        self.store.set_open(record.id, &manifest, key, ledger_key).await
    }

    /// Signs a blinded token request for an invitation. The same request gives the same bytes again; another one is refused.
    pub async fn issue(&self, wave: Uuid, code: &str, request: TokenRequest) -> Result<TokenResponse, IssuanceError> {
        // Of a wave whose key is kept here, spending tells whether it has closed meanwhile.
        if !self.keeps_key(wave) {
            self.must_be_open(wave).await?;
        }
        match self.sign(wave, code, request).await {
            // Closing erases invitations: then that is the reason, and not the invitation.
            Err(refusal @ (IssuanceError::UnknownInvitation | IssuanceError::SpentInvitation)) => {
                self.must_be_open(wave).await.and(Err(refusal))
            }
            result => result,
        }
    }

    async fn sign(&self, wave: Uuid, code: &str, request: TokenRequest) -> Result<TokenResponse, IssuanceError> {
        let code_hash = match AnyCode::parse(code)? {
            AnyCode::Link(code) => self.settings.secret.code_hash(wave, &code.0)?.to_vec(),
            AnyCode::Typed(code) => {
                let found = self.typed(code).await?.filter(|(_, of)| *of == wave);
                found.ok_or(IssuanceError::UnknownInvitation)?.0
            }
        };
        let key = self.signing_key(wave).await?;
        self.issuer.ask(Asked { code_hash, key, request }).await?
    }

    /// Which combinations of groups many of those invited share. Reckoned once for each roster, one wave at a time: anybody may ask.
    pub async fn common_groups(&self, wave: Uuid) -> Result<Arc<CommonGroups>, IssuanceError> {
        self.must_be_open(wave).await?;
        let mut known = self.common.lock().await;
        let record = self.store.wave(wave).await?;
        if let Some((_, common)) = known.get(&wave).filter(|(invited, _)| *invited == record.invited) {
            return Ok(common.clone());
        }
        let headcounts = self.store.headcounts(wave).await?;
        let invited = record.invited;
        let reckoning = move || Arc::new(CommonGroups::of(&record.document, &headcounts));
        let common = tokio::task::spawn_blocking(reckoning).await?;
        known.insert(wave, (invited, common.clone()));
        Ok(common)
    }

    /// The wave that a typed code is for. It does not tell whether the code was used.
    pub async fn wave_of(&self, code: &str) -> Result<Uuid, IssuanceError> {
        let code = TypedCode::parse(code).ok_or(IssuanceError::UnknownCode)?;
        self.typed(code).await?.map(|(_, wave)| wave).ok_or(IssuanceError::UnknownCode)
    }

    /// The invitation that a typed code leads to, by the code's hash, and its wave.
    async fn typed(&self, code: TypedCode) -> Result<Option<(Vec<u8>, Uuid)>, IssuanceError> {
        let secret = self.settings.secret.clone();
        let hash = self.guessing.hash(move || secret.typed_hash(&code)).await?;
        let wave = self.store.wave_invited(&hash).await?;
        if wave.is_some() {
            self.guessing.right();
        }
        Ok(wave.map(|wave| (hash, wave)))
    }

    /// Closes a wave: destroys its key, erases its invitations, has the rest sealed, signs the ledger. May be repeated. It goes on
    /// to its end even if whoever asked goes away.
    pub async fn close(&self, wave: Uuid) -> Result<(), IssuanceError> {
        let me = self.clone();
        tokio::spawn(async move { me.close_to_the_end(wave).await }).await?
    }

    async fn close_to_the_end(&self, wave: Uuid) -> Result<(), IssuanceError> {
        let _turn = self.changing.take().await?;
        self.close_in_turn(wave).await
    }

    async fn close_in_turn(&self, wave: Uuid) -> Result<(), IssuanceError> {
        match self.store.state(wave).await? {
            WaveState::Draft => return Err(IssuanceError::NotOpen),
            WaveState::Open => self.store.set_closed(wave).await?,
            WaveState::Closed => {}
        }
        self.forget(wave).await;
        self.relay.closed(wave).await?;
        self.sign_ledger(wave).await
    }

    /// Signs the ledger of a closed wave and destroys the key that did, so that no other one can ever be signed. Does nothing if
    /// that has been done; cut short, it signs the same again.
    async fn sign_ledger(&self, wave: Uuid) -> Result<(), IssuanceError> {
        let Some(stored) = self.store.ledger_key(wave).await? else {
            return Ok(());
        };
        if let Some(spent) = self.relay.spent(wave).await? {
            let record = self.store.wave(wave).await?;
            let head = TreeHead::new(&record.published()?.manifest, spent, record.links_replaced);
            self.relay.signed(self.settings.secret.decrypt_ledger_key(wave, &stored)?.sign(head)?).await?;
        }
        self.store.forget_ledger_key(wave).await?;
        self.relay.settled().await;
        Ok(())
    }

    /// What is kept in memory of an open wave: its key above all.
    async fn forget(&self, wave: Uuid) {
        self.keys.write().unwrap_or_else(PoisonError::into_inner).remove(&wave);
        self.common.lock().await.remove(&wave);
    }

    /// Follows what other processes did: forgets the keys of waves that they closed, and brings a closing to its end that one of them
    /// left half-way.
    pub async fn keep_up(&self) -> Result<(), IssuanceError> {
        if !self.reconciled.load(Ordering::Acquire) {
            self.reconcile().await?;
        }
        let known: Vec<Uuid> = self.keys.read().unwrap_or_else(PoisonError::into_inner).keys().copied().collect();
        for wave in known {
            if self.store.state(wave).await? != WaveState::Open {
                self.forget(wave).await;
            }
        }
        let half_closed = self.store.half_closed().await?;
        if half_closed.is_empty() {
            return Ok(());
        }
        let Some(_turn) = self.changing.try_take().await? else {
            return Ok(());
        };
        for wave in half_closed {
            self.close_in_turn(wave).await?;
        }
        Ok(())
    }

    /// Tells the other rooms again of every wave, in case the program stopped between two writes.
    pub async fn reconcile(&self) -> Result<(), IssuanceError> {
        let _turn = self.changing.take().await?;
        for record in self.store.waves().await? {
            match record.state {
                WaveState::Draft => {}
                WaveState::Open => {
                    // A secret other than the one that the wave was opened with is told now, and not to respondents.
                    self.signing_key(record.id).await?;
                    self.store.note_opened(record.id, letters::now()).await?;
                    self.relay.opened(&record.published()?).await?;
                }
                WaveState::Closed => {
                    self.relay.closed(record.id).await?;
                    self.sign_ledger(record.id).await?;
                }
            }
        }
        self.reconciled.store(true, Ordering::Release);
        Ok(())
    }

    pub(crate) async fn must_be_open(&self, wave: Uuid) -> Result<(), IssuanceError> {
        match self.store.state(wave).await? {
            WaveState::Draft => Err(IssuanceError::NotOpen),
            WaveState::Open => Ok(()),
            WaveState::Closed => Err(IssuanceError::Closed),
        }
    }

    fn keeps_key(&self, wave: Uuid) -> bool {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).contains_key(&wave)
    }

    async fn signing_key(&self, wave: Uuid) -> Result<SigningKey, IssuanceError> {
        let kept = || self.keys.read().unwrap_or_else(PoisonError::into_inner).get(&wave).cloned();
        if let Some(key) = kept() {
            return Ok(key);
        }
        // When everybody comes at once, one reads it and the others wait.
        let _alone = self.reading.lock().await;
        if let Some(key) = kept() {
            return Ok(key);
        }
        let stored = self.store.signing_key(wave).await?.ok_or(IssuanceError::Closed)?;
        let secret = self.settings.secret.clone();
        let key = tokio::task::spawn_blocking(move || secret.decrypt_key(wave, &stored)).await??;
        self.keys.write().unwrap_or_else(PoisonError::into_inner).insert(wave, key.clone());
        Ok(key)
    }
}
