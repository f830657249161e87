//! What can go wrong for an evaluator, and how it is told.

use chorus_evidence::{Corrupt, EvidenceError};
use chorus_findings::FindingsError;
use chorus_indicators::IndicatorError;
use chorus_problem::Problem;
use chorus_sealed::SealedError;

/// Errors of this room.
#[derive(Debug, thiserror::Error)]
pub enum EvaluatorError {
    /// The question does not fit the wave.
    #[error(transparent)]
    Question(#[from] EvidenceError),
    /// A `where` that is not `attribute:value`.
    #[error("a filter reads attribute:value, for example gender:woman")]
    Filter,
    /// A wave of another programme.
    #[error("this is no wave of this programme that has opened")]
    ForeignWave(&'static str),
    /// A wave beside itself.
    #[error("name another wave than in `from`")]
    SameWave,
    /// A programme of which no wave has opened.
    #[error("there is no such programme")]
    UnknownProgramme,
    /// A design that cannot be planned so.
    #[error("{reason}")]
    Plan {
        /// The parameter to mend.
        field: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// Aggregates from elsewhere.
    #[error(transparent)]
    Aggregates(#[from] IndicatorError),
    /// Findings for people.
    #[error(transparent)]
    Findings(#[from] FindingsError),
    /// A wave that people cannot be shown.
    #[error("name a wave of this programme that is closed")]
    NotClosed(&'static str),
    /// Waves without days, none of which is named.
    #[error("name the wave to report on: the waves of this programme have no days that tell which is the newest")]
    NoOrder,
    /// A report of one group that names several.
    #[error("name one group, as attribute:value")]
    OneGroup,
    /// A report in a format that there is none of.
    #[error("the formats of reports are html and pdf")]
    ReportFormat,
    /// A report could not be typeset.
    #[error(transparent)]
    Typesetting(#[from] chorus_report::TypesettingError),
    /// A format that is not known.
    #[error("the formats are json, csv, json-stat, frictionless and xlsx")]
    Format,
    /// The sealed table failed.
    #[error(transparent)]
    Sealed(#[from] SealedError),
    /// A sealed row does not fit its wave's terms.
    #[error("a sealed row does not fit its wave: {0}")]
    Corrupt(#[from] Corrupt),
    /// Results could not be written out.
    #[error("writing JSON failed: {0}")]
    Json(#[from] serde_json::Error),
    /// Background work was cut short.
    #[error("background work failed")]
    Cancelled(#[from] actix_web::error::BlockingError),
    /// A table could not be written out.
    #[error("writing CSV failed: {0}")]
    Csv(String),
    /// A workbook could not be written out.
    #[error("writing XLSX failed: {0}")]
    Xlsx(String),
}

impl From<EvaluatorError> for Problem {
    fn from(error: EvaluatorError) -> Self {
        use EvaluatorError as E;
        let detail = "The question does not fit this wave.";
        match error {
            E::Question(error) => Problem::invalid(detail).field(error.part().as_str(), error.to_string()),
            E::Filter => Problem::invalid(detail).field("where", error.to_string()),
            E::ForeignWave(name) => {
                Problem::invalid("The waves do not fit this programme.").field(name, error.to_string())
            }
            E::SameWave => Problem::invalid("A change is between two waves.").field("to", error.to_string()),
            E::Plan { field, .. } => {
                Problem::invalid("The plan cannot be reckoned so.").field(field, error.to_string())
            }
            E::UnknownProgramme => Problem::not_found(
                "There is no such programme, or none of its waves has opened yet. Check the address.",
            ),
            E::Aggregates(IndicatorError::File(faults)) => {
                let problem = Problem::invalid("The file has faults. Nothing was changed.");
                faults.into_iter().fold(problem, |problem, fault| problem.field(fault.to_string(), fault.reason))
            }
            E::Aggregates(IndicatorError::Breakdown { .. }) => Problem::invalid(detail).field("by", error.to_string()),
            E::Aggregates(IndicatorError::Nothing) => {
                Problem::not_found("Nothing has been brought in here yet. Send it with `PUT`.")
            }
            E::Aggregates(error) => Problem::internal(&error),
            E::Findings(FindingsError::Document(faults)) => {
                let problem = Problem::invalid("The findings cannot be kept so. Nothing was changed.");
                faults.into_iter().fold(problem, |problem, fault| problem.field(fault.field, fault.reason))
            }
            E::Findings(FindingsError::Nothing) => Problem::not_found(
                "There is nothing to see here, or the link is not complete. Ask whoever gave you the link.",
            ),
            E::Findings(error) => Problem::internal(&error),
            E::NotClosed(field) => {
                let problem = Problem::invalid("The findings cannot be kept so. Nothing was changed.");
                problem.field(field, error.to_string())
            }
            E::NoOrder => Problem::invalid("The report does not know its wave.").field("to", error.to_string()),
            E::OneGroup => Problem::invalid(detail).field("where", error.to_string()),
            E::ReportFormat => Problem::invalid("The format is not known.").field("format", error.to_string()),
            E::Typesetting(chorus_report::TypesettingError::NoFont { letter, remedy }) => Problem::conflict(
                "no-font",
                "A font is missing",
                format!(
                    "No font on the server has the letter “{letter}”. Ask whoever runs this service to install {remedy}, or ask for \
                     `format=html`."
                ),
            ),
            E::Typesetting(_) => Problem::internal(&error),
            E::Format => Problem::invalid("The format is not known.").field("format", error.to_string()),
            E::Sealed(SealedError::UnknownWave) => {
                Problem::not_found("There is no such wave, or it has not opened yet. Check the address.")
            }
            E::Sealed(_) | E::Corrupt(_) | E::Csv(_) | E::Xlsx(_) | E::Json(_) | E::Cancelled(_) => {
                Problem::internal(&error)
            }
        }
    }
}
