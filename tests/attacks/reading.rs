//! That the attacker of [`crate::attacker`] is given all that the API tells: every count, mean and standard deviation that it returns
//! for a breakdown by up to three attributes is a sum over whole classes, or follows from such sums by undoing the correction for
//! exchanged answers, whose every term is public.

use crate::company::{Company, OPTIONS, Stored, Terms};
use chorus_evidence::{Cell, Query, SealedTable, Status};
use std::collections::BTreeMap;

/// Number, sum and sum of squares of the second item's scores.
fn sums<'a>(rows: impl Iterator<Item = &'a Stored>) -> [f64; 3] {
    rows.filter_map(|row| row.answers[1]).fold([0.0; 3], |[n, sum, squares], score| {
        let score = score as f64;
        [n + 1.0, sum + score, squares + score * score]
    })
}

/// Number, sum and sum of squares behind a cell's mean and deviation; no squares where a corrected deviation fell below 0.
fn undo(cell: &Cell, exchange: f64, rows: usize, wave: [f64; 3]) -> Option<(f64, f64, Option<f64>)> {
    let (n, mean, sd) = (cell.scored_n? as f64, cell.mean?, cell.sd?);
    if cell.responses == Some(rows as u64) {
        return Some((n, n * mean, Some(sd * sd * (n - 1.0) + n * mean * mean)));
    }
    let imported = exchange * cell.responses? as f64 / rows as f64;
    let raw = |estimate: f64, wave: f64| (1.0 - exchange) * estimate + imported * wave;
    let estimated = (n - imported * wave[0]) / (1.0 - exchange);
    let sum = raw(estimated * mean, wave[1]);
    // The squared deviation is linear in the sum of squares: through the correction, and through the variance of the mean.
    let direct = 1.0 / ((1.0 - exchange) * estimated);
    let of_mean = ((1.0 - imported) / (1.0 - exchange) / estimated).powi(2) * n / (n - 1.0);
    let constant = sd * sd + mean * mean + direct * imported * wave[2] + of_mean * sum * sum / n;
    Some((n, sum, (sd > 0.0).then(|| constant / (direct + of_mean))))
}

/// Codes of the values, at all levels, that a row keeps.
fn codes(company: &Company, row: &Stored) -> BTreeMap<String, String> {
    let mut codes = BTreeMap::new();
    for (attribute, kept) in company.attributes().iter().zip(&row.values) {
        let Some((list, value)) = kept.and_then(|kept| attribute.value(usize::from(kept))) else { continue };
        codes.insert(list.to_owned(), value.code.clone());
        if let Some(outer) = &value.within {
            codes.insert("department".to_owned(), outer.clone());
        }
    }
    codes
}

#[test]
fn counts_means_and_deviations_are_sums_over_classes() {
    let (mut checked, mut undone) = (0, 0);
    for seed in 0..12 {
        let terms = Terms { k: 5, per_mille: Some(50), batch: 60 };
        let company = Company::new(250, seed);
        let document = &company.document;
        let stored = company.sealed(terms, seed);
        let table = SealedTable::new(5, &document.attributes, &document.questionnaire);
        let exchange = terms.share(stored.len()).unwrap();
        let mut table = table.with_exchange(exchange);
        let kept: Vec<BTreeMap<String, String>> = stored.iter().map(|row| codes(&company, row)).collect();
        for (row, kept) in stored.iter().zip(&kept) {
            let mut values = kept.clone();
            if values.contains_key("team") {
                values.remove("department");
            }
            let answers = row.answers.iter().enumerate();
            let answers = answers.filter_map(|(item, option)| Some((format!("q{item}"), format!("o{}", (*option)?))));
            table.push(&values.into_iter().collect(), &answers.collect()).unwrap();
        }
        let names = ["team", "department", "a0", "a1", "a2", "a3"];
        let by = |subset: &u32| (0..6).filter(|at| subset & (1 << at) != 0).map(|at| names[at].to_owned()).collect();
        // Team and department are one attribute.
        for subset in (0_u32..64).filter(|subset| subset.count_ones() <= 3 && subset & 3 != 3) {
            let results = table.results(&Query { by: by(&subset), ..Query::default() }).unwrap();
            for cell in results.cells.iter().filter(|cell| cell.status == Status::Released) {
                let item = usize::from(cell.measure == "q1");
                let inside = |at: &usize| cell.group.iter().all(|(code, value)| kept[*at].get(code) == Some(value));
                let rows: Vec<&Stored> = (0..stored.len()).filter(inside).map(|at| &stored[at]).collect();
                assert_eq!(cell.responses, Some(rows.len() as u64));
                for option in 0..OPTIONS[item] {
                    let chose = rows.iter().filter(|row| row.answers[item] == Some(option)).count();
                    assert_eq!(cell.options[option].count, Some(chose as u64));
                    checked += 1;
                }
                if item == 1
                    && let Some((n, sum, squares)) = undo(cell, exchange, stored.len(), sums(stored.iter()))
                {
                    let truth = sums(rows.into_iter());
                    assert!((n - truth[0]).abs() + (sum - truth[1]).abs() < 1e-6, "{cell:?}");
                    assert!(squares.is_none_or(|squares| (squares - truth[2]).abs() < 1e-6), "{cell:?}");
                    undone += 1;
                }
            }
        }
    }
    println!("{checked} counts are sums over classes; {undone} means and deviations give such sums away");
    assert!(checked > 1_000 && undone > 500);
}
