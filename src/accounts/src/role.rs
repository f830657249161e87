//! What an account may do.

use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// One role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Designs, invites, opens, closes.
    Organiser,
    /// Queries aggregates.
    Evaluator,
}

/// The roles of one account; at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Roles(Vec<Role>);

impl Roles {
    /// Whether this role is among them.
    pub fn include(&self, role: Role) -> bool {
        self.0.contains(&role)
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
            other => Err(format!("'{other}' is no role; the roles are organiser and evaluator")),
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
