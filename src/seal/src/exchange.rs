//! Deniability: the exchange of sensitive answers between rows, so that no class proves anything about a member.
//!
//! A class of k rows hides who is who, but if all k chose the same sensitive option, it tells of each of them (the homogeneity
//! attack; A. Machanavajjhala and others, *ℓ-diversity*, 2007, [doi:10.1145/1217299.1217302](https://doi.org/10.1145/1217299.1217302)),
//! and whoever adds and subtracts many counts can come close to it. Against both:
//!
//! 1. Each row is drawn with a small probability, and the rows drawn pass their sensitive answers around in one random circle
//!    (data swapping; T. Dalenius and S. P. Reiss, 1982, [doi:10.1016/0378-3758(82)90058-1](https://doi.org/10.1016/0378-3758(82)90058-1)).
//!    The answers of the batch as a whole stay exactly what they were, those of a class no longer prove anything.
//! 2. Where a class is still unanimous in a sensitive option, one of its rows exchanges its answers with a row of a class near
//!    by, so that larger groups keep their sums ([`crate::guard`]).
//!
//! A row's sensitive answers, unanswered ones included, travel together: so what they say together stays true of somebody, and
//! the scores of scales made of them are exact for the batch as a whole.

use rand::{CryptoRng, RngExt, seq::SliceRandom};

use crate::{Row, Rule, SealError, guard::Guard};

/// Answers of which a part is sensitive.
pub trait SensitiveAnswers {
    /// The position of the option chosen for a sensitive item, by the item's position in [`Exchange::new`]; `None` if it was not
    /// answered.
    fn option(&self, item: usize) -> Option<usize>;

    /// Exchanges all sensitive answers with those of another row, and nothing else.
    fn exchange(&mut self, other: &mut Self);
}

/// How sensitive answers are exchanged.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    share: f64,
    sensitive: Vec<Vec<bool>>,
}

impl Exchange {
    /// An exchange of that share of the rows on average, from 0 to 0.5. For each sensitive item, and for each of its options,
    /// whether the option is sensitive.
    ///
    /// A row is to get its answers from a row drawn from the whole batch, itself included, with exactly this probability: that is
    /// what estimates of groups are corrected for.
    ///
    /// # Errors
    ///
    /// If the share is not from 0 to 0.5.
    pub fn new(share: f64, sensitive: Vec<Vec<bool>>) -> Result<Self, SealError> {
        if (0.0..=0.5).contains(&share) { Ok(Self { share, sensitive }) } else { Err(SealError::Share(share)) }
    }

    /// The share of the rows that it exchanges on average.
    pub(crate) fn share(&self) -> f64 {
        self.share
    }

    /// Exchanges the answers of a batch that was sealed by this rule.
    pub(crate) fn apply<A: SensitiveAnswers, R: CryptoRng + ?Sized>(
        &self,
        rows: &mut [Row<A>],
        rule: &Rule,
        rng: &mut R,
    ) {
        if !self.sensitive.is_empty() {
            pass_around(rows, &self.draw(rows.len(), rng));
            Guard::new(&self.sensitive, rows, rule).break_unanimity(rng);
        }
    }

    /// The rows that exchange their answers, in random order.
    fn draw<R: CryptoRng + ?Sized>(&self, rows: usize, rng: &mut R) -> Vec<usize> {
        // From among the others with this probability is from among all with `share`.
        let others = rows.saturating_sub(1) as f64;
        let probability = self.share * others / (rows.max(1) as f64);
        let mut drawn: Vec<usize> = (0..rows).filter(|_| rng.random_bool(probability)).collect();
        // One alone has nobody to exchange with. Half the time it stays as it is, half the time it gets a partner: so the
        // probability stays the same.
        if let [one] = drawn[..] {
            drawn.clear();
            if rows > 1 && rng.random_bool(0.5) {
                let other = rng.random_range(0..rows - 1);
                drawn.extend([one, if other < one { other } else { other + 1 }]);
            }
        }
        drawn.shuffle(rng);
        drawn
    }
}

/// Moves the answers one place on around the circle of these rows.
fn pass_around<A: SensitiveAnswers>(rows: &mut [Row<A>], circle: &[usize]) {
    for pair in circle.windows(2) {
        exchange(rows, pair[0], pair[1]);
    }
}

/// Exchanges the answers of two rows.
pub(crate) fn exchange<A: SensitiveAnswers>(rows: &mut [Row<A>], left: usize, right: usize) {
    if let Ok([left, right]) = rows.get_disjoint_mut([left, right]) {
        left.answers.exchange(&mut right.answers);
    }
}
