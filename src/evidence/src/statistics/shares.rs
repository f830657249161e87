//! The difference of two shares.

use super::Difference;
use crate::designs::distribution::normal_p;
use crate::estimate::wilson;

/// A share of a sample, estimated, with its interval; all from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Of how many people it is one.
    pub n: f64,
    /// How many of them the rows show.
    pub count: f64,
    /// The estimate: the count by n, or corrected for the exchange.
    pub value: f64,
    /// The lower end of its interval of 95 %.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// By how much the correction stretches a difference; 1 where nothing is exchanged.
    pub stretch: f64,
}

impl Share {
    /// `count` of `n` people, where nothing was exchanged, with Wilson's interval. `None` of nobody, or of more than all.
    pub fn plain(count: u64, n: u64) -> Option<Self> {
        if n == 0 || count > n {
            return None;
        }
        let (count, n) = (count as f64, n as f64);
        let (low, high) = wilson(count, n);
        Some(Self { n, count, value: count / n, low, high, stretch: 1.0 })
    }
}

/// `later` less `earlier`: Newcombe's hybrid of the two Wilson intervals (1998, doi
/// 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I, method 10), and the score test with the pooled share (Pearson's
/// χ² without a continuity correction). Where both shares are 0, or both 1, there is nothing to test and p is 1.
pub fn share_difference(earlier: Share, later: Share) -> Option<Difference> {
    if earlier.n < 1.0 || later.n < 1.0 {
        return None;
    }
    let value = later.value - earlier.value;
    let below = (later.value - later.low).hypot(earlier.high - earlier.value);
    let above = (later.high - later.value).hypot(earlier.value - earlier.low);
    let pooled = (earlier.count + later.count) / (earlier.n + later.n);
    let of_share = |share: Share| share.stretch * share.stretch / share.n;
    let variance = pooled * (1.0 - pooled) * (of_share(earlier) + of_share(later));
    let p = if variance > 0.0 { normal_p(value / variance.sqrt()) } else { 1.0 };
    Some(Difference { value, low: (value - below).max(-1.0), high: (value + above).min(1.0), p })
}
