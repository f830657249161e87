//! What is logged, and how: what Chorus itself says, and warnings of others, for people or for machines. No line has a time: whoever
//! collects lines may add when they came, and nothing that a respondent does causes one.

use serde::Deserialize;
use tracing_subscriber::EnvFilter;

/// `[log]` in the settings.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// How lines are written.
    pub format: LogFormat,
}

/// How lines are written.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The level cannot be raised: what libraries say while debugging names addresses and statements.
const OWN_WORDS: &str = "warn,chorus=info,actix_http=off,sqlx=off,sea_orm_migration=warn";

/// Logs to standard error from here on. A second call changes nothing.
pub fn begin(format: LogFormat) {
    let lines = tracing_subscriber::fmt().with_env_filter(EnvFilter::new(OWN_WORDS)).with_writer(std::io::stderr);
    // A log that cannot be written, on a full disk, must not end whoever writes it.
    let lines = lines.without_time().log_internal_errors(false);
    let _ = match format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(false).with_span_list(false).try_init(),
    };
}
