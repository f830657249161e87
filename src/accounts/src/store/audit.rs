//! The `audit` table: what staff asked for, in the order in which they did. It only grows. Each row's hash is over the row and the hash
//! before it, so that whoever takes one out or changes one must write all later ones anew, and the last hash will differ.

use super::{Accounts, now};
use crate::AccountError;
use chorus_database::Company;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Seconds since 1970.
    pub at: i64,
    pub account: String,
    pub method: String,
    pub path: String,
    pub refused: bool,
    pub hash: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Something that staff asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = AuditEntry)]
pub struct Entry {
    /// Its number, from 1.
    pub number: i64,
    /// When, in seconds since 1970.
    pub at: i64,
    /// Whose account.
    pub account: String,
    /// `GET`, `POST`, …
    pub method: String,
    /// What of the API, with what was asked for.
    pub path: String,
    /// Whether the account lacked the role for it.
    pub refused: bool,
}

/// How often a number that another node took meanwhile is drawn anew.
const TRIES: usize = 20;
/// How many rows are read at once when the log is verified.
const PAGE: u64 = 1_000;

impl Accounts {
    /// Writes down what an account wants to know. The same again within a minute is the same entry.
    pub(crate) async fn note_question(&self, account: &str, path: &str) -> Result<(), AccountError> {
        let at = now();
        if !self.recent.is_written(account, path, at) {
            self.note(account, "GET", path, false).await?;
            self.recent.written(account, path, at);
        }
        Ok(())
    }

    /// Writes down what an account asks for.
    pub(crate) async fn note(
        &self,
        account: &str,
        method: &str,
        path: &str,
        refused: bool,
    ) -> Result<(), AccountError> {
        let _turn = self.audit.lock().await;
        for _ in 0..TRIES {
            let entry = Entry {
                number: 0,
                at: now(),
                account: account.to_owned(),
                method: method.to_owned(),
                // PostgreSQL takes no text with a zero in it.
                path: path.replace('\0', "%00"),
                refused,
            };
            if self.append(entry).await.is_ok() {
                return Ok(());
            }
        }
        Err(AccountError::Audit)
    }

    async fn append(&self, mut entry: Entry) -> Result<(), AccountError> {
        let transaction = self.database.begin(Company::Nobody).await?;
        let last = Entity::find().order_by_desc(Column::Number).one(&transaction).await?;
        entry.number = last.as_ref().map_or(0, |row| row.number) + 1;
        let hash = entry.hash(last.as_ref().map_or(&[], |row| &row.hash[..]));
        let row = ActiveModel {
            number: Set(entry.number),
            at: Set(entry.at),
            account: Set(entry.account),
            method: Set(entry.method),
            path: Set(entry.path),
            refused: Set(entry.refused),
            hash: Set(hash),
        };
        Entity::insert(row).exec_without_returning(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// What was asked for before this number, the newest first, at most so many.
    pub async fn audit(&self, before: Option<i64>, most: u64) -> Result<Vec<Entry>, AccountError> {
        let mut rows = Entity::find().order_by_desc(Column::Number).limit(most);
        if let Some(before) = before {
            rows = rows.filter(Column::Number.lt(before));
        }
        Ok(rows.all(self.database.connection()).await?.into_iter().map(Entry::from).collect())
    }

    /// Reads the whole log and checks that nothing is missing or changed: the number of rows, and the last hash; or the number of the
    /// first row that does not follow from the one before it.
    pub async fn verify_audit(&self) -> Result<Result<(i64, Vec<u8>), i64>, AccountError> {
        let (mut number, mut hash) = (0, Vec::new());
        loop {
            let rows = Entity::find().filter(Column::Number.gt(number)).order_by_asc(Column::Number).limit(PAGE);
            let rows = rows.all(self.database.connection()).await?;
            if rows.is_empty() {
                return Ok(Ok((number, hash)));
            }
            for row in rows {
                let (stored, expected) = (row.hash.clone(), number + 1);
                let entry = Entry::from(row);
                if entry.number != expected || entry.hash(&hash) != stored {
                    return Ok(Err(expected));
                }
                (number, hash) = (expected, stored);
            }
        }
    }
}

impl Entry {
    /// Over all its parts, each with its length, and the hash before it.
    fn hash(&self, before: &[u8]) -> Vec<u8> {
        let mut hasher = Sha256::new();
        let (number, at, refused) = (self.number.to_be_bytes(), self.at.to_be_bytes(), [u8::from(self.refused)]);
        let texts = [self.account.as_bytes(), self.method.as_bytes(), self.path.as_bytes()];
        for part in [before, &number, &at, &refused].into_iter().chain(texts) {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        hasher.finalize().to_vec()
    }
}

impl From<Model> for Entry {
    fn from(row: Model) -> Self {
        let Model { number, at, account, method, path, refused, .. } = row;
        Self { number, at, account, method, path, refused }
    }
}
