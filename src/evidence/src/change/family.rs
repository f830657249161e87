//! p-values adjusted for all comparisons that one question asked for. A family is all of one kind: means, shifts, pairs, options.

use super::ChangeCell;
use super::answer::Tested;
use crate::statistics::{benjamini_hochberg, holm};

pub(crate) fn adjust(cells: &mut [ChangeCell]) {
    adjust_all(cells.iter_mut().filter_map(|cell| cell.mean.as_mut().map(|mean| &mut mean.test)).collect());
    adjust_all(cells.iter_mut().filter_map(|cell| cell.shift.as_mut().map(|shift| &mut shift.test)).collect());
    adjust_all(cells.iter_mut().filter_map(|cell| cell.paired.as_mut().map(|paired| &mut paired.test)).collect());
    let options = cells.iter_mut().flat_map(|cell| &mut cell.options);
    adjust_all(options.filter_map(|option| option.test.as_mut()).collect());
}

/// Adjusts the tests of one family.
pub(crate) fn adjust_all(tests: Vec<&mut Tested>) {
    let p: Vec<f64> = tests.iter().map(|test| test.p).collect();
    for ((test, holm), bh) in tests.into_iter().zip(holm(&p)).zip(benjamini_hochberg(&p)) {
        (test.p_holm, test.p_bh) = (holm, bh);
    }
}
