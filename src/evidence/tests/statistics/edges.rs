//! What has no answer has none, and nothing panics.

use chorus_evidence::statistics::*;
use proptest::prelude::*;

#[test]
fn too_few_and_no_variation_have_no_answer() {
    let (one, same, good) = (Sample::plain(1.0, 3.0, 0.0), Sample::plain(9.0, 3.0, 0.0), Sample::plain(9.0, 3.0, 1.0));
    for (earlier, later) in [(one, good), (good, one), (same, same)] {
        assert_eq!((welch(earlier, later), standardised_difference(earlier, later)), (None, None));
    }
    assert_eq!(paired_means(PairedSums { n: 5.0, mean: 1.0, sd: 0.0, spread: 0.0 }), None);
    assert_eq!(paired_size(PairedSums { n: 1.0, mean: 1.0, sd: 1.0, spread: 1.0 }), None);
    assert_eq!(ordinal_shift(&[4, 0], &[5, 0]), None);
    assert_eq!(ordinal_shift(&[4, 1], &[0, 1]), None);
    assert_eq!(ordinal_shift(&[], &[]), None);
    assert_eq!(Share::plain(0, 0), None);
    assert_eq!((holm(&[]), benjamini_hochberg(&[])), (vec![], vec![]));
}

#[test]
fn a_stretch_widens_the_interval_and_leaves_the_size() {
    let (a, b) = (Sample::plain(40.0, 3.0, 1.0), Sample::plain(50.0, 3.4, 1.0));
    let (wide_a, wide_b) = (Sample { spread: 1.05, ..a }, Sample { spread: 1.05, ..b });
    let (plain, wide) = (welch(a, b).unwrap(), welch(wide_a, wide_b).unwrap());
    assert!(wide.low < plain.low && plain.high < wide.high && wide.p > plain.p);
    let (plain, wide) = (standardised_difference(a, b).unwrap(), standardised_difference(wide_a, wide_b).unwrap());
    assert!((wide.value - plain.value).abs() < 1e-15 && wide.high > plain.high);
}

proptest! {
    #[test]
    fn a_shift_turns_with_its_samples(a in prop::collection::vec(0_u64..40, 5), b in prop::collection::vec(0_u64..40, 5)) {
        if let (Some(there), Some(back)) = (ordinal_shift(&a, &b), ordinal_shift(&b, &a)) {
            prop_assert!((there.rank_biserial + back.rank_biserial).abs() < 1e-12);
            prop_assert!((there.p - back.p).abs() < 1e-12);
            prop_assert_eq!(there.interval.is_some(), back.interval.is_some());
            if let (Some((low, high)), Some((_, turned))) = (there.interval, back.interval) {
                prop_assert!((low + turned).abs() < 1e-12 && low >= -1.0 && high <= 1.0);
                prop_assert!(low <= there.rank_biserial && there.rank_biserial <= high);
            }
        }
    }

    #[test]
    fn holm_is_never_below_benjamini_and_hochberg_nor_they_below_p(p in prop::collection::vec(0.0_f64..=1.0, 0..30)) {
        let (holm, bh) = (holm(&p), benjamini_hochberg(&p));
        for ((p, holm), bh) in p.iter().zip(&holm).zip(&bh) {
            prop_assert!(p <= bh && *bh <= holm + 1e-15 && *holm <= 1.0);
        }
    }
}
