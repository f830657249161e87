//! The `wave_combination` table: how many of those invited a roster named each combination of groups for. Headcounts, and nothing of
//! one person.

use super::{ROWS_AN_INSERT, decode, encode};
use crate::IssuanceError;
use chorus_questionnaire::Choices;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, OnConflict};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "wave_combination")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub wave_id: Uuid,
    /// Value by attribute or level, as JSON with sorted keys.
    #[sea_orm(primary_key, auto_increment = false)]
    pub combination: String,
    pub people: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Adds these people to the headcounts of a wave.
pub(super) async fn add<C: ConnectionTrait>(
    connection: &C,
    wave: Uuid,
    people: BTreeMap<Choices, i64>,
) -> Result<(), IssuanceError> {
    let mut rows = Vec::with_capacity(people.len());
    for (combination, people) in people {
        rows.push(ActiveModel { wave_id: Set(wave), combination: Set(encode(&combination)?), people: Set(people) });
    }
    let sum = Expr::col((Entity, Column::People)).add(Expr::col((Alias::new("excluded"), Column::People)));
    let known = OnConflict::columns([Column::WaveId, Column::Combination]).value(Column::People, sum).to_owned();
    for chunk in rows.chunks(ROWS_AN_INSERT) {
        Entity::insert_many(chunk.to_vec()).on_conflict(known.clone()).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// The headcounts of a wave.
pub(super) async fn of_wave<C: ConnectionTrait>(
    connection: &C,
    wave: Uuid,
) -> Result<Vec<(Choices, u64)>, IssuanceError> {
    let rows = Entity::find().filter(Column::WaveId.eq(wave)).all(connection).await?;
    rows.into_iter().map(|row| Ok((decode(&row.combination)?, u64::try_from(row.people).unwrap_or_default()))).collect()
}

/// Erases those of a wave that closes.
pub(super) async fn erase<C: ConnectionTrait>(connection: &C, wave: Uuid) -> Result<(), IssuanceError> {
    Entity::delete_many().filter(Column::WaveId.eq(wave)).exec(connection).await?;
    Ok(())
}
