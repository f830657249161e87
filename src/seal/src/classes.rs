//! The search for classes: which attribute values each row keeps.
//!
//! 1. Greedy, [`form`]: over the subsets of attributes from the heaviest to the empty one, the rows that have no class
//!    yet and give every value of the subset are grouped by those values, and each group of at least k rows becomes a
//!    class. So a row always gets the heaviest class that could then hold it. Rows with the same values never part
//!    here and are handled as one.
//! 2. Left-overs, [`place_left_overs`]: the empty subset gathers all rows that are still without a class, unless they
//!    are fewer than k. Those few agree with no class, or they would be in it. Each joins the class which that costs
//!    the least weight, and the class is coarsened to what they have in common (which may be nothing).
//! 3. Borrowing, [`crate::borrow`]: rows that lost much form a better class with some that others can spare.

use std::{cmp::Reverse, collections::HashSet};

use rand::{Rng, seq::SliceRandom};

use crate::{
    borrow::borrow,
    class::Class,
    key::{Key, Subset},
    rule::Rule,
};

/// For each row, the attributes whose values it keeps. There must be at least k rows.
pub(crate) fn choose<R: Rng + ?Sized>(rule: &Rule, keys: &[Key], rng: &mut R) -> Vec<Subset> {
    let subsets = heaviest_first(rule, keys, rng);
    let (mut classes, left_over) = form(rule, &subsets, keys);
    place_left_overs(rule, left_over, &mut classes);
    borrow(rule, &subsets, keys, &mut classes);

    let mut kept = vec![0; keys.len()];
    for class in &classes {
        for &row in &class.rows {
            kept[row] = class.key.given();
        }
    }
    kept
}

/// All subsets of the attributes, the heaviest first. Of equally heavy ones, that with the fewest possible combinations
/// of values comes first, for it leaves the largest groups; what is tied even then is in random order.
fn heaviest_first<R: Rng + ?Sized>(rule: &Rule, keys: &[Key], rng: &mut R) -> Vec<Subset> {
    let distinct = |attribute: usize| keys.iter().map(|key| key.project(1 << attribute)).collect::<HashSet<_>>().len();
    let values: Vec<f64> = (0..rule.attributes()).map(|attribute| distinct(attribute) as f64).collect();
    let combinations = |subset: Subset| -> f64 {
        let of_subset = values.iter().enumerate().filter(|(attribute, _)| subset & (1 << attribute) != 0);
        of_subset.map(|(_, values)| values).product()
    };
    let mut subsets: Vec<Subset> = rule.subsets().collect();
    subsets.shuffle(rng);
    subsets.sort_by(|left, right| {
        let by_weight = rule.weight(*right).total_cmp(&rule.weight(*left));
        by_weight.then(combinations(*left).total_cmp(&combinations(*right)))
    });
    subsets
}

/// The rows by equal values, in the order of the values.
fn profiles(keys: &[Key]) -> Vec<Class> {
    let mut sorted: Vec<(Key, usize)> = keys.iter().copied().zip(0..).collect();
    sorted.sort_unstable();
    let equal = sorted.chunk_by(|left, right| left.0 == right.0);
    equal.map(|rows| Class { key: rows[0].0, rows: rows.iter().map(|row| row.1).collect() }).collect()
}

/// The greedy choice of classes, and what it leaves over: fewer than k rows, grouped by equal values.
fn form(rule: &Rule, subsets: &[Subset], keys: &[Key]) -> (Vec<Class>, Vec<Class>) {
    let mut profiles = profiles(keys);
    let mut classes = Vec::new();
    for &subset in subsets {
        let giving = profiles.iter().enumerate().filter(|(_, profile)| profile.key.gives(subset));
        let mut projected: Vec<(Key, usize)> =
            giving.map(|(index, profile)| (profile.key.project(subset), index)).collect();
        projected.sort_unstable();
        for group in projected.chunk_by(|left, right| left.0 == right.0) {
            let size: usize = group.iter().map(|member| profiles[member.1].rows.len()).sum();
            if size >= rule.k() {
                let rows = group.iter().flat_map(|member| std::mem::take(&mut profiles[member.1].rows)).collect();
                classes.push(Class { key: group[0].0, rows });
            }
        }
        profiles.retain(|profile| !profile.rows.is_empty());
    }
    (classes, profiles)
}

/// Lets each left-over group, the largest first, join the class which that costs the least weight.
fn place_left_overs(rule: &Rule, mut left_over: Vec<Class>, classes: &mut [Class]) {
    left_over.sort_by_key(|group| Reverse(group.rows.len()));
    for group in left_over {
        // What the class's rows lose by coarsening, less what the left-over rows keep in it. From a large class all
        // but the rows that are needed will get back what they lose, by borrowing.
        let cost = |class: &Class| {
            let (size, joining) = (class.rows.len(), group.rows.len());
            let losing = if size + joining >= 2 * rule.k() { rule.k() - joining } else { size };
            let common = rule.weight(class.key.common(&group.key).given());
            (rule.weight(class.key.given()) - common) * losing as f64 - common * joining as f64
        };
        let costs = classes.iter_mut().map(|class| (cost(class), class));
        if let Some((_, class)) = costs.min_by(|left, right| left.0.total_cmp(&right.0)) {
            class.key = class.key.common(&group.key);
            class.rows.extend(group.rows);
        }
    }
}
