//! sealed: the only lasting home of answers. Its rows are k-anonymous when they are written.

super::sql_migration!(
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
