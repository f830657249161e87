//! What a backup holds of each room, table by table, and what it leaves out: the list that decision 0021 argues for. A test holds it
//! against the databases, so that no table and no column is forgotten. It knows no row.

use crate::places::Room;
use serde::{Deserialize, Serialize};

/// What a column holds, in every kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Uuid,
    /// Written as base64url.
    Bytes,
    Text,
    Integer,
    Boolean,
}

/// A column and where its value comes from.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// An SQL expression; the column itself but for waves that are open.
    pub(super) read: &'static str,
}

/// Which rows are taken.
pub(super) enum Rows {
    All,
    /// Those for which this holds.
    Where(&'static str),
    /// Those of waves that are closed for good, which this column names.
    OfClosed(&'static str),
}

/// One table.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// Another table of the same columns, whose rows belong here, too.
    pub(super) also: Option<&'static str>,
    pub(super) columns: &'static [Column],
    /// The primary key: rows are written in its order, so that nothing of another order is left.
    pub(super) key: &'static [&'static str],
    pub(super) rows: Rows,
}

/// The tables of one room. Those that others refer to come first.
pub(super) struct Kept {
    pub(super) room: Room,
    pub(super) tables: &'static [Table],
    /// What a restored room begins without: tables, and `table.column`.
    #[cfg(test)]
    pub(super) left_out: &'static [&'static str],
    /// Those of them in which a service that was only started writes by itself.
    pub(super) begun: &'static [&'static str],
}

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, read: name }
}

const fn read(name: &'static str, kind: Kind, read: &'static str) -> Column {
    Column { name, kind, read }
}

pub(super) static ALL: [Kept; 4] = [
    Kept {
        room: Room::Sealed,
        tables: &[
            Table { name: "wave", also: None, columns: PUBLISHED, key: &["id"], rows: Rows::OfClosed("id") },
            Table {
                name: "sealed_row",
                also: None,
                columns: &[
                    column("wave_id", Kind::Uuid),
                    column("id", Kind::Uuid),
                    column("attributes", Kind::Text),
                    column("answers", Kind::Text),
                ],
                key: &["wave_id", "id"],
                rows: Rows::OfClosed("wave_id"),
            },
            Table {
                name: "sealed_term",
                also: None,
                columns: &[
                    column("wave_id", Kind::Uuid),
                    column("id", Kind::Uuid),
                    column("item", Kind::Text),
                    column("term", Kind::Text),
                    column("attributes", Kind::Text),
                    column("people", Kind::Integer),
                ],
                key: &["wave_id", "id"],
                rows: Rows::OfClosed("wave_id"),
            },
            Table {
                name: "link",
                also: None,
                columns: &[
                    column("wave_id", Kind::Uuid),
                    column("row_id", Kind::Uuid),
                    column("earlier_row_id", Kind::Uuid),
                ],
                key: &["wave_id", "row_id"],
                rows: Rows::OfClosed("wave_id"),
            },
            Table {
                name: "panel",
                also: None,
                columns: &[
                    column("wave_id", Kind::Uuid),
                    column("earlier_wave_id", Kind::Uuid),
                    column("k", Kind::Integer),
                    column("linked", Kind::Integer),
                    column("matched", Kind::Integer),
                    column("smaller", Kind::Integer),
                ],
                key: &["wave_id"],
                rows: Rows::OfClosed("wave_id"),
            },
            Table {
                name: "aggregate",
                also: None,
                columns: &[
                    column("programme_id", Kind::Uuid),
                    column("name", Kind::Text),
                    column("document", Kind::Text),
                ],
                key: &["programme_id", "name"],
                rows: Rows::All,
            },
            Table {
                name: "findings",
                also: None,
                columns: &[
                    column("programme_id", Kind::Uuid),
                    column("document", Kind::Text),
                    column("code_hash", Kind::Bytes),
                ],
                key: &["programme_id"],
                rows: Rows::All,
            },
        ],
        #[cfg(test)]
        left_out: &["arrived_batch"],
        begun: &[],
    },
    Kept {
        room: Room::Collection,
        tables: &[
            Table { name: "wave", also: None, columns: PUBLISHED, key: &["id"], rows: Rows::OfClosed("id") },
            Table {
                name: "ledger",
                also: None,
                columns: &[column("wave_id", Kind::Uuid), column("signed_head", Kind::Text)],
                key: &["wave_id"],
                rows: Rows::OfClosed("wave_id"),
            },
            Table {
                name: "spent_token",
                also: Some("settled_token"),
                columns: &[
                    column("token_hash", Kind::Bytes),
                    column("wave_id", Kind::Uuid),
                    column("body_tag", Kind::Bytes),
                ],
                key: &["wave_id", "token_hash"],
                rows: Rows::OfClosed("(SELECT ledger.wave_id FROM ledger WHERE ledger.wave_id = kept.wave_id)"),
            },
        ],
        #[cfg(test)]
        left_out: &["inbox", "slip"],
        begun: &[],
    },
    Kept {
        room: Room::Issuance,
        tables: &[
            Table {
                name: "programme",
                also: None,
                columns: &[column("id", Kind::Uuid), column("document", Kind::Text)],
                key: &["id"],
                rows: Rows::All,
            },
            // An open wave is a draft again.
            Table {
                name: "wave",
                also: None,
                columns: &[
                    column("id", Kind::Uuid),
                    column("programme_id", Kind::Uuid),
                    column("position", Kind::Integer),
                    read("state", Kind::Text, "CASE state WHEN 'open' THEN 'draft' ELSE state END"),
                    column("document", Kind::Text),
                    read("manifest", Kind::Text, "CASE state WHEN 'open' THEN NULL ELSE manifest END"),
                    read("invited", Kind::Integer, "CASE state WHEN 'open' THEN 0 ELSE invited END"),
                    read("links_replaced", Kind::Integer, "CASE state WHEN 'open' THEN 0 ELSE links_replaced END"),
                ],
                key: &["id"],
                rows: Rows::All,
            },
        ],
        #[cfg(test)]
        left_out: &[
            "wave.signing_key",
            "wave.ledger_key",
            "invitation",
            "addressee",
            "outbox",
            "reminder_link",
            "reminders",
            "wave_combination",
            "code_key",
        ],
        begun: &["code_key"],
    },
    // The last to be written: while there is no account, a restore that was cut short has not come to its end.
    Kept {
        room: Room::Accounts,
        tables: &[
            Table {
                name: "account",
                also: None,
                columns: &[
                    column("id", Kind::Uuid),
                    column("name", Kind::Text),
                    column("roles", Kind::Text),
                    column("password_hash", Kind::Text),
                    column("totp_secret", Kind::Bytes),
                    column("totp_step", Kind::Integer),
                    column("openid_subject", Kind::Text),
                ],
                key: &["id"],
                rows: Rows::All,
            },
            Table {
                name: "api_key",
                also: None,
                columns: &[
                    column("key_hash", Kind::Bytes),
                    column("account_id", Kind::Uuid),
                    column("label", Kind::Text),
                ],
                key: &["key_hash"],
                // The others are sign-ins.
                rows: Rows::Where("expires_at IS NULL"),
            },
            Table {
                name: "audit",
                also: None,
                columns: &[
                    column("number", Kind::Integer),
                    column("at", Kind::Integer),
                    column("account", Kind::Text),
                    column("method", Kind::Text),
                    column("path", Kind::Text),
                    column("refused", Kind::Boolean),
                    column("hash", Kind::Bytes),
                ],
                key: &["number"],
                rows: Rows::All,
            },
        ],
        #[cfg(test)]
        left_out: &["api_key.expires_at", "api_key.seen_at", "account_link", "failed_sign_in"],
        begun: &["account_link", "failed_sign_in"],
    },
];

/// A wave's public terms, as the rooms other than issuance keep them.
const PUBLISHED: &[Column] = &[column("id", Kind::Uuid), column("state", Kind::Text), column("published", Kind::Text)];
