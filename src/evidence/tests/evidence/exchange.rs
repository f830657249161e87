//! Undoing the exchange of sensitive answers in one group. That it is right on average is shown by simulation, through the real
//! seal, in the program's own tests.

use crate::common::{attribute, choices, item, query, questionnaire};
use chorus_evidence::{EvidenceError, SealedTable};

fn near(found: Option<f64>, expected: f64) {
    assert!(found.is_some_and(|found| (found / expected - 1.0).abs() < 1e-12), "{found:?}, not {expected}");
}

/// 12 of 20 in ward a said yes, and 9 of 60 in ward b.
fn table(sensitive: bool) -> SealedTable {
    let mut helped = item("helped", &[("no", Some(0)), ("yes", Some(1))]);
    helped.options[1].sensitive = sensitive;
    let items = questionnaire(vec![helped], vec![]);
    let mut table = SealedTable::new(5, &[attribute("ward", &["a", "b"])], &items).with_exchange(0.05);
    for (ward, rows, yes) in [("a", 20, 12), ("b", 60, 9)] {
        for row in 0..rows {
            let helped = if row < yes { "yes" } else { "no" };
            assert_eq!(table.push(&choices(&[("ward", ward)]), &choices(&[("helped", helped)])), Ok(()));
        }
    }
    table
}

/// With E(y') = (1 - λ) y + λ n/N Y solved for y by hand, Wilson's interval from statsmodels 0.15.0 and Student's from scipy 1.17.1:
///
/// ```python
/// u = lambda s, S: (s - .05 * 20 / 80 * S) / .95
/// 100 * u(12, 21) / 20
/// [100 * u(p * 20, p * 20 + 9) / 20 for p in proportion_confint(12, 20, method="wilson")]
/// m = u(12, 21) / 20; (m - m * m + ((1 - .05 * 20 / 80) / .95 * sd) ** 2 / 20) ** .5
/// [u((.6 + d) * 20, (.6 + d) * 20 + 9) / 20 for d in (-1, 1) * t.ppf(.975, 19) * sd / 20 ** .5]
/// ```
#[test]
fn a_group_is_corrected_and_its_interval_stretched() -> Result<(), EvidenceError> {
    let results = table(true).results(&query(&[], &["ward"], &[]))?;
    assert_eq!(results.measures[0].exchange, Some(0.05));
    let cell = &results.cells[0];
    let yes = &cell.options[1];
    assert_eq!((cell.n, yes.count), (Some(20), Some(12)), "what is stored is counted as it is");
    near(yes.percent, 61.776_315_789_473_685);
    near(yes.low, 39.592_024_421_339_47);
    near(yes.high, 80.610_899_924_404_55);
    near(cell.mean, 0.617_763_157_894_736_9);
    near(cell.mean_low, 0.373_241_946_347_395_16);
    near(cell.mean_high, 0.862_284_369_442_078_5);
    near(cell.sd, 0.499_780_281_400_074_47);
    Ok(())
}

#[test]
fn the_wave_as_a_whole_and_what_is_not_sensitive_are_taken_as_they_are() -> Result<(), EvidenceError> {
    let whole = table(true).results(&query(&[], &[], &[]))?;
    assert_eq!((whole.cells[0].options[1].percent, whole.cells[0].mean), (Some(26.25), Some(0.2625)));
    let plain = table(false).results(&query(&[], &["ward"], &[]))?;
    assert_eq!((plain.measures[0].exchange, plain.cells[0].options[1].percent), (None, Some(60.0)));
    Ok(())
}
