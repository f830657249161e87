//! From words to pages: PDF, typeset by [Typst](https://typst.app). Pure but for one thing: the fonts of the machine are looked up once.
//!
//! It knows pages and fonts. It must not know people, waves, answers or where its words come from: they reach Typst as data, so that
//! nothing in them is ever read as markup.

mod error;
mod fonts;
mod letter;
mod report;
mod world;

pub use error::TypesettingError;
pub use letter::{Letter, letters};
pub use report::report;
