//! Which links between two sealed waves may be kept, so that a link never makes a group smaller than k.
//!
//! A link says that a row of the earlier wave and a row of the later are of one respondent. Once links are there, a group is not
//! only a class of one wave: it is a *joint cell* (the linked rows of one class of the earlier wave and one class of the later),
//! or what of a class has no link. [`keep_links`] drops links until each of these is empty or has at least k rows. It knows no
//! pseudonym and no answer.
//!
//! The earlier wave may itself be linked with one before it. Its classes are then split further, by *history*: the joint cell of
//! that earlier link, or that there is none. Both the split classes and the whole ones keep to the rule, so that it holds over
//! any number of waves, and where k has grown between them.

use rand::{CryptoRng, seq::SliceRandom};
use std::collections::BTreeMap;

/// The row of the earlier wave and that of the later which one link joins, as indices.
pub type Link = (usize, usize);

/// Chooses the links that may be kept. `earlier` and `later` name the class of each row, `earlier` with its history as well;
/// `candidates` are the links offered. Rows that are offered more than once, or that do not exist, are not linked at all.
///
/// Of the links kept, every joint cell has at least k; and every class that has a link, whole or split by history, has no row
/// without one, or at least k.
/// How many links of each joint cell are kept depends on the counts alone; which ones, on the random numbers.
pub fn keep_links<A: Ord, H: Ord, B: Ord, R: CryptoRng + ?Sized>(
    earlier: &[(A, H)],
    later: &[B],
    candidates: &[Link],
    k: usize,
    rng: &mut R,
) -> Vec<Link> {
    let whole = Side::new(earlier.iter().map(|(class, _)| class));
    let split = Side::new(earlier.iter());
    let later = Side::new(later.iter());
    let mut cells: Cells = BTreeMap::new();
    for (a, b) in each_row_once(candidates) {
        let classes = (whole.classes.get(a), split.classes.get(a), later.classes.get(b));
        if let (Some(whole), Some(split), Some(later)) = classes {
            cells.entry([*whole, *split, *later]).or_default().push((a, b));
        }
    }
    cells.values_mut().for_each(|cell| cell.shuffle(rng));
    loop {
        let before = count(&cells);
        cells.retain(|_, cell| cell.len() >= k);
        for (side, sizes) in [&whole.sizes, &split.sizes, &later.sizes].into_iter().enumerate() {
            mend(&mut cells, side, sizes, k);
        }
        if count(&cells) == before {
            break;
        }
    }
    let mut kept: Vec<Link> = cells.into_values().flatten().collect();
    kept.shuffle(rng);
    kept
}

/// Links by the whole and the split class of their earlier row and the class of their later one. None is empty.
type Cells = BTreeMap<[usize; 3], Vec<Link>>;

/// The rows of one wave in classes, which are numbered.
struct Side {
    classes: Vec<usize>,
    sizes: Vec<usize>,
}

impl Side {
    fn new<T: Ord>(rows: impl Iterator<Item = T>) -> Self {
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
        let classes = rows.map(&mut number).collect();
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
