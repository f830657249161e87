//! What can go wrong in typesetting. No message holds a word of what was typeset but one letter.

/// Errors of this crate.
#[derive(Debug, thiserror::Error)]
pub enum TypesettingError {
    /// No font on this machine has this letter.
    #[error("no font on this machine has the letter {letter:?}; install {remedy}")]
    NoFont {
        /// The first letter that no font has.
        letter: char,
        /// What to install.
        remedy: &'static str,
    },
    /// A link is too long for a QR code.
    #[error("a link is too long for a QR code")]
    Code,
    /// Typst refused. The template is at fault, not the words.
    #[error("the page could not be typeset: {0}")]
    Template(String),
    /// The words could not be handed over.
    #[error("the words could not be handed over: {0}")]
    Words(#[from] serde_json::Error),
}
