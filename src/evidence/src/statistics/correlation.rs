//! How far two numbers of the same groups go together.

use crate::designs::distribution::student_p;

/// Fewer groups than this say nothing about a correlation.
pub const LEAST_GROUPS: usize = 5;

/// Pearson's correlation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    /// The coefficient, -1 to 1.
    pub r: f64,
    /// The two-sided p-value of none, by Student's distribution on n - 2 degrees of freedom.
    pub p: f64,
}

/// The correlation over groups of (one number, another), each group counting once. `None` below [`LEAST_GROUPS`], or if one of them does
/// not vary.
pub fn correlation(pairs: &[(f64, f64)]) -> Option<Correlation> {
    if pairs.len() < LEAST_GROUPS {
        return None;
    }
    let n = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (mx, my) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |of: fn(f64, f64) -> f64| pairs.iter().map(|(x, y)| of(x - mx, y - my)).sum::<f64>();
    let (xx, yy, xy) = (sum(|x, _| x * x), sum(|_, y| y * y), sum(|x, y| x * y));
    if xx <= 1e-24 * mx * mx || yy <= 1e-24 * my * my || xx <= 0.0 || yy <= 0.0 {
        return None;
    }
    let r = (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0);
    let t = r * ((n - 2.0) / (1.0 - r * r)).sqrt();
    Some(Correlation { r, p: student_p(t, n - 2.0).ok()? })
}

#[cfg(test)]
mod tests {
    use super::correlation;

    /// Reference: `scipy.stats.pearsonr` 1.17.1.
    #[test]
    fn it_is_that_of_scipy() {
        let pairs = [(0.2, 2.9), (0.5, 3.1), (0.55, 3.0), (0.7, 3.6), (0.8, 3.3), (0.95, 3.9)];
        let found = correlation(&pairs).unwrap();
        assert!(
            (found.r - 0.8630091734026157).abs() < 1e-12 && (found.p / 0.02686431160384974 - 1.0).abs() < 1e-9,
            "{found:?}"
        );
        assert_eq!(correlation(&pairs[..4]), None);
        assert_eq!(correlation(&pairs.map(|(_, y)| (0.5, y))), None);
    }
}
