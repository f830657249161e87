//! Inviting: what a roster would come to, links that leave once, and letters. Of the code in a link only a keyed hash is kept; a
//! code that waits to be mailed lies encrypted in the outbox, and is gone once the mail server has it.
//!
//! The rule of replaced links: a replaced code is void, whichever way it was handed out. Whatever the number of links that a person
//! was sent, they lead to one invitation, and an invitation gives one token. How many were replaced stands in the public ledger.

use crate::invitation::{Code, FilledIn};
use crate::store::{NewInvitation, NewLetter, WaveRecord};
use crate::{Invitation, Issuance, IssuanceError, Secret, TypedCode};
use chorus_questionnaire::{Manifest, WaveState};
use chorus_roster::{MOST_TOLD, Person, Roster, RosterFault, RosterFaults, RosterGroup, Sheet};
use std::collections::BTreeMap;
use std::num::NonZero;
use uuid::Uuid;

/// How many people get typed codes by one call: hashing one takes some 20 ms.
pub const MOST_TYPED: usize = 2_000;

/// What a roster would come to. Nothing of it was stored, and nobody invited.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct RosterPreview {
    /// How many rows are without fault.
    pub people: usize,
    /// How many of them are invited already; they need `replace=true`, and their old links become void.
    pub invited_already: usize,
    /// How many of them can be reached by mail.
    pub with_address: usize,
    /// How many of them named each language; the others get the wave's first.
    pub languages: BTreeMap<String, usize>,
    /// What is wrong, by line; at most about 100 places. With any, nobody would be invited.
    pub errors: Vec<RosterFault>,
    /// The least number of people that anything shown may speak of.
    pub k: u16,
    /// For each column of an attribute, and its coarser levels, how many people each value has.
    pub groups: Vec<RosterGroup>,
    /// How many people have a combination of values that fewer than k on this roster share: sealing will leave something out
    /// for them, or put something coarser in its place.
    pub rare: usize,
}

/// How people are invited.
#[derive(Debug, Clone, Copy, Default)]
pub struct InviteOptions {
    /// Those invited already get new links, and their old ones are void.
    pub replace: bool,
    /// The link of each fills in the groups that the roster names for them. They can change them, and nothing of it is kept here.
    pub prefill: bool,
}

impl InviteOptions {
    /// What this person's link fills in.
    pub(crate) fn filled_in(self, person: &Person) -> FilledIn {
        if self.prefill { FilledIn::of(&person.groups) } else { FilledIn::default() }
    }
}

/// A code, and what is stored of it.
type NewCode = (Code, Vec<u8>);

/// A typed code, and what is stored of it.
type NewTypedCode = (TypedCode, Vec<u8>);

impl Issuance {
    /// Reads a roster and says what it would come to.
    pub async fn preview(&self, wave: Uuid, sheet: Sheet) -> Result<RosterPreview, IssuanceError> {
        let record = self.store.wave(wave).await?;
        if record.state == WaveState::Closed {
            return Err(IssuanceError::Closed);
        }
        let roster = self.roster(&record, sheet).await?;
        let present = self.store.contacts(wave).await?;
        let mut languages = BTreeMap::new();
        for language in roster.people.iter().filter_map(|person| person.language.clone()) {
            *languages.entry(language).or_default() += 1;
        }
        Ok(RosterPreview {
            people: roster.people.len(),
            invited_already: roster.people.iter().filter(|person| present.contains(&person.contact)).count(),
            with_address: roster.people.iter().filter(|person| person.address.is_some()).count(),
            languages,
            k: record.document.k,
            groups: roster.groups(),
            rare: roster.rare(),
            errors: roster.faults,
        })
    }

    /// Invites everybody on the roster, or nobody. The links are returned once.
    pub async fn invite(
        &self,
        wave: Uuid,
        sheet: Sheet,
        options: InviteOptions,
    ) -> Result<(Vec<Invitation>, Manifest), IssuanceError> {
        let (record, people) = self.ready(wave, sheet).await?;
        let codes = self.link_codes(wave, people.len()).await?;
        let invitations = people.iter().zip(&codes).map(|(person, (_, hash))| NewInvitation::new(person, hash, None));
        self.store.insert_invitations(wave, invitations.collect(), options.replace).await?;
        let invitation = |(person, (code, _)): (Person, &NewCode)| {
            let link = options.filled_in(&person).behind(&code.link(&self.settings.public_url, wave));
            Invitation { contact: person.contact, code: None, link }
        };
        let links = people.into_iter().zip(&codes).map(invitation);
        Ok((links.collect(), record.published()?.manifest))
    }

    /// The same with typed codes, for at most [`MOST_TYPED`] people. Their links have the typed code in the fragment.
    pub async fn invite_with_codes(
        &self,
        wave: Uuid,
        sheet: Sheet,
        options: InviteOptions,
    ) -> Result<(Vec<Invitation>, Manifest), IssuanceError> {
        let (record, people) = self.ready_to_type(wave, sheet).await?;
        let codes = typed_codes(&self.settings.secret, people.len()).await?;
        let invitations = people.iter().zip(&codes).map(|(person, (_, hash))| NewInvitation::new(person, hash, None));
        self.store.insert_invitations(wave, invitations.collect(), options.replace).await?;
        let invitation = |(person, (code, _)): (Person, &NewTypedCode)| {
            let link = options.filled_in(&person).behind(&code.link(&self.settings.public_url, wave));
            Invitation { contact: person.contact, code: Some(code.text()), link }
        };
        Ok((people.into_iter().zip(&codes).map(invitation).collect(), record.published()?.manifest))
    }

    /// The same, but links go by mail, and nobody here ever sees them. Returns how many letters wait to be posted.
    pub async fn invite_by_mail(
        &self,
        wave: Uuid,
        sheet: Sheet,
        options: InviteOptions,
    ) -> Result<usize, IssuanceError> {
        if self.settings.mail.is_none() {
            return Err(IssuanceError::NoMail);
        }
        let (_, people) = self.ready(wave, sheet).await?;
        let codes = self.link_codes(wave, people.len()).await?;
        let invitations = self.with_letters(wave, &people, &codes, options)?;
        self.store.insert_invitations(wave, invitations, options.replace).await?;
        self.letters_wait.notify_one();
        Ok(people.len())
    }

    /// The people of a roster without fault.
    async fn ready(&self, wave: Uuid, sheet: Sheet) -> Result<(WaveRecord, Vec<Person>), IssuanceError> {
        self.must_be_open(wave).await?;
        let record = self.store.wave(wave).await?;
        let people = self.roster(&record, sheet).await?.whole()?;
        Ok((record, people))
    }

    /// The same, if they are few enough for typed codes.
    pub(crate) async fn ready_to_type(
        &self,
        wave: Uuid,
        sheet: Sheet,
    ) -> Result<(WaveRecord, Vec<Person>), IssuanceError> {
        let (record, people) = self.ready(wave, sheet).await?;
        let Some(person) = people.get(MOST_TYPED) else {
            return Ok((record, people));
        };
        let reason = format!("at most {MOST_TYPED} people get codes by one call; send the roster in parts");
        Err(RosterFaults(vec![RosterFault::new(person.line, "contact", reason)]).into())
    }

    async fn link_codes(&self, wave: Uuid, people: usize) -> Result<Vec<NewCode>, IssuanceError> {
        let secret = self.settings.secret.clone();
        tokio::task::spawn_blocking(move || secret.new_codes(wave, people)).await?
    }

    async fn roster(&self, record: &WaveRecord, sheet: Sheet) -> Result<Roster, IssuanceError> {
        let languages = self.store.programme(record.programme).await?.languages;
        let document = record.document.clone();
        let read = move || Roster::read(sheet, &document, &languages, chorus_mail::is_address);
        Ok(tokio::task::spawn_blocking(read).await??)
    }

    /// An invitation and its letter for everybody; refused if there is somebody whom mail does not reach.
    fn with_letters(
        &self,
        wave: Uuid,
        people: &[Person],
        codes: &[NewCode],
        options: InviteOptions,
    ) -> Result<Vec<NewInvitation>, IssuanceError> {
        let reason =
            "there is no address; write one under `email`, or invite this person with a link that you hand over";
        let unreachable = people.iter().filter(|person| person.address.is_none());
        let faults: Vec<_> =
            unreachable.map(|person| RosterFault::new(person.line, "email", reason)).take(MOST_TOLD).collect();
        if !faults.is_empty() {
            return Err(RosterFaults(faults).into());
        }
        let letter = |(person, (code, hash)): (&Person, &NewCode)| {
            let filled_in = options.prefill.then(|| FilledIn::of(&person.groups));
            let letter = NewLetter {
                email: person.address.clone().unwrap_or_default(),
                language: person.language.clone(),
                sealed_code: self.settings.secret.encrypt_code(wave, hash, code, filled_in.as_ref())?,
            };
            Ok(NewInvitation::new(person, hash, Some(letter)))
        };
        people.iter().zip(codes).map(letter).collect()
    }
}

/// So many new typed codes, hashed on half of the cores: the other half is for respondents.
pub(crate) async fn typed_codes(secret: &Secret, people: usize) -> Result<Vec<NewTypedCode>, IssuanceError> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).div_ceil(2);
    let share = people.div_ceil(threads).max(1);
    let mut tasks = Vec::new();
    for start in (0..people).step_by(share) {
        let (secret, count) = (secret.clone(), share.min(people - start));
        let new = move |_| {
            let code = TypedCode::generate();
            let hash = secret.typed_hash(&code)?;
            Ok((code, hash))
        };
        tasks.push(tokio::task::spawn_blocking(move || (0..count).map(new).collect::<Result<Vec<_>, IssuanceError>>()));
    }
    let mut codes = Vec::with_capacity(people);
    for task in tasks {
        codes.extend(task.await??);
    }
    Ok(codes)
}
