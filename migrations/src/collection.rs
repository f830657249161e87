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

super::sql_migration!(
    Redemptions,
    "m0004_redemptions",
    // What is written into this view is taken by one statement, all or nothing: `spent` is a JSON array of [token hash, wave, body tag],
    // `responses` one of [id, wave, response], with hashes and keys in hexadecimal. Where a token is known or a wave is not open, nothing
    // is taken. They are two lists, each in the order of its own random keys: rows that were written side by side would show in the
    // pages which response came with which token.
    sqlite: [
        "CREATE VIEW redemption AS SELECT NULL AS spent, NULL AS responses WHERE FALSE",
        "CREATE TRIGGER redeem INSTEAD OF INSERT ON redemption BEGIN
            INSERT INTO spent_token (token_hash, wave_id, body_tag)
            SELECT
                unhex(value ->> 0),
                (SELECT id FROM wave WHERE id = unhex(value ->> 1) AND state = 'open'),
                unhex(value ->> 2)
            FROM json_each(NEW.spent);
            INSERT INTO inbox (id, wave_id, response)
            SELECT unhex(value ->> 0), unhex(value ->> 1), value ->> 2 FROM json_each(NEW.responses);
        END",
    ],
    postgres: [
        "CREATE VIEW redemption AS SELECT NULL::text AS spent, NULL::text AS responses WHERE FALSE",
        // A failure is logged by the server with its time, and a repeated answer may not be. So the function undoes what it did, and the
        // statement tells that no row was written. Looking first would read the whole table: a plan made while it is empty stays.
        "CREATE FUNCTION redeem() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                taken bigint;
            BEGIN
                -- In the company of other redemptions, but of no closing: it waits for those begun before it, and is seen by those after.
                PERFORM pg_advisory_xact_lock_shared(1130917749, hashtext(current_schema()));
                INSERT INTO spent_token (token_hash, wave_id, body_tag)
                SELECT decode(value ->> 0, 'hex'), wave.id, decode(value ->> 2, 'hex')
                FROM json_array_elements(NEW.spent::json) AS value
                JOIN wave ON wave.id = (value ->> 1)::uuid AND wave.state = 'open'
                ON CONFLICT (token_hash) DO NOTHING;
                GET DIAGNOSTICS taken = ROW_COUNT;
                IF taken <> json_array_length(NEW.spent::json) THEN
                    RAISE EXCEPTION USING ERRCODE = 'CH001';
                END IF;
                INSERT INTO inbox (id, wave_id, response)
                SELECT (value ->> 0)::uuid, (value ->> 1)::uuid, value ->> 2
                FROM json_array_elements(NEW.responses::json) AS value;
                RETURN NEW;
            EXCEPTION WHEN SQLSTATE 'CH001' THEN
                RETURN NULL;
            END
        $$",
        "CREATE TRIGGER redeem INSTEAD OF INSERT ON redemption FOR EACH ROW EXECUTE FUNCTION redeem()",
    ],
);

super::sql_migration!(
    SettledTokens,
    "m0005_settled_tokens",
    // Tokens that were spent a while ago lie apart, so that clearing, which rewrites what was written, need not rewrite millions that were
    // not; redeeming looks there, too. In SQLite they lie in a file of their own, and the view that spans both is temporary.
    sqlite: ["DROP VIEW redemption"],
    postgres: [
        "CREATE TABLE settled_token (
            wave_id UUID NOT NULL,
            token_hash BYTEA NOT NULL,
            body_tag BYTEA NOT NULL,
            PRIMARY KEY (wave_id, token_hash)
        )",
        // The mark by which clearing knows it.
        "COMMENT ON TABLE settled_token IS 'not rewritten'",
        // As before, but for the look at the tokens that have settled. It is planned anew each time: a plan made while there are few would
        // read all of them for ever.
        "CREATE OR REPLACE FUNCTION redeem() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
            DECLARE
                taken bigint;
            BEGIN
                -- In the company of other redemptions, but of no closing and no settling: they wait for those begun before them, and are
                -- seen by those after.
                PERFORM pg_advisory_xact_lock_shared(1130917749, hashtext(current_schema()));
                INSERT INTO spent_token (token_hash, wave_id, body_tag)
                SELECT decode(value ->> 0, 'hex'), wave.id, decode(value ->> 2, 'hex')
                FROM json_array_elements(NEW.spent::json) AS value
                JOIN wave ON wave.id = (value ->> 1)::uuid AND wave.state = 'open'
                WHERE NOT EXISTS (
                    SELECT FROM settled_token WHERE wave_id = wave.id AND token_hash = decode(value ->> 0, 'hex')
                )
                ON CONFLICT (token_hash) DO NOTHING;
                GET DIAGNOSTICS taken = ROW_COUNT;
                IF taken <> json_array_length(NEW.spent::json) THEN
                    RAISE EXCEPTION USING ERRCODE = 'CH001';
                END IF;
                INSERT INTO inbox (id, wave_id, response)
                SELECT (value ->> 0)::uuid, (value ->> 1)::uuid, value ->> 2
                FROM json_array_elements(NEW.responses::json) AS value;
                RETURN NEW;
            EXCEPTION WHEN SQLSTATE 'CH001' THEN
                RETURN NULL;
            END
        $$",
    ],
);

super::sql_migration!(
    Settled,
    "m0001_settled_tokens",
    sqlite: [
        "CREATE TABLE settled_token (
            wave_id BLOB NOT NULL,
            token_hash BLOB NOT NULL,
            body_tag BLOB NOT NULL,
            PRIMARY KEY (wave_id, token_hash)
        ) WITHOUT ROWID",
    ],
    postgres: [],
);
