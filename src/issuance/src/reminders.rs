//! When reminders go out: days after the wave opened, a few times, decided by the machine and shown to nobody. All of a wave go
//! together, so no time tells anything of one person.

use crate::IssuanceError;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The most reminders that anybody gets in one wave.
pub const MOST_REMINDERS: usize = 3;
const LAST_DAY: u16 = 365;

/// When reminders of a wave go out, and to whom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// Days after opening, rising, each from 1 to 365; at most three.
    pub after_days: Vec<u16>,
    /// Whom they go to.
    #[serde(default)]
    pub to: RemindWhom,
}

/// Whom reminders go to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RemindWhom {
    /// To those who have taken no token yet, and to those whose link was replaced. Whoever runs the mail server sees who gets one.
    #[default]
    WithoutToken,
    /// To everybody who was mailed, whether they have answered or not: then not even the mail server sees a difference.
    Everybody,
}

/// A schedule, and how far it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reminders {
    /// In seconds of the Unix clock.
    pub(crate) opened_at: Option<i64>,
    pub(crate) schedule: Schedule,
    /// How many of its days are done.
    pub(crate) rounds: usize,
}

impl Reminders {
    /// How many of its days have come.
    pub(crate) fn due(&self, now: i64, day: Duration) -> usize {
        let Some(opened) = self.opened_at else {
            return 0;
        };
        let passed = now.saturating_sub(opened) as f64;
        self.schedule.after_days.iter().take_while(|after| f64::from(**after) * day.as_secs_f64() <= passed).count()
    }

    /// Checks another schedule in the place of this one: what is done stays done, and nothing can be ordered for the past.
    pub(crate) fn check(&self, next: &Schedule, now: i64, day: Duration) -> Result<(), IssuanceError> {
        let refused = |reason: String| Err(IssuanceError::Schedule(reason));
        let days = &next.after_days;
        let rising = days.windows(2).all(|pair| pair[0] < pair[1]);
        if days.len() > MOST_REMINDERS || !rising || days.iter().any(|day| !(1..=LAST_DAY).contains(day)) {
            return refused(format!("write at most {MOST_REMINDERS} days, rising, each from 1 to {LAST_DAY}"));
        }
        let done = &self.schedule.after_days[..self.rounds.min(self.schedule.after_days.len())];
        if !days.starts_with(done) {
            return refused(format!("these days are done and stay in the list: {done:?}"));
        }
        let next = Reminders { schedule: next.clone(), ..self.clone() };
        match next.due(now, day) {
            due if due > self.rounds => refused(format!("day {} has passed; write a later one", days[self.rounds])),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_secs(86_400);

    fn reminders(after_days: &[u16], rounds: usize) -> Reminders {
        let schedule = Schedule { after_days: after_days.to_vec(), to: RemindWhom::WithoutToken };
        Reminders { opened_at: Some(1_000), schedule, rounds }
    }

    #[test]
    fn days_count_from_opening() {
        let three = reminders(&[1, 3, 7], 0);
        let due = |days: i64| three.due(1_000 + days * 86_400, DAY);
        assert_eq!([due(0), due(1), due(2), due(3), due(6), due(7), due(99)], [0, 1, 1, 2, 2, 3, 3]);
        assert_eq!(three.due(1_000 + 86_399, DAY), 0);
        assert_eq!(Reminders { opened_at: None, ..three }.due(i64::MAX, DAY), 0);
    }

    #[test]
    fn a_schedule_is_short_rises_and_lies_ahead() {
        let now = 1_000 + 4 * 86_400;
        let check = |known: &Reminders, days: &[u16]| {
            known.check(&Schedule { after_days: days.to_vec(), ..Schedule::default() }, now, DAY).is_ok()
        };
        let begun = reminders(&[3, 9], 1);
        for days in [&[3, 5][..], &[3], &[3, 9, 365]] {
            assert!(check(&begun, days), "{days:?}");
        }
        for days in [&[][..], &[5], &[3, 4], &[3, 2], &[3, 3], &[3, 5, 6, 7], &[3, 366], &[0, 3]] {
            assert!(!check(&begun, days), "{days:?}");
        }
        assert!(check(&Reminders::default(), &[1, 2, 3]) && check(&Reminders::default(), &[]));
    }
}
