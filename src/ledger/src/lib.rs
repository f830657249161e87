//! The public ledger of a closed wave: which tokens were spent, in a form that anybody can check and nobody can change.
//!
//! A token's hash is the receipt of the response that it was spent for. The hashes of a wave, sorted, are the leaves of a Merkle
//! tree ([`merkle`]); the tree's head ([`TreeHead`]) is signed once, when the wave closes, with a key ([`LedgerKey`]) that stands in
//! the wave's manifest and is destroyed after that one signature. So there is one list for everybody, and it stays as it is.
//!
//! Pure: no database, no server, no clock. It must not know a token (only hashes of them), an invitation, a person or an answer.

mod head;
mod key;
pub mod merkle;

pub use head::{Signature, SignedTreeHead, SpentTokens, TreeHead};
pub use key::{LedgerError, LedgerKey};
