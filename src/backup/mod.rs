//! `chorus backup` and `chorus restore`: what lasts, as one file for any kind of database. What a backup holds, and why it holds nothing
//! of a wave that is open, says decision 0021. It joins nothing: each room is read and written by itself.

mod error;
mod file;
mod reading;
mod tables;
#[cfg(test)]
mod tests;
mod writing;

pub use error::BackupError;

use crate::ProgramError;
use crate::places::Room;
use crate::settings::Settings;
use crate::{secret, startup};
use chorus_database::{Database, Place};
use file::{Archive, FORMAT, Header, TableLine, Writer};
use reading::Waves;
use sea_orm_migration::MigratorTrait;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tables::{ALL, Kept};

/// What a backup came to.
pub struct Written {
    /// How many rows it has.
    pub rows: u64,
    /// The titles of the waves that are open, and drafts in it.
    pub open_waves: Vec<String>,
}

/// What a restore came to.
pub struct Restored {
    /// How many rows were written.
    pub rows: u64,
    /// Whether there are second factors among them, which the secret opens that the backup's service had.
    pub second_factors: bool,
}

/// Writes what lasts to a new file. It works beside a running service, as it reads nothing that respondents change.
///
/// # Errors
/// If there is no store, if a wave is being closed, if there is such a file already, or if a database or the file fails.
pub async fn backup(settings: &Settings, to: &Path) -> Result<Written, ProgramError> {
    for kept in &ALL {
        if let Place::File(path) = settings.place(kept.room, false)?
            && !path.exists()
        {
            return Err(BackupError::NoStore(path).into());
        }
    }
    // Issuance first: what is closed by then changes no more.
    let issuance = open(settings, Room::Issuance, false).await?;
    let waves = Waves::of(&issuance).await?;
    let chorus = env!("CARGO_PKG_VERSION").to_owned();
    let mut writer = Writer::begin(to, &Header { chorus_backup: FORMAT, chorus, migrations: all_migrations() })?;
    for kept in &ALL {
        let database =
            if kept.room == Room::Issuance { issuance.clone() } else { open(settings, kept.room, false).await? };
        reading::room(&database, kept, &waves, &mut writer).await?;
        // Nothing was written but that the files are open, so there is nothing to forget.
        database.connection().clone().close().await.map_err(BackupError::from)?;
    }
    Ok(Written { rows: writer.end()?, open_waves: waves.open })
}

/// Writes a backup into empty databases, wholly or not at all. If it is cut short, the service does not start until the same file was
/// restored again.
///
/// # Errors
/// If the file is not whole or of a newer version, if a service runs, if there is something in the databases, or if one fails.
pub async fn restore(settings: &Settings, from: &Path) -> Result<Restored, ProgramError> {
    let mut second_factors = false;
    let mut checker = writing::Checker::default();
    let mut archive = Archive::open(from, newer, |line| {
        checker.check(line)?;
        second_factors |= checker.is_second_factor(line);
        Ok(())
    })?;

    let _lock = startup::lock(settings)?;
    let marker = Marker(settings.data_file("restore.unfinished")?);
    let again = marker.is_of(&archive.checksum)?;
    let mut databases = Vec::new();
    for kept in &ALL {
        let database = open(settings, kept.room, true).await?;
        let filled = writing::filled(&database, kept).await?;
        if let Some(table) = filled.as_ref().filter(|_| !again) {
            return Err(BackupError::NotEmpty { room: kept.room.name(), table: table.clone() }.into());
        }
        databases.push((kept, database, filled.is_some()));
    }
    marker.set(&archive.checksum)?;
    let rows = writing::all(&databases, &mut archive).await?;
    marker.clear()?;
    for (_, database, _) in databases {
        database.close().await?;
    }
    Ok(Restored { rows, second_factors })
}

/// Refuses to go on while a restore is half done.
pub(crate) fn none_unfinished(settings: &Settings) -> Result<(), ProgramError> {
    let path = settings.data_file("restore.unfinished")?;
    if path.exists() { Err(BackupError::CutShort(path).into()) } else { Ok(()) }
}

/// A file with the checksum of the backup that is being restored. Each room is written in one transaction, so that while it is there, a
/// room either has everything or nothing.
struct Marker(PathBuf);

impl Marker {
    /// Whether a restore of this backup was cut short.
    fn is_of(&self, checksum: &str) -> Result<bool, BackupError> {
        match std::fs::read_to_string(&self.0) {
            Ok(text) if text == checksum => Ok(true),
            Ok(_) => Err(BackupError::OtherFile(self.0.clone())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(BackupError::file(&self.0)(error)),
        }
    }

    fn set(&self, checksum: &str) -> Result<(), BackupError> {
        secret::write_whole(&self.0, checksum).map_err(BackupError::file(&self.0))?;
        secret::sync_folder(&self.0).map_err(BackupError::file(&self.0))
    }

    fn clear(&self) -> Result<(), BackupError> {
        std::fs::remove_file(&self.0).map_err(BackupError::file(&self.0))?;
        secret::sync_folder(&self.0).map_err(BackupError::file(&self.0))
    }
}

async fn open(settings: &Settings, room: Room, alone: bool) -> Result<Database, ProgramError> {
    let place = settings.place(room, alone)?;
    let opened = match room {
        Room::Accounts => Database::open_at::<chorus_migrations::Accounts>(&place).await,
        Room::Issuance => Database::open_at::<chorus_migrations::Issuance>(&place).await,
        Room::Collection => match startup::collection(&place).await {
            Ok(database) => database.into_main().await,
            Err(error) => Err(error),
        },
        Room::Sealed => Database::open_at::<chorus_migrations::Sealed>(&place).await,
    };
    Ok(opened?)
}

/// The names of all migrations, by room.
fn all_migrations() -> BTreeMap<String, Vec<String>> {
    fn names<M: MigratorTrait>() -> Vec<String> {
        M::migrations().iter().map(|migration| migration.name().to_owned()).collect()
    }
    let of = |kept: &Kept| {
        let names = match kept.room {
            Room::Accounts => names::<chorus_migrations::Accounts>(),
            Room::Issuance => names::<chorus_migrations::Issuance>(),
            Room::Collection => names::<chorus_migrations::Collection>(),
            Room::Sealed => names::<chorus_migrations::Sealed>(),
        };
        (kept.room.name().to_owned(), names)
    };
    ALL.iter().map(of).collect()
}

/// What a backup went through that this program does not know. One that went through less is taken: all that migrations do to what a
/// backup holds is to add tables, and columns that may be empty.
fn newer(header: &Header) -> Option<String> {
    let ours = all_migrations();
    for (room, theirs) in &header.migrations {
        let known = ours.get(room).map_or(&[][..], Vec::as_slice);
        if let Some(name) = theirs.iter().find(|name| !known.contains(name)) {
            return Some(format!("{room}/{name}"));
        }
    }
    None
}

impl Kept {
    /// What stands before the rows of each table.
    fn line(&self, table: &tables::Table) -> TableLine {
        let columns = table.columns.iter().map(|column| (column.name.to_owned(), column.kind)).collect();
        TableLine { room: self.room.name().to_owned(), table: table.name.to_owned(), columns }
    }
}
