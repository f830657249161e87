//! What is promised of the links between two waves, for any classes and any links offered.

use chorus_seal::{Link, keep_links};
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
struct Case {
    k: usize,
    /// Class and history.
    earlier: Vec<(u8, u8)>,
    later: Vec<u8>,
    candidates: Vec<Link>,
    seed: u64,
}

impl Case {
    fn kept(&self, seed: u64) -> Vec<Link> {
        keep_links(&self.earlier, &self.later, &self.candidates, self.k, &mut StdRng::seed_from_u64(seed))
    }

    fn cells(&self, links: &[Link]) -> BTreeMap<((u8, u8), u8), usize> {
        let mut cells = BTreeMap::new();
        for (a, b) in links {
            *cells.entry((self.earlier[*a], self.later[*b])).or_default() += 1;
        }
        cells
    }
}

/// Waves of any classes; some of the rows are linked, mostly between classes of one name, as people mostly stay where they are.
fn case() -> impl Strategy<Value = Case> {
    (3..=12_usize, 1..=6_u8, 0..=250_usize, 0.0..=1.0_f64).prop_flat_map(|(k, classes, people, share)| {
        let person = (0..classes, 0..classes, 0.0..1.0_f64, 0.0..1.0_f64);
        let people = prop::collection::vec(person, people);
        let strays = prop::collection::vec((0..260_usize, 0..260_usize), 0..4);
        (people, strays, any::<u64>()).prop_map(move |(people, strays, seed)| {
            let history = |person: &(u8, u8, f64, f64)| u8::from(person.2 < 0.3) + u8::from(person.3 < 0.1);
            let earlier = people.iter().map(|person| (person.0, history(person))).collect();
            let later = people.iter().map(|person| if person.2 < 0.8 { person.0 } else { person.1 }).collect();
            let linked = people.iter().enumerate().filter(|(_, person)| person.3 < share).map(|(i, _)| (i, i));
            Case { k, earlier, later, candidates: linked.chain(strays).collect(), seed }
        })
    })
}

/// Of the rows that are in this group, those without a link are none or at least k, if any has one.
fn assert_none_or_k(
    case: &Case,
    what: &str,
    group: impl Fn(&(u8, u8)) -> bool,
    kept: &[Link],
    later: bool,
) -> Result<(), TestCaseError> {
    let rows: Vec<(u8, u8)> =
        if later { case.later.iter().map(|class| (*class, 0)).collect() } else { case.earlier.clone() };
    let linked = kept.iter().filter(|link| group(&rows[if later { link.1 } else { link.0 }])).count();
    let unlinked = rows.iter().filter(|row| group(row)).count() - linked;
    prop_assert!(linked == 0 || unlinked == 0 || unlinked >= case.k, "{what}: {linked} linked, {unlinked} not");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_group_that_links_make_is_empty_or_has_k(case in case()) {
        let kept = case.kept(case.seed);
        prop_assert!(kept.iter().all(|link| case.candidates.contains(link)));
        let (mut a, mut b): (Vec<usize>, Vec<usize>) = kept.iter().copied().unzip();
        a.sort_unstable();
        b.sort_unstable();
        prop_assert!(a.windows(2).all(|pair| pair[0] != pair[1]) && b.windows(2).all(|pair| pair[0] != pair[1]));
        let cells = case.cells(&kept);
        prop_assert!(cells.values().all(|links| *links >= case.k), "{cells:?}");
        for class in 0..6 {
            assert_none_or_k(&case, &format!("class {class}"), |row| row.0 == class, &kept, false)?;
            assert_none_or_k(&case, &format!("later class {class}"), |row| row.0 == class, &kept, true)?;
            for history in 0..3 {
                assert_none_or_k(&case, &format!("{class} split {history}"), |row| *row == (class, history), &kept, false)?;
            }
        }
    }

    #[test]
    fn how_many_are_kept_depends_on_no_random_number(case in case()) {
        prop_assert_eq!(case.kept(case.seed), case.kept(case.seed));
        prop_assert_eq!(case.cells(&case.kept(case.seed)), case.cells(&case.kept(case.seed.wrapping_add(1))));
    }

    #[test]
    fn where_everybody_is_linked_in_large_cells_all_links_stay(k in 3..=12_usize, sizes in prop::collection::vec(0..30_usize, 1..9), seed in any::<u64>()) {
        // One joint cell after the other, each of at least k.
        let cell = |(i, size): (usize, &usize)| vec![((i % 3, ()), i / 3); size + k];
        let (earlier, later): (Vec<_>, Vec<usize>) = sizes.iter().enumerate().flat_map(cell).unzip();
        let candidates: Vec<Link> = (0..earlier.len()).map(|i| (i, i)).collect();
        let mut kept = keep_links(&earlier, &later, &candidates, k, &mut StdRng::seed_from_u64(seed));
        kept.sort_unstable();
        prop_assert_eq!(kept, candidates);
    }
}

#[test]
fn a_remainder_below_k_takes_links_from_a_cell_that_can_spare_them() {
    // Ten of eleven are linked: the eleventh must not stand alone, so that two more join it.
    let candidates: Vec<Link> = (0..10).map(|i| (i, i)).collect();
    let kept = keep_links(&[(0, 0); 11], &[0; 11], &candidates, 3, &mut StdRng::seed_from_u64(1));
    assert_eq!(kept.len(), 8);
    // Where none can be spared, the whole cell goes.
    assert!(keep_links(&[(0, 0); 4], &[0; 4], &candidates[..3], 3, &mut StdRng::seed_from_u64(1)).is_empty());
}

#[test]
fn a_row_that_is_offered_twice_is_not_linked() {
    let candidates = [(0, 0), (0, 1), (1, 2), (2, 3), (3, 4), (9, 5)];
    let kept = keep_links(&[(0, 0); 9], &[0; 9], &candidates, 3, &mut StdRng::seed_from_u64(1));
    let mut kept = kept;
    kept.sort_unstable();
    assert_eq!(kept, [(1, 2), (2, 3), (3, 4)]);
}

#[test]
fn a_whole_class_keeps_to_a_k_that_has_grown() {
    // Three rows of the class were linked before, under a smaller k; the twelve others are all linked now. Twelve and three would
    // not do for a k of five.
    let earlier: Vec<(u8, bool)> = (0..15).map(|row| (0, row < 3)).collect();
    let candidates: Vec<Link> = (3..15).map(|i| (i, i)).collect();
    let kept = keep_links(&earlier, &[0; 20], &candidates, 5, &mut StdRng::seed_from_u64(1));
    assert_eq!(kept.len(), 7, "of the split class five are left over, and of the whole one eight");
    assert_eq!(keep_links(&earlier, &[0; 20], &candidates, 3, &mut StdRng::seed_from_u64(1)).len(), 12);
}
