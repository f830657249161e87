//! The service's secret, from the settings or from `secret.key`, and how another takes its place: what is encrypted under the old one is
//! encrypted under the new one, and a crash on the way leaves both where the next start finds them. It knows nothing of what is
//! encrypted.

use crate::ProgramError;
use crate::places::Room;
use crate::settings::Settings;
use crate::startup;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chorus_database::Database;
use hkdf::Hkdf;
use rand::Rng as _;
use sha2::Sha256;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

type Bytes = Zeroizing<[u8; 32]>;

/// The secret, and the one before it until nothing is encrypted under that any more.
pub(crate) struct Secrets {
    pub(crate) current: Bytes,
    previous: Option<Bytes>,
    /// The file that the current one lies in, and the file that it is to lie in.
    to_move: Option<(PathBuf, PathBuf)>,
}

impl Secrets {
    /// From the settings, or from the data folder, where the first start makes one.
    pub(crate) fn load(settings: &Settings) -> Result<Self, ProgramError> {
        if !settings.secret.is_empty() {
            let previous = Some(&settings.previous_secret).filter(|text| !text.is_empty());
            let previous = previous.map(|text| parse(text, "previous_secret")).transpose()?;
            return Ok(Self { current: parse(&settings.secret, "secret")?, previous, to_move: None });
        }
        let (path, next) = files(settings)?;
        let in_place = read_or_make(&path).map_err(ProgramError::file(&path))?;
        let in_place = parse(&in_place, "secret.key")?;
        match std::fs::read_to_string(&next) {
            Ok(text) => Ok(Self {
                current: parse(&text, "secret.key.next")?,
                previous: Some(in_place),
                to_move: Some((next, path)),
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Ok(Self { current: in_place, previous: None, to_move: None })
            }
            Err(error) => Err(ProgramError::file(next)(error)),
        }
    }

    /// Encrypts under the current secret what is under the one before it. Each room is done in one transaction, and may have been done.
    pub(crate) async fn settle(&self, accounts: &Database, issuance: &Database) -> Result<(), ProgramError> {
        let Some(previous) = &self.previous else { return Ok(()) };
        chorus_issuance::rotate(issuance, **previous, *self.current).await?;
        chorus_accounts::rotate(accounts, accounts_key(previous), accounts_key(&self.current)).await?;
        match &self.to_move {
            Some((from, to)) => move_over(from, to).map_err(ProgramError::file(to))?,
            None => tracing::warn!("everything is under the new secret; take previous_secret out of the settings"),
        }
        Ok(())
    }
}

/// `chorus rotate-secret`: puts a new secret in the place of `secret.key`. Returns the file.
///
/// # Errors
/// If a service runs, if the secret stands in the settings, or if something does not open with it.
pub async fn rotate(settings: &Settings) -> Result<PathBuf, ProgramError> {
    let (path, next) = files(settings)?;
    if !settings.secret.is_empty() {
        let hint = "secret: it stands in the settings. Set previous_secret to it and secret to a new one, and start the service";
        return Err(ProgramError::Settings(hint.to_owned()));
    }
    let _lock = startup::lock(settings)?;
    if !path.exists() {
        return Err(ProgramError::Settings(format!("data_dir: there is no {}", path.display())));
    }
    if !next.exists() {
        write_whole(&next, &random()).map_err(ProgramError::file(&next))?;
        sync_folder(&next).map_err(ProgramError::file(&next))?;
    }
    let accounts = settings.place(Room::Accounts, true)?;
    let accounts = Database::open_at::<chorus_migrations::Accounts>(&accounts).await?;
    let issuance = settings.place(Room::Issuance, true)?;
    let issuance = Database::open_at::<chorus_migrations::Issuance>(&issuance).await?;
    Secrets::load(settings)?.settle(&accounts, &issuance).await?;
    // What was encrypted under the old one leaves the files as well.
    accounts.close().await?;
    issuance.close().await?;
    Ok(path)
}

/// What the secrets of second factors are encrypted with: HKDF-SHA256 (RFC 5869) of the secret, which staff's room never sees.
pub(crate) fn accounts_key(secret: &[u8; 32]) -> Bytes {
    let mut key = Zeroizing::new([0u8; 32]);
    // Only fails for outputs over 255 hashes.
    let expanded = Hkdf::<Sha256>::new(None, secret).expand(b"chorus/1 accounts", key.as_mut());
    debug_assert!(expanded.is_ok());
    key
}

/// The file of the secret, and that of one which is on its way there.
fn files(settings: &Settings) -> Result<(PathBuf, PathBuf), ProgramError> {
    Ok((settings.data_file("secret.key")?, settings.data_file("secret.key.next")?))
}

fn parse(text: &str, name: &str) -> Result<Bytes, ProgramError> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok());
    let hint = "32 random bytes as 43 characters of base64url, or an empty setting for DATA_DIR/secret.key";
    bytes.map(Zeroizing::new).ok_or_else(|| ProgramError::Settings(format!("{name}: {hint}")))
}

fn random() -> Zeroizing<String> {
    let mut bytes = Zeroizing::new([0u8; 32]);
    rand::rng().fill_bytes(bytes.as_mut());
    Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_slice()))
}

/// Reads the file, or makes it with a new secret.
fn read_or_make(path: &Path) -> std::io::Result<Zeroizing<String>> {
    match std::fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let text = random();
            write_whole(path, &text)?;
            Ok(text)
        }
        result => result.map(Zeroizing::new),
    }
}

/// Writes a file for its owner alone, which appears whole or not at all.
pub(crate) fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    // Temporary files are made for their owner alone.
    let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

fn move_over(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::rename(from, to)?;
    sync_folder(to)
}

/// Makes a file's name last.
pub(crate) fn sync_folder(of: &Path) -> std::io::Result<()> {
    let folder = of.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
