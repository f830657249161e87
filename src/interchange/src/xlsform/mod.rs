//! XLSForm (<https://xlsform.org>): the workbook that ODK, KoboToolbox, SurveyCTO and others read.
//!
//! What Chorus knows and XLSForm does not travels in columns that begin with `chorus_`, in the column `score` of the choices and
//! in sheets that begin with `chorus_`; other readers pass over them. So the way there and back loses nothing.

mod cells;
mod choices;
mod expression;
mod headings;
mod kinds;
mod read;
mod references;
mod rows;
mod scales;
mod sheet;
mod survey;
mod write;

pub use read::read;
pub use write::write;

/// The sheets that hold what XLSForm has no place for.
const SCALES: &str = "chorus_scales";
const SCALE_ITEMS: &str = "chorus_scale_items";
const CUT_OFFS: &str = "chorus_cut_offs";

/// Keeps a text from being read as a reference to an answer: a word joiner between `$` and `{`.
fn guarded(text: &str) -> String {
    text.replace("${", "$\u{2060}{")
}

/// Undoes [`guarded`].
fn unguarded(text: &str) -> String {
    text.replace("$\u{2060}{", "${")
}
