//! Which rooms a process runs. By default all; or one side of the wall each, with no more than that side's credentials, so that a process
//! that is taken over has nothing of the others to give.

use crate::places::Room;
use clap::ValueEnum;
use serde::Deserialize;

/// The rooms that one process runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Every room
    #[default]
    All,
    /// Staff accounts, rosters, invitations and signing keys
    Issuance,
    /// Tokens, answers and sealing
    Collection,
    /// Aggregates of what is sealed
    Evidence,
}

impl Role {
    /// What it is called in settings.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Issuance => "issuance",
            Self::Collection => "collection",
            Self::Evidence => "evidence",
        }
    }

    /// Whose databases it opens.
    pub(crate) fn rooms(self) -> &'static [Room] {
        match self {
            Self::All => &Room::ALL,
            Self::Issuance => &[Room::Accounts, Room::Issuance],
            Self::Collection => &[Room::Collection, Room::Sealed],
            Self::Evidence => &[Room::Accounts, Room::Sealed],
        }
    }

    /// Whether it invites, and signs.
    pub(crate) fn issues(self) -> bool {
        matches!(self, Self::All | Self::Issuance)
    }

    /// Whether it answers evaluators.
    pub(crate) fn evaluates(self) -> bool {
        matches!(self, Self::All | Self::Evidence)
    }
}
