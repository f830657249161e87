//! Opening the rooms and joining them. The only file that carries anything across the wall: a wave's public terms from issuance to
//! the others, and when it has closed, one count and one hash of its spent tokens back to be signed, both as public as the terms.

use crate::ProgramError;
use crate::backup;
use crate::panels::PanelError;
use crate::places::Room;
use crate::sealing::{self, Sealer};
use crate::secret::{self, Secrets};
use crate::settings::Settings;
use chorus_accounts::{Accounts, SignInSettings};
use chorus_collection::Collection;
use chorus_database::{Database, DatabaseError};
use chorus_findings::AllFindings;
use chorus_indicators::Indicators;
use chorus_issuance::{Issuance, IssuanceError, Secret, WaveRelay};
use chorus_ledger::{SignedTreeHead, SpentTokens};
use chorus_questionnaire::PublishedWave;
use chorus_sealed::{SealedReader, SealedWriter};
use sea_orm_migration::MigratorTrait;
use std::fs::{File, TryLockError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use uuid::Uuid;

/// The rooms, ready to serve.
#[derive(Clone)]
pub struct Rooms {
    pub(crate) accounts: Accounts,
    pub(crate) issuance: Issuance,
    pub(crate) collection: Collection,
    pub(crate) sealed: SealedReader,
    pub(crate) indicators: Indicators,
    pub(crate) findings: AllFindings,
    sealer: Sealer,
    traces: Traces,
    /// Whether sealing failed the last time.
    sealing_fails: Arc<AtomicBool>,
    /// Held for as long as the rooms are open: two services on one folder could seal one batch twice.
    _lock: Arc<File>,
}

impl Rooms {
    /// Opens every room's database, joins the rooms, and mends what a crash may have left half-done.
    pub async fn open(settings: &Settings, public_url: &str) -> Result<Self, ProgramError> {
        let issuer = url::Url::parse(public_url).ok().and_then(|url| url.host_str().map(str::to_owned));
        let issuer = issuer.ok_or_else(|| ProgramError::Settings(format!("public_url: '{public_url}' has no host")))?;
        let lock = lock(settings)?;
        backup::none_unfinished(settings)?;
        let secrets = Secrets::load(settings)?;
        let accounts = open::<chorus_migrations::Accounts>(settings, Room::Accounts).await?;
        let issuance = open::<chorus_migrations::Issuance>(settings, Room::Issuance).await?;
        let inbox = open::<chorus_migrations::Collection>(settings, Room::Collection).await?;
        let sealed = open::<chorus_migrations::Sealed>(settings, Room::Sealed).await?;
        secrets.settle(&accounts, &issuance).await?;
        // In the order of `Room::ALL`.
        let databases = vec![accounts.clone(), issuance.clone(), inbox.clone(), sealed.clone()];

        let collection = Collection::new(inbox);
        let indicators = Indicators::new(sealed.clone());
        let findings = AllFindings::new(sealed.clone());
        let (writer, reader) = chorus_sealed::handles(sealed);
        let sealer = Sealer::new(collection.inbox(), writer.clone(), reader.clone());
        let traces = Traces(databases.into());
        let relay = Relay { collection: collection.clone(), writer, sealer: sealer.clone(), traces: traces.clone() };
        let issuance_settings = chorus_issuance::Settings {
            public_url: public_url.to_owned(),
            issuer,
            minimum_batch: sealing::minimum_batch,
            secret: Secret::open(*secrets.current, &issuance).await?,
            mail: settings.mail.mail()?,
        };
        let sign_in = SignInSettings {
            public_url: public_url.to_owned(),
            key: secret::accounts_key(&secrets.current),
            openid: settings.openid.provider(),
        };
        let issuance = Issuance::new(issuance, issuance_settings, Arc::new(relay));
        sealer.recover().await?;
        issuance.reconcile().await?;
        traces.clear().await;
        Ok(Self {
            accounts: Accounts::new(accounts, sign_in),
            issuance,
            collection,
            sealed: reader,
            indicators,
            findings,
            sealer,
            traces,
            sealing_fails: Arc::default(),
            _lock: lock,
        })
    }

    /// At every turn looks for batches to seal. Between turns, as often as is cheap, it clears the traces of what was written
    /// since the last time, so that the files tell next to no history. A failure is logged and tried again.
    pub async fn keep_sealing(self, every: Duration) {
        let mut turns = tokio::time::interval(every);
        let mut moments = tokio::time::interval(CLEARING);
        loop {
            tokio::select! {
                _ = turns.tick() => {
                    let sealed = self.sealer.seal_waiting().await;
                    self.sealing_fails.store(sealed.is_err(), Ordering::Relaxed);
                    if let Err(error) = sealed {
                        tracing::error!(%error, "sealing failed; it will be tried again");
                    }
                }
                _ = moments.tick() => self.traces.clear_in_passing().await,
            }
        }
    }

    /// Posts letters and reminders: at every turn, and when there are new ones. While the mail server does not take them, turns
    /// become rarer. What is logged is of the mail server, never of a letter.
    pub async fn keep_posting(self, every: Duration) {
        let mut pause = every;
        loop {
            let posted = self.issuance.post_letters().await;
            if let Err(error) = &posted {
                tracing::warn!(%error, "letters wait; posting them will be tried again");
            }
            pause = if matches!(posted, Ok(true)) { every } else { (pause * 2).min(every * LONGEST_PAUSE) };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.issuance.letters_wait() => {}
            }
        }
    }

    /// Whether every room's database answers.
    pub(crate) async fn reach(&self) -> Result<(), ProgramError> {
        for database in self.traces.0.iter() {
            database.reach().await?;
        }
        Ok(())
    }

    /// Every room's database, to ask how it is.
    pub(crate) fn databases(&self) -> impl Iterator<Item = (Room, &Database)> {
        Room::ALL.into_iter().zip(self.traces.0.iter())
    }

    /// Whether sealing failed the last time.
    pub(crate) fn sealing_fails(&self) -> bool {
        self.sealing_fails.load(Ordering::Relaxed)
    }

    /// What ends a panel.
    pub(crate) fn panel_end(&self) -> PanelEnd {
        PanelEnd { sealer: self.sealer.clone(), traces: self.traces.clone() }
    }

    /// Clears the order of writing out of every database and closes it.
    pub async fn close(self) -> Result<(), ProgramError> {
        // Each is closed whatever becomes of the others.
        let mut result = Ok(());
        for database in self.traces.0.iter() {
            result = result.and(database.clone().close().await);
        }
        Ok(result?)
    }
}

/// The longest that letters wait for a mail server to come back, in turns.
const LONGEST_PAUSE: u32 = 30;

/// How often to look whether something was written whose order can be cleared away.
const CLEARING: Duration = Duration::from_millis(500);

async fn open<M: MigratorTrait>(settings: &Settings, room: Room) -> Result<Database, ProgramError> {
    let database = Database::open_at::<M>(&settings.place(room, true)?).await?;
    for warning in database.warnings() {
        tracing::warn!("{warning}");
    }
    Ok(database)
}

/// Every database, for clearing what it remembers by itself.
#[derive(Clone)]
struct Traces(Arc<[Database]>);

impl Traces {
    /// Clears what can be cleared now. What fails is logged, and tried again in passing and at the end.
    async fn clear(&self) {
        for database in self.0.iter() {
            log_failure(database.forget_order().await);
        }
    }

    /// The same where it is cheap by now.
    async fn clear_in_passing(&self) {
        for database in self.0.iter() {
            log_failure(database.forget_order_in_passing().await);
        }
    }
}

fn log_failure(result: Result<(), DatabaseError>) {
    if let Err(error) = result {
        tracing::error!(%error, "clearing traces failed; it will be tried again");
    }
}

/// Ends a panel, and clears the traces of it.
#[derive(Clone)]
pub(crate) struct PanelEnd {
    sealer: Sealer,
    traces: Traces,
}

impl PanelEnd {
    /// Erases every pseudonym of a programme that waits.
    pub(crate) async fn end(&self, programme: Uuid) -> Result<(), PanelError> {
        self.sealer.end_panel(programme).await?;
        self.traces.clear().await;
        Ok(())
    }
}

/// Carries what is public across the wall.
struct Relay {
    collection: Collection,
    writer: SealedWriter,
    sealer: Sealer,
    traces: Traces,
}

#[async_trait::async_trait]
impl WaveRelay for Relay {
    async fn opened(&self, wave: &PublishedWave) -> Result<(), IssuanceError> {
        // The sealed table first: it must know a wave before a response of it can be sealed.
        self.writer.opened(wave).await.map_err(relay_error)?;
        self.collection.opened(wave).await.map_err(relay_error)
    }

    async fn closed(&self, wave: Uuid) -> Result<(), IssuanceError> {
        self.collection.closed(wave).await.map_err(relay_error)?;
        self.sealer.seal_closed(wave).await.map_err(relay_error)?;
        self.traces.clear().await;
        Ok(())
    }

    async fn spent(&self, wave: Uuid) -> Result<Option<SpentTokens>, IssuanceError> {
        self.collection.spent(wave).await.map_err(relay_error)
    }

    async fn signed(&self, head: SignedTreeHead) -> Result<(), IssuanceError> {
        self.collection.signed(&head).await.map_err(relay_error)
    }

    async fn settled(&self) {
        self.traces.clear().await;
    }
}

fn relay_error(error: impl std::fmt::Display) -> IssuanceError {
    IssuanceError::Relay(error.to_string())
}

/// Makes sure that no other service works on the same data folder.
pub(crate) fn lock(settings: &Settings) -> Result<Arc<File>, ProgramError> {
    let path = settings.data_file("serve.lock")?;
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(ProgramError::file(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(Arc::new(file)),
        Err(TryLockError::WouldBlock) => Err(ProgramError::Settings(format!(
            "data_dir: another service uses {}; stop it, or choose another folder",
            settings.data_dir.display()
        ))),
        Err(TryLockError::Error(source)) => Err(ProgramError::File { path, source }),
    }
}
