//! Waves as tables, kept in memory while they are asked for. A closed wave never changes, so that its table, and what was answered from
//! it, stand for good; that of an open one stands until another batch is sealed. It knows aggregates and sealed rows, and nobody.

use crate::EvaluatorError;
use crate::formats::Format;
use actix_web::web::{self, Bytes};
use chorus_evidence::SealedTable;
use chorus_questionnaire::{Manifest, WaveState};
use chorus_sealed::{PublishedState, SealedReader};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::ops::Deref;
use std::sync::Arc;
use tokio::sync::Mutex;
use uuid::Uuid;

/// How many bytes of tables are kept; a larger table is read anew each time.
const TABLES: u64 = 24 << 20;
/// How many bytes of answers are kept.
const ANSWERS: u64 = 4 << 20;

/// A wave's terms and what is sealed of it.
pub(crate) struct Kept {
    pub(crate) state: PublishedState,
    pub(crate) table: SealedTable,
    /// How many rows there were when it was read.
    rows: u64,
}

impl Kept {
    pub(crate) fn manifest(&self) -> &Manifest {
        &self.state.published.manifest
    }
}

/// A question as it was asked: the wave, the format, and the query as it was written.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    pub(crate) wave: Uuid,
    pub(crate) format: Format,
    pub(crate) query: String,
}

/// What evaluators ask.
#[derive(Clone)]
pub struct SealedTables {
    reader: SealedReader,
    kept: Arc<Cache<Uuid, Arc<Kept>, Bytewise>>,
    answers: Arc<Cache<Question, Bytes, Bytewise>>,
    /// One wave is read at a time, however many ask: a large one fills the memory.
    reading: Arc<Mutex<()>>,
}

impl Deref for SealedTables {
    type Target = SealedReader;

    fn deref(&self) -> &SealedReader {
        &self.reader
    }
}

#[derive(Clone)]
struct Bytewise;

impl Weighter<Uuid, Arc<Kept>> for Bytewise {
    fn weight(&self, _: &Uuid, kept: &Arc<Kept>) -> u64 {
        // The terms and the questionnaire, roughly.
        kept.table.bytes() as u64 + 64 * 1024
    }
}

impl Weighter<Question, Bytes> for Bytewise {
    fn weight(&self, question: &Question, answer: &Bytes) -> u64 {
        (question.query.len() + answer.len() + 128) as u64
    }
}

impl SealedTables {
    /// Over the sealed table.
    pub fn new(reader: SealedReader) -> Self {
        Self {
            reader,
            kept: Arc::new(Cache::with_weighter(64, TABLES, Bytewise)),
            answers: Arc::new(Cache::with_weighter(1024, ANSWERS, Bytewise)),
            reading: Arc::default(),
        }
    }

    /// A wave as a table.
    pub(crate) async fn table(&self, wave: Uuid) -> Result<Arc<Kept>, EvaluatorError> {
        if let Some(kept) = self.current(wave).await? {
            return Ok(kept);
        }
        let _alone = self.reading.lock().await;
        // Whoever came before may have read it.
        if let Some(kept) = self.current(wave).await? {
            return Ok(kept);
        }
        let kept = Arc::new(self.read(wave).await?);
        self.kept.insert(wave, Arc::clone(&kept));
        Ok(kept)
    }

    /// What is kept of a wave, if nothing was added since.
    async fn current(&self, wave: Uuid) -> Result<Option<Arc<Kept>>, EvaluatorError> {
        let Some(kept) = self.kept.get(&wave) else {
            return Ok(None);
        };
        if kept.state.state == WaveState::Closed {
            return Ok(Some(kept));
        }
        let still =
            self.reader.wave(wave).await?.state == WaveState::Open && self.reader.size(wave).await? == kept.rows;
        Ok(still.then_some(kept))
    }

    async fn read(&self, wave: Uuid) -> Result<Kept, EvaluatorError> {
        // The state first: if the wave closes meanwhile, this counts as read while it was open.
        let state = self.reader.wave(wave).await?;
        let terms = self.reader.terms(wave).await?;
        let manifest = &state.published.manifest;
        let size = self.reader.size(wave).await?;
        let exchange = |rows| manifest.seal.exchange.as_ref().map_or(0.0, |exchange| exchange.share(rows));
        let mut table = SealedTable::new(manifest.k, &manifest.attributes, &state.published.questionnaire);
        table.reserve(usize::try_from(size).unwrap_or(0));
        let mut rows = self.reader.rows(wave).await?;
        while let Some(some) = rows.next().await? {
            // Off the threads that take answers.
            let filled = web::block(move || {
                for row in some.read()? {
                    table.push(&row.attributes, &row.answers)?;
                }
                Ok::<_, EvaluatorError>(table)
            });
            table = filled.await??;
        }
        for term in terms {
            table.push_term(&term.attributes, &term.item, &term.term, term.people)?;
        }
        let count = table.len();
        Ok(Kept { table: table.with_exchange(exchange(count)), rows: count as u64, state })
    }

    /// What was answered to the same question about a closed wave.
    pub(crate) fn answered(&self, question: &Question) -> Option<Bytes> {
        self.answers.get(question)
    }

    /// Keeps an answer about a closed wave.
    pub(crate) fn keep(&self, question: Question, of: &Kept, answer: &Bytes) {
        if of.state.state == WaveState::Closed {
            self.answers.insert(question, answer.clone());
        }
    }
}
