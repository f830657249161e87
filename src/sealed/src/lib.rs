//! Room 4, the sealed table: the only lasting home of answers.
//!
//! A row comes in only as part of a [`chorus_seal::Sealed`] batch, which nothing but the seal can make, so what lies here is
//! k-anonymous by construction; and links between waves come in only through [`chorus_seal::keep_links`]. Handles divide the powers:
//! the [`SealedWriter`] adds batches and reads nothing back, [`Panels`] links rows of two waves, the [`SealedReader`], which
//! evaluators' code gets, only reads. It must not know the inbox, tokens or people.

mod error;
mod panels;
mod reader;
mod store;
mod writer;

pub use error::SealedError;
pub use panels::{PanelReport, Panels};
pub use reader::{PublishedState, RowPairs, SealedReader, SealedRow, SealedTerm};
pub use writer::{Entry, SealedWriter};

use chorus_database::Database;

/// The two handles of the sealed database.
pub fn handles(database: Database) -> (SealedWriter, SealedReader) {
    (SealedWriter::new(database.clone()), SealedReader::new(database))
}
