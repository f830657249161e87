//! Who answered: response rates by group against headcounts, and whether some groups outweigh their size.

use super::error::DesignError;

/// By how much the groups above the overall rate may outweigh their size before a reader is told: a tenth of the respondents. It
/// is a convention, no test; weighting (`rake`) then shows what it changes.
const LOPSIDED: f64 = 0.10;

/// How many people of a group answered, of how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turnout {
    /// Who answered.
    pub respondents: u64,
    /// Who could have.
    pub headcount: u64,
}

/// The response rate of a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupRate {
    /// How many answered.
    pub respondents: u64,
    /// How many could have.
    pub headcount: u64,
    /// The share that did, from 0 to 1. No interval: everybody was asked.
    pub rate: f64,
}

/// Response rates, and how far the respondents are from a picture of everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct Responses {
    /// The groups in the order given; `None` where the rate is withheld.
    pub groups: Vec<Option<GroupRate>>,
    /// All shown groups together; what is withheld is not in it, so that it cannot be had by subtraction.
    pub shown: Option<GroupRate>,
    /// The index of dissimilarity between respondents and headcount over the shown groups, from 0 (in proportion) to below 1: the
    /// share of the respondents who would have to be of other groups (Duncan and Duncan 1955, doi 10.2307/2088328).
    pub dissimilarity: Option<f64>,
    /// Whether engaged groups dominate: the groups with a rate above that of all shown groups make up more of the respondents than
    /// of the headcount, by more than 10 percentage points. That surplus is the index of dissimilarity itself, for only such
    /// groups have a share of the respondents above their share of the headcount.
    pub engaged_dominate: bool,
}

/// Response rates of groups. A rate is withheld where fewer than `k` answered or fewer than `k` are asked, 0 included, so that nobody
/// learns how few of a group answered. How many did not answer is no reason to withhold: both the headcount and the
/// number of sealed rows are known already.
///
/// # Errors
/// [`DesignError::MoreRespondentsThanPeople`].
pub fn responses(groups: &[Turnout], k: u64) -> Result<Responses, DesignError> {
    if let Some(group) = groups.iter().position(|group| group.respondents > group.headcount) {
        return Err(DesignError::MoreRespondentsThanPeople { group });
    }
    let least = k.max(1);
    let rate = |group: &Turnout| GroupRate {
        respondents: group.respondents,
        headcount: group.headcount,
        rate: group.respondents as f64 / group.headcount as f64,
    };
    let rates: Vec<Option<GroupRate>> = groups
        .iter()
        .map(|group| (group.respondents >= least && group.headcount >= least).then(|| rate(group)))
        .collect();
    let shown: Vec<GroupRate> = rates.iter().flatten().copied().collect();
    let all = shown.iter().fold(Turnout { respondents: 0, headcount: 0 }, |sum, group| Turnout {
        respondents: sum.respondents.saturating_add(group.respondents),
        headcount: sum.headcount.saturating_add(group.headcount),
    });
    let surplus = |group: &GroupRate| {
        group.respondents as f64 / all.respondents as f64 - group.headcount as f64 / all.headcount as f64
    };
    let dissimilarity = (shown.len() > 1).then(|| shown.iter().map(|group| surplus(group).abs()).sum::<f64>() / 2.0);
    Ok(Responses {
        groups: rates,
        shown: (!shown.is_empty()).then(|| rate(&all)),
        dissimilarity,
        engaged_dominate: dissimilarity.is_some_and(|index| index > LOPSIDED),
    })
}
