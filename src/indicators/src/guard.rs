//! What may be shown of a group, decided once, when it comes in.

use crate::DOMINANCE_PERCENT;
use chorus_evidence::designs::{DominanceRule, Showing, may_show_total};

/// A sum over people, with its largest parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Amount {
    pub(crate) total: f64,
    pub(crate) largest: f64,
    pub(crate) second: f64,
}

/// Whether it may be told that `people` of a group of `headcount` are concerned: both must be k, and those who are not must be nobody or
/// k, for who knows the group's size knows them too.
pub(crate) fn may_show_people(people: u64, headcount: u64, k: u64) -> bool {
    let others = headcount.saturating_sub(people);
    people >= k && headcount >= k && (others == 0 || others >= k)
}

/// Whether a sum over so many people may be told: none of them may be guessed from it too closely.
pub(crate) fn may_show_amount(amount: Amount, people: u64, k: u64) -> bool {
    let rule = DominanceRule { k: usize::try_from(k).unwrap_or(usize::MAX), percent: DOMINANCE_PERCENT };
    may_show_total(amount.total, people, [amount.largest, amount.second], rule) == Ok(Showing::Shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_shown_from_k_on_and_so_must_be_the_others() {
        for (people, headcount, shown) in [
            (0, 50, false),
            (4, 50, false),
            (5, 50, true),
            (45, 50, true),
            (46, 50, false),
            (50, 50, true),
            (4, 4, false),
        ] {
            assert_eq!(may_show_people(people, headcount, 5), shown, "{people} of {headcount}");
        }
    }

    #[test]
    fn a_sum_that_one_person_dominates_is_not_shown() {
        let amount = |total, largest, second| Amount { total, largest, second };
        assert!(may_show_amount(amount(100.0, 20.0, 20.0), 10, 5));
        // The others add 10, less than 15 % of 80: whoever is second knows the first within that.
        assert!(!may_show_amount(amount(100.0, 80.0, 10.0), 10, 5));
        assert!(!may_show_amount(amount(100.0, 20.0, 20.0), 4, 5));
    }
}
