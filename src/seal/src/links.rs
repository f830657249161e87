//! Which links between two sealed waves may be kept, so that a link never makes a group smaller than k.
//!
//! A link says that a row of the earlier wave and a row of the later are of one respondent. Once links are there, a group is not
//! only a class of one wave: it is a *joint cell* (the linked rows of one class of the earlier wave and one class of the later),
//! or what of a class has no link. [`keep_links`] drops links until each of these is empty or has at least k rows. It knows no
//! pseudonym, no wave and no answer.

use rand::{CryptoRng, seq::SliceRandom};
use std::collections::BTreeMap;

/// The row of the earlier wave and that of the later which one link joins, as indices.
pub type Link = (usize, usize);

/// Chooses the links that may be kept. `earlier` and `later` name the class of each row; `candidates` are the links offered. Rows
/// that are offered more than once, or that do not exist, are not linked at all.
///
/// Of the links kept, every joint cell has at least k; and every class that has a link has no row without one, or at least k.
/// How many links of each joint cell are kept depends on the counts alone; which ones, on the random numbers.
pub fn keep_links<A: Ord, B: Ord, R: CryptoRng + ?Sized>(
    earlier: &[A],
    later: &[B],
    candidates: &[Link],
    k: usize,
    rng: &mut R,
) -> Vec<Link> {
    let (earlier, later) = (Side::new(earlier), Side::new(later));
    let mut cells: Cells = BTreeMap::new();
    for (a, b) in each_row_once(candidates) {
        if let (Some(class_a), Some(class_b)) = (earlier.classes.get(a), later.classes.get(b)) {
            cells.entry([*class_a, *class_b]).or_default().push((a, b));
        }
    }
    cells.values_mut().for_each(|cell| cell.shuffle(rng));
    loop {
        let before = count(&cells);
        cells.retain(|_, cell| cell.len() >= k);
        mend(&mut cells, 0, &earlier.sizes, k);
        mend(&mut cells, 1, &later.sizes, k);
        if count(&cells) == before {
            break;
        }
    }
    let mut kept: Vec<Link> = cells.into_values().flatten().collect();
    kept.shuffle(rng);
    kept
}

/// Links by the classes of their rows, none empty.
type Cells = BTreeMap<[usize; 2], Vec<Link>>;

/// The classes of one wave, numbered.
struct Side {
    classes: Vec<usize>,
    sizes: Vec<usize>,
}

impl Side {
    fn new<T: Ord>(rows: &[T]) -> Self {
        let mut numbers = BTreeMap::new();
        let mut sizes = Vec::new();
        let mut number = |class| {
            let number = *numbers.entry(class).or_insert_with(|| {
                sizes.push(0);
                sizes.len() - 1
            });
            if let Some(size) = sizes.get_mut(number) {
                *size += 1;
            }
            number
        };
        let classes = rows.iter().map(&mut number).collect();
        Self { classes, sizes }
    }
}

fn count(cells: &Cells) -> usize {
    cells.values().map(Vec::len).sum()
}

/// The links whose rows no other link names.
fn each_row_once(candidates: &[Link]) -> impl Iterator<Item = Link> {
    let mut seen = [BTreeMap::new(), BTreeMap::new()];
    for (a, b) in candidates {
        *seen[0].entry(*a).or_insert(0_usize) += 1;
        *seen[1].entry(*b).or_insert(0_usize) += 1;
    }
    let once = move |(a, b): &Link| seen[0].get(a) == Some(&1) && seen[1].get(b) == Some(&1);
    candidates.iter().copied().filter(once)
}

/// Where a class of this side leaves fewer than k rows without a link, drops links until there are k: some of cells that have
/// more than k, or else the smallest cell.
fn mend(cells: &mut Cells, side: usize, sizes: &[usize], k: usize) {
    for (class, size) in sizes.iter().enumerate() {
        loop {
            let mut of_class: Vec<_> = cells.iter_mut().filter(|(key, _)| key[side] == class).collect();
            let linked: usize = of_class.iter().map(|(_, cell)| cell.len()).sum();
            let unlinked = size.saturating_sub(linked);
            if linked == 0 || unlinked == 0 || unlinked >= k {
                break;
            }
            // The largest first, so that the smallest is the last.
            of_class.sort_by_key(|(_, cell)| std::cmp::Reverse(cell.len()));
            let spare: usize = of_class.iter().map(|(_, cell)| cell.len().saturating_sub(k)).sum();
            let mut missing = k - unlinked;
            if spare >= missing {
                for (_, cell) in of_class {
                    let drop = missing.min(cell.len().saturating_sub(k));
                    cell.truncate(cell.len() - drop);
                    missing -= drop;
                }
            } else if let Some(smallest) = of_class.last().map(|(key, _)| **key) {
                cells.remove(&smallest);
            }
        }
    }
}
