//! Staff: organisers and evaluators, and how they prove who they are.
//!
//! A database and a crate of its own, because every room's staff routes need it and no room may lean on another. It must know
//! nothing of respondents: they have no accounts, and nothing here is ever read on their way.

mod cookie;
mod deadline;
mod error;
mod extract;
pub mod http;
mod key;
mod openid;
mod password;
mod recent;
mod role;
mod store;
mod totp;
mod vault;

pub use error::AccountError;
pub use extract::{Administrator, Evaluator, Organiser, Staff};
pub use key::ApiKey;
pub use openid::OpenIdSettings;
pub use role::{Role, Roles};
pub use store::{Account, Accounts, Entry, SignInSettings, rotate};
