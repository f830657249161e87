//! `/waves/{wave}` and below.

mod change;
mod checks;
mod close;
mod codes;
mod deniability;
mod groups;
mod invitations;
mod kinds;
mod ledger;
mod letters;
mod manifest;
mod open;
mod panel;
mod printed_letters;
mod responses;
mod results;
mod sealing;
mod settling;
mod token_request;
