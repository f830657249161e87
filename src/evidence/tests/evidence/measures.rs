//! Percent favourable, distributions of scores and reliability, over real tables.

use crate::common::{attribute, choices, item, push, query, questionnaire, scale};
use chorus_evidence::{EvidenceError, SealedTable, Status};
use chorus_questionnaire::{Questionnaire, ScaleScore};

const OPTIONS: [(&str, Option<i32>); 5] =
    [("never", Some(0)), ("rarely", Some(1)), ("often", Some(2)), ("always", Some(3)), ("dont_know", None)];

fn asked() -> Questionnaire {
    let mut open = item("open", &OPTIONS);
    open.options[2].favourable = true;
    open.options[3].favourable = true;
    let items = vec![open, item("talk", &OPTIONS), item("listen", &OPTIONS)];
    let parts = [("open", false), ("talk", false), ("listen", true)];
    let scales = vec![
        scale("sum", ScaleScore::Sum, None, &parts),
        scale("mean", ScaleScore::Mean, Some(2), &parts),
        scale("short", ScaleScore::Sum, None, &parts[..1]),
    ];
    questionnaire(items, scales)
}

/// Twelve of the day, who answer by their place, and two of the night.
fn table() -> SealedTable {
    let mut table = SealedTable::new(3, &[attribute("shift", &["day", "night"])], &asked());
    for at in 0..12 {
        let answer = |by: usize| OPTIONS[(at * by + at / 3) % 5].0;
        push(&mut table, 1, &[("shift", "day")], &[("open", answer(1)), ("talk", answer(2)), ("listen", answer(3))]);
    }
    push(&mut table, 2, &[("shift", "night")], &[("open", "often"), ("talk", "never"), ("listen", "never")]);
    table
}

#[test]
fn favourable_options_are_counted_together() -> Result<(), EvidenceError> {
    let results = table().results(&query(&["open", "talk"], &["shift"], &[]))?;
    let favourable = |cell: usize| results.cells[cell].favourable.clone();
    let day = favourable(0).unwrap();
    // open by place: (at + at / 3) % 5 is 0 1 2 4 0 1 3 4 0 2 3 4, of which 2 and 3 are favourable.
    assert_eq!(day.count, Some(4));
    // statsmodels 0.15.0: proportion_confint(4, 12, method="wilson").
    for (found, expected) in [(day.percent, 100.0 / 3.0), (day.low, 13.812009109121309), (day.high, 60.93779111272004)]
    {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-9), "{found:?}, not {expected}");
    }
    let night = favourable(1).unwrap();
    assert_eq!((night.count, night.percent, night.low, night.high), (None, None, None, None));
    assert_eq!((favourable(2), favourable(3)), (None, None), "talk declares none");
    Ok(())
}

#[test]
fn a_distribution_has_a_band_for_every_sum_and_adds_up() -> Result<(), EvidenceError> {
    let results = table().results(&query(&["sum", "mean"], &[], &[]))?;
    let [sum, mean] = results.cells.as_slice() else { panic!("two scales") };
    let ends: Vec<(f64, f64)> = sum.distribution.iter().map(|band| (band.from, band.to)).collect();
    assert_eq!(ends, (0..=9).map(|at| (f64::from(at), f64::from(at + 1))).collect::<Vec<_>>());
    for cell in [sum, mean] {
        assert_eq!(Some(cell.distribution.iter().map(|band| band.count).sum::<u64>()), cell.scored_n);
        assert!(cell.q1 <= cell.median && cell.median <= cell.q3 && cell.median.is_some());
    }
    // 14 rows: three scored items, or two of them at least.
    assert!(sum.scored_n < mean.scored_n);
    assert!((mean.distribution.last().unwrap().to - 10.0 / 3.0).abs() < 1e-12);
    let night = table().results(&query(&["sum"], &["shift"], &[]))?;
    assert_eq!((night.cells[1].status, night.cells[1].distribution.len()), (Status::Withheld, 0));
    Ok(())
}

const REFERENCE: [f64; 4] = [0.9478954579795884, 0.9154055017828124, 0.9700072093658132, 0.9464267660402093];

/// Reference: pingouin 0.7.0 and the discrepancy minimised by scipy 1.17.1, `tests/reference/reliability.py`, of the rows made here.
#[test]
fn reliability_is_of_complete_answers_by_group() -> Result<(), EvidenceError> {
    let items = ["a", "b", "c", "d"].map(|code| item(code, &OPTIONS[..4]));
    let parts = [("a", false), ("b", false), ("c", false), ("d", true)];
    let asked = questionnaire(
        items.to_vec(),
        vec![scale("all", ScaleScore::Sum, None, &parts), scale("none", ScaleScore::Sum, None, &parts[..1])],
    );
    let mut table = SealedTable::new(5, &[attribute("shift", &["day", "night"])], &asked);
    for at in 0..40_usize {
        let common = at % 4;
        let code = |shift: usize| OPTIONS[(common + (at / 4 + shift) % 3 % 2).min(3)].0;
        let turned = OPTIONS[3 - (common + at / 7 % 2).min(3)].0;
        let answers = choices(&[("a", code(0)), ("b", code(1)), ("c", code(2)), ("d", turned)]);
        assert_eq!(table.push(&choices(&[("shift", "day")]), &answers), Ok(()));
    }
    // Six of the night, of whom two leave an item out: four complete ones are too few.
    push(&mut table, 4, &[("shift", "night")], &[("a", "never"), ("b", "never"), ("c", "often"), ("d", "always")]);
    push(&mut table, 2, &[("shift", "night")], &[("a", "never"), ("b", "never"), ("c", "often")]);
    let answer = table.reliability(&query(&[], &["shift"], &[]))?;
    let [day, night, one, _] = answer.cells.as_slice() else { panic!("two scales in two groups") };
    assert_eq!((day.n, day.items, day.exchange), (Some(40), 4, None));
    for (found, expected) in [(day.alpha, REFERENCE[0]), (day.alpha_low, REFERENCE[1]), (day.alpha_high, REFERENCE[2])]
    {
        assert!(found.is_some_and(|found| (found / expected - 1.0).abs() < 1e-9), "{found:?}, not {expected}");
    }
    assert!(day.omega.is_some_and(|found| (found / REFERENCE[3] - 1.0).abs() < 1e-6), "{:?}", day.omega);
    assert_eq!((night.status, night.n, night.alpha, night.omega), (Status::Withheld, None, None, None));
    assert_eq!(
        (one.status, one.n, one.alpha),
        (Status::Released, Some(40), None),
        "one item is no scale to be consistent"
    );
    assert!(matches!(table.reliability(&query(&["a"], &[], &[])), Err(EvidenceError::NoScale { .. })));
    Ok(())
}
