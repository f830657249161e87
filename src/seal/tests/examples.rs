//! Small batches whose sealing can be worked out by hand.

use std::collections::BTreeMap;

use chorus_seal::{Attribute, Occasion, Row, Rule, SealError, seal};
use rand::{SeedableRng, rngs::StdRng};

/// A row's values, in which `_` is a value not given or withheld: `"0_2"`.
fn values(text: &str) -> Vec<Option<u16>> {
    text.chars().map(|digit| digit.to_digit(10).and_then(|digit| u16::try_from(digit).ok())).collect()
}

fn batch(groups: &[(&str, usize)]) -> Vec<Row<usize>> {
    let texts = groups.iter().flat_map(|(text, size)| std::iter::repeat_n(*text, *size));
    texts.zip(0..).map(|(text, answers)| Row { values: values(text), answers }).collect()
}

/// Closes a wave with the batch and gives the sealed classes with their sizes, whatever the seed.
#[track_caller]
fn assert_classes(rule: &Rule, groups: &[(&str, usize)], classes: &[(&str, usize)]) {
    let expected: BTreeMap<_, _> = classes.iter().map(|(text, size)| (values(text), *size)).collect();
    for seed in 0..20 {
        let mut found = BTreeMap::new();
        let sealed = seal(rule, Occasion::Closing, &mut batch(groups), &mut StdRng::seed_from_u64(seed));
        for row in sealed.map(|sealed| sealed.into_rows()).unwrap_or_default() {
            *found.entry(row.values).or_insert(0) += 1;
        }
        assert_eq!(found, expected, "seed {seed}");
    }
}

#[test]
fn a_batch_that_is_anonymous_already_keeps_everything() -> Result<(), SealError> {
    let groups = [("00", 3), ("01", 4), ("1_", 3)];
    assert_classes(&Rule::unweighted(3, 2)?, &groups, &groups);
    Ok(())
}

#[test]
fn a_group_that_is_too_small_withholds_what_sets_it_apart() -> Result<(), SealError> {
    // (0,1) and (0,2) are two rows each; without the second attribute they are four.
    let groups = [("00", 3), ("01", 2), ("02", 2)];
    assert_classes(&Rule::unweighted(3, 2)?, &groups, &[("00", 3), ("0_", 4)]);
    Ok(())
}

#[test]
fn the_heavier_attribute_is_kept() -> Result<(), SealError> {
    // The first and the second group share the first attribute, the second and the third group the second one.
    let groups = [("00", 2), ("01", 2), ("11", 2)];
    assert_classes(&Rule::new(3, vec![Attribute::flat(2.0), Attribute::flat(1.0)])?, &groups[..2], &[("0_", 4)]);
    let all = [("00", 4), ("01", 2), ("11", 4), ("10", 1)];
    // With everything withheld from the three that are in neither (0,0) nor (1,1), 24 are kept; so 25.
    assert_classes(
        &Rule::new(3, vec![Attribute::flat(2.0), Attribute::flat(1.0)])?,
        &all,
        &[("00", 3), ("0_", 3), ("1_", 5)],
    );
    let pairs = [("01", 2), ("02", 1), ("11", 1), ("12", 2)];
    assert_classes(&Rule::new(3, vec![Attribute::flat(2.0), Attribute::flat(1.0)])?, &pairs, &[("0_", 3), ("1_", 3)]);
    assert_classes(&Rule::new(3, vec![Attribute::flat(1.0), Attribute::flat(2.0)])?, &pairs, &[("_1", 3), ("_2", 3)]);
    Ok(())
}

#[test]
fn left_overs_coarsen_the_class_where_that_costs_least() -> Result<(), SealError> {
    // One row agrees with no class. Three rows lose one value in (0,0), four would in (1,1).
    let groups = [("00", 3), ("11", 4), ("01", 1)];
    assert_classes(&Rule::unweighted(3, 2)?, &groups, &[("0_", 4), ("11", 4)]);
    // With the second attribute a hundred times the first, it is cheaper for the four to lose the first.
    assert_classes(
        &Rule::new(3, vec![Attribute::flat(1.0), Attribute::flat(100.0)])?,
        &groups,
        &[("00", 3), ("_1", 5)],
    );
    Ok(())
}

#[test]
fn a_large_class_lends_rows() -> Result<(), SealError> {
    // One row agrees with no class. Two of the nine in (1,1) keep it company; the others keep what they have.
    let groups = [("00", 3), ("11", 9), ("01", 1)];
    assert_classes(&Rule::unweighted(3, 2)?, &groups, &[("00", 3), ("11", 7), ("_1", 3)]);
    // (0,1) would lose everything with (1,2) and (2,2), and keeps its first attribute with one that (0,0) lends.
    let groups = [("00", 4), ("01", 2), ("12", 2), ("22", 1)];
    assert_classes(&Rule::unweighted(3, 2)?, &groups, &[("00", 3), ("0_", 3), ("_2", 3)]);
    Ok(())
}

#[test]
fn a_row_alone_costs_no_more_than_it_must() -> Result<(), SealError> {
    // The three could keep nothing together with the one; that would lose eight values. With the four, five are lost.
    assert_classes(&Rule::unweighted(3, 2)?, &[("00", 4), ("10", 3), ("01", 1)], &[("0_", 5), ("10", 3)]);
    Ok(())
}

#[test]
fn a_row_that_gave_nothing_needs_company_too() -> Result<(), SealError> {
    let rule = Rule::unweighted(3, 1)?;
    assert_classes(&rule, &[("0", 3), ("1", 4), ("_", 1)], &[("_", 4), ("1", 4)]);
    // Two of the five are company enough.
    assert_classes(&rule, &[("0", 3), ("1", 5), ("_", 1)], &[("0", 3), ("1", 3), ("_", 3)]);
    assert_classes(&rule, &[("0", 3), ("1", 5), ("_", 3)], &[("0", 3), ("1", 5), ("_", 3)]);
    Ok(())
}

#[test]
fn without_attributes_all_rows_are_one_class() -> Result<(), SealError> {
    assert_classes(&Rule::unweighted(3, 0)?, &[("", 7)], &[("", 7)]);
    Ok(())
}

#[test]
fn an_open_wave_needs_a_larger_batch_than_a_closing_one() -> Result<(), SealError> {
    let (rule, mut rng) = (Rule::unweighted(6, 1)?, StdRng::seed_from_u64(0));
    let mut rows = batch(&[("0", 23)]);
    let refused = seal(&rule, Occasion::Batch, &mut rows, &mut rng).err();
    assert_eq!(refused, Some(SealError::TooFewRows { needed: 24, have: 23 }));
    assert_eq!(rows.len(), 23);
    assert!(seal(&rule, Occasion::Closing, &mut rows, &mut rng).is_ok());
    assert!(rows.is_empty());
    let refused = seal(&rule, Occasion::Closing, &mut batch(&[("0", 5)]), &mut rng).err();
    assert_eq!(refused, Some(SealError::TooFewRows { needed: 6, have: 5 }));
    Ok(())
}

#[test]
fn a_row_with_a_value_too_many_or_too_few_refuses_the_batch() -> Result<(), SealError> {
    let rule = Rule::unweighted(3, 2)?;
    for (bad, have) in [("000", 3), ("0", 1)] {
        let mut rows = batch(&[("00", 20), (bad, 1)]);
        let refused = seal(&rule, Occasion::Batch, &mut rows, &mut StdRng::seed_from_u64(0)).err();
        assert_eq!(refused, Some(SealError::WrongNumberOfValues { needed: 2, have }));
        assert_eq!(rows.len(), 21);
    }
    Ok(())
}

#[test]
fn rows_leave_in_another_order_than_they_came() -> Result<(), SealError> {
    let rule = Rule::unweighted(3, 1)?;
    let order = |seed| -> Result<Vec<usize>, SealError> {
        let sealed =
            seal(&rule, Occasion::Batch, &mut batch(&[("0", 50), ("1", 50)]), &mut StdRng::seed_from_u64(seed))?;
        Ok(sealed.into_rows().into_iter().map(|row| row.answers).collect())
    };
    assert_ne!(order(1)?, (0..100).collect::<Vec<_>>());
    assert_ne!(order(1)?, order(2)?);
    assert_eq!(order(1)?, order(1)?);
    // Every place in the order is as likely for the first row as for any other.
    let mut first = 0.0;
    for seed in 0..400 {
        let place = order(seed)?.iter().position(|answers| *answers == 0);
        first += place.unwrap_or_default() as f64 / 400.0;
    }
    assert!((43.0..56.0).contains(&first), "{first}");
    Ok(())
}
