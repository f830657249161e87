//! Linking the rows of two waves. What is offered is not what is kept: the seal decides, and so every group that links make has
//! at least k rows. It knows no pseudonym.

use crate::SealedError;
use crate::store::{link, panel, sealed_row, wave};
use chorus_database::Database;
use chorus_questionnaire::PublishedWave;
use chorus_seal::keep_links;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, TransactionTrait};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// How many links go into one INSERT: SQLite takes 32,766 parameters.
const LINKS_AN_INSERT: usize = 5_000;

/// What became of linking a wave with the one before it. Every number speaks of at least k people, or is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PanelReport {
    /// The wave that it was linked with; none if it is the first of its panel.
    pub earlier: Option<Uuid>,
    /// The k that the links keep to: the greatest of the waves that hang together.
    pub k: u16,
    /// How many links were kept.
    pub linked: u64,
    /// How many respondents gave the same pseudonym in both waves, if that may be told.
    pub matched: Option<u64>,
    /// How many responses the smaller of the two waves has.
    pub smaller: u64,
}

/// The handle that links waves. It reads classes, and no answer.
#[derive(Clone)]
pub struct Panels {
    database: Database,
}

/// The class of a row, by the row's id. Where the row's wave is linked with one before it, the class is finer: it tells apart
/// rows that are linked with different classes there.
type Classes = HashMap<Uuid, usize>;

impl Panels {
    pub(crate) fn new(database: Database) -> Self {
        Self { database }
    }

    /// What became of linking this wave, if that is done.
    pub async fn report(&self, wave: Uuid) -> Result<Option<PanelReport>, SealedError> {
        report(self.database.connection(), wave).await
    }

    /// The wave of this programme that was the last to go through [`link`](Self::link).
    pub async fn last(&self, programme: Uuid) -> Result<Option<Uuid>, SealedError> {
        let rows = panel::Entity::find().all(self.database.connection()).await?;
        for row in &rows {
            let followed = rows.iter().any(|other| other.earlier_wave_id == Some(row.wave_id));
            if !followed && terms(self.database.connection(), row.wave_id).await?.manifest.programme.id == programme {
                return Ok(Some(row.wave_id));
            }
        }
        Ok(None)
    }

    /// Links a wave whose rows are all here with an earlier one, as far as the seal allows: each candidate is a row of the earlier
    /// wave and a row of this one. Links and report are written together. A wave that has a report already stays as it is.
    pub async fn link(
        &self,
        wave: Uuid,
        earlier: Option<Uuid>,
        candidates: &[(Uuid, Uuid)],
    ) -> Result<(), SealedError> {
        let transaction = self.database.connection().begin().await?;
        if report(&transaction, wave).await?.is_some() {
            return Ok(());
        }
        let mut k = terms(&transaction, wave).await?.manifest.k;
        let (mut kept, mut matched, mut smaller) = (Vec::new(), None, 0);
        if let Some(earlier) = earlier {
            k = k.max(terms(&transaction, earlier).await?.manifest.k);
            k = k.max(report(&transaction, earlier).await?.map_or(0, |report| report.k));
            let sides =
                [Side::new(classes(&transaction, earlier).await?), Side::new(classes(&transaction, wave).await?)];
            let place = |(a, b): &(Uuid, Uuid)| Some((*sides[0].places.get(a)?, *sides[1].places.get(b)?));
            let offered: Vec<_> = candidates.iter().filter_map(place).collect();
            let links = keep_links(&sides[0].classes, &sides[1].classes, &offered, usize::from(k), &mut rand::rng());
            let rows = [sides[0].rows.len(), sides[1].rows.len()];
            matched = may_be_told(offered.len(), links.len(), rows, usize::from(k)).then_some(offered.len());
            smaller = rows[0].min(rows[1]);
            let active = |(a, b): (usize, usize)| {
                Some(link::ActiveModel {
                    wave_id: Set(wave),
                    row_id: Set(*sides[1].rows.get(b)?),
                    earlier_row_id: Set(*sides[0].rows.get(a)?),
                })
            };
            kept = links.into_iter().filter_map(active).collect();
        }
        for chunk in kept.chunks(LINKS_AN_INSERT) {
            link::Entity::insert_many(chunk.to_vec()).exec_without_returning(&transaction).await?;
        }
        let row = panel::ActiveModel {
            wave_id: Set(wave),
            earlier_wave_id: Set(earlier),
            k: Set(i64::from(k)),
            linked: Set(number(kept.len())),
            matched: Set(matched.map(number)),
            smaller: Set(number(smaller)),
        };
        panel::Entity::insert(row).exec_without_returning(&transaction).await?;
        Ok(transaction.commit().await?)
    }
}

/// Whether the number of matches may be told: it, what of it was dropped and what of each wave had no match must each be nobody or
/// at least k, or somebody could be found by subtracting.
fn may_be_told(matched: usize, linked: usize, rows: [usize; 2], k: usize) -> bool {
    let groups = [matched.saturating_sub(linked), rows[0].saturating_sub(matched), rows[1].saturating_sub(matched)];
    matched >= k && groups.iter().all(|group| *group == 0 || *group >= k)
}

/// The rows of a wave with their classes, and where each row is.
struct Side {
    rows: Vec<Uuid>,
    classes: Vec<usize>,
    places: HashMap<Uuid, usize>,
}

impl Side {
    fn new(classes: Classes) -> Self {
        let (rows, classes): (Vec<Uuid>, Vec<usize>) = classes.into_iter().unzip();
        let places = rows.iter().enumerate().map(|(place, row)| (*row, place)).collect();
        Self { rows, classes, places }
    }
}

/// The classes of a wave. They follow the chain of links back to its first wave.
async fn classes(connection: &impl ConnectionTrait, wave: Uuid) -> Result<Classes, SealedError> {
    let mut chain = vec![wave];
    let mut at = wave;
    while let Some(earlier) = report(connection, at).await?.and_then(|report| report.earlier) {
        chain.push(earlier);
        at = earlier;
    }
    let mut known = Classes::new();
    for wave in chain.into_iter().rev() {
        let links = link::Entity::find().filter(link::Column::WaveId.eq(wave)).all(connection).await?;
        let linked: HashMap<Uuid, usize> =
            links.iter().filter_map(|link| Some((link.row_id, *known.get(&link.earlier_row_id)?))).collect();
        let query = sealed_row::Entity::find().select_only();
        let query = query.column(sealed_row::Column::Id).column(sealed_row::Column::Attributes);
        let query = query.filter(sealed_row::Column::WaveId.eq(wave));
        let rows: Vec<(Uuid, String)> = query.into_tuple().all(connection).await?;
        let mut numbers = BTreeMap::new();
        let mut class = |(row, attributes): (Uuid, String)| {
            let next = numbers.len();
            (row, *numbers.entry((attributes, linked.get(&row).copied())).or_insert(next))
        };
        known = rows.into_iter().map(&mut class).collect();
    }
    Ok(known)
}

async fn report(connection: &impl ConnectionTrait, wave: Uuid) -> Result<Option<PanelReport>, SealedError> {
    let row = panel::Entity::find_by_id(wave).one(connection).await?;
    row.map(PanelReport::try_from).transpose()
}

async fn terms(connection: &impl ConnectionTrait, id: Uuid) -> Result<PublishedWave, SealedError> {
    let row = wave::Entity::find_by_id(id).one(connection).await?.ok_or(SealedError::UnknownWave)?;
    serde_json::from_str(&row.published).map_err(|_| SealedError::Corrupt("a published wave"))
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl TryFrom<panel::Model> for PanelReport {
    type Error = SealedError;

    fn try_from(row: panel::Model) -> Result<Self, SealedError> {
        let damaged = |_| SealedError::Corrupt("a panel's report");
        Ok(Self {
            earlier: row.earlier_wave_id,
            k: u16::try_from(row.k).map_err(damaged)?,
            linked: u64::try_from(row.linked).map_err(damaged)?,
            matched: row.matched.map(u64::try_from).transpose().map_err(damaged)?,
            smaller: u64::try_from(row.smaller).map_err(damaged)?,
        })
    }
}
