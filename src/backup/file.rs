//! A backup's file: lines of JSON. The first says which version wrote it, the last has the SHA-256 of all before it; between them each
//! table has one line with its columns, and one for each row. No line has a time. It is written aside, flushed to the disk and put in
//! its place whole, for its owner alone; it is checked from end to end before anything of it is used.

use super::BackupError;
use super::tables::Kind;
use crate::secret::sync_folder;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::{DbErr, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What this program writes and reads.
pub(super) const FORMAT: u32 = 1;

/// The first line.
#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) chorus_backup: u32,
    /// The version of the program.
    pub(super) chorus: String,
    /// The names of the migrations that each room's database had gone through.
    pub(super) migrations: BTreeMap<String, Vec<String>>,
}

/// The line before a table's rows.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableLine {
    pub(super) room: String,
    pub(super) table: String,
    pub(super) columns: Vec<(String, Kind)>,
}

/// The last line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LastLine {
    rows: u64,
    sha256: String,
}

/// A backup that is being written.
pub(super) struct Writer {
    file: BufWriter<NamedTempFile>,
    to: PathBuf,
    hash: Sha256,
    rows: u64,
}

impl Writer {
    /// Beside the file that it becomes.
    pub(super) fn begin(to: &Path, header: &Header) -> Result<Self, BackupError> {
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder).map_err(BackupError::file(to))?;
        let mut writer = Self { file: BufWriter::new(file), to: to.to_owned(), hash: Sha256::new(), rows: 0 };
        writer.line(header)?;
        Ok(writer)
    }

    pub(super) fn table(&mut self, line: &TableLine) -> Result<(), BackupError> {
        self.line(line)
    }

    pub(super) fn row(&mut self, row: &[Json]) -> Result<(), BackupError> {
        self.rows += 1;
        self.line(row)
    }

    fn line<T: Serialize + ?Sized>(&mut self, line: &T) -> Result<(), BackupError> {
        let mut bytes = serde_json::to_vec(line).map_err(|error| BackupError::file(&self.to)(error.into()))?;
        bytes.push(b'\n');
        self.hash.update(&bytes);
        self.file.write_all(&bytes).map_err(BackupError::file(&self.to))
    }

    /// Puts the file in its place, unless there is one. Returns how many rows it has.
    pub(super) fn end(mut self) -> Result<u64, BackupError> {
        let rows = self.rows;
        let sha256 = hex(self.hash.clone());
        self.line(&LastLine { rows, sha256 })?;
        let to = self.to;
        let file = self.file.into_inner().map_err(|error| BackupError::file(&to)(error.into_error()))?;
        file.as_file().sync_all().map_err(BackupError::file(&to))?;
        file.persist_noclobber(&to).map_err(|error| BackupError::file(&to)(error.error))?;
        sync_folder(&to).map_err(BackupError::file(&to))?;
        Ok(rows)
    }
}

/// A line of a backup, behind its first.
pub(super) enum Line {
    Table(TableLine),
    Row(Vec<Json>),
}

/// A backup that is whole.
pub(super) struct Archive {
    file: BufReader<File>,
    path: PathBuf,
    pub(super) checksum: String,
}

impl Archive {
    /// Reads the file from end to end and believes nothing before that. `newer` names what is unknown in the first line; `check` is shown
    /// each other line, and says what is wrong with it.
    pub(super) fn open(
        path: &Path,
        newer: impl FnOnce(&Header) -> Option<String>,
        mut check: impl FnMut(&Line) -> Result<(), String>,
    ) -> Result<Self, BackupError> {
        let damaged = |reason: &str| BackupError::Damaged { path: path.to_owned(), reason: reason.to_owned() };
        let mut file = BufReader::new(File::open(path).map_err(BackupError::file(path))?);
        let first = read_line(&mut file, path)?.ok_or_else(|| damaged("it is empty"))?;
        let mut hash = Sha256::new();
        hash.update(&first);
        let header: Header = serde_json::from_slice(&first).map_err(|_| damaged("it does not begin like one"))?;
        let format = (header.chorus_backup > FORMAT).then(|| format!("format {}", header.chorus_backup));
        if let Some(what) = format.or_else(|| newer(&header)) {
            return Err(BackupError::Newer { path: path.to_owned(), version: header.chorus, what });
        }
        let (mut rows, mut last) = (0, None);
        while let Some(line) = read_line(&mut file, path)? {
            if last.is_some() {
                return Err(damaged("lines follow its last"));
            }
            if let Ok(end) = serde_json::from_slice::<LastLine>(&line) {
                last = Some(end);
                continue;
            }
            let read = read(&line).ok_or_else(|| damaged("it has a line that cannot be read"))?;
            check(&read).map_err(|reason| damaged(&reason))?;
            rows += u64::from(matches!(read, Line::Row(_)));
            hash.update(&line);
        }
        let checksum = hex(hash);
        match last {
            None => Err(damaged("its end is missing")),
            Some(last) if last.sha256 == checksum && last.rows == rows => {
                file.rewind().map_err(BackupError::file(path))?;
                Ok(Self { file, path: path.to_owned(), checksum })
            }
            Some(_) => Err(damaged("its checksum is another")),
        }
    }

    /// The lines between the first and the last, once.
    pub(super) fn next(&mut self) -> Result<Option<Line>, BackupError> {
        while let Some(line) = read_line(&mut self.file, &self.path)? {
            if let Some(line) = read(&line) {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }
}

/// A table or a row; nothing for the first and the last line.
fn read(line: &[u8]) -> Option<Line> {
    if line.starts_with(b"[") {
        return serde_json::from_slice(line).ok().map(Line::Row);
    }
    serde_json::from_slice(line).ok().map(Line::Table)
}

fn read_line(file: &mut BufReader<File>, path: &Path) -> Result<Option<Vec<u8>>, BackupError> {
    let mut line = Vec::new();
    let read = file.read_until(b'\n', &mut line).map_err(BackupError::file(path))?;
    Ok((read > 0).then_some(line))
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Kind {
    /// The value in this column of a row, as JSON.
    pub(super) fn of(self, row: &QueryResult, index: usize) -> Result<Json, DbErr> {
        Ok(match self {
            Self::Uuid => row.try_get_by_index::<Option<uuid::Uuid>>(index)?.map(|id| id.to_string()).into(),
            Self::Bytes => {
                row.try_get_by_index::<Option<Vec<u8>>>(index)?.map(|bytes| URL_SAFE_NO_PAD.encode(bytes)).into()
            }
            Self::Text => row.try_get_by_index::<Option<String>>(index)?.into(),
            Self::Integer => row.try_get_by_index::<Option<i64>>(index)?.into(),
            Self::Boolean => row.try_get_by_index::<Option<bool>>(index)?.into(),
        })
    }

    /// The value for a database; nothing if it is of another kind.
    pub(super) fn value(self, json: &Json) -> Option<Value> {
        let null = json.is_null();
        let text = || json.as_str();
        Some(match self {
            Self::Uuid if null => None::<uuid::Uuid>.into(),
            Self::Uuid => text()?.parse::<uuid::Uuid>().ok()?.into(),
            Self::Bytes if null => None::<Vec<u8>>.into(),
            Self::Bytes => URL_SAFE_NO_PAD.decode(text()?).ok()?.into(),
            Self::Text if null => None::<String>.into(),
            Self::Text => text()?.into(),
            Self::Integer if null => None::<i64>.into(),
            Self::Integer => json.as_i64()?.into(),
            Self::Boolean if null => None::<bool>.into(),
            Self::Boolean => json.as_bool()?.into(),
        })
    }
}
