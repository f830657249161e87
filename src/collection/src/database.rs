//! Where this room keeps what it knows: what is written to all the time, and the tokens that were spent a while ago. It must not know
//! where other rooms are.

use chorus_database::{Beside, Database, DatabaseError, MigratorTrait, Place};

/// Redeems many tokens by one statement, all or nothing: `spent` is a JSON array of [token hash, wave, body tag], `responses` one of
/// [id, wave, response], with hashes and keys in hexadecimal. Where a token is known or a wave is not open, there is no wave to write, and
/// nothing is taken. They are two lists, each in the order of its own random keys: rows that were written side by side would show in the
/// pages which response came with which token. PostgreSQL has the same by a migration, under the name `redemption`; here that name is
/// taken by what an earlier migration makes and a later one drops.
const REDEMPTIONS: &str = "
    CREATE TEMP VIEW redemptions AS SELECT NULL AS spent, NULL AS responses WHERE FALSE;
    CREATE TEMP TRIGGER redeem_all INSTEAD OF INSERT ON redemptions BEGIN
        INSERT INTO spent_token (token_hash, wave_id, body_tag)
        SELECT
            unhex(value ->> 0),
            (SELECT id FROM wave WHERE id = unhex(value ->> 1) AND state = 'open'
                AND NOT EXISTS (SELECT 1 FROM settled_token WHERE wave_id = id AND token_hash = unhex(value ->> 0))),
            unhex(value ->> 2)
        FROM json_each(NEW.spent);
        INSERT INTO inbox (id, wave_id, response)
        SELECT unhex(value ->> 0), unhex(value ->> 1), value ->> 2 FROM json_each(NEW.responses);
    END;";

/// The migration since which there is a file of settled tokens.
const SINCE: &str = "m0005_settled_tokens";

/// The collection database. Cloning shares the connections.
#[derive(Clone, Debug)]
pub struct CollectionDatabase {
    /// Everything; the settled tokens are to be read, and in PostgreSQL written, here.
    pub(crate) main: Database,
    /// In SQLite, the file in which tokens settle: clearing rewrites whole files.
    pub(crate) settled: Option<Database>,
}

impl CollectionDatabase {
    /// Opens it, and runs the migrations of `M`, and of `S` in the file of the settled tokens, which is beside the other.
    pub async fn open<M: MigratorTrait, S: MigratorTrait>(place: &Place) -> Result<Self, DatabaseError> {
        let Place::File(path) = place else {
            return Ok(Self { main: Database::open_at::<M>(place).await?, settled: None });
        };
        let file = path.with_file_name("settled.db");
        if !file.exists() && Database::has_been_through(path, SINCE).await? {
            return Err(DatabaseError::Missing(file));
        }
        let settled = Database::open_mostly_read::<S>(&file).await?;
        let main = Database::open_beside::<M>(path, Beside { file: &file, temporary: REDEMPTIONS }).await?;
        Ok(Self { main, settled: Some(settled) })
    }

    /// All but the writing of settled tokens.
    pub fn main(&self) -> &Database {
        &self.main
    }

    /// All but the writing of settled tokens, where nobody settles any.
    pub async fn into_main(self) -> Result<Database, DatabaseError> {
        if let Some(settled) = self.settled {
            settled.close_as_it_is().await?;
        }
        Ok(self.main)
    }
}
