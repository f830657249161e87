//! Opening the rooms that a process runs, and joining them. With [`crate::relay`], through which all goes that passes the wall, the only
//! file that names both sides of it.

use crate::ProgramError;
use crate::backup;
use crate::places::Room;
use crate::relay::{Answering, PanelEnd, There};
use crate::role::Role;
use crate::sealing::{self, Sealer, SealingError};
use crate::secret::{self, Secrets};
use crate::settings::Settings;
use crate::traces::Traces;
use chorus_accounts::{Accounts, SignInSettings};
use chorus_collection::{Collection, CollectionDatabase, Settling};
use chorus_database::{Database, DatabaseError, Place};
use chorus_evaluator::SealedTables;
use chorus_findings::AllFindings;
use chorus_indicators::Indicators;
use chorus_issuance::{Issuance, IssuanceError, Secret, WaveRelay};
use sea_orm_migration::MigratorTrait;
use std::fs::{File, TryLockError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The rooms of this process, ready to serve.
#[derive(Clone)]
pub struct Rooms {
    /// Who may ask; not where only respondents do.
    pub(crate) accounts: Option<Accounts>,
    pub(crate) issuing: Option<Issuing>,
    pub(crate) answering: Option<Answering>,
    pub(crate) evaluating: Option<Evaluating>,
    traces: Traces,
    role: Role,
    /// Whether sealing failed the last time.
    sealing_fails: Arc<AtomicBool>,
    /// Held for as long as the rooms are open: two services on one folder of SQLite files could seal one batch twice.
    _lock: Option<Arc<File>>,
}

/// Issuance, and what its organisers end elsewhere.
#[derive(Clone)]
pub(crate) struct Issuing {
    pub(crate) issuance: Issuance,
    pub(crate) panels: PanelEnd,
}

/// What lasts, for evaluators.
#[derive(Clone)]
pub(crate) struct Evaluating {
    pub(crate) sealed: SealedTables,
    pub(crate) indicators: Indicators,
    pub(crate) findings: AllFindings,
}

impl Rooms {
    /// Opens the databases of this process's rooms and no other, joins the rooms, and mends what a crash may have left half-done.
    pub async fn open(settings: &Settings, public_url: &str) -> Result<Self, ProgramError> {
        let role = settings.role;
        let lock = if settings.database.is_in_files() { Some(lock(settings)?) } else { None };
        if role == Role::All {
            backup::none_unfinished(settings)?;
        }
        let secrets = if role.issues() { Some(Secrets::load(settings)?) } else { None };
        // At once, for each mostly waits for its server.
        let (accounts, issuance, inbox, sealed) = tokio::try_join!(
            open::<chorus_migrations::Accounts>(settings, Room::Accounts),
            open::<chorus_migrations::Issuance>(settings, Room::Issuance),
            open_collection(settings),
            open::<chorus_migrations::Sealed>(settings, Room::Sealed),
        )?;
        if let (Some(secrets), Some(accounts), Some(issuance)) = (&secrets, &accounts, &issuance) {
            secrets.settle(accounts, issuance).await?;
        }
        // In the order of `Room::ALL`.
        let all = [accounts.as_ref(), issuance.as_ref(), inbox.as_ref().map(CollectionDatabase::main), sealed.as_ref()];
        let traces = Traces(all.into_iter().flatten().cloned().collect());

        let answering = match (inbox, &sealed) {
            (Some(inbox), Some(sealed)) => {
                let collection = Collection::new(inbox);
                let (writer, reader) = chorus_sealed::handles(sealed.clone());
                let sealer = Sealer::new(collection.inbox(), writer.clone(), reader);
                Some(Answering { collection, writer, sealer, traces: traces.clone() })
            }
            _ => None,
        };
        let issuing = match (issuance, &secrets) {
            (Some(issuance), Some(secrets)) => {
                let (relay, panels): (Arc<dyn WaveRelay>, _) = match &answering {
                    Some(here) => (Arc::new(here.clone()), PanelEnd::Here(Box::new(here.clone()))),
                    None => {
                        let there = There::new(&settings.relay, traces.clone());
                        (Arc::new(there.clone()), PanelEnd::There(there))
                    }
                };
                let secret = Secret::open(*secrets.current, &issuance).await?;
                let settings = issuance_settings(settings, public_url, secret)?;
                Some(Issuing { issuance: Issuance::new(issuance, settings, relay), panels })
            }
            _ => None,
        };
        let evaluating = sealed.filter(|_| role.evaluates()).map(|sealed| Evaluating {
            indicators: Indicators::new(sealed.clone()),
            findings: AllFindings::new(sealed.clone()),
            sealed: SealedTables::new(chorus_sealed::handles(sealed).1),
        });
        let accounts =
            accounts.map(|accounts| Accounts::new(accounts, sign_in(settings, public_url, secrets.as_ref())));
        let sealing_fails = Arc::default();
        let rooms = Self { accounts, issuing, answering, evaluating, traces, role, sealing_fails, _lock: lock };
        rooms.mend().await?;
        Ok(rooms)
    }

    /// Brings to an end what a crash interrupted. What another process is at is left to it; turns go on where it may fail.
    async fn mend(&self) -> Result<(), ProgramError> {
        if let Some(answering) = &self.answering {
            match answering.sealer.recover().await {
                Err(SealingError::Turn(error @ DatabaseError::NoTurn(_))) => tracing::warn!(%error, "another seals"),
                result => result?,
            }
        }
        if let Some(issuing) = &self.issuing {
            match issuing.issuance.reconcile().await {
                Err(error @ (IssuanceError::Turn(DatabaseError::NoTurn(_)) | IssuanceError::Relay(_)))
                    if self.answering.is_none() || matches!(error, IssuanceError::Turn(_)) =>
                {
                    tracing::warn!(%error, "the other rooms hear of the waves later");
                }
                result => result?,
            }
        }
        Ok(())
    }

    /// At every turn looks for batches to seal, and for what other processes left half-way. Between turns, as often as is cheap, and first
    /// of all, it clears the traces of what was written since the last time, so that the files tell next to no history. A failure is
    /// logged and tried again.
    pub async fn keep_sealing(self, every: Duration) {
        self.traces.clear().await;
        let mut turns = tokio::time::interval(every);
        let mut moments = tokio::time::interval(CLEARING);
        loop {
            tokio::select! {
                _ = turns.tick() => {
                    if let Some(answering) = &self.answering {
                        let sealed = answering.sealer.seal_waiting().await;
                        self.sealing_fails.store(sealed.is_err(), Ordering::Relaxed);
                        if let Err(error) = sealed {
                            tracing::error!(%error, "sealing failed; it will be tried again");
                        }
                    }
                    if let Some(issuing) = &self.issuing
                        && let Err(error) = issuing.issuance.keep_up().await
                    {
                        tracing::error!(%error, "what was left half-way could not be ended; it will be tried again");
                    }
                }
                _ = moments.tick() => self.traces.clear_in_passing().await,
            }
        }
    }

    /// Has spent tokens settle, so that clearing need not rewrite them. A failure is logged and tried again.
    pub async fn keep_settling(self) {
        let Some(Answering { collection, .. }) = &self.answering else {
            return;
        };
        let (mut moments, mut settling) = (tokio::time::interval(CLEARING), Settling::default());
        loop {
            moments.tick().await;
            if let Err(error) = collection.settle_in_passing(&mut settling).await {
                tracing::error!(%error, "settling will be tried again");
            }
        }
    }

    /// Posts letters and reminders: at every turn, and when there are new ones. While the mail server does not take them, turns
    /// become rarer. What is logged is of the mail server, never of a letter.
    pub async fn keep_posting(self, every: Duration) {
        let Some(Issuing { issuance, .. }) = &self.issuing else {
            return;
        };
        let mut pause = every;
        loop {
            let posted = issuance.post_letters().await;
            if let Err(error) = &posted {
                tracing::warn!(%error, "letters wait; posting them will be tried again");
            }
            pause = if matches!(posted, Ok(true)) { every } else { (pause * 2).min(every * LONGEST_PAUSE) };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = issuance.letters_wait() => {}
            }
        }
    }

    /// The accounts, of a process that has them.
    pub(crate) fn accounts(&self) -> Result<&Accounts, ProgramError> {
        self.accounts.as_ref().ok_or_else(|| ProgramError::Settings("role: this process has no accounts".to_owned()))
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
        self.role.rooms().iter().copied().zip(self.traces.0.iter())
    }

    /// Whether sealing failed the last time.
    pub(crate) fn sealing_fails(&self) -> bool {
        self.sealing_fails.load(Ordering::Relaxed)
    }

    /// Clears the order of writing out of every database and closes it.
    pub async fn close(self) -> Result<(), ProgramError> {
        // Each is closed whatever becomes of the others.
        let mut result = Ok(());
        for database in self.traces.0.iter() {
            result = result.and(database.clone().close_for_good().await);
        }
        if let Some(answering) = &self.answering {
            result = result.and(answering.collection.close_settled().await);
        }
        Ok(result?)
    }
}

/// The longest that letters wait for a mail server to come back, in turns.
const LONGEST_PAUSE: u32 = 30;

/// How often to look whether something was written whose order can be cleared away.
const CLEARING: Duration = Duration::from_millis(500);

/// The database of a room, if this process has that room.
async fn open<M: MigratorTrait>(settings: &Settings, room: Room) -> Result<Option<Database>, ProgramError> {
    if !settings.role.rooms().contains(&room) {
        return Ok(None);
    }
    let database = Database::open_at::<M>(&settings.place(room, false)?).await?;
    warn(&database);
    Ok(Some(database))
}

async fn open_collection(settings: &Settings) -> Result<Option<CollectionDatabase>, ProgramError> {
    if !settings.role.rooms().contains(&Room::Collection) {
        return Ok(None);
    }
    let database = collection(&settings.place(Room::Collection, false)?).await?;
    warn(database.main());
    Ok(Some(database))
}

/// The database of collection.
pub(crate) async fn collection(place: &Place) -> Result<CollectionDatabase, DatabaseError> {
    CollectionDatabase::open::<chorus_migrations::Collection, chorus_migrations::Settled>(place).await
}

fn warn(database: &Database) {
    for warning in database.warnings() {
        tracing::warn!("{warning}");
    }
}

fn issuance_settings(
    settings: &Settings,
    public_url: &str,
    secret: Secret,
) -> Result<chorus_issuance::Settings, ProgramError> {
    let issuer = url::Url::parse(public_url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let issuer = issuer.ok_or_else(|| ProgramError::Settings(format!("public_url: '{public_url}' has no host")))?;
    Ok(chorus_issuance::Settings {
        public_url: public_url.to_owned(),
        issuer,
        minimum_batch: sealing::minimum_batch,
        secret,
        mail: settings.mail.mail()?,
    })
}

/// Where nobody signs in, nothing is encrypted, and there is no key for it.
fn sign_in(settings: &Settings, public_url: &str, secrets: Option<&Secrets>) -> SignInSettings {
    SignInSettings {
        public_url: public_url.to_owned(),
        key: secrets.map(|secrets| secret::accounts_key(&secrets.current)).unwrap_or_default(),
        openid: settings.openid.provider().filter(|_| settings.role.issues()),
    }
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
