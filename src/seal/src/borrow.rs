//! Better classes for rows that lost much, with the help of rows that other classes can spare.
//!
//! Two rows of one small department may lose their department, though ten of their colleagues sit together in a class
//! that keeps more. If k is five, three of the ten can be lent: they give up what sets them apart from the two, and
//! the five form a class that keeps the department. That is done where it gains more weight than it costs.

use std::collections::HashMap;

use crate::{
    class::Class,
    key::{Key, Subset},
    rule::Rule,
};

/// A row that would gain, in the order in which they are grouped: what it could keep, its class, and the row.
type Wish = (Key, usize, usize);

/// Forms better classes, for one subset of the attributes after the other. Every class still has at least k rows.
pub(crate) fn borrow(rule: &Rule, subsets: &[Subset], keys: &[Key], classes: &mut Vec<Class>) {
    for &subset in subsets {
        let wishes = wishes(rule, subset, keys, classes);
        let lenders = lenders(subset, &wishes, classes);
        for group in wishes.chunk_by(|left, right| left.0 == right.0) {
            fulfil(rule, group, lenders.get(&group[0].0).map_or(&[], Vec::as_slice), classes);
        }
        classes.retain(|class| !class.rows.is_empty());
    }
}

/// The rows that would gain by keeping exactly the subset.
fn wishes(rule: &Rule, subset: Subset, keys: &[Key], classes: &[Class]) -> Vec<Wish> {
    let mut wishes = Vec::new();
    for (index, class) in classes.iter().enumerate() {
        if rule.weight(class.key.given()) < rule.weight(subset) {
            let giving = class.rows.iter().filter(|row| keys[**row].gives(subset));
            wishes.extend(giving.map(|&row| (keys[row].project(subset), index, row)));
        }
    }
    wishes.sort_unstable();
    wishes
}

/// For each combination wished for, the classes that agree with it and keep at least as much.
fn lenders(subset: Subset, wishes: &[Wish], classes: &[Class]) -> HashMap<Key, Vec<usize>> {
    let mut lenders: HashMap<Key, Vec<usize>> = wishes.iter().map(|wish| (wish.0, Vec::new())).collect();
    if !lenders.is_empty() {
        for (index, class) in classes.iter().enumerate().filter(|(_, class)| class.key.gives(subset)) {
            if let Some(lenders) = lenders.get_mut(&class.key.project(subset)) {
                lenders.push(index);
            }
        }
    }
    lenders
}

/// Makes a class of rows that wish for the same combination and of lent ones, if enough rows can move and it gains.
fn fulfil(rule: &Rule, wishes: &[Wish], lenders: &[usize], classes: &mut Vec<Class>) {
    let key = wishes[0].0;
    let weight = |key: Key| rule.weight(key.given());
    let mut gain = 0.0;
    let mut moves: Vec<(usize, Vec<usize>)> = Vec::new();
    for rows in wishes.chunk_by(|left, right| left.1 == right.1) {
        let class = &classes[rows[0].1];
        // All rows of a class may leave it, or as many as it can spare.
        let size = class.rows.len();
        let leaving = if rows.len() == size { size } else { rows.len().min(size - rule.k()) };
        gain += (weight(key) - weight(class.key)) * leaving as f64;
        moves.push((rows[0].1, rows[..leaving].iter().map(|wish| wish.2).collect()));
    }

    let host = lenders.iter().copied().find(|lender| classes[*lender].key == key);
    let moving: usize = moves.iter().map(|(_, rows)| rows.len()).sum();
    let mut needed = if host.is_some() { 0 } else { rule.k().saturating_sub(moving) };
    let mut lenders = lenders.to_vec();
    lenders.sort_by(|left, right| weight(classes[*left].key).total_cmp(&weight(classes[*right].key)));
    for lender in lenders {
        let Class { key: lent_from, rows } = &classes[lender];
        let lent = needed.min(rows.len() - rule.k());
        gain -= (weight(*lent_from) - weight(key)) * lent as f64;
        needed -= lent;
        moves.push((lender, rows[rows.len() - lent..].to_vec()));
    }
    if needed > 0 || gain <= 0.0 {
        return;
    }

    let mut joined = Vec::new();
    for (index, mut rows) in moves {
        rows.sort_unstable();
        classes[index].rows.retain(|row| rows.binary_search(row).is_err());
        joined.extend(rows);
    }
    match host {
        Some(host) => classes[host].rows.extend(joined),
        None => classes.push(Class { key, rows: joined }),
    }
}
