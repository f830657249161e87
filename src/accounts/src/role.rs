//! What an account may do.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Designs, invites, opens, closes.
    Organiser,
    /// Queries aggregates.
    Evaluator,
    /// Makes accounts, and reads what staff asked for.
    Administrator,
}

/// The roles of one account; at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(from = "Vec<Role>")]
pub struct Roles(Vec<Role>);

impl Roles {
    /// Whether there is none, which an account must not have.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this role is among them.
    pub fn include(&self, role: Role) -> bool {
        self.0.contains(&role)
    }
}

impl Roles {
    /// All there are: what the first account has.
    pub(crate) fn all() -> Self {
        Self(vec![Role::Organiser, Role::Evaluator, Role::Administrator])
    }
}

impl From<Vec<Role>> for Roles {
    fn from(roles: Vec<Role>) -> Self {
        Self::from(roles.as_slice())
    }
}

impl From<&[Role]> for Roles {
    fn from(roles: &[Role]) -> Self {
        let mut roles = roles.to_vec();
        roles.sort();
        roles.dedup();
        Self(roles)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Role::Organiser => "organiser",
            Role::Evaluator => "evaluator",
            Role::Administrator => "administrator",
        })
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.0.iter().map(Role::to_string).collect();
        f.write_str(&names.join(","))
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "organiser" => Ok(Role::Organiser),
            "evaluator" => Ok(Role::Evaluator),
            "administrator" => Ok(Role::Administrator),
            other => Err(format!("'{other}' is no role; the roles are organiser, evaluator and administrator")),
        }
    }
}

impl FromStr for Roles {
    type Err = String;

    /// Reads `organiser,evaluator`.
    fn from_str(text: &str) -> Result<Self, String> {
        let roles = text.split(',').map(|part| part.trim().parse()).collect::<Result<Vec<Role>, String>>()?;
        Ok(Self::from(roles.as_slice()))
    }
}
