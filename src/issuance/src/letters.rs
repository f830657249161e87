//! Letters of open waves: which are posted now, what becomes of them, when reminders go out. The machine decides; nobody is told
//! who was reminded, and nothing here is logged of one person.

use crate::invitation::{CODE_LENGTH, Code, FilledIn};
use crate::keys::Secret;
use crate::reminders::{RemindWhom, Reminders, Schedule};
use crate::store::{NewReminder, WaitingLetter};
use crate::{Issuance, IssuanceError};
use chorus_mail::{BounceTag, Kind, Letter, Outcome, Postman, Round};
use chorus_questionnaire::{Manifest, WaveState};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use uuid::Uuid;
use zeroize::Zeroizing;

/// How many letters are looked up at once.
const AT_ONCE: u64 = 200;

/// What issuance posts letters with.
#[derive(Clone)]
pub struct Mail {
    /// Who posts them.
    pub postman: Arc<Postman>,
    /// How long a day of a reminder's schedule is. Less than a day is for tests.
    pub day: Duration,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mail(…)")
    }
}

/// How the letters of a wave stand. Of reminders it says how many rounds went out, never to how many people.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct MailStatus {
    /// Whether a mail server is configured.
    pub available: bool,
    /// How many people were invited by mail.
    pub addressed: u64,
    /// How many of their invitations wait to be posted.
    pub waiting: u64,
    /// How many of their invitations failed for good.
    pub failed: u64,
    /// When reminders go out, and to whom.
    pub reminders: Schedule,
    /// How many of those days are done.
    pub rounds: usize,
}

impl Issuance {
    /// Puts reminders that are due in the outbox, and posts what waits there. False if something had to stay: try again later.
    pub async fn post_letters(&self) -> Result<bool, IssuanceError> {
        let Some(mail) = &self.settings.mail else {
            return Ok(true);
        };
        // Whoever has the turn posts for all.
        let Some(_turn) = self.posting.try_take().await? else {
            return Ok(true);
        };
        let now = now();
        for (wave, reminders) in self.store.all_reminders().await? {
            let due = reminders.due(now, mail.day);
            if due > reminders.rounds {
                self.begin_round(wave, &reminders, due).await?;
            }
        }
        let mut turn = Turn { issuance: self, postman: &mail.postman, round: None, waves: HashMap::new() };
        let result = turn.post_all().await;
        if let Some(round) = turn.round {
            round.end().await;
        }
        result
    }

    /// Resolves when letters were put in the outbox.
    pub async fn letters_wait(&self) {
        self.letters_wait.notified().await;
    }

    /// Makes a reminder for everybody alike. Whoever needs none is found out when it would be posted.
    async fn begin_round(&self, wave: Uuid, reminders: &Reminders, due: usize) -> Result<(), IssuanceError> {
        let invitations = self.store.to_remind(wave).await?;
        let secret = self.settings.secret.clone();
        let letter = move |invitation: Vec<u8>| {
            let code = Code::generate();
            let code_hash = secret.code_hash(wave, &code.0)?;
            Ok(NewReminder { sealed_code: secret.encrypt_code(wave, &invitation, &code, None)?, code_hash, invitation })
        };
        let letters = move || invitations.into_iter().map(letter).collect::<Result<Vec<_>, IssuanceError>>();
        let letters = tokio::task::spawn_blocking(letters).await??;
        self.store.begin_round(wave, reminders, due, letters).await
    }

    /// How the letters of a wave stand.
    pub async fn mail_status(&self, wave: Uuid) -> Result<MailStatus, IssuanceError> {
        self.store.state(wave).await?;
        let counts = self.store.letter_counts(wave).await?;
        let reminders = self.store.reminders(wave).await?;
        Ok(MailStatus {
            available: self.settings.mail.is_some(),
            addressed: counts.addressed,
            waiting: counts.waiting,
            failed: counts.failed,
            reminders: reminders.schedule,
            rounds: reminders.rounds,
        })
    }

    /// Sets when reminders of a wave go out.
    pub async fn set_reminders(&self, wave: Uuid, schedule: Schedule) -> Result<MailStatus, IssuanceError> {
        let mail = self.settings.mail.as_ref().ok_or(IssuanceError::NoMail)?;
        {
            // A wave that closes meanwhile takes its schedule with it.
            let _turn = self.changing.take().await?;
            if self.store.state(wave).await? == WaveState::Closed {
                return Err(IssuanceError::Closed);
            }
            let known = self.store.reminders(wave).await?;
            known.check(&schedule, now(), mail.day)?;
            if !self.store.set_schedule(wave, &schedule, &known).await? {
                return Err(IssuanceError::Schedule("reminders went out just now; look again".to_owned()));
            }
        }
        self.mail_status(wave).await
    }

    /// Those whose invitations could not be delivered, as a roster to correct and send again.
    pub async fn unreached(&self, wave: Uuid) -> Result<Vec<u8>, IssuanceError> {
        self.must_be_open(wave).await?;
        let failed = |_| IssuanceError::Corrupt("the list of addresses");
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["contact", "email", "language"]).map_err(failed)?;
        for person in self.store.unreached(wave).await? {
            let language = person.language.unwrap_or_default();
            writer.write_record([person.contact, person.email, language]).map_err(failed)?;
        }
        writer.into_inner().map_err(|_| IssuanceError::Corrupt("the list of addresses"))
    }

    /// Takes in a mail server's report that a letter failed (RFC 3464). A report of a letter that nobody knows, or that did not fail,
    /// changes nothing.
    pub async fn bounced(&self, report: &[u8]) -> Result<(), IssuanceError> {
        let tags = chorus_mail::failed_tags(report).ok_or(IssuanceError::NoReport)?;
        if tags.is_empty() { Ok(()) } else { self.store.bounced(tags).await }
    }
}

/// Seconds of the Unix clock. Only ever of a wave.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// One go through the outbox.
struct Turn<'a> {
    issuance: &'a Issuance,
    postman: &'a Postman,
    /// Begun with the first letter.
    round: Option<Round<'a>>,
    waves: HashMap<Uuid, (Manifest, RemindWhom)>,
}

impl Turn<'_> {
    async fn post_all(&mut self) -> Result<bool, IssuanceError> {
        let store = &self.issuance.store;
        let mut after = Uuid::nil();
        let mut all = true;
        loop {
            let ids = store.waiting(after, AT_ONCE).await?;
            let Some(last) = ids.last() else {
                return Ok(all);
            };
            after = *last;
            for id in ids {
                // Read only now: it may have been replaced, or answered, since the turn began.
                let Some(letter) = store.waiting_letter(id).await? else {
                    continue;
                };
                match self.post(&letter).await? {
                    Some(Outcome::Later) => all = false,
                    outcome => store.settle(letter, outcome == Some(Outcome::Refused)).await?,
                }
            }
        }
    }

    /// Posts a letter, unless it is a reminder of somebody who needs none.
    async fn post(&mut self, letter: &WaitingLetter) -> Result<Option<Outcome>, IssuanceError> {
        let Some((manifest, whom)) = self.wave(letter.wave).await? else {
            return Ok(None);
        };
        if letter.kind == Kind::Reminder && letter.needless && whom == RemindWhom::WithoutToken {
            return Ok(None);
        }
        let settings = &self.issuance.settings;
        let (code, filled_in) = settings.secret.decrypt_code(letter.wave, letter.invitation(), &letter.sealed_code)?;
        let link = filled_in.behind(&code.link(&settings.public_url, letter.wave));
        let language = letter.language.as_deref();
        let written = Letter { kind: letter.kind, manifest: &manifest, language, link: &link }.write()?;
        let round = match self.round.take() {
            Some(round) => round,
            None => self.postman.begin().await?,
        };
        // Dropped if it fails: what follows is another round.
        let mut round = round;
        let outcome = round.post(&letter.email, &written, tag(letter)).await?;
        self.round = Some(round);
        Ok(Some(outcome))
    }

    /// The terms of a wave that is open, and whom its reminders go to.
    async fn wave(&mut self, wave: Uuid) -> Result<Option<(Manifest, RemindWhom)>, IssuanceError> {
        if self.issuance.store.state(wave).await? != WaveState::Open {
            return Ok(None);
        }
        if let Some(known) = self.waves.get(&wave) {
            return Ok(Some(known.clone()));
        }
        let manifest = self.issuance.store.wave(wave).await?.published()?.manifest;
        let known = (manifest, self.issuance.store.reminders(wave).await?.schedule.to);
        self.waves.insert(wave, known.clone());
        Ok(Some(known))
    }
}

/// Reminders have none: that one failed would tell who was reminded.
fn tag(letter: &WaitingLetter) -> Option<BounceTag> {
    (letter.kind == Kind::Invitation).then_some(letter.tag)
}

impl Secret {
    /// Encrypts a code for the outbox, bound to its invitation, with what its link fills in, if links are to do that.
    pub(crate) fn encrypt_code(
        &self,
        wave: Uuid,
        invitation: &[u8],
        code: &Code,
        filled_in: Option<&FilledIn>,
    ) -> Result<Vec<u8>, IssuanceError> {
        let padded = filled_in.map(FilledIn::padded).unwrap_or_default();
        let plain = Zeroizing::new([code.0.as_slice(), &padded].concat());
        self.encrypt(&bound_to(wave, invitation), &plain)
    }

    /// Decrypts a code of the outbox, and what its link fills in.
    pub(crate) fn decrypt_code(
        &self,
        wave: Uuid,
        invitation: &[u8],
        stored: &[u8],
    ) -> Result<(Code, FilledIn), IssuanceError> {
        let plain = self.decrypt(&bound_to(wave, invitation), stored)?;
        let parts = plain.split_at_checked(CODE_LENGTH);
        let parts = parts.and_then(|(code, rest)| Some((Code::from_bytes(code)?, FilledIn::from_padded(rest)?)));
        parts.ok_or(IssuanceError::Corrupt("a letter's code"))
    }
}

/// What a code in the outbox is bound to.
pub(crate) fn bound_to(wave: Uuid, invitation: &[u8]) -> Vec<u8> {
    [b"letter ", wave.as_bytes().as_slice(), invitation].concat()
}
