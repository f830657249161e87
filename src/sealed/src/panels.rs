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

/// The class of a row and its history, by the row's id: the attribute values that it keeps, and the class and history of the row
/// that it is linked with in the wave before, if it is.
type Classes = HashMap<Uuid, (String, Option<usize>)>;

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
        let mut report =
            PanelReport { earlier, k: k_of(&transaction, wave).await?, linked: 0, matched: None, smaller: 0 };
        let mut links = Vec::new();
        if let Some(earlier) = earlier {
            report.k = report.k.max(k_of(&transaction, earlier).await?);
            let sides = [Side::of(&transaction, earlier).await?, Side::of(&transaction, wave).await?];
            links = choose(&sides, candidates, &mut report);
        }
        let link = |(earlier_row, row): (Uuid, Uuid)| link::ActiveModel {
            wave_id: Set(wave),
            row_id: Set(row),
            earlier_row_id: Set(earlier_row),
        };
        let links: Vec<link::ActiveModel> = links.into_iter().map(link).collect();
        for chunk in links.chunks(LINKS_AN_INSERT) {
            link::Entity::insert_many(chunk.to_vec()).exec_without_returning(&transaction).await?;
        }
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let row = panel::ActiveModel {
            wave_id: Set(wave),
            earlier_wave_id: Set(report.earlier),
            k: Set(i64::from(report.k)),
            linked: Set(number(report.linked)),
            matched: Set(report.matched.map(number)),
            smaller: Set(number(report.smaller)),
        };
        panel::Entity::insert(row).exec_without_returning(&transaction).await?;
        Ok(transaction.commit().await?)
    }
}

/// The links that may be kept, and in the report what may be told of them.
fn choose(sides: &[Side; 2], candidates: &[(Uuid, Uuid)], report: &mut PanelReport) -> Vec<(Uuid, Uuid)> {
    let [earlier, later] = sides;
    let k = usize::from(report.k);
    let place = |(a, b): &(Uuid, Uuid)| Some((*earlier.places.get(a)?, *later.places.get(b)?));
    let offered: Vec<_> = candidates.iter().filter_map(place).collect();
    let kept = keep_links(&earlier.classes, &later.classes, &offered, k, &mut rand::rng());
    let rows = [earlier.rows.len(), later.rows.len()];
    report.linked = kept.len() as u64;
    report.matched = may_be_told(offered.len(), kept.len(), rows, k).then_some(offered.len() as u64);
    report.smaller = rows[0].min(rows[1]) as u64;
    kept.into_iter().filter_map(|(a, b)| Some((*earlier.rows.get(a)?, *later.rows.get(b)?))).collect()
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
    classes: Vec<(String, Option<usize>)>,
    places: HashMap<Uuid, usize>,
}

impl Side {
    async fn of(connection: &impl ConnectionTrait, wave: Uuid) -> Result<Self, SealedError> {
        let classes = classes(connection, wave).await?;
        let (rows, classes): (Vec<Uuid>, Vec<_>) = classes.into_iter().unzip();
        let places = rows.iter().enumerate().map(|(place, row)| (*row, place)).collect();
        Ok(Self { rows, classes, places })
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
        let mut numbers = BTreeMap::new();
        let mut number = |class| {
            let next = numbers.len();
            *numbers.entry(class).or_insert(next)
        };
        let links = link::Entity::find().filter(link::Column::WaveId.eq(wave)).all(connection).await?;
        let history: HashMap<Uuid, usize> =
            links.iter().filter_map(|link| Some((link.row_id, number(known.get(&link.earlier_row_id)?)))).collect();
        let query = sealed_row::Entity::find().select_only();
        let query = query.column(sealed_row::Column::Id).column(sealed_row::Column::Attributes);
        let query = query.filter(sealed_row::Column::WaveId.eq(wave));
        let rows: Vec<(Uuid, String)> = query.into_tuple().all(connection).await?;
        known = rows.into_iter().map(|(row, values)| (row, (values, history.get(&row).copied()))).collect();
    }
    Ok(known)
}

async fn report(connection: &impl ConnectionTrait, wave: Uuid) -> Result<Option<PanelReport>, SealedError> {
    let row = panel::Entity::find_by_id(wave).one(connection).await?;
    row.map(PanelReport::try_from).transpose()
}

/// The k of a wave, and of those that it hangs together with.
async fn k_of(connection: &impl ConnectionTrait, wave: Uuid) -> Result<u16, SealedError> {
    let of_chain = report(connection, wave).await?.map_or(0, |report| report.k);
    Ok(terms(connection, wave).await?.manifest.k.max(of_chain))
}

async fn terms(connection: &impl ConnectionTrait, id: Uuid) -> Result<PublishedWave, SealedError> {
    let row = wave::Entity::find_by_id(id).one(connection).await?.ok_or(SealedError::UnknownWave)?;
    serde_json::from_str(&row.published).map_err(|_| SealedError::Corrupt("a published wave"))
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
