//! Whether an order that was found follows the order in which people came. Knows neither databases nor files.

use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::BTreeMap;

/// An order in which somebody could put people by what they found, and how they found it.
#[derive(Clone)]
pub struct Finding {
    pub how: String,
    pub people: Vec<usize>,
}

impl Finding {
    /// People in the order of what was found with each. Ties are broken at random, for the names of people are in the order of
    /// their invitation.
    pub fn sorted<K: Ord>(how: impl Into<String>, mut found: Vec<(K, usize)>) -> Self {
        found.shuffle(&mut StdRng::seed_from_u64(7));
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Self { how: how.into(), people: found.into_iter().map(|(_, person)| person).collect() }
    }
}

/// An order that must not be found: for each person, when, counted from 0.
pub struct Truth {
    pub what: String,
    pub when: Vec<usize>,
}

/// The strongest connection of any finding with any truth.
pub struct Verdict {
    pub findings: usize,
    pub comparisons: usize,
    pub strongest: f64,
    pub which: String,
    /// How often as strong a one is met when people come in a random order, whatever the finding: corrected for the number of
    /// comparisons, since each of them counts in every round.
    pub p: f64,
}

impl Verdict {
    /// A bound on the chance that so strong a connection is met by chance: for a normal score z, P(|Z| ≥ z) ≤ exp(-z²/2), times
    /// the number of comparisons. Both scores have lighter tails than the normal one.
    pub fn bound(&self) -> f64 {
        (self.comparisons as f64 * (-self.strongest * self.strongest / 2.0).exp()).min(1.0)
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { findings, comparisons, strongest, which, p } = self;
        let bound = self.bound();
        write!(
            f,
            "{findings} orders, {comparisons} comparisons; strongest {strongest:.2} sd ({which}); p = {p:.3}, bound {bound:.1e}"
        )
    }
}

/// How often people are put in a random order to see what chance does.
const ROUNDS: usize = 199;

/// Compares every finding with every truth. A finding that names fewer than 40 people is left out: it could prove nothing.
pub fn judge(findings: &[Finding], truths: &[Truth], seed: u64) -> Verdict {
    let different: BTreeMap<&[usize], &Finding> =
        findings.iter().map(|finding| (&finding.people[..], finding)).collect();
    let findings: Vec<&Finding> = different.into_values().filter(|finding| finding.people.len() >= 40).collect();
    let mut strongest = (0.0, String::new());
    for finding in &findings {
        for truth in truths {
            for (name, score) in scores(finding, &truth.when) {
                if score.abs() > strongest.0 {
                    strongest = (score.abs(), format!("{} against {}, {name}", finding.how, truth.what));
                }
            }
        }
    }
    let everybody = truths.iter().map(|truth| truth.when.len()).max().unwrap_or(0);
    let mut rng = StdRng::seed_from_u64(seed);
    let mut place: Vec<usize> = (0..everybody).collect();
    let mut as_strong = 0;
    for _ in 0..ROUNDS {
        place.shuffle(&mut rng);
        let reached = truths.iter().any(|truth| {
            let when: Vec<usize> = place.iter().map(|person| truth.when[*person]).collect();
            findings.iter().any(|finding| scores(finding, &when).iter().any(|(_, score)| score.abs() >= strongest.0))
        });
        as_strong += usize::from(reached);
    }
    Verdict {
        findings: findings.len(),
        comparisons: findings.len() * truths.len() * 2,
        strongest: strongest.0,
        which: strongest.1,
        p: (as_strong + 1) as f64 / (ROUNDS + 1) as f64,
    }
}

/// Two scores, in standard deviations from what chance gives: Spearman's rank correlation, which sees a trend, and Bartels' rank
/// version of von Neumann's ratio, which sees that neighbours came one after the other even where pieces are mixed.
fn scores(finding: &Finding, when: &[usize]) -> [(&'static str, f64); 2] {
    let ranks = ranks(finding, when);
    let n = ranks.len() as f64;
    let mean = (n - 1.0) / 2.0;
    let spread: f64 = ranks.iter().map(|rank| (rank - mean).powi(2)).sum();
    let trend: f64 = ranks.iter().enumerate().map(|(i, rank)| (i as f64 - mean) * (rank - mean)).sum();
    let steps: f64 = ranks.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum();
    let variance = 4.0 * (n - 2.0) * (5.0 * n * n - 2.0 * n - 9.0) / (5.0 * n * (n + 1.0) * (n - 1.0).powi(2));
    [("trend", trend / spread * (n - 1.0).sqrt()), ("neighbours", (steps / spread - 2.0) / variance.sqrt())]
}

/// The ranks of those whom the finding names, among themselves, in the order of the finding.
fn ranks(finding: &Finding, when: &[usize]) -> Vec<f64> {
    if finding.people.len() == when.len() {
        return finding.people.iter().map(|person| when[*person] as f64).collect();
    }
    let mut order: Vec<usize> = (0..finding.people.len()).collect();
    order.sort_unstable_by_key(|at| when[finding.people[*at]]);
    let mut ranks = vec![0.0; order.len()];
    for (rank, at) in order.into_iter().enumerate() {
        ranks[at] = rank as f64;
    }
    ranks
}

/// Everybody in a random order that is the same at every run.
pub fn shuffled(people: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..people).collect();
    order.shuffle(&mut StdRng::seed_from_u64(seed));
    order
}

/// When each came, for people in the order of their coming.
pub fn when(order: &[usize]) -> Vec<usize> {
    let mut when = vec![0; order.len()];
    for (at, person) in order.iter().enumerate() {
        when[*person] = at;
    }
    when
}

#[test]
fn an_order_is_found_whole_backwards_or_in_pieces_and_none_where_there_is_none() {
    let order = shuffled(400, 1);
    let truth = || [Truth { what: "coming".into(), when: when(&order) }];
    let judged = |people: Vec<usize>| judge(&[Finding { how: "given".into(), people }], &truth(), 2);
    let pieces = |length: usize| {
        let mut pieces: Vec<&[usize]> = order.chunks(length).collect();
        pieces.shuffle(&mut StdRng::seed_from_u64(3));
        pieces.concat()
    };
    for people in [order.clone(), order.iter().rev().copied().collect(), pieces(100), pieces(8)] {
        let verdict = judged(people);
        assert!(verdict.bound() < 1e-6 && verdict.p < 0.01, "{verdict}");
    }
    // Half of the people in order, the others anywhere.
    let mut half = order.clone();
    let mut rng = StdRng::seed_from_u64(4);
    for _ in 0..200 {
        let (a, b) = (rng.random_range(0..400), rng.random_range(0..400));
        half.swap(a, b);
    }
    assert!(judged(half).bound() < 1e-6);
    // Batches of 25 anywhere, each in order: held against when people came within their batch.
    let within = order.chunks(25).flat_map(|batch| batch.iter().enumerate()).map(|(at, person)| (at, *person));
    let within = Truth { what: "within".into(), when: when(&Finding::sorted("", within.collect()).people) };
    let verdict = judge(&[Finding { how: "given".into(), people: pieces(25) }], &[within], 2);
    assert!(verdict.bound() < 1e-6 && verdict.p < 0.01, "{verdict}");
    let verdict = judged(shuffled(400, 5));
    assert!(verdict.p > 0.01 && verdict.bound() > 0.01, "{verdict}");
}
