//! Questionnaires to and from the formats of other tools, and what cannot be carried over.
//!
//! Pure logic: bytes in, a questionnaire and remarks out, or the other way. It performs no I/O, keeps nothing, and must not know
//! of people, answers or tokens. Nothing is dropped in silence: whatever a format has no place for is a [`Remark`] with its place.

mod convert;
mod document;
mod error;
mod form;
mod language;
mod names;
mod remark;
mod schema;
pub mod surveyjs;
pub mod xlsform;

pub use convert::{Conversion, Format, Part, convert, read};
pub use document::{Notation, read_document, write_document};
pub use error::InterchangeError;
pub use form::Form;
pub use remark::Remark;
pub use schema::{SCHEMA_PATH, schema};
