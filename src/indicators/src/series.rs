//! The indicators that can be brought in: a closed list, so that each is the same thing everywhere.

use serde::Serialize;

/// An indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Series {
    /// People who used a counselling or assistance service.
    ServiceUtilisation,
    /// Days of absence; people with any.
    AbsenceDuration,
    /// People who asked for an accommodation at work.
    AccommodationRequests,
    /// Days from asking for help to the first appointment; people who had one, of those who asked.
    TimeToHelp,
    /// Interventions in a crisis; people who had one.
    CrisisInterventions,
    /// People who left.
    Turnover,
    /// Units of output, as the organisation counts it; people who contribute.
    Productivity,
    /// Reported incidents; people concerned.
    Safety,
}

/// What an indicator counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// People, each once.
    People,
    /// A sum over people.
    Amount,
}

impl Series {
    /// All of them.
    pub const ALL: [Series; 8] = [
        Series::ServiceUtilisation,
        Series::AbsenceDuration,
        Series::AccommodationRequests,
        Series::TimeToHelp,
        Series::CrisisInterventions,
        Series::Turnover,
        Series::Productivity,
        Series::Safety,
    ];

    /// The series of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|series| series.name() == name)
    }

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Series::ServiceUtilisation => "service_utilisation",
            Series::AbsenceDuration => "absence_duration",
            Series::AccommodationRequests => "accommodation_requests",
            Series::TimeToHelp => "time_to_help",
            Series::CrisisInterventions => "crisis_interventions",
            Series::Turnover => "turnover",
            Series::Productivity => "productivity",
            Series::Safety => "safety",
        }
    }

    /// What it counts.
    pub fn kind(self) -> Kind {
        match self {
            Series::ServiceUtilisation | Series::AccommodationRequests | Series::Turnover => Kind::People,
            _ => Kind::Amount,
        }
    }

    /// The unit of its total.
    pub fn unit(self) -> &'static str {
        match self {
            Series::AbsenceDuration | Series::TimeToHelp => "days",
            Series::CrisisInterventions => "interventions",
            Series::Productivity => "units",
            Series::Safety => "incidents",
            _ => "people",
        }
    }
}
