//! Where findings lie: in the sealed room's database, one row for each programme.

use crate::{Access, Code, Findings, FindingsError};
use chorus_database::Database;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, TransactionTrait, sea_query::OnConflict};
use uuid::Uuid;

mod findings {
    //! The `findings` table.

    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "findings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub programme_id: Uuid,
        /// As JSON.
        pub document: String,
        /// SHA-256 of the link's code, while there is a link.
        pub code_hash: Option<Vec<u8>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What became of keeping findings.
pub struct Kept {
    /// The code of the link, if it is a new one: it cannot be had again.
    pub code: Option<Code>,
}

/// The findings of all programmes.
#[derive(Clone)]
pub struct AllFindings {
    database: Database,
}

impl AllFindings {
    /// In this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// Keeps findings, checked, in place of those that were there. Where a link leads to them it stays the same, unless a new one is
    /// asked for; then the old one leads nowhere.
    pub async fn keep(&self, programme: Uuid, checked: &Findings, new_link: bool) -> Result<Kept, FindingsError> {
        let transaction = self.database.connection().begin().await?;
        let before = findings::Entity::find_by_id(programme).one(&transaction).await?;
        let known = before.and_then(|row| row.code_hash);
        let (code, code_hash) = match (checked.access, known) {
            (Access::Link, Some(known)) if !new_link => (None, Some(known)),
            (Access::Link, _) => {
                let code = Code::generate();
                let hash = Code::hash(code.reveal());
                (Some(code), Some(hash))
            }
            _ => (None, None),
        };
        let row = findings::ActiveModel {
            programme_id: Set(programme),
            document: Set(serde_json::to_string(checked)?),
            code_hash: Set(code_hash),
        };
        let replaced = OnConflict::column(findings::Column::ProgrammeId)
            .update_columns([findings::Column::Document, findings::Column::CodeHash])
            .to_owned();
        findings::Entity::insert(row).on_conflict(replaced).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        Ok(Kept { code })
    }

    /// What an organiser wrote; the default where nothing was.
    pub async fn of(&self, programme: Uuid) -> Result<Findings, FindingsError> {
        match findings::Entity::find_by_id(programme).one(self.database.connection()).await? {
            Some(row) => Ok(serde_json::from_str(&row.document)?),
            None => Ok(Findings::default()),
        }
    }

    /// The findings, for whoever has this code or none.
    pub async fn shown(&self, programme: Uuid, code: Option<&str>) -> Result<Findings, FindingsError> {
        let row = findings::Entity::find_by_id(programme).one(self.database.connection()).await?;
        let row = row.ok_or(FindingsError::Nothing)?;
        let findings: Findings = serde_json::from_str(&row.document)?;
        let may = match (findings.access, code, row.code_hash) {
            (Access::Everybody, ..) => true,
            (Access::Link, Some(code), Some(hash)) => Code::fits(code, &hash),
            _ => false,
        };
        if may { Ok(findings) } else { Err(FindingsError::Nothing) }
    }
}
