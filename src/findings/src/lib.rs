//! What an organisation tells its people of a survey: from which waves results are shown to them, who may see the page, and "you said,
//! we did".
//!
//! It holds what an organiser wrote and no number: those come from the sealed table whenever they are looked at. It must know nothing
//! of people, tokens or answers.

mod code;
mod document;
mod error;
mod store;

pub use code::Code;
pub use document::{Access, Entry, Findings};
pub use error::FindingsError;
pub use store::{AllFindings, Kept};

/// The most entries of "you said, we did".
pub const MOST_ENTRIES: usize = 100;
