//! Programmes, waves, invitations and letters in the issuance database.

mod code_key;
mod combination;
mod counts;
mod invitation;
mod letters;
mod programme;
mod rotation;
mod spending;
mod summary;
mod wave;

use crate::IssuanceError;
use chorus_database::{Company, Database};
use chorus_questionnaire::{Choices, Manifest, ProgrammeDocument, WaveDocument, WaveState};
use chorus_roster::{MOST_TOLD, Person, RosterFault, RosterFaults};
use letters::StoredLetter;
pub(crate) use letters::{NewLetter, NewReminder, WaitingLetter};
pub(crate) use rotation::Encrypted;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, TransactionTrait,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
pub(crate) use spending::Spending;
use std::collections::{BTreeMap, BTreeSet};
pub use summary::{ProgrammeSummary, WaveSummary};
use uuid::Uuid;
pub(crate) use wave::WaveRecord;

/// How many rows go into one INSERT: SQLite takes 32,766 parameters, and a row has up to 7.
const ROWS_AN_INSERT: usize = 4_000;

/// An invitation to store, and the letter that goes with it.
pub(crate) struct NewInvitation {
    /// Where the person stands on the roster.
    line: u64,
    contact: String,
    code_hash: Vec<u8>,
    /// Added to the headcounts, and kept nowhere else.
    groups: Choices,
    letter: Option<NewLetter>,
}

impl NewInvitation {
    /// Of this person, whose code has this hash.
    pub(crate) fn new(person: &Person, code_hash: &[u8], letter: Option<NewLetter>) -> Self {
        Self {
            line: person.line,
            contact: person.contact.clone(),
            code_hash: code_hash.to_vec(),
            groups: person.groups.clone(),
            letter,
        }
    }
}

/// The issuance database.
#[derive(Clone)]
pub(crate) struct IssuanceStore {
    database: Database,
}

impl IssuanceStore {
    pub(crate) fn new(database: Database) -> Self {
        Self { database }
    }

    fn connection(&self) -> &DatabaseConnection {
        self.database.connection()
    }

    pub(crate) async fn insert_programme(&self, document: &ProgrammeDocument) -> Result<Uuid, IssuanceError> {
        let id = Uuid::new_v4();
        let transaction = self.connection().begin().await?;
        let alone = ProgrammeDocument { waves: Vec::new(), ..document.clone() };
        let row = programme::ActiveModel { id: Set(id), document: Set(encode(&alone)?) };
        programme::Entity::insert(row).exec_without_returning(&transaction).await?;
        for (position, wave) in document.waves.iter().enumerate() {
            insert_wave(&transaction, id, position as i64, wave).await?;
        }
        transaction.commit().await?;
        Ok(id)
    }

    pub(crate) async fn insert_wave(&self, programme: Uuid, document: &WaveDocument) -> Result<Uuid, IssuanceError> {
        let transaction = self.connection().begin().await?;
        let last = wave::Entity::find().filter(wave::Column::ProgrammeId.eq(programme));
        let last = last.order_by_desc(wave::Column::Position).one(&transaction).await?;
        let position = last.map_or(0, |wave| wave.position + 1);
        let id = insert_wave(&transaction, programme, position, document).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Puts this document in the place of a programme, or nothing, if all its waves are drafts.
    pub(crate) async fn replace_programme(
        &self,
        id: Uuid,
        document: Option<&ProgrammeDocument>,
    ) -> Result<(), IssuanceError> {
        let transaction = self.connection().begin().await?;
        let of = wave::Column::ProgrammeId.eq(id);
        wave::Entity::delete_many()
            .filter(of.clone())
            .filter(wave::Column::State.eq(WaveState::Draft.as_str()))
            .exec(&transaction)
            .await?;
        // One that opened meanwhile is a draft no more, and keeps everything as it is.
        if wave::Entity::find().filter(of).count(&transaction).await? > 0 {
            return Err(IssuanceError::NotDraft);
        }
        let changed = match document {
            None => programme::Entity::delete_by_id(id).exec(&transaction).await?.rows_affected,
            Some(document) => {
                let alone = ProgrammeDocument { waves: Vec::new(), ..document.clone() };
                let update = programme::Entity::update_many()
                    .col_expr(programme::Column::Document, Expr::value(encode(&alone)?))
                    .filter(programme::Column::Id.eq(id));
                update.exec(&transaction).await?.rows_affected
            }
        };
        if changed == 0 {
            return Err(IssuanceError::UnknownProgramme);
        }
        for (position, wave) in document.iter().flat_map(|document| &document.waves).enumerate() {
            insert_wave(&transaction, id, position as i64, wave).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Removes a wave if it is a draft.
    pub(crate) async fn remove_draft(&self, id: Uuid) -> Result<(), IssuanceError> {
        let removed = wave::Entity::delete_many()
            .filter(wave::Column::Id.eq(id))
            .filter(wave::Column::State.eq(WaveState::Draft.as_str()))
            .exec(self.connection())
            .await?;
        if removed.rows_affected == 1 {
            return Ok(());
        }
        self.state(id).await.and(Err(IssuanceError::NotDraft))
    }

    /// The waves of a programme, in the order in which they were added.
    pub(crate) async fn waves_of(&self, programme: Uuid) -> Result<Vec<WaveRecord>, IssuanceError> {
        let rows = wave::Entity::find()
            .filter(wave::Column::ProgrammeId.eq(programme))
            .order_by_asc(wave::Column::Position)
            .all(self.connection())
            .await?;
        rows.into_iter().map(WaveRecord::try_from).collect()
    }

    pub(crate) async fn programme(&self, id: Uuid) -> Result<ProgrammeDocument, IssuanceError> {
        let row = programme::Entity::find_by_id(id).one(self.connection()).await?;
        decode(&row.ok_or(IssuanceError::UnknownProgramme)?.document)
    }

    pub(crate) async fn programme_summary(&self, id: Uuid) -> Result<ProgrammeSummary, IssuanceError> {
        let all = self.programme_summaries().await?;
        all.into_iter().find(|programme| programme.id == id).ok_or(IssuanceError::UnknownProgramme)
    }

    /// All programmes by title, each with its waves in the order they were added.
    pub(crate) async fn programme_summaries(&self) -> Result<Vec<ProgrammeSummary>, IssuanceError> {
        let rows = programme::Entity::find().all(self.connection()).await?;
        let mut waves: BTreeMap<Uuid, Vec<WaveRecord>> = BTreeMap::new();
        for record in self.waves().await? {
            waves.entry(record.programme).or_default().push(record);
        }
        let summarise = |row: programme::Model| {
            let mut waves = waves.remove(&row.id).unwrap_or_default();
            waves.sort_by_key(|record| record.position);
            Ok(ProgrammeSummary::new(row.id, decode(&row.document)?, &waves))
        };
        let mut all = rows.into_iter().map(summarise).collect::<Result<Vec<_>, IssuanceError>>()?;
        all.sort_by_cached_key(|programme| {
            let language = programme.languages.first().map_or("", String::as_str);
            (programme.title.get(language).to_owned(), programme.id)
        });
        Ok(all)
    }

    pub(crate) async fn waves(&self) -> Result<Vec<WaveRecord>, IssuanceError> {
        wave::Entity::find().all(self.connection()).await?.into_iter().map(WaveRecord::try_from).collect()
    }

    /// Where a wave stands, without reading its documents.
    pub(crate) async fn state(&self, id: Uuid) -> Result<WaveState, IssuanceError> {
        let query = wave::Entity::find_by_id(id).select_only().column(wave::Column::State);
        let word = query.into_tuple::<String>().one(self.connection()).await?.ok_or(IssuanceError::UnknownWave)?;
        WaveState::parse(&word).ok_or(IssuanceError::Corrupt("a wave's state"))
    }

    pub(crate) async fn wave(&self, id: Uuid) -> Result<WaveRecord, IssuanceError> {
        wave::Entity::find_by_id(id).one(self.connection()).await?.ok_or(IssuanceError::UnknownWave)?.try_into()
    }

    /// The encrypted signing key, which only an open wave has.
    pub(crate) async fn signing_key(&self, wave: Uuid) -> Result<Option<Vec<u8>>, IssuanceError> {
        let row = wave::Entity::find_by_id(wave).one(self.connection()).await?.ok_or(IssuanceError::UnknownWave)?;
        Ok(row.signing_key)
    }

    /// The encrypted ledger key, until the ledger is signed.
    pub(crate) async fn ledger_key(&self, wave: Uuid) -> Result<Option<Vec<u8>>, IssuanceError> {
        let row = wave::Entity::find_by_id(wave).one(self.connection()).await?.ok_or(IssuanceError::UnknownWave)?;
        Ok(row.ledger_key)
    }

    /// The closed waves whose ledger is not signed.
    pub(crate) async fn half_closed(&self) -> Result<Vec<Uuid>, IssuanceError> {
        let query = wave::Entity::find().select_only().column(wave::Column::Id);
        let query = query.filter(wave::Column::State.eq(WaveState::Closed.as_str()));
        let query = query.filter(wave::Column::LedgerKey.is_not_null());
        Ok(query.into_tuple().all(self.connection()).await?)
    }

    /// Destroys the ledger key.
    pub(crate) async fn forget_ledger_key(&self, id: Uuid) -> Result<(), IssuanceError> {
        wave::Entity::update_many()
            .col_expr(wave::Column::LedgerKey, Expr::value(Option::<Vec<u8>>::None))
            .filter(wave::Column::Id.eq(id))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Turns a draft into an open wave, with its encrypted keys. Does nothing if it is a draft no more.
    pub(crate) async fn set_open(
        &self,
        id: Uuid,
        manifest: &Manifest,
        signing_key: Vec<u8>,
        ledger_key: Vec<u8>,
    ) -> Result<(), IssuanceError> {
        wave::Entity::update_many()
            .col_expr(wave::Column::State, Expr::value(WaveState::Open.as_str()))
            .col_expr(wave::Column::Manifest, Expr::value(encode(manifest)?))
            .col_expr(wave::Column::SigningKey, Expr::value(signing_key))
            .col_expr(wave::Column::LedgerKey, Expr::value(ledger_key))
            .filter(wave::Column::Id.eq(id))
            .filter(wave::Column::State.eq(WaveState::Draft.as_str()))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Closes a wave: its signing key and its invitations are gone in the same transaction.
    pub(crate) async fn set_closed(&self, id: Uuid) -> Result<(), IssuanceError> {
        let transaction = self.database.begin(Company::Nobody).await?;
        wave::Entity::update_many()
            .col_expr(wave::Column::State, Expr::value(WaveState::Closed.as_str()))
            .col_expr(wave::Column::SigningKey, Expr::value(Option::<Vec<u8>>::None))
            .filter(wave::Column::Id.eq(id))
            .exec(&transaction)
            .await?;
        invitation::Entity::delete_many().filter(invitation::Column::WaveId.eq(id)).exec(&transaction).await?;
        letters::erase(&transaction, id).await?;
        combination::erase(&transaction, id).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Who is invited to a wave.
    pub(crate) async fn contacts(&self, wave: Uuid) -> Result<BTreeSet<String>, IssuanceError> {
        Ok(invitation::by_code_hash(self.connection(), wave).await?.into_values().collect())
    }

    /// How many of those invited to a wave share each combination of groups, as far as rosters named them.
    pub(crate) async fn headcounts(&self, wave: Uuid) -> Result<Vec<(Choices, u64)>, IssuanceError> {
        combination::of_wave(self.connection(), wave).await
    }

    /// Stores all these invitations, or none. With `replace`, whoever is invited already gets the
    /// new code instead of the old one; a spent invitation stays spent under it, so nobody answers twice and nobody learns
    /// by it who has a token.
    pub(crate) async fn insert_invitations(
        &self,
        wave: Uuid,
        invitations: Vec<NewInvitation>,
        replace: bool,
    ) -> Result<(), IssuanceError> {
        let transaction = self.database.begin(Company::Nobody).await?;
        let mut present = invitation::present(&transaction, wave).await?;
        let reason = "this contact is invited already; leave the line out, or ask for new links (`replace=true`), which makes \
                      the old ones void";
        let twice = invitations.iter().filter(|new| !replace && present.contains_key(&new.contact));
        let faults: Vec<_> = twice.map(|new| RosterFault::new(new.line, "contact", reason)).take(MOST_TOLD).collect();
        if !faults.is_empty() {
            return Err(RosterFaults(faults).into());
        }
        let (mut rows, mut letters) = (Vec::with_capacity(invitations.len()), Vec::new());
        let (mut void, mut headcounts) = (Vec::new(), BTreeMap::<Choices, i64>::new());
        for new in invitations {
            let earlier = present.remove(&new.contact);
            let replaced = earlier.is_some();
            // Whoever is invited already was counted then.
            if !replaced && !new.groups.is_empty() {
                *headcounts.entry(new.groups).or_default() += 1;
            }
            let code_hash = new.code_hash.clone();
            letters.extend(new.letter.map(|letter| StoredLetter { code_hash, letter, replaced }));
            let request_hash = earlier.and_then(|earlier| {
                void.push(earlier.code_hash);
                earlier.request_hash
            });
            rows.push(invitation::ActiveModel {
                code_hash: Set(new.code_hash),
                wave_id: Set(wave),
                contact: Set(new.contact),
                request_hash: Set(request_hash),
            });
        }
        for chunk in void.chunks(ROWS_AN_INSERT) {
            let these = invitation::Column::CodeHash.is_in(chunk.iter().cloned());
            invitation::Entity::delete_many().filter(these).exec(&transaction).await?;
            letters::forget(&transaction, chunk).await?;
        }
        let (added, replaced) = ((rows.len() - void.len()) as i64, void.len() as i64);
        for chunk in rows.chunks(ROWS_AN_INSERT) {
            invitation::Entity::insert_many(chunk.to_vec()).exec_without_returning(&transaction).await?;
        }
        letters::insert(&transaction, wave, letters).await?;
        combination::add(&transaction, wave, headcounts).await?;
        // In the same transaction as the check that the wave is open: a wave that closes meanwhile takes no invitations.
        let counted = wave::Entity::update_many()
            .col_expr(wave::Column::Invited, Expr::col(wave::Column::Invited).add(added))
            .col_expr(wave::Column::LinksReplaced, Expr::col(wave::Column::LinksReplaced).add(replaced))
            .filter(wave::Column::Id.eq(wave))
            .filter(wave::Column::State.eq(WaveState::Open.as_str()))
            .exec(&transaction)
            .await?;
        if counted.rows_affected == 0 {
            return Err(IssuanceError::Closed);
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The wave of the invitation whose own code has this hash, spent or not.
    pub(crate) async fn wave_invited(&self, code_hash: &[u8]) -> Result<Option<Uuid>, IssuanceError> {
        let found = invitation::Entity::find_by_id(code_hash.to_vec()).one(self.connection()).await?;
        Ok(found.map(|row| row.wave_id))
    }
}

async fn insert_wave<C: ConnectionTrait>(
    connection: &C,
    programme: Uuid,
    position: i64,
    document: &WaveDocument,
) -> Result<Uuid, IssuanceError> {
    let id = Uuid::new_v4();
    let row = wave::ActiveModel {
        id: Set(id),
        programme_id: Set(programme),
        position: Set(position),
        state: Set(WaveState::Draft.as_str().to_owned()),
        document: Set(encode(document)?),
        manifest: Set(None),
        signing_key: Set(None),
        invited: Set(0),
        ledger_key: Set(None),
        links_replaced: Set(0),
    };
    wave::Entity::insert(row).exec_without_returning(connection).await?;
    Ok(id)
}

pub(crate) fn encode<T: Serialize>(document: &T) -> Result<String, IssuanceError> {
    serde_json::to_string(document).map_err(|_| IssuanceError::Corrupt("a document cannot be written"))
}

pub(crate) fn decode<T: DeserializeOwned>(text: &str) -> Result<T, IssuanceError> {
    serde_json::from_str(text).map_err(|_| IssuanceError::Corrupt("a stored document cannot be read"))
}
