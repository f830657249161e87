//! Sealing: a batch of responses in, k-anonymous rows out.
//!
//! A respondent's grouping attributes (department, age band, country, …) say little one by one, but a combination of
//! them can point to a single person. Rows that share all their attribute values form an **equivalence class**, here
//! simply a *class*. A table is **k-anonymous** when every class has at least k rows (L. Sweeney, *k-anonymity: a
//! model for protecting privacy*, 2002, [doi:10.1142/S0218488502001648](https://doi.org/10.1142/S0218488502001648)):
//! whoever knows a person's attributes still finds at least k rows that may be theirs.
//!
//! [`seal`] makes a batch k-anonymous by **local suppression**, also called cell suppression: single values are
//! *withheld* from single rows, so that one row may keep its country and another in the same batch may not. No value
//! is ever replaced by another that it does not lie in, and no row is dropped; the answers travel untouched.
//! [`Sealed::exchange`] then exchanges some of the sensitive answers between rows, so that no class proves anything about a
//! member.
//!
//! **Withheld is a value like any other.** Rows that agree in what they keep but not in what is withheld are not the
//! same class, and the rows from which everything is withheld are a class too, which needs k rows as well. If withheld
//! could stand for any value when classes are counted, three rows (Nursing, withheld) would count as part of a large
//! (Nursing, Berlin), while a query for "Nursing, place withheld", or the difference between all of Nursing and its
//! places, would speak of those three. Counted as here, every filter and every difference of filters is a union of
//! whole classes. A value that a respondent did not give is the same as one withheld, so nobody can be told by having
//! declined.
//!
//! The crate does no input or output and reads no clock, and its randomness is a parameter.

mod classes;
mod error;
mod exchange;
mod guard;
mod hierarchy;
mod improve;
mod key;
mod links;
mod profiles;
mod rule;
mod terms;

use rand::{CryptoRng, seq::SliceRandom};

pub use error::SealError;
pub use exchange::{Exchange, SensitiveAnswers};
pub use hierarchy::{Attribute, Level};
pub use links::{Link, keep_links};
pub use rule::{Occasion, Rule};
pub use terms::KeptTerm;

use key::Key;

/// A respondent's row. It cannot be printed for debugging, so that it cannot end in a log by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Row<A> {
    /// For each attribute, the index of its value in the attribute's list; `None` if it was not given or is withheld.
    pub values: Vec<Option<u16>>,
    /// What travels with the row untouched.
    pub answers: A,
}

/// Rows of which at least k share each combination of attribute values. Only [`seal`] makes it.
pub struct Sealed<A> {
    rows: Vec<Row<A>>,
    rule: Rule,
    given: Worth,
    kept: Worth,
    exchange: Option<f64>,
}

impl<A> Sealed<A> {
    /// The k that every class has at least.
    pub fn k(&self) -> usize {
        self.rule.k()
    }

    /// The share of the rows among which sensitive answers were exchanged, if they were.
    pub fn exchanged(&self) -> Option<f64> {
        self.exchange
    }

    /// The rows, in random order.
    pub fn rows(&self) -> &[Row<A>] {
        &self.rows
    }

    /// The rows themselves, in random order.
    pub fn into_rows(self) -> Vec<Row<A>> {
        self.rows
    }

    /// Which share of the weight that respondents gave is kept: from 0 to 1, and 1 if they gave none.
    ///
    /// A value counts the weight of its attribute times what its level keeps, both when given and when kept, so that a
    /// country that became a region which keeps 0.6 counts 0.6, and a region that was given as one counts in full.
    pub fn kept(&self) -> f64 {
        share(self.kept.weighted, self.given.weighted)
    }

    /// The same if all attributes weighed the same: which share of all attribute values given is kept.
    pub fn kept_unweighted(&self) -> f64 {
        share(self.kept.unweighted, self.given.unweighted)
    }

    /// The same rows with what travels with them turned into something else.
    pub fn map<B>(self, mut turn: impl FnMut(A) -> B) -> Sealed<B> {
        let Self { rows, rule, given, kept, exchange } = self;
        let rows = rows.into_iter().map(|row| Row { values: row.values, answers: turn(row.answers) }).collect();
        Sealed { rows, rule, given, kept, exchange }
    }
}

impl<A: SensitiveAnswers> Sealed<A> {
    /// Exchanges sensitive answers between the rows, and withholds more where a class would be unanimous in a sensitive option
    /// all the same. What the batch as a whole answered stays exact.
    #[must_use]
    pub fn exchange<R: CryptoRng + ?Sized>(mut self, exchange: &Exchange, rng: &mut R) -> Self {
        exchange.apply(&mut self.rows, &self.rule, rng);
        self.kept = Worth::of(&self.rule, &keys(&self.rows));
        self.exchange = Some(exchange.share());
        self
    }
}

/// Seals a batch: withholds attribute values, or puts coarser ones in their place, until every class has at least k
/// rows, and puts the rows in random order.
///
/// The batch is emptied if it is sealed, and left as it was if it is refused, so no row is ever lost.
///
/// The random numbers must be unpredictable, for they alone hide the order in which the rows came.
///
/// # Errors
///
/// If there are fewer rows than the occasion allows, or a row does not have one value for each attribute, or one that
/// its attribute does not have.
pub fn seal<A, R: CryptoRng + ?Sized>(
    rule: &Rule,
    occasion: Occasion,
    batch: &mut Vec<Row<A>>,
    rng: &mut R,
) -> Result<Sealed<A>, SealError> {
    let (needed, have) = (rule.fewest(occasion), batch.len());
    if have < needed {
        return Err(SealError::TooFewRows { needed, have });
    }
    for row in &*batch {
        rule.check(&row.values)?;
    }

    // Shuffled first, so that nothing that follows can depend on the order in which the rows came.
    let mut rows = std::mem::take(batch);
    rows.shuffle(rng);
    let keys = keys(&rows);
    let given = Worth::of(rule, &keys);
    let chosen = classes::choose(rule, keys, rng);
    let kept = Worth::of(rule, &chosen);
    for (row, chosen) in rows.iter_mut().zip(chosen) {
        chosen.unpack(&mut row.values);
    }
    Ok(Sealed { rows, rule: rule.clone(), given, kept, exchange: None })
}

fn keys<A>(rows: &[Row<A>]) -> Vec<Key> {
    rows.iter().map(|row| Key::new(&row.values)).collect()
}

/// What rows count together.
struct Worth {
    weighted: f64,
    unweighted: f64,
}

impl Worth {
    fn of(rule: &Rule, keys: &[Key]) -> Self {
        let weighted = keys.iter().map(|key| rule.worth(key)).sum();
        Self { weighted, unweighted: keys.iter().map(|key| rule.unweighted_worth(key)).sum() }
    }
}

/// The order in which equal numbers are added may differ, so what is kept entirely may seem to be a little more.
fn share(kept: f64, given: f64) -> f64 {
    if given == 0.0 { 1.0 } else { (kept / given).min(1.0) }
}
