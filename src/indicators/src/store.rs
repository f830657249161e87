//! Where aggregates lie: in the sealed room's database, one row for each series of a programme, replaced whole.

use crate::{Delivery, Headcounts, IndicatorError, Monthly, Series};
use chorus_database::Database;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

mod aggregate {
    //! The `aggregate` table.

    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "aggregate")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub programme_id: Uuid,
        /// A series' name, `headcounts` or `delivery`.
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        /// What is kept of it, as JSON: nothing that is withheld.
        pub document: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

const HEADCOUNTS: &str = "headcounts";
const DELIVERY: &str = "delivery";

/// The handle on aggregates. Whoever reads says the k of the programme as it is now: it may have grown since a file came.
#[derive(Clone)]
pub struct Indicators {
    database: Database,
}

impl Indicators {
    /// In this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// Keeps a series in place of what was there.
    pub async fn keep_series(&self, programme: Uuid, series: Series, monthly: &Monthly) -> Result<(), IndicatorError> {
        self.keep(programme, series.name(), monthly).await
    }

    /// A series.
    pub async fn series(&self, programme: Uuid, series: Series, k: u16) -> Result<Monthly, IndicatorError> {
        Ok(self.read::<Monthly>(programme, series.name()).await?.guarded(k))
    }

    /// All series of a programme, in the order of [`Series::ALL`].
    pub async fn all_series(&self, programme: Uuid, k: u16) -> Result<Vec<(Series, Monthly)>, IndicatorError> {
        let rows = aggregate::Entity::find().filter(aggregate::Column::ProgrammeId.eq(programme));
        let rows = rows.all(self.database.connection()).await?;
        let mut found = Vec::new();
        for series in Series::ALL {
            if let Some(row) = rows.iter().find(|row| row.name == series.name()) {
                found.push((series, serde_json::from_str::<Monthly>(&row.document)?.guarded(k)));
            }
        }
        Ok(found)
    }

    /// Keeps headcounts in place of those that were there.
    pub async fn keep_headcounts(&self, programme: Uuid, headcounts: &Headcounts) -> Result<(), IndicatorError> {
        self.keep(programme, HEADCOUNTS, headcounts).await
    }

    /// The headcounts.
    pub async fn headcounts(&self, programme: Uuid, k: u16) -> Result<Headcounts, IndicatorError> {
        Ok(self.read::<Headcounts>(programme, HEADCOUNTS).await?.guarded(k))
    }

    /// Keeps sessions in place of those that were there.
    pub async fn keep_delivery(&self, programme: Uuid, delivery: &Delivery) -> Result<(), IndicatorError> {
        self.keep(programme, DELIVERY, delivery).await
    }

    /// The sessions.
    pub async fn delivery(&self, programme: Uuid, k: u16) -> Result<Delivery, IndicatorError> {
        Ok(self.read::<Delivery>(programme, DELIVERY).await?.guarded(k))
    }

    async fn keep<T: Serialize>(&self, programme: Uuid, name: &str, document: &T) -> Result<(), IndicatorError> {
        let row = aggregate::ActiveModel {
            programme_id: Set(programme),
            name: Set(name.to_owned()),
            document: Set(serde_json::to_string(document)?),
        };
        let replaced = OnConflict::columns([aggregate::Column::ProgrammeId, aggregate::Column::Name])
            .update_column(aggregate::Column::Document)
            .to_owned();
        aggregate::Entity::insert(row).on_conflict(replaced).exec_without_returning(self.database.connection()).await?;
        Ok(())
    }

    async fn read<T: DeserializeOwned>(&self, programme: Uuid, name: &str) -> Result<T, IndicatorError> {
        let row = aggregate::Entity::find_by_id((programme, name.to_owned()));
        let row = row.one(self.database.connection()).await?.ok_or(IndicatorError::Nothing)?;
        Ok(serde_json::from_str(&row.document)?)
    }
}
