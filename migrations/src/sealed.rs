//! sealed: the only lasting home of answers. Its rows are k-anonymous when they are written.

super::sql_migration!(
    First,
    "m0001_sealed",
    sqlite: [
        "CREATE TABLE wave (
            id BLOB NOT NULL PRIMARY KEY,
            state TEXT NOT NULL,
            published TEXT NOT NULL
        ) WITHOUT ROWID",
        // `id` is random and leads the key after the wave, so that rows lie in random order.
        "CREATE TABLE sealed_row (
            wave_id BLOB NOT NULL REFERENCES wave (id),
            id BLOB NOT NULL,
            attributes TEXT NOT NULL,
            answers TEXT NOT NULL,
            PRIMARY KEY (wave_id, id)
        ) WITHOUT ROWID",
        // Batches that are here and not yet gone from the inbox; empty but for the moment of sealing.
        "CREATE TABLE arrived_batch (
            id BLOB NOT NULL PRIMARY KEY
        ) WITHOUT ROWID",
    ],
    postgres: [
        "CREATE TABLE wave (
            id UUID NOT NULL PRIMARY KEY,
            state TEXT NOT NULL,
            published TEXT NOT NULL
        )",
        "CREATE TABLE sealed_row (
            wave_id UUID NOT NULL,
            id UUID NOT NULL,
            attributes TEXT NOT NULL,
            answers TEXT NOT NULL,
            PRIMARY KEY (wave_id, id)
        )",
        "CREATE TABLE arrived_batch (
            id UUID NOT NULL PRIMARY KEY
        )",
    ],
);

super::sql_migration!(
    Panels,
    "m0002_panels",
    sqlite: [
        // Rows of two waves that are of one respondent; only links that leave every group empty or with at least k.
        "CREATE TABLE link (
            wave_id BLOB NOT NULL REFERENCES wave (id),
            row_id BLOB NOT NULL,
            earlier_row_id BLOB NOT NULL,
            PRIMARY KEY (wave_id, row_id)
        ) WITHOUT ROWID",
        // What became of linking a wave with the one before it. `matched` is NULL unless it speaks of at least k people, and so does
        // everything that it can be subtracted from.
        "CREATE TABLE panel (
            wave_id BLOB NOT NULL PRIMARY KEY REFERENCES wave (id),
            earlier_wave_id BLOB,
            k BIGINT NOT NULL,
            linked BIGINT NOT NULL,
            matched BIGINT,
            smaller BIGINT NOT NULL
        ) WITHOUT ROWID",
    ],
    postgres: [
        "CREATE TABLE link (
            wave_id UUID NOT NULL,
            row_id UUID NOT NULL,
            earlier_row_id UUID NOT NULL,
            PRIMARY KEY (wave_id, row_id)
        )",
        "CREATE TABLE panel (
            wave_id UUID NOT NULL PRIMARY KEY,
            earlier_wave_id UUID,
            k BIGINT NOT NULL,
            linked BIGINT NOT NULL,
            matched BIGINT,
            smaller BIGINT NOT NULL
        )",
    ],
);

super::sql_migration!(
    Terms,
    "m0003_terms",
    sqlite: [
        // How many people of a class used a term in a comment; at least k.
        "CREATE TABLE sealed_term (
            wave_id BLOB NOT NULL REFERENCES wave (id),
            id BLOB NOT NULL,
            item TEXT NOT NULL,
            term TEXT NOT NULL,
            attributes TEXT NOT NULL,
            people BIGINT NOT NULL,
            PRIMARY KEY (wave_id, id)
        ) WITHOUT ROWID",
    ],
    postgres: [
        "CREATE TABLE sealed_term (
            wave_id UUID NOT NULL,
            id UUID NOT NULL,
            item TEXT NOT NULL,
            term TEXT NOT NULL,
            attributes TEXT NOT NULL,
            people BIGINT NOT NULL,
            PRIMARY KEY (wave_id, id)
        )",
    ],
);

super::sql_migration!(
    Aggregates,
    "m0004_aggregates",
    sqlite: [
        // What an organisation counts by itself, as a document for each series: nothing in it is withheld.
        "CREATE TABLE aggregate (
            programme_id BLOB NOT NULL,
            name TEXT NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (programme_id, name)
        ) WITHOUT ROWID",
    ],
    postgres: [
        "CREATE TABLE aggregate (
            programme_id UUID NOT NULL,
            name TEXT NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (programme_id, name)
        )",
    ],
);

super::sql_migration!(
    Findings,
    "m0005_findings",
    sqlite: [
        // What an organiser tells people of a programme, as a document without a number. `code_hash` is the SHA-256 of 128 random bits.
        "CREATE TABLE findings (
            programme_id BLOB NOT NULL PRIMARY KEY,
            document TEXT NOT NULL,
            code_hash BLOB
        ) WITHOUT ROWID",
    ],
    postgres: [
        "CREATE TABLE findings (
            programme_id UUID NOT NULL PRIMARY KEY,
            document TEXT NOT NULL,
            code_hash BYTEA
        )",
    ],
);
