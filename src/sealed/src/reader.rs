//! Reading the sealed table: whole waves, never single rows by what they hold.

use crate::store::{link, panel, sealed_row, sealed_term, wave};
use crate::{PanelReport, SealedError};
use chorus_database::Database;
use chorus_questionnaire::{Choices, PublishedWave, WaveState};
use futures_util::stream::{Stream, TryChunksError, TryStreamExt as _};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use std::pin::Pin;
use uuid::Uuid;

/// How many rows are read at once.
const ROWS_A_CHUNK: usize = 4_096;

/// One sealed row: its class, and what was answered.
pub struct SealedRow {
    /// Value by attribute; a withheld value is absent.
    pub attributes: Choices,
    /// Category by variable.
    pub answers: Choices,
}

/// How many people of a class used a term in a comment: at least k.
pub struct SealedTerm {
    /// The class: value by attribute; a withheld value is absent.
    pub attributes: Choices,
    /// Code of the comment.
    pub item: String,
    /// The term.
    pub term: String,
    /// The people.
    pub people: u64,
}

/// Links between the rows of two waves.
pub struct RowPairs {
    /// The places of the earlier row and of the later one.
    pub links: Vec<(u32, u32)>,
    /// The k that they keep to.
    pub k: u16,
}

/// A published wave and where it stands.
#[derive(Debug, Clone)]
pub struct PublishedState {
    /// Open or closed.
    pub state: WaveState,
    /// Its public terms.
    pub published: PublishedWave,
}

/// The rows of a wave, some at a time.
pub struct RowChunks<'a>(Option<Chunks<'a>>);

type Chunks<'a> =
    Pin<Box<dyn Stream<Item = Result<Vec<sealed_row::Model>, TryChunksError<sealed_row::Model, DbErr>>> + Send + 'a>>;

impl RowChunks<'_> {
    /// The next of them, until there are no more.
    pub async fn next(&mut self) -> Result<Option<StoredRows>, SealedError> {
        match &mut self.0 {
            None => Ok(None),
            Some(chunks) => Ok(chunks.try_next().await.map_err(|TryChunksError(_, error)| error)?.map(StoredRows)),
        }
    }
}

/// Rows as they are stored.
pub struct StoredRows(Vec<sealed_row::Model>);

impl StoredRows {
    /// Reads what they hold. Of many this takes a while.
    pub fn read(self) -> Result<Vec<SealedRow>, SealedError> {
        let read = |row: sealed_row::Model| {
            let attributes = serde_json::from_str(&row.attributes)?;
            Ok(SealedRow { attributes, answers: serde_json::from_str(&row.answers)? })
        };
        let rows: Result<_, serde_json::Error> = self.0.into_iter().map(read).collect();
        rows.map_err(|_| SealedError::Corrupt("a sealed row"))
    }
}

/// The evaluators' handle: it reads, and only here.
#[derive(Clone)]
pub struct SealedReader {
    database: Database,
}

impl SealedReader {
    pub(crate) fn new(database: Database) -> Self {
        Self { database }
    }

    /// All waves that have opened.
    pub async fn waves(&self) -> Result<Vec<PublishedState>, SealedError> {
        let rows = wave::Entity::find().all(self.database.connection()).await?;
        rows.into_iter().map(PublishedState::try_from).collect()
    }

    /// One wave.
    pub async fn wave(&self, id: Uuid) -> Result<PublishedState, SealedError> {
        let row = wave::Entity::find_by_id(id).one(self.database.connection()).await?;
        row.ok_or(SealedError::UnknownWave)?.try_into()
    }

    /// What became of linking a wave with the one before it; nothing while it is open, or if it has no panel.
    pub async fn panel(&self, wave: Uuid) -> Result<Option<PanelReport>, SealedError> {
        let row = panel::Entity::find_by_id(wave).one(self.database.connection()).await?;
        row.map(PanelReport::try_from).transpose()
    }

    /// The links between two waves of a panel, as the places of the earlier row and of the later one among [`rows`](Self::rows), and
    /// the k that they keep to. Over waves in between they are joined: a row that is linked with one that is linked. `None` if the
    /// later wave's chain does not reach the earlier one.
    pub async fn pairs(&self, earlier: Uuid, later: Uuid) -> Result<Option<RowPairs>, SealedError> {
        let Some(report) = self.panel(later).await? else { return Ok(None) };
        let (mut at, mut next) = (later, report.earlier);
        // For each row of the wave reached, the row of the later wave that it hangs together with.
        let mut reached: HashMap<Uuid, Uuid> = HashMap::new();
        while let Some(before) = next {
            let links = link::Entity::find().filter(link::Column::WaveId.eq(at));
            let links = links.all(self.database.connection()).await?.into_iter();
            let hangs = |row: Uuid| if at == later { Some(row) } else { reached.get(&row).copied() };
            reached = links.filter_map(|link| Some((link.earlier_row_id, hangs(link.row_id)?))).collect();
            if before == earlier {
                let places = self.places(later).await?;
                let place = |(place, row): (u32, &Uuid)| Some((place, *places.get(reached.get(row)?)?));
                let rows = self.row_ids(earlier).await?;
                let links = (0..).zip(&rows).filter_map(place).collect();
                return Ok(Some(RowPairs { links, k: report.k }));
            }
            at = before;
            next = self.panel(before).await?.and_then(|report| report.earlier);
        }
        Ok(None)
    }

    /// The ids of a wave's rows in the order of [`rows`](Self::rows).
    async fn row_ids(&self, wave: Uuid) -> Result<Vec<Uuid>, SealedError> {
        let query = sealed_row::Entity::find().select_only().column(sealed_row::Column::Id);
        let query = query.filter(sealed_row::Column::WaveId.eq(wave)).order_by_asc(sealed_row::Column::Id);
        Ok(query.into_tuple().all(self.database.connection()).await?)
    }

    async fn places(&self, wave: Uuid) -> Result<HashMap<Uuid, u32>, SealedError> {
        Ok(self.row_ids(wave).await?.into_iter().zip(0..).collect())
    }

    /// All sealed rows of a wave, in the order of their random ids, some at a time: all of one moment, so that no batch is seen in part.
    /// Of a wave with a panel none before it is closed: who saw each batch by itself, and afterwards what the linked of all batches
    /// said, could subtract one from the other.
    pub async fn rows(&self, wave: Uuid) -> Result<RowChunks<'_>, SealedError> {
        if self.waits(wave).await? {
            return Ok(RowChunks(None));
        }
        let query = sealed_row::Entity::find().filter(sealed_row::Column::WaveId.eq(wave));
        let query = query.order_by_asc(sealed_row::Column::Id);
        let rows = query.stream(self.database.connection()).await?;
        Ok(RowChunks(Some(Box::pin(rows.try_chunks(ROWS_A_CHUNK)))))
    }

    /// How many rows of a wave [`rows`](Self::rows) gives. For whoever reads them: it can be below k, and must not be shown.
    pub async fn size(&self, wave: Uuid) -> Result<u64, SealedError> {
        if self.waits(wave).await? {
            return Ok(0);
        }
        let query = sealed_row::Entity::find().filter(sealed_row::Column::WaveId.eq(wave));
        Ok(query.count(self.database.connection()).await?)
    }

    /// All terms of a wave's comments, by class. Of a wave with a panel none before it is closed.
    pub async fn terms(&self, wave: Uuid) -> Result<Vec<SealedTerm>, SealedError> {
        if self.waits(wave).await? {
            return Ok(Vec::new());
        }
        let query = sealed_term::Entity::find().filter(sealed_term::Column::WaveId.eq(wave));
        let terms = query.order_by_asc(sealed_term::Column::Id).all(self.database.connection()).await?;
        let damaged = || SealedError::Corrupt("a sealed term");
        let read = |row: sealed_term::Model| {
            let attributes = serde_json::from_str(&row.attributes).map_err(|_| damaged())?;
            let people = u64::try_from(row.people).map_err(|_| damaged())?;
            Ok(SealedTerm { attributes, item: row.item, term: row.term, people })
        };
        terms.into_iter().map(read).collect()
    }

    /// Whether nothing may be told of a wave yet.
    async fn waits(&self, wave: Uuid) -> Result<bool, SealedError> {
        let PublishedState { state, published } = self.wave(wave).await?;
        Ok(published.manifest.panel && state != WaveState::Closed)
    }
}

impl TryFrom<wave::Model> for PublishedState {
    type Error = SealedError;

    fn try_from(row: wave::Model) -> Result<Self, SealedError> {
        let state = WaveState::parse(&row.state).ok_or(SealedError::Corrupt("a wave's state"))?;
        let published = serde_json::from_str(&row.published).map_err(|_| SealedError::Corrupt("a published wave"))?;
        Ok(Self { state, published })
    }
}
