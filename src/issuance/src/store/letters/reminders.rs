//! The `reminders` table: one row for each wave that is open, or that has a schedule.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reminders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub wave_id: Uuid,
    /// When the wave opened, in seconds of the Unix clock.
    pub opened_at: Option<i64>,
    /// A `Schedule` as JSON.
    pub schedule: String,
    /// How many of the schedule's days are done.
    pub rounds: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
