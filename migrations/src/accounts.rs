//! accounts: who works with Chorus. It knows nothing of respondents.

super::sql_migration!(
    First,
    "m0001_accounts",
    sqlite: [
        "CREATE TABLE account (
            id BLOB NOT NULL PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            roles TEXT NOT NULL,
            password_hash TEXT
        ) WITHOUT ROWID",
        // The SHA-256 of the key: keys are 256 random bits, so a fast hash is enough. `expires_at` is set for sign-ins only, in
        // seconds since 1970; it speaks of staff, not of respondents.
        "CREATE TABLE api_key (
            key_hash BLOB NOT NULL PRIMARY KEY,
            account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            expires_at BIGINT
        ) WITHOUT ROWID",
    ],
    postgres: [
        "CREATE TABLE account (
            id UUID NOT NULL PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            roles TEXT NOT NULL,
            password_hash TEXT
        )",
        "CREATE TABLE api_key (
            key_hash BYTEA NOT NULL PRIMARY KEY,
            account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE DEFERRABLE,
            expires_at BIGINT
        )",
    ],
);
