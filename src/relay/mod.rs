//! What passes the wall: a wave's public terms from issuance to the rooms that know answers, and when it has closed, one count and one
//! hash of its spent tokens back to be signed, both as public as the terms. In one process it is a call ([`Answering`]); between two, the
//! same over HTTP ([`There`] asks, [`gate`] answers). Nothing else passes, and nothing of one person can.

pub(crate) mod gate;
mod here;
mod settings;
mod there;

pub(crate) use here::Answering;
pub use settings::RelaySettings;
pub(crate) use there::There;

use crate::panels::PanelError;
use uuid::Uuid;

/// What ends a panel, wherever pseudonyms wait.
#[derive(Clone)]
pub(crate) enum PanelEnd {
    Here(Box<Answering>),
    There(There),
}

impl PanelEnd {
    /// Erases every pseudonym of a programme that waits.
    pub(crate) async fn end(&self, programme: Uuid) -> Result<(), PanelError> {
        match self {
            Self::Here(answering) => answering.end_panel(programme).await,
            Self::There(there) => there.end_panel(programme).await,
        }
    }
}
