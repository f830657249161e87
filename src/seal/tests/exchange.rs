//! What the exchange of sensitive answers promises: exact totals, no unanimous class, and the probability that estimates rely on.

use std::collections::HashMap;

use chorus_seal::{Attribute, Exchange, Occasion, Row, Rule, SealError, Sealed, SensitiveAnswers, seal};
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};

/// Answers to two sensitive items, and the number of the row that gave everything else.
#[derive(Clone, Debug, PartialEq)]
struct Answers {
    sensitive: [Option<usize>; 2],
    row: usize,
}

impl SensitiveAnswers for Answers {
    fn option(&self, item: usize) -> Option<usize> {
        self.sensitive.get(item).copied().flatten()
    }

    fn exchange(&mut self, other: &mut Self) {
        std::mem::swap(&mut self.sensitive, &mut other.sensitive);
    }
}

type Given = (Vec<Option<u16>>, [Option<usize>; 2]);

fn sealed(rule: &Rule, given: &[Given], rng: &mut StdRng) -> Result<Sealed<Answers>, SealError> {
    let row = |((values, sensitive), row): (&Given, usize)| Row {
        values: values.clone(),
        answers: Answers { sensitive: *sensitive, row },
    };
    seal(rule, Occasion::Closing, &mut given.iter().zip(0..).map(row).collect(), rng)
}

/// Both options of the first item are sensitive, of the second only the one with number 1.
fn both(share: f64) -> Result<Exchange, SealError> {
    Exchange::new(share, vec![vec![true, true], vec![false, true, false]])
}

fn classes(sealed: &Sealed<Answers>) -> HashMap<&[Option<u16>], Vec<&Answers>> {
    let mut classes: HashMap<&[Option<u16>], Vec<&Answers>> = HashMap::new();
    for row in sealed.rows() {
        classes.entry(&row.values).or_default().push(&row.answers);
    }
    classes
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort();
    all
}

fn given() -> impl Strategy<Value = Vec<Given>> {
    // From populations in which everybody agrees to such in which nobody does.
    let lean = (0..=10u8, 0..=10u8, 1..=6u16);
    lean.prop_flat_map(|(first, second, values)| {
        let option = |lean: u8, options: usize| {
            (0..10u8, 0..options, 0..8u8)
                .prop_map(move |(draw, other, answered)| (answered > 0).then_some(if draw < lean { 1 } else { other }))
        };
        let value = || prop::option::weighted(0.9, 0..values);
        let row = (value(), value(), option(first, 2), option(second, 3));
        prop::collection::vec(row.prop_map(|(a, b, first, second)| (vec![a, b], [first, second])), 5..120)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_class_is_unanimous_and_every_total_is_exact(
        given in given(), k in 3..=5usize, share in 0.0..=0.5, seed in any::<u64>(),
    ) {
        let mut rng = StdRng::seed_from_u64(seed);
        let before = sealed(&Rule::unweighted(k, 2)?, &given, &mut rng)?;
        let kept = before.kept();
        let after = before.exchange(&both(share)?, &mut rng);
        prop_assert_eq!(after.exchanged(), Some(share));
        prop_assert!(after.kept() <= kept);

        let answers = |row: &Row<Answers>| row.answers.sensitive;
        prop_assert_eq!(sorted(after.rows().iter().map(answers)), sorted(given.iter().map(|given| given.1)));
        prop_assert_eq!(sorted(after.rows().iter().map(|row| row.answers.row)), (0..given.len()).collect::<Vec<_>>());
        for row in after.rows() {
            let before = &given[row.answers.row].0;
            prop_assert!(row.values.iter().zip(before).all(|(after, before)| after.is_none() || after == before));
        }
        let classes = classes(&after);
        for (item, sensitive) in [[true, true, false], [false, true, false]].iter().enumerate() {
            for (class, members) in &classes {
                prop_assert!(members.len() >= k);
                let first = members[0].sensitive[item];
                let unanimous = members.iter().all(|answers| answers.sensitive[item] == first);
                let guarded = first.is_some_and(|option| sensitive[option]);
                prop_assert!(!(unanimous && guarded) || classes.len() == 1, "{class:?} {members:?}");
            }
        }
    }
}

/// Of a row's answers, a share stays, and the rest is as if drawn from the whole batch: the very thing that estimates undo.
#[test]
fn a_row_gets_another_rows_answers_with_the_stated_probability() -> Result<(), SealError> {
    for (people, share) in [(5, 0.05), (5, 0.3), (20, 0.05), (60, 0.1)] {
        // Everybody is told apart by the second item; nothing is unanimous.
        let options = vec![vec![true; people]];
        let exchange = Exchange::new(share, options)?;
        let given: Vec<Given> = (0..people).map(|person| (Vec::new(), [Some(person), None])).collect();
        let (rule, mut rng) = (Rule::unweighted(3, 0)?, StdRng::seed_from_u64(7));
        let rounds = 200_000 / people;
        let (mut own, mut firsts_to_second) = (0, 0);
        for _ in 0..rounds {
            for row in sealed(&rule, &given, &mut rng)?.exchange(&exchange, &mut rng).rows() {
                own += usize::from(row.answers.sensitive[0] == Some(row.answers.row));
                firsts_to_second += usize::from(row.answers.row == 1 && row.answers.sensitive[0] == Some(0));
            }
        }
        let expected = 1.0 - share + share / people as f64;
        let found = own as f64 / (rounds * people) as f64;
        assert!((found - expected).abs() < 0.004, "{people}: {found} instead of {expected}");
        let (found, expected) = (firsts_to_second as f64 / rounds as f64, share / people as f64);
        let tolerance = 5.0 * (expected / rounds as f64).sqrt();
        assert!((found - expected).abs() < tolerance, "{people}: {found} instead of {expected}");
    }
    Ok(())
}

#[test]
fn a_unanimous_class_exchanges_with_the_one_beside_it() -> Result<(), SealError> {
    // Four departments of two teams; one team is unanimous, and all dissenters of its department are in the other.
    let mut given: Vec<Given> = Vec::new();
    for department in 0..4 {
        for team in 0..2 {
            for person in 0..6 {
                let agrees = (department, team) == (2, 1) || person < 3;
                given.push((vec![Some(department), Some(2 * department + team)], [Some(usize::from(agrees)), None]));
            }
        }
    }
    let rule = Rule::new(5, vec![Attribute::flat(2.0), Attribute::flat(1.0)])?;
    for seed in 0..50 {
        let mut rng = StdRng::seed_from_u64(seed);
        let after = sealed(&rule, &given, &mut rng)?.exchange(&both(0.0)?, &mut rng);
        let agree = |column: usize, value| {
            let rows = after.rows().iter().filter(|row| row.values[column] == Some(value));
            rows.filter(|row| row.answers.sensitive[0] == Some(1)).count()
        };
        assert_eq!(agree(1, 5), 5, "one of the unanimous six changed places");
        let department: Vec<usize> = (0..4).map(|department| agree(0, department)).collect();
        let moved = department.iter().zip([6, 6, 9, 6]).filter(|(found, before)| *found != before).count();
        assert!(moved <= 2, "only a neighbour is touched: {department:?}");
        assert_eq!(department.iter().sum::<usize>(), 27);
    }
    Ok(())
}

#[test]
fn a_batch_of_one_mind_stays_as_it_is() -> Result<(), SealError> {
    let given: Vec<Given> = (0..30).map(|person| (vec![Some(person % 2)], [Some(1), Some(1)])).collect();
    let mut rng = StdRng::seed_from_u64(1);
    let after = sealed(&Rule::unweighted(5, 1)?, &given, &mut rng)?.exchange(&both(0.05)?, &mut rng);
    assert!(after.rows().iter().all(|row| row.answers.sensitive == [Some(1), Some(1)]));
    // All of it is one class: what the total says, no group may say again.
    assert_eq!(classes(&after).len(), 1);
    Ok(())
}

#[test]
fn a_share_is_from_none_to_one_half() {
    assert_eq!(Exchange::new(0.51, Vec::new()), Err(SealError::Share(0.51)));
    assert_eq!(Exchange::new(-0.1, Vec::new()), Err(SealError::Share(-0.1)));
    assert!(Exchange::new(f64::NAN, Vec::new()).is_err());
}
