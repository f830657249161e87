//! Change between two waves, over real tables.

use crate::common::{attribute, choices, item, query, questionnaire, scale};
use chorus_evidence::change::{Change, ChangeCell, Pairs};
use chorus_evidence::{EvidenceError, SealedTable, Status};
use chorus_questionnaire::{Questionnaire, ScaleScore};
use serde_json::Value;

const OPTIONS: [(&str, Option<i32>); 5] =
    [("a", Some(1)), ("b", Some(2)), ("c", Some(3)), ("d", Some(4)), ("e", Some(5))];

fn asked(sensitive: bool) -> Questionnaire {
    let items = ["one", "two"].map(|code| {
        let mut item = item(code, &OPTIONS);
        item.options[4].sensitive = sensitive;
        item
    });
    questionnaire(items.to_vec(), vec![scale("both", ScaleScore::Sum, None, &[("one", false), ("two", true)])])
}

/// A table of rows: ward, and the answers to the two items.
fn table(rows: &[(&str, [usize; 2])], sensitive: bool, exchange: f64) -> SealedTable {
    let mut table =
        SealedTable::new(5, &[attribute("ward", &["x", "y", "z"])], &asked(sensitive)).with_exchange(exchange);
    for (ward, answers) in rows {
        let answers = answers.map(|at| OPTIONS[at].0);
        assert_eq!(
            table.push(&choices(&[("ward", ward)]), &choices(&[("one", answers[0]), ("two", answers[1])])),
            Ok(())
        );
    }
    table
}

const REFERENCE: [f64; 8] = [
    0.16666666666666652,
    -1.0468378308689104,
    1.3801711642022434,
    0.7783829232996718,
    0.11230810600004953,
    77.5,
    0.7681251348312834,
    0.7722614932228552,
];

/// Twelve of ward x, six of y and four of z, who answer by their place.
fn wave(shift: usize) -> Vec<(&'static str, [usize; 2])> {
    let ward = |row| {
        if row < 12 {
            "x"
        } else if row < 18 {
            "y"
        } else {
            "z"
        }
    };
    (0..22).map(|row| (ward(row), [(row + shift) % 5, (row * 2) % 5])).collect()
}

fn cell<'a>(change: &'a Change, measure: &str, ward: &str) -> &'a ChangeCell {
    let here = |cell: &&ChangeCell| cell.measure == measure && cell.group.get("ward").is_none_or(|value| value == ward);
    change.cells.iter().find(here).unwrap()
}

fn near(found: Option<f64>, expected: f64) {
    assert!(
        found.is_some_and(|found| (found - expected).abs() < 1e-9 * expected.abs() + 1e-12),
        "{found:?}, not {expected}"
    );
}

/// Reference: scipy 1.17.1 and pingouin 0.7.0,
///
/// ```python
/// a = np.array([r % 5 for r in range(12)]) + 1; b = np.array([(r + 1) % 5 for r in range(12)]) + 1
/// ttest_ind(b, a, equal_var=False), .confidence_interval(), compute_effsize(b, a, eftype="hedges"), mannwhitneyu(b, a)
/// ttest_rel(b, a)
/// ```
#[test]
fn a_group_is_compared_with_itself_later() -> Result<(), EvidenceError> {
    let (earlier, later) = (table(&wave(0), false, 0.0), table(&wave(1), false, 0.0));
    let pairs = Pairs::new((0..12).map(|row| (row, row)).collect(), 5);
    let change = earlier.change(&later, &query(&["one", "both"], &["ward"], &[]), Some(&pairs))?;
    let x = cell(&change, "one", "x");
    assert_eq!((x.status, x.from.n, x.to.n), (Status::Released, Some(12), Some(12)));
    let mean = x.mean.unwrap();
    near(Some(mean.difference), REFERENCE[0]);
    near(Some(mean.low), REFERENCE[1]);
    near(Some(mean.high), REFERENCE[2]);
    near(Some(mean.test.p), REFERENCE[3]);
    near(mean.g, REFERENCE[4]);
    let shift = x.shift.unwrap();
    near(Some(shift.u), REFERENCE[5]);
    near(Some(shift.test.p), REFERENCE[6]);
    let paired = x.paired.unwrap();
    assert_eq!(paired.pairs, 12);
    near(Some(paired.difference), REFERENCE[0]);
    near(Some(paired.test.p), REFERENCE[7]);
    // The scale turns the second item round; it has no order of answers.
    let both = cell(&change, "both", "x");
    assert!(both.mean.is_some() && both.shift.is_none() && both.paired.is_some());
    // Families are of one kind: two measures in two groups.
    assert!(mean.test.p_holm >= mean.test.p && mean.test.p_bh <= mean.test.p_holm);
    Ok(())
}

#[test]
fn a_group_of_too_few_looks_like_one_of_nobody() -> Result<(), EvidenceError> {
    let (earlier, later) = (table(&wave(0), false, 0.0), table(&wave(1), false, 0.0));
    let nobody: Vec<_> = wave(0).into_iter().filter(|(ward, _)| *ward != "z").collect();
    let pairs = Pairs::new(vec![(0, 0), (1, 1), (2, 2), (3, 3)], 5);
    let asked = query(&[], &["ward"], &[]);
    let change = earlier.change(&later, &asked, Some(&pairs))?;
    let without = table(&nobody, false, 0.0).change(&later, &asked, None)?;
    for measure in ["one", "two", "both"] {
        let few = cell(&change, measure, "z");
        assert_eq!(few.status, Status::Withheld);
        assert_eq!(few, cell(&without, measure, "z"));
        for option in few.options.iter().map(|option| serde_json::to_value(option).unwrap_or_default()) {
            assert!(
                ["difference", "p", "p_holm", "p_bh"].iter().all(|name| option.get(name).is_some_and(Value::is_null))
            );
        }
        assert_eq!(cell(&change, measure, "x").paired, None, "four pairs are too few");
    }
    Ok(())
}

#[test]
fn what_is_asked_otherwise_is_not_compared() {
    let earlier = table(&wave(0), false, 0.0);
    let mut other = asked(false);
    other.items[0].options[0].score = Some(0);
    let mut later = SealedTable::new(5, &[attribute("ward", &["x", "y", "z"])], &other);
    for (ward, _) in wave(0) {
        assert_eq!(later.push(&choices(&[("ward", ward)]), &choices(&[("two", "a")])), Ok(()));
    }
    let change = earlier.change(&later, &query(&[], &[], &[]), None).unwrap();
    assert_eq!(change.measures.iter().map(|measure| measure.code.as_str()).collect::<Vec<_>>(), ["two"]);
    for named in ["one", "both"] {
        let error = earlier.change(&later, &query(&[named], &[], &[]), None).unwrap_err();
        assert!(error.to_string().contains(&format!("'{named}' is not the same")), "{error}");
    }
    let elsewhere = SealedTable::new(5, &[attribute("ward", &["v", "w"])], &asked(false));
    let error = earlier.change(&elsewhere, &query(&["one"], &["ward"], &[]), None).unwrap_err();
    assert!(error.to_string().contains("'ward' is not the same"), "{error}");
}

#[test]
fn an_exchange_widens_what_is_said_of_groups() -> Result<(), EvidenceError> {
    let change = |exchange| -> Result<Change, EvidenceError> {
        let (earlier, later) = (table(&wave(0), true, exchange), table(&wave(1), true, exchange));
        let pairs = Pairs::new((0..12).map(|row| (row, row)).collect(), 5);
        earlier.change(&later, &query(&["one"], &["ward"], &[]), Some(&pairs))
    };
    let (plain, exchanged) = (change(0.0)?, change(0.1)?);
    assert_eq!((plain.measures[0].exchange_from, exchanged.measures[0].exchange_to), (None, Some(0.1)));
    let (plain, exchanged) = (cell(&plain, "one", "x"), cell(&exchanged, "one", "x"));
    let width = |low: f64, high: f64| high - low;
    let (a, b) = (plain.mean.unwrap(), exchanged.mean.unwrap());
    assert!(width(b.low, b.high) > 1.03 * width(a.low, a.high));
    let (a, b) = (plain.paired.unwrap(), exchanged.paired.unwrap());
    assert!(width(b.low, b.high) > 1.03 * width(a.low, a.high));
    let (a, b) = (&plain.options[4], &exchanged.options[4]);
    assert!(b.high.unwrap() - b.low.unwrap() > a.high.unwrap() - a.low.unwrap());
    Ok(())
}

/// Of twelve who linked, one skipped the question at the later wave. What both waves show of the ward, less what eleven pairs show,
/// would be that one's answer: so five are left out, and the same five whatever is asked.
#[test]
fn who_skipped_a_question_once_is_not_had_by_subtraction() -> Result<(), EvidenceError> {
    let earlier = table(&wave(0), false, 0.0);
    let mut later = SealedTable::new(5, &[attribute("ward", &["x", "y", "z"])], &asked(false));
    for (row, (ward, answers)) in wave(1).into_iter().enumerate() {
        let one = if row == 7 { "" } else { OPTIONS[answers[0]].0 };
        let answers = choices(&[("one", one), ("two", OPTIONS[answers[1]].0)]);
        assert_eq!(later.push(&choices(&[("ward", ward)]), &answers), Ok(()));
    }
    let pairs = Pairs::new((0..12).map(|row| (row, row)).collect(), 5);
    let counted = |filters: &[(&str, &str)], by: &[&str], measure: &str| {
        let change = earlier.change(&later, &query(&[measure], by, filters), Some(&pairs));
        change.map(|change| cell(&change, measure, "x").paired.map(|paired| (paired.pairs, paired.difference)))
    };
    let one = counted(&[], &["ward"], "one")?;
    assert_eq!(one.map(|(pairs, _)| pairs), Some(7));
    assert_eq!(counted(&[], &[], "one")?, one);
    assert_eq!(counted(&[("ward", "x")], &[], "one")?, one);
    assert_eq!(counted(&[], &["ward"], "two")?, None, "all of them answered alike twice");
    // Where leaving k out leaves fewer than k, nothing is told.
    let few = Pairs::new((3..12).map(|row| (row, row)).collect(), 5);
    let change = earlier.change(&later, &query(&["one"], &["ward"], &[]), Some(&few))?;
    assert_eq!(cell(&change, "one", "x").paired, None);
    Ok(())
}
