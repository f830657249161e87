//! Letters: what is written to those who are invited, mailed or printed, how mail is posted, and what comes back.
//!
//! It knows one letter at a time: an address, a link, the public terms of a wave. It must not know who has answered, nor keep
//! anything: whom to write to is decided in issuance.

mod bounce;
mod error;
mod html;
mod letter;
mod postman;
mod words;

pub use bounce::{BounceTag, failed_tags};
pub use error::MailError;
pub use letter::{Kind, Letter, PrintedLetter, WrittenLetter};
pub use postman::{MailSettings, Outcome, Postman, Round, Tls, is_address};
