//! issuance: who was invited. It knows nothing of answers.

super::sql_migration!(
    First,
    "m0001_issuance",
    sqlite: [
        "CREATE TABLE programme (
            id BLOB NOT NULL PRIMARY KEY,
            document TEXT NOT NULL
        ) WITHOUT ROWID",
        // `signing_key` is encrypted, and NULL before opening and after closing. `invited` outlives the invitations.
        "CREATE TABLE wave (
            id BLOB NOT NULL PRIMARY KEY,
            programme_id BLOB NOT NULL REFERENCES programme (id),
            position BIGINT NOT NULL,
            state TEXT NOT NULL,
            document TEXT NOT NULL,
            manifest TEXT,
            signing_key BLOB,
            invited BIGINT NOT NULL DEFAULT 0
        ) WITHOUT ROWID",
        // `code_hash` is keyed, so it is random to whoever lacks the key. `request_hash` is the hash of the blinded request, which
        // is independent of the token that comes of it. All rows go when the wave closes.
        "CREATE TABLE invitation (
            code_hash BLOB NOT NULL PRIMARY KEY,
            wave_id BLOB NOT NULL REFERENCES wave (id),
            contact TEXT NOT NULL,
            request_hash BLOB,
            UNIQUE (wave_id, contact)
        ) WITHOUT ROWID",
    ],
    postgres: [
        "CREATE TABLE programme (
            id UUID NOT NULL PRIMARY KEY,
            document TEXT NOT NULL
        )",
        "CREATE TABLE wave (
            id UUID NOT NULL PRIMARY KEY,
            programme_id UUID NOT NULL REFERENCES programme (id) DEFERRABLE,
            position BIGINT NOT NULL,
            state TEXT NOT NULL,
            document TEXT NOT NULL,
            manifest TEXT,
            signing_key BYTEA,
            invited BIGINT NOT NULL DEFAULT 0
        )",
        "CREATE TABLE invitation (
            code_hash BYTEA NOT NULL PRIMARY KEY,
            wave_id UUID NOT NULL,
            contact TEXT NOT NULL,
            request_hash BYTEA,
            UNIQUE (wave_id, contact)
        )",
    ],
);

super::sql_migration!(
    Ledger,
    "m0002_ledger",
    sqlite: [
        // Encrypted; there from opening until the wave's ledger is signed.
        "ALTER TABLE wave ADD COLUMN ledger_key BLOB",
        // How many links were replaced, whoever they belonged to.
        "ALTER TABLE wave ADD COLUMN links_replaced BIGINT NOT NULL DEFAULT 0",
    ],
    postgres: [
        "ALTER TABLE wave ADD COLUMN ledger_key BYTEA",
        "ALTER TABLE wave ADD COLUMN links_replaced BIGINT NOT NULL DEFAULT 0",
    ],
);

super::sql_migration!(
    Letters,
    "m0003_letters",
    sqlite: [
        // Those who are invited by mail, under the hash of their invitation's code. `failed` is of the invitation's letter only:
        // that a reminder failed would tell who was reminded. `replaced`: the link was replaced, so reminders go there in any case,
        // or the new address would learn whether the old one has answered. All rows of all these tables go when the wave closes.
        "CREATE TABLE addressee (
            code_hash BLOB NOT NULL PRIMARY KEY,
            wave_id BLOB NOT NULL,
            email TEXT NOT NULL,
            language TEXT,
            bounce_tag BLOB NOT NULL UNIQUE,
            failed BOOLEAN NOT NULL,
            replaced BOOLEAN NOT NULL
        ) WITHOUT ROWID",
        // Letters that wait. `code` is encrypted, and gone once the mail server has it. A reminder waits for everybody alike:
        // whether it is sent is decided when it is its turn.
        "CREATE TABLE outbox (
            id BLOB NOT NULL PRIMARY KEY,
            wave_id BLOB NOT NULL,
            invitation BLOB NOT NULL,
            kind TEXT NOT NULL,
            code BLOB NOT NULL
        ) WITHOUT ROWID",
        // A reminder's link leads to the invitation that there is, and everybody gets one, sent or not.
        "CREATE TABLE reminder_link (
            code_hash BLOB NOT NULL PRIMARY KEY,
            wave_id BLOB NOT NULL,
            invitation BLOB NOT NULL
        ) WITHOUT ROWID",
        // When a wave opened, when its reminders go out, and how many times they did.
        "CREATE TABLE reminders (
            wave_id BLOB NOT NULL PRIMARY KEY,
            opened_at BIGINT,
            schedule TEXT NOT NULL,
            rounds BIGINT NOT NULL
        ) WITHOUT ROWID",
        "CREATE INDEX outbox_invitation ON outbox (invitation)",
        "CREATE INDEX reminder_link_invitation ON reminder_link (invitation)",
    ],
    postgres: [
        "CREATE TABLE addressee (
            code_hash BYTEA NOT NULL PRIMARY KEY,
            wave_id UUID NOT NULL,
            email TEXT NOT NULL,
            language TEXT,
            bounce_tag BYTEA NOT NULL UNIQUE,
            failed BOOLEAN NOT NULL,
            replaced BOOLEAN NOT NULL
        )",
        "CREATE TABLE outbox (
            id UUID NOT NULL PRIMARY KEY,
            wave_id UUID NOT NULL,
            invitation BYTEA NOT NULL,
            kind TEXT NOT NULL,
            code BYTEA NOT NULL
        )",
        "CREATE TABLE reminder_link (
            code_hash BYTEA NOT NULL PRIMARY KEY,
            wave_id UUID NOT NULL,
            invitation BYTEA NOT NULL
        )",
        "CREATE TABLE reminders (
            wave_id UUID NOT NULL PRIMARY KEY,
            opened_at BIGINT,
            schedule TEXT NOT NULL,
            rounds BIGINT NOT NULL
        )",
        "CREATE INDEX outbox_invitation ON outbox (invitation)",
        "CREATE INDEX reminder_link_invitation ON reminder_link (invitation)",
    ],
);

super::sql_migration!(
    Combinations,
    "m0004_combinations",
    sqlite: [
        // How many people rosters named each combination of groups for: headcounts, which belong to nobody. `combination` is JSON. All
        // rows go when the wave closes.
        "CREATE TABLE wave_combination (
            wave_id BLOB NOT NULL,
            combination TEXT NOT NULL,
            people BIGINT NOT NULL,
            PRIMARY KEY (wave_id, combination)
        ) WITHOUT ROWID",
    ],
    postgres: [
        "CREATE TABLE wave_combination (
            wave_id UUID NOT NULL,
            combination TEXT NOT NULL,
            people BIGINT NOT NULL,
            PRIMARY KEY (wave_id, combination)
        )",
    ],
);

super::sql_migration!(
    CodeKey,
    "m0005_code_key",
    sqlite: [
        // What invitations' codes are hashed with, encrypted. One row, whose name says so.
        "CREATE TABLE code_key (
            name TEXT NOT NULL PRIMARY KEY,
            wrapped BLOB NOT NULL
        ) WITHOUT ROWID",
    ],
    postgres: [
        "CREATE TABLE code_key (
            name TEXT NOT NULL PRIMARY KEY,
            wrapped BYTEA NOT NULL
        )",
    ],
);
