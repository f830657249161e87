//! Progress reports: what was asked of the sealed table, written in the reader's language as text, tables and charts, and from there as
//! HTML or PDF. Both come from one document, so that no figure can differ between them.
//!
//! Pure: figures in, pages out. It works out no statistic, and must know nothing of people, tokens or single answers.

mod document;
mod figures;
mod html;
mod names;
mod numbers;
mod words;
mod write;

pub use chorus_typesetting::TypesettingError;
pub use document::{Block, Chart, Interval, Report, Section};
pub use figures::{Answered, Delivered, Earlier, Figures, Group, Indicator};
pub use html::html;
pub use words::LANGUAGES;
pub use write::write;

/// The report as PDF, tagged, A4.
///
/// # Errors
/// [`TypesettingError::NoFont`] if this machine lacks a font for a letter in it.
pub fn pdf(report: &Report) -> Result<Vec<u8>, TypesettingError> {
    chorus_typesetting::report(report, report.texts())
}
