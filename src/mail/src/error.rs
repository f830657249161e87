//! What can go wrong with letters. No message names an address, a link or what a mail server wrote: those may stand in logs.

use std::fmt;

/// Errors of this crate.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// A setting is wrong.
    #[error("{0}")]
    Settings(String),
    /// A letter cannot be written.
    #[error("a letter cannot be written: {0}")]
    Words(&'static str),
    /// The mail server did not do its part; the letters wait.
    #[error("the mail server failed at {step}{code}")]
    Server {
        /// At which step.
        step: Step,
        /// What it answered.
        code: Code,
    },
}

/// A step of posting.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// Reaching it, greeting it, encrypting.
    Connecting,
    /// Saying who we are.
    SigningIn,
    /// Naming the sender.
    Sender,
    /// Handing over a letter.
    Letter,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Step::Connecting => "connecting (check mail.host, mail.port and mail.tls)",
            Step::SigningIn => "signing in (check mail.user and CHORUS__MAIL__PASSWORD)",
            Step::Sender => "the sender's address (check mail.from and mail.bounces)",
            Step::Letter => "handing over a letter",
        })
    }
}

/// The SMTP code of a reply, if there was a reply.
#[derive(Debug, Clone, Copy)]
pub struct Code(pub(crate) Option<u16>);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |code| write!(f, ": it answered {code}"))
    }
}
