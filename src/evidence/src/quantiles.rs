//! Quantiles of counted scores: linear between neighbours, as numpy and R (type 7; Hyndman and Fan 1996, doi
//! 10.1080/00031305.1996.10473566) have it.

/// The lower quartile, the median and the upper quartile of scores with how many have each; none of nobody.
pub(crate) fn quartiles(mut counted: Vec<(f64, u64)>) -> Option<[f64; 3]> {
    counted.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let n: u64 = counted.iter().map(|(_, count)| count).sum();
    let last = n.checked_sub(1)?;
    let at = |rank: u64| {
        let mut before = 0;
        let found = counted.iter().find(|(_, count)| {
            before += count;
            rank < before
        });
        found.map(|(score, _)| *score)
    };
    let quantile = |quarters: u64| {
        // In whole numbers: (n - 1) q / 4 and what is left over.
        let (rank, over) = (last * quarters / 4, last * quarters % 4);
        let (below, above) = (at(rank)?, at((rank + 1).min(last))?);
        Some(below + (above - below) * over as f64 / 4.0)
    };
    Some([quantile(1)?, quantile(2)?, quantile(3)?])
}

#[cfg(test)]
mod tests {
    use super::quartiles;
    use proptest::prelude::*;

    /// Reference: `numpy.quantile(x, [.25, .5, .75])` 2.4.6.
    #[test]
    fn quartiles_are_those_of_numpy() {
        assert_eq!(quartiles(vec![(1.0, 2), (2.0, 1), (4.0, 3)]), Some([1.25, 3.0, 4.0]));
        assert_eq!(quartiles(vec![(3.0, 1)]), Some([3.0; 3]));
        assert_eq!(quartiles(vec![(5.0, 1), (1.0, 1)]), Some([2.0, 3.0, 4.0]));
        assert_eq!((quartiles(vec![]), quartiles(vec![(1.0, 0)])), (None, None));
    }

    proptest! {
        #[test]
        fn counts_are_only_a_shorter_way_to_write_scores(mut scores in prop::collection::vec(-9_i8..9, 1..60)) {
            let counted = scores.iter().map(|score| (f64::from(*score), 1)).collect();
            scores.sort_unstable();
            let quantile = |q: f64| {
                let place = (scores.len() - 1) as f64 * q;
                let (low, high) = (f64::from(scores[place.floor() as usize]), f64::from(scores[place.ceil() as usize]));
                low + (high - low) * place.fract()
            };
            let found = quartiles(counted);
            prop_assert_eq!(found, Some([quantile(0.25), quantile(0.5), quantile(0.75)]));
        }
    }
}
