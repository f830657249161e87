//! What makes a file unreadable as a whole. What merely does not fit is a remark.

use chorus_questionnaire::InvalidDocument;

/// Errors of interchange.
#[derive(Debug, thiserror::Error)]
pub enum InterchangeError {
    /// The document does not fit.
    #[error("the document does not fit: {0}")]
    Document(#[from] InvalidDocument),
    /// The bytes are not YAML, or not JSON, or not of the right shape.
    #[error("the document cannot be read: {0}")]
    Unreadable(String),
    /// The bytes are not a workbook.
    #[error("the file cannot be read as an .xlsx workbook: {0}")]
    Workbook(String),
    /// The workbook is no XLSForm.
    #[error("the workbook is no XLSForm: {0}")]
    NoForm(String),
    /// The workbook unpacks to more than anybody's questionnaire.
    #[error("the workbook is too large: {0}")]
    TooLarge(String),
    /// The programme has several waves, or fewer than asked for.
    #[error("the programme has {count} waves; say which one, from 1 to {count}")]
    Wave {
        /// How many it has.
        count: usize,
    },
    /// The programme has no wave, so there is no questionnaire in it.
    #[error("the programme has no wave, so there is no questionnaire in it")]
    NoWave,
    /// This way is not offered.
    #[error("SurveyJS is written, not read; import YAML, JSON or an XLSForm")]
    WriteOnly,
    /// The target cannot be written.
    #[error("the result cannot be written: {0}")]
    Write(String),
}
