//! From sealed rows to the table that evidence computes on.

use crate::EvaluatorError;
use chorus_evidence::SealedTable;
use chorus_evidence::change::Pairs;
use chorus_questionnaire::{Day, Manifest, PublishedWave, WaveState};
use chorus_sealed::{PublishedState, RowPairs, SealedReader, SealedRow, SealedTerm};
use uuid::Uuid;

/// What is sealed of a wave.
pub(crate) struct Contents {
    rows: Vec<SealedRow>,
    terms: Vec<SealedTerm>,
}

/// A wave's terms and what is sealed of it.
pub(crate) async fn wave(reader: &SealedReader, wave: Uuid) -> Result<(PublishedState, Contents), EvaluatorError> {
    let state = reader.wave(wave).await?;
    Ok((state, Contents { rows: reader.rows(wave).await?, terms: reader.terms(wave).await? }))
}

/// Two waves of a programme, and the links between them if the respondents offered some.
pub(crate) struct Two {
    states: [PublishedState; 2],
    contents: [Contents; 2],
    pairs: Option<RowPairs>,
}

impl Two {
    /// Reads both.
    pub(crate) async fn read(reader: &SealedReader, programme: Uuid, waves: [Uuid; 2]) -> Result<Self, EvaluatorError> {
        let [from, to] = waves;
        let (earlier, before) = wave(reader, from).await?;
        let (later, after) = wave(reader, to).await?;
        for (name, state) in [("from", &earlier), ("to", &later)] {
            if state.published.manifest.programme.id != programme {
                return Err(EvaluatorError::ForeignWave(name));
            }
        }
        if from == to {
            return Err(EvaluatorError::SameWave);
        }
        let pairs = reader.pairs(from, to).await?;
        Ok(Self { states: [earlier, later], contents: [before, after], pairs })
    }

    /// Both as tables, with the links.
    pub(crate) fn tables(self) -> Result<Tables, EvaluatorError> {
        let ([from, to], [before, after]) = (self.states, self.contents);
        Ok(Tables {
            earlier: table(&from.published, before)?,
            later: table(&to.published, after)?,
            pairs: self.pairs.map(|pairs| Pairs::new(pairs.links, pairs.k)),
            from: from.published.manifest,
            to: to.published.manifest,
        })
    }
}

/// Two waves, ready to be compared.
pub(crate) struct Tables {
    pub(crate) from: Manifest,
    pub(crate) to: Manifest,
    pub(crate) earlier: SealedTable,
    pub(crate) later: SealedTable,
    pub(crate) pairs: Option<Pairs>,
}

/// A wave that has a day, with what is sealed of it.
pub(crate) type Dated = (Day, PublishedState, Contents);

/// The closed waves of a programme that have a day, in the order of their days.
pub(crate) async fn dated(reader: &SealedReader, programme: Uuid) -> Result<Vec<Dated>, EvaluatorError> {
    let mut known = false;
    let mut waves = Vec::new();
    for state in reader.waves().await? {
        let manifest = &state.published.manifest;
        if manifest.programme.id != programme {
            continue;
        }
        known = true;
        if let Some(date) = manifest.date.filter(|_| state.state == WaveState::Closed) {
            waves.push((date, manifest.wave));
        }
    }
    if !known {
        return Err(EvaluatorError::UnknownProgramme);
    }
    waves.sort();
    let mut read = Vec::new();
    for (date, id) in waves {
        let (state, contents) = wave(reader, id).await?;
        read.push((date, state, contents));
    }
    Ok(read)
}

/// The rows as a table.
pub(crate) fn table(wave: &PublishedWave, contents: Contents) -> Result<SealedTable, EvaluatorError> {
    let (manifest, Contents { rows, terms }) = (&wave.manifest, contents);
    let exchange = manifest.seal.exchange.as_ref().map_or(0.0, |exchange| exchange.share(rows.len()));
    let table = SealedTable::new(manifest.k, &manifest.attributes, &wave.questionnaire);
    let mut table = table.with_exchange(exchange);
    table.reserve(rows.len());
    for row in rows {
        table.push(&row.attributes, &row.answers)?;
    }
    for term in terms {
        table.push_term(&term.attributes, &term.item, &term.term, term.people)?;
    }
    Ok(table)
}
