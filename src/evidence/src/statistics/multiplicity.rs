//! p-values adjusted for how many were asked for at once.

/// Holm's adjustment (1979, Scandinavian Journal of Statistics 6:65): below 5 % with a chance of 5 % at most if nothing differs at
/// all. In the order of the input.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![0.0; p.len()];
    let mut reached = 0.0_f64;
    for (rank, at) in ascending(p).into_iter().enumerate() {
        let times = (p.len() - rank) as f64;
        reached = reached.max(p.get(at).copied().unwrap_or(1.0) * times).min(1.0);
        if let Some(adjusted) = adjusted.get_mut(at) {
            *adjusted = reached;
        }
    }
    adjusted
}

/// Benjamini and Hochberg's (1995, doi 10.1111/j.2517-6161.1995.tb02031.x): of those below 5 %, at most 5 % are expected to be
/// false, for independent tests. In the order of the input.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![0.0; p.len()];
    let mut reached = 1.0_f64;
    for (rank, at) in ascending(p).into_iter().enumerate().rev() {
        let times = p.len() as f64 / (rank + 1) as f64;
        reached = reached.min(p.get(at).copied().unwrap_or(1.0) * times);
        if let Some(adjusted) = adjusted.get_mut(at) {
            *adjusted = reached;
        }
    }
    adjusted
}

/// The places of the values, from the smallest to the greatest.
fn ascending(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    let at = |place: usize| p.get(place).copied().unwrap_or(1.0);
    order.sort_by(|a, b| at(*a).total_cmp(&at(*b)));
    order
}
