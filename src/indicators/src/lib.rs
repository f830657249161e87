//! Aggregates from elsewhere: monthly indicators (use of services, absence, turnover, …), headcounts, and how the training was
//! delivered. They are shown beside answers at group level, and nothing here can be joined with one.
//!
//! What comes in are counts of groups, never a person and never an answer. **Only what may be shown is kept**: a count of fewer than k
//! people, or one that tells of fewer than k by what it leaves over, and a sum that one person dominates, is stored as withheld,
//! without its number. A sum over groups is of those that are shown. So nothing can be asked for that subtracts to less.

mod delivery;
mod error;
mod guard;
mod headcounts;
mod monthly;
mod reading;
mod series;
mod sheet;
mod store;
mod terms;

pub use delivery::{Attendance, Delivery, DeliveryCell, Session};
pub use error::{Fault, IndicatorError};
pub use headcounts::{Headcount, Headcounts};
pub use monthly::{Monthly, MonthlyCell, MonthlyRow, Numbers};
pub use series::{Kind, Series};
pub use store::Indicators;
pub use terms::Terms;

/// How closely, in per cent of it, the largest contribution to a sum may not be estimated by the second largest contributor: the p %
/// rule (Hundepool et al. 2012, Statistical Disclosure Control, section 4.2.2).
pub const DOMINANCE_PERCENT: f64 = 15.0;
/// The most rows that one file may have.
pub const MOST_ROWS: usize = 50_000;
/// The most attributes that one file may break down by.
pub const MOST_ATTRIBUTES: usize = 2;
