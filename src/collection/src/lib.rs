//! Room 2, collection: it knows answers and never sees a person.
//!
//! It verifies tokens with a wave's *public* key, records them as spent and puts the answers in the inbox, where they wait,
//! without person, time or order, until a batch of them is sealed. When a wave has closed, it publishes which tokens were spent. It
//! holds no secret. It must not know an invitation, a
//! contact or a signing key. Where respondents link their waves, their pseudonyms wait here beside the ids of their sealed rows, until
//! they are linked.

mod database;
mod error;
pub mod http;
mod ledger;
mod redemption;
mod settling;
mod store;
mod terms;

pub use database::CollectionDatabase;
pub use error::CollectionError;
pub use ledger::{Ledger, LedgerStatus};
pub use redemption::{Collection, Receipt};
pub use settling::Settling;
pub use store::{Batch, Inbox, Slip, Slips};
