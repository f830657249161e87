//! The settings of letters, and what issuance posts them with. It knows no letter.

use crate::ProgramError;
use chorus_issuance::Mail;
use chorus_mail::{Postman, Tls};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

/// How letters are sent. `config/default.toml` explains each.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// The mail server, or empty.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: String,
    /// The sender.
    pub from: String,
    /// Where reports of failed letters go, or empty.
    pub bounces: String,
    /// Who signs in, or empty.
    pub user: String,
    /// With which password; from the environment only.
    pub password: String,
    /// How often letters that wait are looked for. Parts of a second are for tests.
    pub interval_seconds: f64,
    /// How long a day of a reminder's schedule is.
    pub day_seconds: f64,
}

impl MailSettings {
    pub(crate) fn check(&self) -> Result<(), ProgramError> {
        for (name, seconds) in [("interval", self.interval_seconds), ("day", self.day_seconds)] {
            if !(0.01..=86_400.0).contains(&seconds) {
                return Err(ProgramError::Settings(format!("mail.{name}_seconds: 0.01 to 86,400")));
            }
        }
        self.tls()?;
        self.mail().map(drop)
    }

    fn tls(&self) -> Result<Tls, ProgramError> {
        match self.tls.as_str() {
            "tls" => Ok(Tls::Tls),
            "starttls" => Ok(Tls::StartTls),
            "none" => Ok(Tls::None),
            _ => Err(ProgramError::Settings("mail.tls: starttls, tls or none".to_owned())),
        }
    }

    /// What letters are posted with, if there is a mail server.
    pub(crate) fn mail(&self) -> Result<Option<Mail>, ProgramError> {
        if self.host.is_empty() {
            return Ok(None);
        }
        let postman = Postman::new(chorus_mail::MailSettings {
            host: self.host.clone(),
            port: self.port,
            tls: self.tls()?,
            from: self.from.clone(),
            bounces: self.bounces.clone(),
            user: self.user.clone(),
            password: self.password.clone(),
        })?;
        Ok(Some(Mail { postman: Arc::new(postman), day: Duration::from_secs_f64(self.day_seconds) }))
    }
}
