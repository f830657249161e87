//! collection: what was answered and not yet sealed. It knows nothing of people.

super::sql_migration!(
    First,
    "m0001_collection",
    sqlite: [
        "CREATE TABLE wave (
            id BLOB NOT NULL PRIMARY KEY,
            state TEXT NOT NULL,
            published TEXT NOT NULL
        ) WITHOUT ROWID",
        // `body_tag` is an HMAC of the body under the token itself, which nobody but its holder has: it tells a repeated request
        // from a second answer, and cannot be searched for the answers afterwards.
        "CREATE TABLE spent_token (
            token_hash BLOB NOT NULL PRIMARY KEY,
            wave_id BLOB NOT NULL REFERENCES wave (id),
            body_tag BLOB NOT NULL
        ) WITHOUT ROWID",
        // `batch` is set while a batch is on its way to the sealed table, so that a crash neither loses nor doubles it.
        "CREATE TABLE inbox (
            id BLOB NOT NULL PRIMARY KEY,
            wave_id BLOB NOT NULL REFERENCES wave (id),
            batch BLOB,
            response TEXT NOT NULL
        ) WITHOUT ROWID",
    ],
    postgres: [
        "CREATE TABLE wave (
            id UUID NOT NULL PRIMARY KEY,
            state TEXT NOT NULL,
            published TEXT NOT NULL
        )",
        "CREATE TABLE spent_token (
            token_hash BYTEA NOT NULL PRIMARY KEY,
            wave_id UUID NOT NULL,
            body_tag BYTEA NOT NULL
        )",
        "CREATE TABLE inbox (
            id UUID NOT NULL PRIMARY KEY,
            wave_id UUID NOT NULL,
            batch UUID,
            response TEXT NOT NULL
        )",
    ],
);

super::sql_migration!(
    Panels,
    "m0002_panels",
    sqlite: [
        // Which pseudonym a sealed row came with, until it has been linked. `row_id` is random and the key, so that slips lie in
        // random order. `batch` is set while the batch is on its way, so that a crash neither loses nor doubles a slip.
        "CREATE TABLE slip (
            row_id BLOB NOT NULL PRIMARY KEY,
            wave_id BLOB NOT NULL REFERENCES wave (id),
            batch BLOB,
            pseudonym BLOB NOT NULL
        ) WITHOUT ROWID",
    ],
    postgres: [
        "CREATE TABLE slip (
            row_id UUID NOT NULL PRIMARY KEY,
            wave_id UUID NOT NULL,
            batch UUID,
            pseudonym BYTEA NOT NULL
        )",
    ],
);

super::sql_migration!(
    Ledger,
    "m0003_ledger",
    sqlite: [
        // What was signed of a closed wave's spent tokens.
        "CREATE TABLE ledger (
            wave_id BLOB NOT NULL PRIMARY KEY REFERENCES wave (id),
            signed_head TEXT NOT NULL
        ) WITHOUT ROWID",
    ],
    postgres: [
        "CREATE TABLE ledger (
            wave_id UUID NOT NULL PRIMARY KEY REFERENCES wave (id) DEFERRABLE,
            signed_head TEXT NOT NULL
        )",
    ],
);
