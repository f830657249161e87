//! Quantiles and tail probabilities, from `statrs`.

use super::error::DesignError;
use statrs::distribution::{ChiSquared, ContinuousCDF, Normal, StudentsT};
use statrs::function::beta::checked_beta_reg;

/// The 97.5 % quantile of the standard normal distribution.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// Above so many degrees of freedom Student's distribution is expanded about the normal one: there `statrs` 0.19 loses digits (five
/// are left at 10^5, none at 10^7), and beyond that its search for a quantile does not end.
const MANY: f64 = 1000.0;

/// The quantile of Student's distribution at `probability`, strictly between 0 and 1; above [`MANY`] degrees of freedom by Fisher's
/// expansion (Abramowitz and Stegun 1964, 26.7.5).
pub(crate) fn student_quantile(probability: f64, freedom: f64) -> Result<f64, DesignError> {
    if !(probability > 0.0 && probability < 1.0) {
        return Err(DesignError::Impossible("a probability"));
    }
    if freedom <= MANY || freedom.is_nan() {
        return student(freedom).map(|student| student.inverse_cdf(probability));
    }
    let z = Normal::standard().inverse_cdf(probability);
    let (square, inverse) = (z * z, 1.0 / freedom);
    let terms = [
        1.0,
        (square + 1.0) / 4.0,
        ((5.0 * square + 16.0) * square + 3.0) / 96.0,
        (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0,
        ((((79.0 * square + 776.0) * square + 1482.0) * square - 1920.0) * square - 945.0) / 92_160.0,
    ];
    Ok(z * terms.iter().rev().fold(0.0, |sum, term| sum * inverse + term))
}

/// The two-sided p-value of a t statistic; above [`MANY`] degrees of freedom by Hill's expansion (1970, Algorithm 395, doi
/// 10.1145/355598.362775).
pub(crate) fn student_p(t: f64, freedom: f64) -> Result<f64, DesignError> {
    if t.is_nan() {
        return Err(DesignError::Impossible("a test statistic"));
    }
    if freedom <= MANY || freedom.is_nan() {
        return student(freedom).map(|student| (2.0 * student.cdf(-t.abs())).min(1.0));
    }
    // Beyond that it is the normal distribution to every digit.
    let a = freedom.min(1e15) - 0.5;
    let (b, square) = (48.0 * a * a, a * (t * t / freedom.min(1e15)).ln_1p());
    let w = square.sqrt();
    let first = (square + 3.0) * w / b;
    let second = (((4.0 * square + 33.0) * square + 240.0) * square + 855.0) * w;
    let second = second / (10.0 * b * (b + 0.8 * square * square + 100.0));
    let z = w + first - second;
    Ok(if z.is_finite() { (2.0 * Normal::standard().cdf(-z)).min(1.0) } else { 0.0 })
}

/// The quantile of Fisher's F distribution: of the beta distribution's by halving, for `statrs` stops a search for it too early.
pub(crate) fn f_quantile(probability: f64, numerator: f64, denominator: f64) -> Option<f64> {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        let below = checked_beta_reg(numerator / 2.0, denominator / 2.0, middle).ok()?;
        if below < probability { low = middle } else { high = middle }
    }
    let share = f64::midpoint(low, high);
    Some(denominator * share / (numerator * (1.0 - share)))
}

/// The two-sided p-value of a z statistic.
pub(crate) fn normal_p(z: f64) -> f64 {
    if z.is_nan() { 1.0 } else { (2.0 * Normal::standard().cdf(-z.abs())).min(1.0) }
}

/// The probability that a chi-squared variable is at most `x`.
pub(super) fn chi_squared_cdf(x: f64, freedom: f64) -> Result<f64, DesignError> {
    let chi = ChiSquared::new(freedom).map_err(|_| DesignError::Impossible("the degrees of freedom"))?;
    Ok(chi.cdf(x.max(0.0)))
}

fn student(freedom: f64) -> Result<StudentsT, DesignError> {
    StudentsT::new(0.0, 1.0, freedom).map_err(|_| DesignError::Impossible("the degrees of freedom"))
}

#[cfg(test)]
mod tests {
    use super::{f_quantile, student_p, student_quantile};

    fn close(found: f64, expected: f64) -> bool {
        (found / expected - 1.0).abs() < 1e-9
    }

    /// Reference: `scipy.stats.t.ppf` 1.17.1.
    #[test]
    fn quantiles_are_those_of_scipy() {
        let high = 1.0 - 0.025 / 19900.0;
        for (freedom, probability, expected) in [
            (1.5, 0.8, 1.153_364_378_295_469_5),
            (1.5, high, 4_482.996_416_056_212),
            (999.0, 0.975, 1.962_341_461_133_449_3),
            (999.0, high, 4.734_524_039_556_533),
            (1001.0, 0.8, 0.841_980_462_785_679_6),
            (1001.0, 0.975, 1.962_336_705_280_879_8),
            (1001.0, high, 4.734_468_983_911_602_5),
            (1e5, 0.975, 1.959_987_707_534_609_5),
            (1e8, 0.975, 1.959_964_008_262_766_3),
            (1e8, high, 4.707_107_889_815_181),
        ] {
            let found = student_quantile(probability, freedom).unwrap();
            assert!(close(found, expected), "{freedom} {probability}: {found}");
        }
        assert!(close(student_quantile(0.975, f64::INFINITY).unwrap(), super::Z));
    }

    /// Reference: `2 * scipy.stats.t.sf` 1.17.1.
    #[test]
    fn p_values_are_those_of_scipy() {
        for (freedom, t, expected) in [
            (1.5, 5.0, 0.065_375_767_621_156_21),
            (999.0, -2.0, 0.045_770_616_973_757),
            (999.0, 5.0, 6.768_361_895_801_103e-7),
            (1001.0, 0.3, 0.764_239_441_889_340_1),
            (1001.0, -2.0, 0.045_770_076_553_420_296),
            (1001.0, 5.0, 6.766_153_187_070_98e-7),
            (1e5, 2.0, 0.045_502_963_457_506_51),
            (1e8, 5.0, 5.733_041_101_267_264e-7),
        ] {
            let found = student_p(t, freedom).unwrap();
            assert!(close(found, expected), "{freedom} {t}: {found}");
        }
        assert_eq!(student_p(f64::INFINITY, 1e5), Ok(0.0));
    }

    /// Reference: `scipy.stats.f.ppf` 1.17.1.
    #[test]
    fn quantiles_of_f_are_those_of_scipy() {
        for (probability, numerator, denominator, expected) in [
            (0.025, 1.0, 1.0, 0.001543712508674131),
            (0.025, 4.0, 8.0, 0.11136377801442858),
            (0.025, 39.0, 156.0, 0.5827338963963197),
            (0.025, 1000.0, 7000.0, 0.9089937451092308),
            (0.025, 1000000.0, 8000000.0, 0.9970626713249597),
            (0.975, 1.0, 1.0, 647.7890114778442),
            (0.975, 4.0, 8.0, 5.052632217363513),
            (0.975, 39.0, 156.0, 1.5903748489062017),
            (0.975, 1000.0, 7000.0, 1.0964495248565234),
            (0.975, 1000000.0, 8000000.0, 1.0029425644408458),
        ] {
            let found = f_quantile(probability, numerator, denominator).unwrap();
            assert!(close(found, expected), "{numerator} {denominator}: {found}");
        }
    }
}
