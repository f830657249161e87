//! Deadlines by a clock that may jump: kept on disk, so that no clock of the process will do. It knows nothing of what ends.

/// So far a clock may be put back, in seconds, as time servers do, without ending what runs.
const SLACK: i64 = 120;

/// How long is left, in seconds, of something that lasts so long and ends then; nothing once it is over. What would end later than it can
/// was begun while the clock was wrong, and is over too: nobody stays signed in for a year because a clock was a year ahead for a moment.
pub(crate) fn left(ends: i64, lasts: i64, now: i64) -> Option<i64> {
    let left = ends.saturating_sub(now);
    (1..=lasts.saturating_add(SLACK)).contains(&left).then(|| left.min(lasts)).filter(|left| *left > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_or_cannot_be_has_nothing_left() {
        let at = |now| left(1_000, 100, now);
        assert_eq!([at(900), at(950), at(999)], [Some(100), Some(50), Some(1)]);
        assert_eq!([at(1_000), at(5_000), at(i64::MAX)], [None; 3]);
        assert_eq!([at(880), at(780)], [Some(100); 2], "the clock was put back a little");
        assert_eq!(left(1_000, 0, 990), None, "what lasts no time is over at once");
        assert_eq!([at(779), at(0), at(i64::MIN)], [None; 3], "the clock was ahead when it began");
    }
}
