//! The reliability of a wave's scales, group by group, over the rows that have a score for every item of the scale.

use crate::change::Side;
use crate::query::Subject;
use crate::statistics::{alpha, omega};
use crate::{EvidenceError, Query, SealedTable, Status, Values, scales};
use nalgebra::DMatrix;
use serde::Serialize;
use std::collections::BTreeMap;

/// The most sums of products that one question may need.
const MOST_PRODUCTS: usize = 2_000_000;

/// The reliability of scales.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Reliability {
    /// The least number of people that any number here speaks of.
    pub k: u16,
    /// Share (0 to 1) of the responses that stand in no group shown.
    pub withheld_share: Option<f64>,
    /// The breakdown.
    pub by: Vec<Values>,
    /// The filter: for each attribute, the values of which one must match.
    #[serde(rename = "where")]
    pub filters: Vec<Values>,
    /// For each scale, every group in declared order.
    pub cells: Vec<ReliabilityCell>,
}

/// The reliability of one scale in one group.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ReliabilityCell {
    /// Value by attribute; empty without a breakdown.
    #[schema(inline)]
    pub group: BTreeMap<String, String>,
    /// Code of the scale.
    pub scale: String,
    /// How many items it has.
    pub items: usize,
    /// `released` if at least k have a score for every item.
    pub status: Status,
    /// The share of sensitive answers (0 to 1) exchanged. Reliability is not corrected for it.
    pub exchange: Option<f64>,
    /// People with a score for every item.
    pub n: Option<u64>,
    /// Cronbach's alpha; null for one item or without variance.
    pub alpha: Option<f64>,
    /// Lower end of its interval of 95 % (Feldt).
    pub alpha_low: Option<f64>,
    /// Upper end.
    pub alpha_high: Option<f64>,
    /// McDonald's omega total of one factor; null below three items and where one factor does not fit.
    pub omega: Option<f64>,
}

impl SealedTable {
    /// How reliable scales are: those that are named, or all.
    ///
    /// # Errors
    /// As [`SealedTable::results`]; [`EvidenceError::NoScale`] for a measure that is none, and [`EvidenceError::TooManyCounts`] for long
    /// scales in many groups.
    pub fn reliability(&self, query: &Query) -> Result<Reliability, EvidenceError> {
        let side = Side::new(self, query)?;
        let mut cells = Vec::new();
        for subject in &side.plan.subjects {
            let Subject::Scale(scale) = subject else {
                if query.measures.is_empty() {
                    continue;
                }
                return Err(EvidenceError::NoScale { name: subject.code().to_owned() });
            };
            let parts = scales::parts(self, scale);
            let groups = side.grouping.released();
            let products = parts.len() * (parts.len() + 1) / 2;
            if products.saturating_mul(groups) > MOST_PRODUCTS {
                let (measures, counts) = (parts.len(), products.saturating_mul(groups));
                return Err(EvidenceError::TooManyCounts { measures, groups, counts, most: MOST_PRODUCTS });
            }
            let mut sums: Vec<Products> = (0..groups).map(|_| Products::new(parts.len())).collect();
            let mut scores = vec![0; parts.len()];
            for (row, &slot) in side.grouping.slots().iter().enumerate() {
                let Some(sums) = sums.get_mut(usize::from(slot)) else { continue };
                let complete = scores.iter_mut().zip(&parts).all(|(score, part)| {
                    let code = part.codes.get(row).copied().unwrap_or(part.missing);
                    part.scores.get(usize::from(code)).copied().flatten().map(|found| *score = found).is_some()
                });
                if complete {
                    sums.add(&scores);
                }
            }
            let exchange = self.measure(subject).exchange;
            for (group, place) in side.groups.iter().zip(side.grouping.groups()) {
                let released = place.and_then(|(slot, _)| sums.get(slot)).filter(|sums| sums.n >= u64::from(self.k()));
                let covariance = released.map(Products::covariance);
                let alpha = released.zip(covariance.as_ref()).and_then(|(sums, matrix)| alpha(matrix, sums.n));
                cells.push(ReliabilityCell {
                    group: group.clone(),
                    scale: scale.code.clone(),
                    items: parts.len(),
                    status: if released.is_some() { Status::Released } else { Status::Withheld },
                    exchange,
                    n: released.map(|sums| sums.n),
                    alpha: alpha.map(|alpha| alpha.value),
                    alpha_low: alpha.map(|alpha| alpha.low),
                    alpha_high: alpha.map(|alpha| alpha.high),
                    omega: covariance.as_ref().and_then(omega),
                });
            }
        }
        Ok(Reliability {
            k: self.k(),
            withheld_share: side.grouping.withheld_share,
            by: side.by(),
            filters: side.filters(),
            cells,
        })
    }
}

/// Sums and sums of products of item scores: whole numbers, and so exact.
struct Products {
    n: u64,
    sums: Vec<i64>,
    /// Row by row, each from the diagonal on.
    products: Vec<i128>,
}

impl Products {
    fn new(items: usize) -> Self {
        Self { n: 0, sums: vec![0; items], products: vec![0; items * (items + 1) / 2] }
    }

    fn add(&mut self, scores: &[i64]) {
        self.n += 1;
        let mut products = self.products.iter_mut();
        for (at, (sum, score)) in self.sums.iter_mut().zip(scores).enumerate() {
            *sum += score;
            for (other, product) in scores.iter().skip(at).zip(products.by_ref()) {
                *product += i128::from(*score) * i128::from(*other);
            }
        }
    }

    fn covariance(&self) -> DMatrix<f64> {
        let (items, n) = (self.sums.len(), i128::from(self.n));
        let mut matrix = DMatrix::zeros(items, items);
        let mut products = self.products.iter();
        for (i, sum) in self.sums.iter().enumerate() {
            for (j, other) in self.sums.iter().enumerate().skip(i) {
                let product = products.next().copied().unwrap_or_default();
                let centred = product * n - i128::from(*sum) * i128::from(*other);
                let covariance = centred as f64 / (n * (n - 1).max(1)) as f64;
                matrix[(i, j)] = covariance;
                matrix[(j, i)] = covariance;
            }
        }
        matrix
    }
}
