//! A report as a document: headings, paragraphs, tables, charts. All its texts are plain; nothing in them is markup.

use serde::Serialize;

/// A report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// BCP 47 tag of the language that it is written in.
    pub language: String,
    /// Whether its lines run from right to left.
    pub right_to_left: bool,
    /// What it is.
    pub kind: String,
    /// Of what: the programme, or a group in it.
    pub title: String,
    /// The parts.
    pub sections: Vec<Section>,
}

/// A part of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A paragraph, a table, or a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Text {
        /// Its words.
        text: String,
    },
    /// A paragraph in smaller print.
    Note {
        /// Its words.
        text: String,
    },
    /// A table; its first column names the rows.
    Table {
        /// What it shows.
        caption: String,
        /// One for each column.
        head: Vec<String>,
        /// As many cells in each as there are columns.
        rows: Vec<Vec<String>>,
    },
    /// Values with their intervals on one axis. It shows nothing that a table does not say.
    Chart(Chart),
}

/// Values with their intervals.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// What it shows, in words.
    pub title: String,
    /// The left end of the axis, below every interval and at most 0.
    pub from: f64,
    /// The right end, above every interval and at least 0.
    pub to: f64,
    /// From above.
    pub rows: Vec<Interval>,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Interval {
    /// What it is of.
    pub label: String,
    /// Itself.
    pub value: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Chart {
    /// On the shortest axis that holds 0 and all intervals; none for no rows.
    pub(crate) fn new(title: String, rows: Vec<Interval>) -> Option<Self> {
        let low = rows.iter().map(|row| row.low).fold(0.0_f64, f64::min);
        let high = rows.iter().map(|row| row.high).fold(0.0_f64, f64::max);
        let room = (high - low) * 0.05;
        (!rows.is_empty() && room > 0.0).then_some(Self { title, from: low - room, to: high + room, rows })
    }
}

impl Report {
    /// Every text in it.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        [self.kind.as_str(), self.title.as_str()].into_iter().chain(self.sections.iter().flat_map(Section::texts))
    }
}

impl Section {
    fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.heading.as_str()).chain(self.blocks.iter().flat_map(Block::texts))
    }
}

impl Block {
    fn texts(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Block::Text { text } | Block::Note { text } => Box::new(std::iter::once(text.as_str())),
            Block::Table { caption, head, rows } => {
                let cells = head.iter().chain(rows.iter().flatten());
                Box::new(std::iter::once(caption.as_str()).chain(cells.map(String::as_str)))
            }
            Block::Chart(Chart { title, rows, .. }) => {
                Box::new(std::iter::once(title.as_str()).chain(rows.iter().map(|row| row.label.as_str())))
            }
        }
    }
}
