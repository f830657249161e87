//! Where each room keeps what it knows: a file, or a PostgreSQL role of its own. A combination that would open a door between two
//! rooms is refused by name; messages never repeat a password.

use crate::ProgramError;
use crate::role::Role;
use crate::settings::Settings;
use chorus_database::Place;
use serde::Deserialize;
use url::Url;

/// The URL of each room's PostgreSQL database; all empty for SQLite files.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// Staff accounts.
    pub accounts: String,
    /// Room 1.
    pub issuance: String,
    /// Room 2.
    pub collection: String,
    /// Room 4.
    pub sealed: String,
}

/// A room that keeps something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Room {
    Accounts,
    Issuance,
    Collection,
    Sealed,
}

impl Room {
    pub(crate) const ALL: [Self; 4] = [Self::Accounts, Self::Issuance, Self::Collection, Self::Sealed];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Issuance => "issuance",
            Self::Collection => "collection",
            Self::Sealed => "sealed",
        }
    }
}

impl DatabaseSettings {
    fn url(&self, room: Room) -> &str {
        match room {
            Room::Accounts => &self.accounts,
            Room::Issuance => &self.issuance,
            Room::Collection => &self.collection,
            Room::Sealed => &self.sealed,
        }
    }

    /// Whether the rooms are SQLite files.
    pub(crate) fn is_in_files(&self) -> bool {
        Room::ALL.iter().all(|room| self.url(*room).is_empty())
    }

    /// All of this role's rooms or none, and no others; each a PostgreSQL role that no other room has. Rooms apart from each other
    /// need PostgreSQL: two processes cannot clear one file.
    pub(crate) fn check(&self, role: Role) -> Result<(), String> {
        if self.is_in_files() && role == Role::All {
            return Ok(());
        }
        let mut roles = Vec::new();
        for room in Room::ALL {
            let (name, given) = (room.name(), !self.url(room).is_empty());
            if !role.rooms().contains(&room) {
                if given {
                    let role = role.name();
                    return Err(format!(
                        "database.{name}: role {role} must not have it; take it out of this process's settings"
                    ));
                }
                continue;
            }
            if !given {
                let all: Vec<&str> = role.rooms().iter().map(|room| room.name()).collect();
                return Err(format!("database.{name}: missing; give all of {}", all.join(", ")));
            }
            let url = Url::parse(self.url(room)).ok().filter(|url| matches!(url.scheme(), "postgres" | "postgresql"));
            let Some(url) = url.filter(|url| !url.username().is_empty() && url.path().len() > 1) else {
                return Err(format!("database.{name}: write postgres://role:password@host/database"));
            };
            let role = (url.host_str().map(str::to_owned), url.port(), url.username().to_owned());
            if let Some((other, _)) = roles.iter().find(|(_, taken)| *taken == role) {
                return Err(format!("database.{name} and database.{other}: the same role; give each room its own"));
            }
            roles.push((name, role));
        }
        Ok(())
    }
}

impl Settings {
    /// Where a room keeps what it knows. `alone`: no service may have it open.
    pub(crate) fn place(&self, room: Room, alone: bool) -> Result<Place, ProgramError> {
        let url = self.database.url(room);
        if url.is_empty() {
            return Ok(Place::File(self.data_file(&format!("{}.db", room.name()))?));
        }
        Ok(Place::Server { url: url.to_owned(), alone })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(change: impl FnOnce(&mut DatabaseSettings)) -> Result<(), String> {
        let url = |role: &str| format!("postgres://{role}:hush@localhost/chorus");
        let mut settings = DatabaseSettings {
            accounts: url("accounts"),
            issuance: url("issuance"),
            collection: url("collection"),
            sealed: url("sealed"),
        };
        change(&mut settings);
        settings.check(Role::All)
    }

    #[test]
    fn all_or_none_each_with_a_role_of_its_own() {
        check(|_| {}).unwrap();
        check(|settings| *settings = DatabaseSettings::default()).unwrap();
        let same_role_elsewhere = |settings: &mut DatabaseSettings| {
            settings.sealed = "postgres://issuance:hush@other.example/chorus".to_owned();
        };
        check(same_role_elsewhere).unwrap();
    }

    #[test]
    fn a_wrong_combination_is_refused_by_name_and_without_its_password() {
        let set = |field: fn(&mut DatabaseSettings) -> &mut String, value: &str| {
            check(|settings| *field(settings) = value.to_owned())
        };
        let (same, other) = ("postgres://issuance:hush@localhost/chorus", "postgres://issuance:hush@localhost/other");
        for (result, words) in [
            (set(|s| &mut s.collection, ""), &["database.collection", "missing"][..]),
            (set(|s| &mut s.collection, same), &["database.collection", "database.issuance", "same role"]),
            (set(|s| &mut s.sealed, other), &["database.sealed", "database.issuance", "same role"]),
            (set(|s| &mut s.accounts, "mysql://accounts:hush@localhost/chorus"), &["database.accounts"]),
            (set(|s| &mut s.accounts, "postgres://localhost/chorus"), &["database.accounts"]),
            (set(|s| &mut s.accounts, "postgres://accounts:hush@localhost"), &["database.accounts"]),
            (set(|s| &mut s.accounts, "accounts.db"), &["database.accounts"]),
        ] {
            let error = result.unwrap_err();
            assert!(words.iter().all(|word| error.contains(word)) && !error.contains("hush"), "{error}");
        }
    }
}
