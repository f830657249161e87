//! Settings: `config/default.toml`, then a file, then `CHORUS__…` variables, then the command line. A wrong key or value is
//! refused by name.

use crate::ProgramError;
use crate::logs::LogSettings;
use crate::mailing::MailSettings;
use crate::metrics::MetricsSettings;
use crate::places::DatabaseSettings;
use crate::relay::RelaySettings;
use crate::role::Role;
use chorus_accounts::OpenIdSettings;
use chorus_questionnaire::Help;
use config::{Config, Environment, File, FileFormat};
use serde::Deserialize;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

const DEFAULTS: &str = include_str!("../config/default.toml");

/// The settings of a running service. `config/default.toml` explains each.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Address and port.
    pub listen: String,
    /// Where people reach the service.
    pub public_url: String,
    /// Folder of databases and secret.
    pub data_dir: PathBuf,
    /// 32 bytes as base64url, or empty.
    pub secret: String,
    /// Which rooms this process runs.
    pub role: Role,
    /// Where issuance finds collection, if they are apart.
    pub relay: RelaySettings,
    /// The secret before that, while it is being changed.
    pub previous_secret: String,
    /// Where the rooms keep what they know.
    pub database: DatabaseSettings,
    /// The organisation's provider of sign-ins.
    pub openid: OpenId,
    /// Letters.
    pub mail: MailSettings,
    /// Sealing.
    pub sealing: SealingSettings,
    /// Numbers for monitoring.
    pub metrics: MetricsSettings,
    /// What is logged.
    pub log: LogSettings,
    /// Where people find help, for every page.
    pub help: Vec<Help>,
}

/// How staff may sign in with the organisation's accounts. `config/default.toml` explains each.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenId {
    /// The provider, or empty.
    pub issuer: String,
    /// What people call it.
    pub name: String,
    /// What it calls this service.
    pub client_id: String,
    /// What it knows this service by; from the environment only.
    pub client_secret: String,
    /// The claim that is an account's name.
    pub claim: String,
}

impl OpenId {
    /// The provider, if there is one.
    pub(crate) fn provider(&self) -> Option<OpenIdSettings> {
        let Self { issuer, name, client_id, client_secret, claim } = self.clone();
        (!issuer.is_empty()).then_some(OpenIdSettings { issuer, name, client_id, client_secret, claim })
    }

    fn check(&self) -> Result<(), ProgramError> {
        let checked = self.provider().map_or(Ok(()), |provider| provider.check());
        checked.map_err(|text| ProgramError::Settings(format!("openid.{text}")))
    }
}

/// Settings of the sealer.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealingSettings {
    /// How often it looks. Parts of a second are for tests.
    pub interval_seconds: f64,
}

/// What the command line overrides.
#[derive(Default)]
pub struct Overrides {
    /// `--config`.
    pub file: Option<PathBuf>,
    /// `--listen`.
    pub listen: Option<String>,
    /// `--data-dir`.
    pub data_dir: Option<PathBuf>,
    /// `--role`.
    pub role: Option<Role>,
}

impl Settings {
    /// The defaults and what is given here, whatever the environment says: for the demonstration.
    pub fn of(listen: String, data_dir: PathBuf) -> Result<Self, ProgramError> {
        Self::from_sources(
            Overrides { listen: Some(listen), data_dir: Some(data_dir), ..Overrides::default() },
            Vec::new(),
        )
    }

    /// Reads the settings from all their sources.
    pub fn load(overrides: Overrides) -> Result<Self, ProgramError> {
        let ours = |(name, value): (OsString, OsString)| {
            let name = name.into_string().ok().filter(|name| name.starts_with("CHORUS_"))?;
            Some(match value.into_string() {
                Ok(value) => Ok((name, value)),
                Err(_) => Err(ProgramError::Settings(format!("{name}: the value is not UTF-8"))),
            })
        };
        Self::from_sources(overrides, std::env::vars_os().filter_map(ours).collect::<Result<_, _>>()?)
    }

    fn from_sources(overrides: Overrides, variables: Vec<(String, String)>) -> Result<Self, ProgramError> {
        let wrong = |error: config::ConfigError| ProgramError::Settings(error.to_string());
        let mut builder = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Some(file) = &overrides.file {
            // Read here, so that any file name will do.
            let text = std::fs::read_to_string(file).map_err(ProgramError::file(file))?;
            let source = File::from_str(&text, FileFormat::Toml);
            // By itself first, so that an error in it names the file.
            let named = |error| ProgramError::Settings(format!("{}: {error}", file.display()));
            let defaults = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
            let alone = defaults.add_source(source.clone()).build().and_then(Config::try_deserialize);
            let alone: Self = alone.map_err(named)?;
            let secrets = [
                ("mail.password", &alone.mail.password, "CHORUS__MAIL__PASSWORD"),
                ("openid.client_secret", &alone.openid.client_secret, "CHORUS__OPENID__CLIENT_SECRET"),
                ("relay.key", &alone.relay.key, "CHORUS__RELAY__KEY"),
            ];
            if let Some((name, _, variable)) = secrets.iter().find(|(_, value, _)| !value.is_empty()) {
                let text = format!("{name}: take it out of the file, and set the variable {variable}");
                return Err(ProgramError::Settings(format!("{}: {text}", file.display())));
            }
            builder = builder.add_source(source);
        }
        refuse_near_misses(&variables)?;
        let variables = variables.into_iter().filter(|(name, _)| name.starts_with("CHORUS__")).collect();
        let environment = Environment::with_prefix("CHORUS").prefix_separator("__").separator("__");
        builder = builder.add_source(environment.try_parsing(false).source(Some(variables)));
        builder = builder.set_override_option("listen", overrides.listen).map_err(wrong)?;
        let mut settings: Self = builder.build().and_then(Config::try_deserialize).map_err(wrong)?;
        if let Some(folder) = overrides.data_dir {
            settings.data_dir = folder;
        }
        settings.role = overrides.role.unwrap_or(settings.role);
        settings.check()?;
        let wrong = |error: chorus_questionnaire::InvalidDocument| ProgramError::Settings(error.to_string());
        settings.help = Help::checked(settings.help).map_err(wrong)?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), ProgramError> {
        let wrong = |text: &str| Err(ProgramError::Settings(text.to_owned()));
        if !self.public_url.is_empty() {
            let url = url::Url::parse(&self.public_url);
            let plain = url.is_ok_and(|url| {
                matches!(url.scheme(), "http" | "https") && url.origin().ascii_serialization() == self.public_url
            });
            if !plain {
                return wrong("public_url: write scheme and host only, such as https://survey.example.org");
            }
        }
        if !(0.01..=86_400.0).contains(&self.sealing.interval_seconds) {
            return wrong("sealing.interval_seconds: 0.01 to 86,400");
        }
        if !(0.01..=86_400.0).contains(&self.metrics.interval_seconds) {
            return wrong("metrics.interval_seconds: 0.01 to 86,400");
        }
        if self.secret.is_empty() && !self.previous_secret.is_empty() {
            return wrong("previous_secret: for DATA_DIR/secret.key there is `chorus rotate-secret`");
        }
        self.database.check(self.role).map_err(ProgramError::Settings)?;
        self.relay.check(self.role).map_err(ProgramError::Settings)?;
        let secrets = !self.secret.is_empty() || !self.previous_secret.is_empty();
        if secrets && !self.role.issues() {
            return wrong("secret: only whoever issues has one; take it out of this process's settings");
        }
        self.mail.check()?;
        self.openid.check()?;
        if self.data_dir.as_os_str().is_empty() {
            return wrong("data_dir: name a folder");
        }
        Ok(())
    }

    /// A file in the data folder, which is made if need be, for the service's user alone.
    pub fn data_file(&self, name: &str) -> Result<PathBuf, ProgramError> {
        make_private_folder(&self.data_dir).map_err(ProgramError::file(&self.data_dir))?;
        Ok(self.data_dir.join(name))
    }
}

/// `CHORUS_LISTEN` would be ignored in silence, because the separator has two underscores.
fn refuse_near_misses(variables: &[(String, String)]) -> Result<(), ProgramError> {
    let known = [
        "LISTEN",
        "PUBLIC_URL",
        "DATA_DIR",
        "SECRET",
        "PREVIOUS",
        "DATABASE",
        "OPENID",
        "MAIL",
        "SEALING",
        "METRICS",
        "LOG",
        "HELP",
        "ROLE",
        "RELAY",
    ];
    for (name, _) in variables {
        let rest = name.strip_prefix("CHORUS_").filter(|rest| !rest.starts_with('_'));
        if let Some(rest) = rest.filter(|rest| known.iter().any(|known| rest.starts_with(known))) {
            let text = format!("{name} is not read; write CHORUS__{rest} (two underscores between the parts)");
            return Err(ProgramError::Settings(text));
        }
    }
    Ok(())
}

fn make_private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> Result<Settings, String> {
        let variables = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Settings::from_sources(Overrides::default(), variables).map_err(|error| error.to_string())
    }

    #[test]
    fn variables_override_defaults() {
        let settings = load(&[("CHORUS__LISTEN", "127.0.0.1:9"), ("CHORUS__SEALING__INTERVAL_SECONDS", "5")]);
        let settings = settings.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((settings.listen.as_str(), settings.sealing.interval_seconds), ("127.0.0.1:9", 5.0));
    }

    #[test]
    fn help_is_named_in_a_file_and_checked() {
        let file = |text: &str| {
            let path = tempfile::NamedTempFile::new().unwrap_or_else(|error| panic!("{error}"));
            std::fs::write(path.path(), text).unwrap_or_else(|error| panic!("{error}"));
            let overrides = Overrides { file: Some(path.path().to_owned()), ..Overrides::default() };
            Settings::from_sources(overrides, Vec::new()).map_err(|error| error.to_string())
        };
        let text =
            "[[help]]\nname = { en = 'EAP', 'zh-Hans' = '帮助' }\ncontact = { en = '5555', 'zh-Hans' = '5555' }\n";
        let settings = file(text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(settings.help[0].name.get("zh-Hans"), "帮助");
        let plain = file("[[help]]\nname = 'EAP'\ncontact = '5555'\n").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(plain.help[0].contact.languages(), ["en"]);
        for (text, names) in [
            ("[[help]]\nname = 'EAP'\ncontact = { de = '5555' }\n", "help[0].contact"),
            ("[[help]]\nname = 'EAP'\ncontact = '5555'\nurl = 'http://x.example'\n", "help[0].url"),
            ("[[help]]\nname = 'EAP'\n", "contact"),
        ] {
            let error = file(text).err().unwrap_or_else(|| panic!("{text} was taken"));
            assert!(error.contains(names), "{error}");
        }
    }

    #[test]
    fn wrong_keys_and_values_are_refused_by_name() {
        for (name, value, names) in [
            ("CHORUS__LISTNE", "127.0.0.1:9", "listne"),
            ("CHORUS__SEALING__INTERVAL_SECONDS", "soon", "interval_seconds"),
            ("CHORUS__SEALING__INTERVAL_SECONDS", "0", "interval_seconds"),
            ("CHORUS__SEALING__INTERVAL_SECONDS", "NaN", "interval_seconds"),
            ("CHORUS__DATABASE__SEALED", "postgres://sealed@localhost/chorus", "database.accounts"),
            ("CHORUS__DATABASE__INBOX", "postgres://inbox@localhost/chorus", "inbox"),
            ("CHORUS_DATABASE__SEALED", "postgres://sealed@localhost/chorus", "CHORUS__DATABASE"),
            ("CHORUS__PUBLIC_URL", "survey.example.org", "public_url"),
            ("CHORUS__PUBLIC_URL", "https://survey.example.org/", "public_url"),
            ("CHORUS__PUBLIC_URL", "https://ana@survey.example.org", "public_url"),
            ("CHORUS__PUBLIC_URL", "https://survey.example.org#x", "public_url"),
            ("CHORUS_LISTEN", "127.0.0.1:9", "CHORUS__LISTEN"),
            ("CHORUS__OPENID__ISSUER", "http://sso.example.org", "openid.issuer"),
            ("CHORUS__OPENID__ISSUER", "https://sso.example.org", "openid.client_id"),
            ("CHORUS_OPENID__ISSUER", "https://sso.example.org", "CHORUS__OPENID"),
            ("CHORUS_MAIL__HOST", "localhost", "CHORUS__MAIL"),
            ("CHORUS__MAIL__HOST", "localhost", "mail.from"),
            ("CHORUS__MAIL__TLS", "ssl", "mail.tls"),
            ("CHORUS_METRICS__LISTEN", "127.0.0.1:9", "CHORUS__METRICS"),
            ("CHORUS__LOG__FORMAT", "xml", "log.format"),
            ("CHORUS__PREVIOUS_SECRET", "x", "rotate-secret"),
            ("CHORUS__MAIL__INTERVAL_SECONDS", "0", "mail.interval_seconds"),
            ("CHORUS__ROLE", "sealing", "role"),
            ("CHORUS__ROLE", "evidence", "database.accounts"),
            ("CHORUS__RELAY__KEY", "x", "relay"),
            ("CHORUS_RELAY__KEY", "x", "CHORUS__RELAY"),
        ] {
            let error = load(&[(name, value)]).err().unwrap_or_else(|| panic!("{name}={value} was taken"));
            assert!(error.contains(names), "{error}");
        }
    }
}
