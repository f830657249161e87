//! Letters in the issuance database: who gets them, which wait, and when reminders go out. No row says who was reminded.

mod addressee;
mod outbox;
mod reminder_link;
mod reminders;

use super::{IssuanceStore, ROWS_AN_INSERT, decode, encode, invitation};
use crate::IssuanceError;
use crate::reminders::{Reminders, Schedule};
use chorus_database::Company;
use chorus_mail::{BounceTag, Kind};
pub(super) use outbox::encrypt_again;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    TransactionTrait,
};
use uuid::Uuid;

/// Whom an invitation is mailed to, and the encrypted code that waits for it.
pub(crate) struct NewLetter {
    pub(crate) email: String,
    pub(crate) language: Option<String>,
    pub(crate) sealed_code: Vec<u8>,
}

/// A letter with the hash of its invitation's code.
pub(super) struct StoredLetter {
    pub(super) code_hash: Vec<u8>,
    pub(super) letter: NewLetter,
    /// Whether the person was invited before.
    pub(super) replaced: bool,
}

/// A link for a reminder: the code's hash, and the encrypted code.
pub(crate) struct NewReminder {
    pub(crate) invitation: Vec<u8>,
    pub(crate) code_hash: Vec<u8>,
    pub(crate) sealed_code: Vec<u8>,
}

/// A letter whose turn it is.
pub(crate) struct WaitingLetter {
    pub(crate) id: Uuid,
    pub(crate) wave: Uuid,
    pub(crate) kind: Kind,
    pub(crate) email: String,
    pub(crate) language: Option<String>,
    pub(crate) tag: BounceTag,
    pub(crate) sealed_code: Vec<u8>,
    /// Whether a token was given for the invitation, and nothing forbids to act on it.
    pub(crate) needless: bool,
    invitation: Vec<u8>,
}

impl WaitingLetter {
    /// The hash of its invitation's code.
    pub(crate) fn invitation(&self) -> &[u8] {
        &self.invitation
    }
}

/// Somebody whose letter failed.
pub(crate) struct Unreached {
    pub(crate) contact: String,
    pub(crate) email: String,
    pub(crate) language: Option<String>,
}

/// How many letters of a wave.
pub(crate) struct LetterCounts {
    pub(crate) addressed: u64,
    pub(crate) waiting: u64,
    pub(crate) failed: u64,
}

/// Stores whom these invitations are mailed to, each with its letter in the outbox.
pub(super) async fn insert<C: ConnectionTrait>(
    connection: &C,
    wave: Uuid,
    letters: Vec<StoredLetter>,
) -> Result<(), IssuanceError> {
    let mut addressees = Vec::with_capacity(letters.len());
    let mut waiting = Vec::with_capacity(letters.len());
    for StoredLetter { code_hash, letter, replaced } in letters {
        addressees.push(addressee::ActiveModel {
            code_hash: Set(code_hash.clone()),
            wave_id: Set(wave),
            email: Set(letter.email),
            language: Set(letter.language),
            bounce_tag: Set(BounceTag::generate().0.to_vec()),
            failed: Set(false),
            replaced: Set(replaced),
        });
        waiting.push(outbox_row(wave, code_hash, outbox::INVITATION, letter.sealed_code));
    }
    for chunk in addressees.chunks(ROWS_AN_INSERT) {
        addressee::Entity::insert_many(chunk.to_vec()).exec_without_returning(connection).await?;
    }
    insert_waiting(connection, &waiting).await
}

fn outbox_row(wave: Uuid, invitation: Vec<u8>, kind: &str, code: Vec<u8>) -> outbox::ActiveModel {
    outbox::ActiveModel {
        id: Set(Uuid::new_v4()),
        wave_id: Set(wave),
        invitation: Set(invitation),
        kind: Set(kind.to_owned()),
        code: Set(code),
    }
}

async fn insert_waiting<C: ConnectionTrait>(connection: &C, rows: &[outbox::ActiveModel]) -> Result<(), IssuanceError> {
    for chunk in rows.chunks(ROWS_AN_INSERT) {
        outbox::Entity::insert_many(chunk.to_vec()).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// Erases all that belongs to these invitations, whose links are replaced: letters that wait, and links of reminders.
pub(super) async fn forget<C: ConnectionTrait>(connection: &C, invitations: &[Vec<u8>]) -> Result<(), IssuanceError> {
    let these = || invitations.iter().cloned();
    addressee::Entity::delete_many().filter(addressee::Column::CodeHash.is_in(these())).exec(connection).await?;
    outbox::Entity::delete_many().filter(outbox::Column::Invitation.is_in(these())).exec(connection).await?;
    reminder_link::Entity::delete_many()
        .filter(reminder_link::Column::Invitation.is_in(these()))
        .exec(connection)
        .await?;
    Ok(())
}

/// Erases all of a wave that closes.
pub(super) async fn erase<C: ConnectionTrait>(connection: &C, wave: Uuid) -> Result<(), IssuanceError> {
    addressee::Entity::delete_many().filter(addressee::Column::WaveId.eq(wave)).exec(connection).await?;
    outbox::Entity::delete_many().filter(outbox::Column::WaveId.eq(wave)).exec(connection).await?;
    reminder_link::Entity::delete_many().filter(reminder_link::Column::WaveId.eq(wave)).exec(connection).await?;
    reminders::Entity::delete_by_id(wave).exec(connection).await?;
    Ok(())
}

/// The invitation that the link of a reminder leads to.
pub(super) async fn reminded<C: ConnectionTrait>(connection: &C, code_hash: &[u8]) -> Result<Option<Vec<u8>>, DbErr> {
    let link = reminder_link::Entity::find_by_id(code_hash.to_vec()).one(connection).await?;
    Ok(link.map(|link| link.invitation))
}

impl IssuanceStore {
    /// Letters that wait, by id, which is random: some of those after `after`.
    pub(crate) async fn waiting(&self, after: Uuid, limit: u64) -> Result<Vec<Uuid>, IssuanceError> {
        let query =
            outbox::Entity::find().select_only().column(outbox::Column::Id).filter(outbox::Column::Id.gt(after));
        let ids = query.order_by_asc(outbox::Column::Id).limit(limit).into_tuple().all(self.connection()).await?;
        Ok(ids)
    }

    /// A letter that still waits, as things stand now.
    pub(crate) async fn waiting_letter(&self, id: Uuid) -> Result<Option<WaitingLetter>, IssuanceError> {
        let transaction = self.connection().begin().await?;
        let Some(row) = outbox::Entity::find_by_id(id).one(&transaction).await? else {
            return Ok(None);
        };
        let missing = || IssuanceError::Corrupt("a letter is to nobody");
        let to = addressee::Entity::find_by_id(row.invitation.clone()).one(&transaction).await?.ok_or_else(missing)?;
        let invitation = invitation::Entity::find_by_id(row.invitation.clone()).one(&transaction).await?;
        let tag = to.bounce_tag.try_into().map_err(|_| IssuanceError::Corrupt("a letter's tag"))?;
        Ok(Some(WaitingLetter {
            id,
            wave: row.wave_id,
            kind: if row.kind == outbox::REMINDER { Kind::Reminder } else { Kind::Invitation },
            email: to.email,
            language: to.language,
            tag: BounceTag(tag),
            sealed_code: row.code,
            needless: invitation.ok_or_else(missing)?.request_hash.is_some() && !to.replaced,
            invitation: row.invitation,
        }))
    }

    /// Erases a letter that waits no more, and its code with it. Of an invitation it is noted whether it failed.
    pub(crate) async fn settle(&self, letter: WaitingLetter, failed: bool) -> Result<(), IssuanceError> {
        let transaction = self.connection().begin().await?;
        outbox::Entity::delete_by_id(letter.id).exec(&transaction).await?;
        if failed && letter.kind == Kind::Invitation {
            let row = addressee::Entity::update_many().col_expr(addressee::Column::Failed, Expr::value(true));
            row.filter(addressee::Column::CodeHash.eq(letter.invitation)).exec(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Notes that the letters with these tags failed. A tag that nobody has is passed over.
    pub(crate) async fn bounced(&self, tags: impl IntoIterator<Item = BounceTag>) -> Result<(), IssuanceError> {
        let tags = tags.into_iter().map(|tag| tag.0.to_vec());
        let row = addressee::Entity::update_many().col_expr(addressee::Column::Failed, Expr::value(true));
        row.filter(addressee::Column::BounceTag.is_in(tags)).exec(self.connection()).await?;
        Ok(())
    }

    /// How many letters of a wave there are. Reminders are not counted: how fast they go would tell how many are sent.
    pub(crate) async fn letter_counts(&self, wave: Uuid) -> Result<LetterCounts, IssuanceError> {
        let addressed = addressee::Entity::find().filter(addressee::Column::WaveId.eq(wave));
        let failed = addressed.clone().filter(addressee::Column::Failed.eq(true));
        let waiting = outbox::Entity::find()
            .filter(outbox::Column::WaveId.eq(wave))
            .filter(outbox::Column::Kind.eq(outbox::INVITATION));
        Ok(LetterCounts {
            addressed: addressed.count(self.connection()).await?,
            waiting: waiting.count(self.connection()).await?,
            failed: failed.count(self.connection()).await?,
        })
    }

    /// Whose invitations failed, by contact.
    pub(crate) async fn unreached(&self, wave: Uuid) -> Result<Vec<Unreached>, IssuanceError> {
        let transaction = self.connection().begin().await?;
        let failed = addressee::Entity::find()
            .filter(addressee::Column::WaveId.eq(wave))
            .filter(addressee::Column::Failed.eq(true))
            .all(&transaction)
            .await?;
        let mut invitations = invitation::by_code_hash(&transaction, wave).await?;
        let mut unreached = Vec::with_capacity(failed.len());
        for row in failed {
            let contact = invitations.remove(&row.code_hash).ok_or(IssuanceError::Corrupt("a letter is to nobody"))?;
            unreached.push(Unreached { contact, email: row.email, language: row.language });
        }
        unreached.sort_by(|a, b| a.contact.cmp(&b.contact));
        Ok(unreached)
    }

    /// Notes when a wave opened, once.
    pub(crate) async fn note_opened(&self, wave: Uuid, now: i64) -> Result<(), IssuanceError> {
        let row = reminders::ActiveModel {
            wave_id: Set(wave),
            opened_at: Set(Some(now)),
            schedule: Set(encode(&Schedule::default())?),
            rounds: Set(0),
        };
        let known = OnConflict::column(reminders::Column::WaveId).do_nothing().to_owned();
        reminders::Entity::insert(row).on_conflict(known).exec_without_returning(self.connection()).await?;
        reminders::Entity::update_many()
            .col_expr(reminders::Column::OpenedAt, Expr::value(now))
            .filter(reminders::Column::WaveId.eq(wave))
            .filter(reminders::Column::OpenedAt.is_null())
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// The schedule of a wave, and how far it is.
    pub(crate) async fn reminders(&self, wave: Uuid) -> Result<Reminders, IssuanceError> {
        let row = reminders::Entity::find_by_id(wave).one(self.connection()).await?;
        row.map_or_else(|| Ok(Reminders::default()), reminders_of)
    }

    /// The schedules of all waves that are open.
    pub(crate) async fn all_reminders(&self) -> Result<Vec<(Uuid, Reminders)>, IssuanceError> {
        let rows = reminders::Entity::find().filter(reminders::Column::OpenedAt.is_not_null());
        let rows = rows.all(self.connection()).await?;
        rows.into_iter().map(|row| Ok((row.wave_id, reminders_of(row)?))).collect()
    }

    /// Sets a wave's schedule. Refused if a round went out meanwhile.
    pub(crate) async fn set_schedule(
        &self,
        wave: Uuid,
        schedule: &Schedule,
        seen: &Reminders,
    ) -> Result<bool, IssuanceError> {
        let row = reminders::ActiveModel {
            wave_id: Set(wave),
            opened_at: Set(None),
            schedule: Set(encode(schedule)?),
            rounds: Set(0),
        };
        let known = OnConflict::column(reminders::Column::WaveId).do_nothing().to_owned();
        reminders::Entity::insert(row).on_conflict(known).exec_without_returning(self.connection()).await?;
        let set = reminders::Entity::update_many()
            .col_expr(reminders::Column::Schedule, Expr::value(encode(schedule)?))
            .filter(reminders::Column::WaveId.eq(wave))
            .filter(reminders::Column::Rounds.eq(seen.rounds as i64))
            .exec(self.connection())
            .await?;
        Ok(set.rows_affected == 1)
    }

    /// The invitations that a reminder is made for: all that were mailed and did not fail, whether spent or not. Whose first letter
    /// still waits needs no reminder.
    pub(crate) async fn to_remind(&self, wave: Uuid) -> Result<Vec<Vec<u8>>, IssuanceError> {
        let waiting = outbox::Entity::find().select_only().column(outbox::Column::Invitation);
        let waiting =
            waiting.filter(outbox::Column::WaveId.eq(wave)).filter(outbox::Column::Kind.eq(outbox::INVITATION));
        let reached = addressee::Entity::find().select_only().column(addressee::Column::CodeHash);
        let reached = reached
            .filter(addressee::Column::WaveId.eq(wave))
            .filter(addressee::Column::Failed.eq(false))
            .filter(addressee::Column::CodeHash.not_in_subquery(sea_orm::QueryTrait::into_query(waiting)));
        Ok(reached.into_tuple().all(self.connection()).await?)
    }

    /// Puts a round of reminders in the outbox, in place of what waits of an earlier one. Does nothing if it was done already, or if
    /// the wave has closed meanwhile.
    pub(crate) async fn begin_round(
        &self,
        wave: Uuid,
        seen: &Reminders,
        due: usize,
        letters: Vec<NewReminder>,
    ) -> Result<(), IssuanceError> {
        let transaction = self.database.begin(Company::Nobody).await?;
        let counted = reminders::Entity::update_many()
            .col_expr(reminders::Column::Rounds, Expr::value(due as i64))
            .filter(reminders::Column::WaveId.eq(wave))
            .filter(reminders::Column::Rounds.eq(seen.rounds as i64))
            .exec(&transaction)
            .await?;
        if counted.rows_affected == 0 {
            return Ok(());
        }
        outbox::Entity::delete_many()
            .filter(outbox::Column::WaveId.eq(wave))
            .filter(outbox::Column::Kind.eq(outbox::REMINDER))
            .exec(&transaction)
            .await?;
        // Those whose links were replaced meanwhile have a new letter.
        let present = invitation::by_code_hash(&transaction, wave).await?;
        let letters = letters.into_iter().filter(|letter| present.contains_key(&letter.invitation));
        let (mut links, mut waiting) = (Vec::new(), Vec::new());
        for letter in letters {
            links.push(reminder_link::ActiveModel {
                code_hash: Set(letter.code_hash),
                wave_id: Set(wave),
                invitation: Set(letter.invitation.clone()),
            });
            waiting.push(outbox_row(wave, letter.invitation, outbox::REMINDER, letter.sealed_code));
        }
        for chunk in links.chunks(ROWS_AN_INSERT) {
            reminder_link::Entity::insert_many(chunk.to_vec()).exec_without_returning(&transaction).await?;
        }
        insert_waiting(&transaction, &waiting).await?;
        transaction.commit().await?;
        Ok(())
    }
}

fn reminders_of(row: reminders::Model) -> Result<Reminders, IssuanceError> {
    let rounds = usize::try_from(row.rounds).map_err(|_| IssuanceError::Corrupt("a wave's reminders"))?;
    Ok(Reminders { opened_at: row.opened_at, schedule: decode(&row.schedule)?, rounds })
}
