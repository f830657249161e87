//! The schema of each database, one module and one migrator a database.
//!
//! A table here must never gain a column for a time, an address, a sequence or anything else that could join a person to an
//! answer. Every key is random or a hash. In SQLite every table is `WITHOUT ROWID`: a rowid would number the rows in the order
//! in which they came. In PostgreSQL a table that respondents cause rows of has no foreign key: checking one would lock the
//! row that it points to, and the lock's mark would stay there and tell who was last.
//!
//! This crate knows no entities: a migration that has run must mean the same for ever.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

mod accounts;
mod collection;
mod issuance;
mod sealed;

/// Staff accounts, their keys, and what they asked for.
pub struct Accounts;
/// Programmes, waves, invitations, headcounts of groups, letters, signing keys.
pub struct Issuance;
/// Open waves, spent tokens and the signed heads of their lists, the inbox, the pseudonyms of panels.
pub struct Collection;
/// In SQLite, the file of the tokens that were spent a while ago. In PostgreSQL they are a table of collection.
pub struct Settled;
/// The sealed table, the links between its waves, and aggregates from elsewhere.
pub struct Sealed;

macro_rules! migrator {
    ($migrator:ty, $($migration:path),+) => {
        #[async_trait::async_trait]
        impl MigratorTrait for $migrator {
            fn migrations() -> Vec<Box<dyn MigrationTrait>> {
                vec![$(Box::new($migration)),+]
            }
        }
    };
}

migrator!(Accounts, accounts::First, accounts::Staff, accounts::SecondFactor);
migrator!(Issuance, issuance::First, issuance::Ledger, issuance::Letters, issuance::Combinations, issuance::CodeKey);
migrator!(
    Collection,
    collection::First,
    collection::Panels,
    collection::Ledger,
    collection::Redemptions,
    collection::SettledTokens
);
migrator!(Settled, collection::Settled);
migrator!(Sealed, sealed::First, sealed::Panels, sealed::Terms, sealed::Aggregates, sealed::Findings);

/// One migration written in SQL: its type, its name, and the statements that go forward in each kind of database.
macro_rules! sql_migration {
    ($type:ident, $name:literal, sqlite: [$($sqlite:literal),+ $(,)?], postgres: [$($postgres:literal),* $(,)?] $(,)?) => {
        pub(crate) struct $type;

        impl sea_orm_migration::prelude::MigrationName for $type {
            fn name(&self) -> &str {
                $name
            }
        }

        #[async_trait::async_trait]
        impl sea_orm_migration::prelude::MigrationTrait for $type {
            async fn up(
                &self,
                manager: &sea_orm_migration::prelude::SchemaManager,
            ) -> Result<(), sea_orm_migration::prelude::DbErr> {
                $crate::run(manager, &[$($sqlite),+], &[$($postgres),*]).await
            }

            /// SQLite does not put migrations in a transaction by itself; a half-made schema would be worse than none.
            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }
        }
    };
}
use sql_migration;

/// Runs the statements that are meant for this kind of database.
async fn run(manager: &SchemaManager<'_>, sqlite: &[&str], postgres: &[&str]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let statements = match connection.get_database_backend() {
        DbBackend::Sqlite => sqlite,
        DbBackend::Postgres => postgres,
        other => return Err(DbErr::Migration(format!("there is no schema for {other:?}"))),
    };
    for statement in statements {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}
