//! Reports: headings, paragraphs, tables and charts, as somebody else made them.

use crate::{TypesettingError, fonts, world};
use serde::Serialize;

/// Typesets a report on A4. `report` has what `report.typ` reads, and `texts` are all texts in it: `NoFont` names the first letter of the
/// alphabet in them that no font has.
pub fn report<'a>(
    report: &impl Serialize,
    texts: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<u8>, TypesettingError> {
    fonts::must_have(texts)?;
    world::pdf(include_str!("report.typ"), report)
}
