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

super::sql_migration!(
    Staff,
    "m0002_staff",
    sqlite: [
        // What a key is for, in its owner's words; and of a sign-in when it was last used, in seconds since 1970.
        "ALTER TABLE api_key ADD COLUMN label TEXT",
        "ALTER TABLE api_key ADD COLUMN seen_at BIGINT",
        // A link by which somebody sets a password, once. Without an account it makes the first administrator.
        "CREATE TABLE account_link (
            code_hash BLOB NOT NULL PRIMARY KEY,
            account_id BLOB REFERENCES account (id) ON DELETE CASCADE,
            expires_at BIGINT NOT NULL
        ) WITHOUT ROWID",
        // Sign-ins that failed, by the hash of the name that was given: there need be no such account.
        "CREATE TABLE failed_sign_in (
            name_hash BLOB NOT NULL PRIMARY KEY,
            failures BIGINT NOT NULL,
            wait_until BIGINT NOT NULL
        ) WITHOUT ROWID",
        // What staff asked for. Each hash is over the row and the hash before it.
        "CREATE TABLE audit (
            number BIGINT NOT NULL PRIMARY KEY,
            at BIGINT NOT NULL,
            account TEXT NOT NULL,
            method TEXT NOT NULL,
            path TEXT NOT NULL,
            refused BOOLEAN NOT NULL,
            hash BLOB NOT NULL
        ) WITHOUT ROWID",
        "CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
        "CREATE TRIGGER audit_stays_so BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    ],
    postgres: [
        "ALTER TABLE api_key ADD COLUMN label TEXT",
        "ALTER TABLE api_key ADD COLUMN seen_at BIGINT",
        "CREATE TABLE account_link (
            code_hash BYTEA NOT NULL PRIMARY KEY,
            account_id UUID REFERENCES account (id) ON DELETE CASCADE DEFERRABLE,
            expires_at BIGINT NOT NULL
        )",
        "CREATE TABLE failed_sign_in (
            name_hash BYTEA NOT NULL PRIMARY KEY,
            failures BIGINT NOT NULL,
            wait_until BIGINT NOT NULL
        )",
        "CREATE TABLE audit (
            number BIGINT NOT NULL PRIMARY KEY,
            at BIGINT NOT NULL,
            account TEXT NOT NULL,
            method TEXT NOT NULL,
            path TEXT NOT NULL,
            refused BOOLEAN NOT NULL,
            hash BYTEA NOT NULL
        )",
        "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$",
        // Not for TRUNCATE, by which rows are written afresh in the order of their keys.
        "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_stays()",
    ],
);

super::sql_migration!(
    SecondFactor,
    "m0003_second_factor",
    sqlite: [
        // The shared secret of one-time codes (RFC 6238), encrypted, and the last step whose code was used: no code is good twice.
        "ALTER TABLE account ADD COLUMN totp_secret BLOB",
        "ALTER TABLE account ADD COLUMN totp_step BIGINT",
        // Whom the organisation's provider calls by this account's name (OpenID Connect's `sub`), from the first sign-in on.
        "ALTER TABLE account ADD COLUMN openid_subject TEXT",
    ],
    postgres: [
        "ALTER TABLE account ADD COLUMN totp_secret BYTEA",
        "ALTER TABLE account ADD COLUMN totp_step BIGINT",
        "ALTER TABLE account ADD COLUMN openid_subject TEXT",
    ],
);
